"""Addresses as leaders paste them: taken in any usual form, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.channel import ChannelKind
from leader_app.errors import Refused
from sync.outgoing.senders import Senders
from tests.fakes.robots.pushes import BARK_KEY, NEW_KEY, OLD_KEY, PLUS_TOKEN
from tests.fakes.robots.signed import DING_SECRET, DING_TOKEN, FEISHU_SECRET, FEISHU_TOKEN
from tests.fakes.robots.wecom import KEY

K = ChannelKind
WECOM_URL = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
DING_URL = f"https://oapi.dingtalk.com/robot/send?access_token={DING_TOKEN}"
FEISHU_URL = f"https://open.feishu.cn/open-apis/bot/v2/hook/{FEISHU_TOKEN}"
LARK_URL = f"https://open.larksuite.com/open-apis/bot/v2/hook/{FEISHU_TOKEN}"
CANARY = "canary"


@pytest.fixture(scope="module")
def senders() -> Senders:
    return Senders()


GOOD = [
    (K.WECOM, WECOM_URL, KEY),
    (K.WECOM, f"  {WECOM_URL}&debug=1\n", KEY),
    (K.WECOM, KEY, KEY),
    (K.DINGTALK, DING_URL, DING_TOKEN),
    (K.DINGTALK, f"{DING_URL} {DING_SECRET}", f"{DING_TOKEN} {DING_SECRET}"),
    (K.DINGTALK, f"{DING_TOKEN}　{DING_SECRET}", f"{DING_TOKEN} {DING_SECRET}"),
    (K.FEISHU, f"{FEISHU_URL}\n{FEISHU_SECRET}", f"{FEISHU_TOKEN} {FEISHU_SECRET}"),
    (K.LARK, LARK_URL, FEISHU_TOKEN),
    (K.SERVERCHAN, OLD_KEY, OLD_KEY),
    (K.SERVERCHAN, f"https://sctapi.ftqq.com/{OLD_KEY}.send?title=x", OLD_KEY),
    (K.SERVERCHAN, f"https://678.push.ft07.com/send/{NEW_KEY}.send", NEW_KEY),
    (K.PUSHPLUS, PLUS_TOKEN, PLUS_TOKEN),
    (K.PUSHPLUS, f"https://www.pushplus.plus/send?token={PLUS_TOKEN}", PLUS_TOKEN),
    (K.PUSHPLUS, f"{PLUS_TOKEN} linyin", f"{PLUS_TOKEN} linyin"),
    (K.BARK, BARK_KEY, f"https://api.day.app/{BARK_KEY}"),
    (K.BARK, f"https://api.day.app/{BARK_KEY}/推送标题/内容", f"https://api.day.app/{BARK_KEY}"),
    (K.BARK, f"http://192.168.1.9:8080/{BARK_KEY}", f"http://192.168.1.9:8080/{BARK_KEY}"),
    (K.WEBHOOK, "https://shop.example.com/in?x=1", "https://shop.example.com/in?x=1"),
    (K.WEBHOOK, "http://127.0.0.1:9/in s3cret", "http://127.0.0.1:9/in s3cret"),
    (K.WEBHOOK, "http://[::1]:9/in", "http://[::1]:9/in"),
    (K.WEBHOOK, "http://till.local/in", "http://till.local/in"),
    (
        K.EMAIL,
        "12345@qq.com abcdefgh",
        "smtps://12345%40qq.com:abcdefgh@smtp.qq.com:465?from=12345@qq.com",
    ),
    (
        K.EMAIL,
        "mailtos://shop:p%40ss@163.com",
        "smtps://shop%40163.com:p%40ss@smtp.163.com:465?from=shop@163.com",
    ),
    (
        K.EMAIL,
        "smtp://u:p@mail.example.com?from=shop@example.com",
        "smtp://u:p@mail.example.com:587?from=shop@example.com",
    ),
    (K.SMS, "forms://gate.example.com/x?:to={phone}", "forms://gate.example.com/x?:to={phone}"),
    (K.OTHER, "wxpusher://AT_appid/123", "wxpusher://AT_appid/123"),
]


@pytest.mark.parametrize(("kind", "pasted", "kept"), GOOD)
def test_a_pasted_address_is_kept_in_one_form(
    senders: Senders, kind: ChannelKind, pasted: str, kept: str
) -> None:
    assert senders.check(kind, pasted) == kept
    assert senders.check(kind, kept) == kept


ELSEWHERE = "another kind"
NOT_SECURE = "not secure"
BAD = [
    (K.WECOM, "", "no address"),
    (K.WECOM, FEISHU_URL, ELSEWHERE),
    (K.WECOM, "https://example.com/cgi-bin/webhook/send?key=" + KEY, "not an address"),
    (K.WECOM, "https://qyapi.weixin.qq.com.evil.example/x?key=" + KEY, "not an address"),
    (K.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=canary", "not an address"),
    (K.WECOM, f"{KEY} {CANARY}", "not an address"),
    (K.WECOM, "canary canary canary", "not an address"),
    (K.DINGTALK, WECOM_URL, ELSEWHERE),
    (K.DINGTALK, f"{DING_URL} canary-is-no-key", "signing key"),
    (K.FEISHU, LARK_URL, ELSEWHERE),
    (K.FEISHU, "https://open.feishu.cn/open-apis/bot/hook/canary", "not an address"),
    (K.FEISHU, f"{FEISHU_URL} canary!", "signing key"),
    (K.LARK, FEISHU_URL, ELSEWHERE),
    (K.SERVERCHAN, DING_URL, ELSEWHERE),
    (K.SERVERCHAN, "https://canary.example.com/", "not an address"),
    (K.PUSHPLUS, f"https://api.day.app/{BARK_KEY}", ELSEWHERE),
    (K.BARK, WECOM_URL, ELSEWHERE),
    (K.BARK, f"http://bark.example.com/{BARK_KEY}canary", NOT_SECURE),
    (K.BARK, "canary", "not an address"),
    (K.WEBHOOK, "http://example.com/canary", NOT_SECURE),
    (K.WEBHOOK, "http://8.8.8.8/canary", NOT_SECURE),
    (K.WEBHOOK, "http://127.0.0.1.canary.example/", NOT_SECURE),
    (K.WEBHOOK, "https://user:canary@example.com/", "not an address"),
    (K.WEBHOOK, "https://[canary/", "not an address"),
    (K.WEBHOOK, "https://shop.example.com:99999/canary", "not an address"),
    (K.WEBHOOK, "file:///canary", "not an address"),
    (K.WEBHOOK, "ftp://canary.example.com", "not an address"),
    (K.WEBHOOK, WECOM_URL, ELSEWHERE),
    (K.WEBHOOK, "https://a.example/\x00canary", "not an address"),
    (K.WEBHOOK, "https://a.example/" + CANARY * 1000, "not an address"),
    (K.EMAIL, "shop@unknown.example canary", "mail server"),
    (K.EMAIL, "smtp://u:canary@mail.example.com?from=a@b.cn&tls=no", NOT_SECURE),
    (K.EMAIL, "smtp://u:canary@mail.example.com", "not an address"),
    (K.EMAIL, WECOM_URL, ELSEWHERE),
    (K.EMAIL, "canary", "not an address"),
    (K.SMS, "forms://gate.example.com/canary", "place for the number"),
    (K.SMS, "form://gate.example.com/canary?:to={phone}", NOT_SECURE),
    (K.SMS, "canary://{phone}", "not an address"),
    (K.OTHER, f"wecombot://{KEY}", ELSEWHERE),
    (K.OTHER, "mailto://u:canary@qq.com", ELSEWHERE),
    (K.OTHER, "canary", "not an address"),
    (K.CLIPBOARD, "canary", "needs no address"),
    (K.CENTRE, "canary", "needs no address"),
]


@pytest.mark.parametrize(("kind", "pasted", "words"), BAD)
def test_what_is_wrong_is_said_without_a_word_of_the_address(
    senders: Senders, kind: ChannelKind, pasted: str, words: str
) -> None:
    with pytest.raises(Refused) as caught:
        senders.check(kind, pasted)
    said = f"{caught.value.title} {caught.value.hint} {caught.value!r}"
    assert words in said
    for secret in (CANARY, KEY, FEISHU_TOKEN, DING_TOKEN, BARK_KEY):
        assert secret not in said


KINDS = st.sampled_from([kind for kind in ChannelKind if kind not in {K.SMS, K.OTHER}])
WHOLE = [WECOM_URL, DING_URL, KEY, FEISHU_URL, OLD_KEY, "https://", "smtp://", "mailto://"]
SCRAPS = [
    "@",
    ":",
    "[",
    "]",
    " ",
    "%",
    "?from=a@b.cn",
    "\x00",
    "é",
    "\u202e",
    "//",
    "a.cn",
    "1",
    "/",
]
PIECES = st.sampled_from(WHOLE + SCRAPS)


@given(KINDS, st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join))
def test_rubbish_is_refused_or_kept_for_good(kind: ChannelKind, pasted: str) -> None:
    senders = Senders()
    try:
        kept = senders.check(kind, pasted)
    except Refused:
        return
    assert senders.check(kind, kept) == kept
    assert kept.isprintable()
