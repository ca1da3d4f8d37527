"""What robots seldom say, and what they are never sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Fate, Piece, Refusal, Reply
from sync.outgoing.call import Limits
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.robots.pushes import BARK_KEY, OLD_KEY, PLUS_TOKEN
from tests.fakes.robots.server import Asked, Said, served
from tests.fakes.robots.signed import DING_TOKEN, FEISHU_TOKEN
from tests.fakes.robots.wecom import KEY

K = ChannelKind
TEXT = Piece(Form.TEXT, "", "草莓到了", to="13800001111")
ADDRESSES = {
    K.WECOM: KEY,
    K.DINGTALK: DING_TOKEN,
    K.FEISHU: FEISHU_TOKEN,
    K.LARK: FEISHU_TOKEN,
    K.SERVERCHAN: OLD_KEY,
    K.PUSHPLUS: PLUS_TOKEN,
    K.BARK: f"BASE/{BARK_KEY}",
    K.WEBHOOK: "BASE/in",
    K.SMS: "form://HOST/x?:to={phone}",
    K.OTHER: "gotify://HOST/token",
}


@dataclass
class _Saying:
    """Says one thing to everybody."""

    body: Mapping[str, Any]
    status: int = 200
    visits: list[str] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        self.visits.append(asked.path)
        return Said(self.body, self.status)


def _send(base: str, kind: ChannelKind, piece: Piece = TEXT, address: str = "") -> Reply:
    host = base.removeprefix("http://")
    place = (address or ADDRESSES[kind]).replace("BASE", base).replace("HOST", host)
    senders = Senders(Hosts(base, base, base, base, base, base, base, base), Limits(1, 2, 3))
    return senders.send(Channel("c1", kind, "群"), place, piece)


@pytest.mark.parametrize(
    ("kind", "body", "status", "why"),
    [
        (K.WECOM, {"errcode": -1, "errmsg": "system busy"}, 200, Refusal.BUSY),
        (K.WECOM, {"errcode": 40058, "errmsg": "invalid parameter"}, 200, Refusal.OTHER),
        (K.WECOM, {"errcode": 777777, "errmsg": "new"}, 200, Refusal.OTHER),
        (K.WECOM, {"errcode": 60020, "errmsg": "not allow ip"}, 200, Refusal.NOT_ALLOWED),
        (K.DINGTALK, {"errcode": 300001, "errmsg": "token"}, 200, Refusal.WRONG_ADDRESS),
        (K.FEISHU, {"code": 9499, "msg": "too many request"}, 200, Refusal.TOO_FAST),
        (K.FEISHU, {"code": 9499, "msg": "Bad Request"}, 400, Refusal.OTHER),
        (K.LARK, {"code": 11232, "msg": "frequency limited"}, 400, Refusal.TOO_FAST),
        (K.SERVERCHAN, {"code": 40001, "message": "发送频率过快"}, 400, Refusal.TOO_FAST),
        (
            K.SERVERCHAN,
            {"code": 40001, "message": "[AUTH]bad pushtoken"},
            400,
            Refusal.WRONG_ADDRESS,
        ),
        (K.SERVERCHAN, {"code": 40009, "message": "new"}, 400, Refusal.OTHER),
        (K.PUSHPLUS, {"code": 905, "msg": "账户未进行实名认证"}, 200, Refusal.NOT_ALLOWED),
        (K.BARK, {"code": 500, "message": "push failed: PayloadTooLarge"}, 500, Refusal.TOO_LONG),
        (K.BARK, {"code": 500, "message": "push failed: TooManyRequests"}, 500, Refusal.TOO_FAST),
        (K.BARK, {"code": 400, "message": "bad request"}, 400, Refusal.OTHER),
    ],
)
def test_a_code_is_a_certain_no(
    kind: ChannelKind, body: Mapping[str, Any], status: int, why: Refusal
) -> None:
    with served(_Saying(body, status)) as base:
        reply = _send(base, kind)
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, why)


@pytest.mark.parametrize("kind", [k for k in ADDRESSES if k is not K.WEBHOOK])
def test_a_server_that_fails_leaves_it_unsure(kind: ChannelKind) -> None:
    body = {"code": 2200, "errcode": 2200, "msg": "internal error"}
    with served(_Saying(body, 500)) as base:
        assert _send(base, kind).fate is Fate.UNSURE


@pytest.mark.parametrize("kind", [k for k in ADDRESSES if k not in {K.WEBHOOK, K.SMS, K.OTHER}])
def test_an_answer_of_another_kind_is_unsure(kind: ChannelKind) -> None:
    with served(_Saying({"hello": "world"})) as base:
        assert _send(base, kind).fate is Fate.UNSURE


@pytest.mark.parametrize("kind", [k for k in ADDRESSES if k is not K.WECOM])
def test_a_picture_is_not_dropped_in_silence(kind: ChannelKind) -> None:
    robot = _Saying({"code": 0, "errcode": 0})
    with served(robot) as base:
        reply = _send(base, kind, Piece(Form.PICTURE, "", "", b"\x89PNG", to=TEXT.to))
    assert reply.refusal is Refusal.OTHER
    assert robot.visits == []


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_address_that_was_spoilt_in_the_keyring_stops_the_channel(kind: ChannelKind) -> None:
    with served(_Saying({})) as base:
        assert _send(base, kind, address="spoilt \x00").refusal is Refusal.WRONG_ADDRESS


@pytest.mark.parametrize("kind", [K.CLIPBOARD, K.CENTRE])
def test_what_is_not_sent_over_the_network_is_refused(kind: ChannelKind) -> None:
    with served(_Saying({})) as base:
        assert _send(base, kind, address="x").refusal is Refusal.OTHER


def test_a_service_with_several_receivers_that_fails_is_unsure() -> None:
    robot = _Saying({}, 404)
    with served(robot) as base:
        reply = _send(base, K.OTHER, address="apprise://HOST/x")
        several = _send(base, K.OTHER, address="ntfy://HOST/one/two")
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.WRONG_ADDRESS)
    assert several.fate is Fate.UNSURE


def test_a_bug_of_a_service_s_own_is_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    import apprise

    def explode(*_arguments: object, **_named: object) -> bool:
        raise ZeroDivisionError("canary")

    monkeypatch.setattr(apprise.NotifyBase, "notify", explode)
    with served(_Saying({})) as base:
        reply = _send(base, K.OTHER)
    assert (reply.fate, reply.detail) == (Fate.UNSURE, "ZeroDivisionError")
