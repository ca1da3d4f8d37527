"""Group robots over real HTTP: what they get, and what their answers become."""

import hashlib
import time
from base64 import b64decode
from collections.abc import Callable, Iterator

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Fate, Piece, Refusal, Reply
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.robots import signed
from tests.fakes.robots.server import Said, served
from tests.fakes.robots.signed import DingTalkRobot, FeishuRobot
from tests.fakes.robots.wecom import KEY, WeComRobot

TEXT = Piece(Form.TEXT, "到货通知", "3 盒草莓到了，货位 A-3。")
CARD = Piece(Form.CARD, "到货通知", "# 到货\n**草莓** 3 盒")
PNG = b"\x89PNG\r\n\x1a\nnot much of a picture"


def _channel(kind: ChannelKind) -> Channel:
    return Channel("c1", kind, "群")


class _Clock:
    """Seconds since 1970 that only a test moves."""

    def __init__(self) -> None:
        self.at = time.time()

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


# WeCom


@pytest.fixture
def wecom(clock: _Clock) -> Iterator[tuple[WeComRobot, Callable[..., Reply]]]:
    robot = WeComRobot(now=clock)
    with served(robot) as base:
        senders = Senders(Hosts(wecom=base))

        def send(piece: Piece, key: str = KEY) -> Reply:
            return senders.send(_channel(ChannelKind.WECOM), key, piece)

        yield robot, send


def test_wecom_takes_a_text_and_a_card(wecom: tuple[WeComRobot, Callable[..., Reply]]) -> None:
    robot, send = wecom
    assert send(TEXT).fate is Fate.TAKEN
    assert send(CARD).fate is Fate.TAKEN
    assert robot.heard == [
        {"msgtype": "text", "text": {"content": TEXT.text}},
        {"msgtype": "markdown_v2", "markdown_v2": {"content": CARD.text}},
    ]


def test_wecom_takes_a_picture_with_its_digest(
    wecom: tuple[WeComRobot, Callable[..., Reply]],
) -> None:
    robot, send = wecom
    assert send(Piece(Form.PICTURE, "", "", PNG)).fate is Fate.TAKEN
    image = robot.heard[0]["image"]
    assert b64decode(image["base64"]) == PNG
    assert image["md5"] == hashlib.md5(PNG, usedforsecurity=False).hexdigest()


def test_wecom_does_not_swallow_a_text_that_comes_with_a_picture(
    wecom: tuple[WeComRobot, Callable[..., Reply]],
) -> None:
    robot, send = wecom
    assert send(Piece(Form.PICTURE, "", "草莓", PNG)).refusal is Refusal.OTHER
    assert send(Piece(Form.PICTURE, "", "", PNG * 200_000)).refusal is Refusal.TOO_LONG
    assert robot.heard == []


@pytest.mark.parametrize(
    ("piece", "key", "why"),
    [
        (TEXT, "0" * 8 + KEY[8:], Refusal.WRONG_ADDRESS),
        (Piece(Form.TEXT, "", "草" * 683), KEY, Refusal.TOO_LONG),
        (Piece(Form.CARD, "", "草" * 1366), KEY, Refusal.TOO_LONG),
        (Piece(Form.TEXT, "", ""), KEY, Refusal.OTHER),
        (TEXT, "not a key", Refusal.WRONG_ADDRESS),
    ],
)
def test_wecom_says_no_with_status_200(
    wecom: tuple[WeComRobot, Callable[..., Reply]], piece: Piece, key: str, why: Refusal
) -> None:
    robot, send = wecom
    reply = send(piece, key)
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, why)
    assert robot.heard == []


def test_wecom_at_its_limit_asks_for_a_minute(
    wecom: tuple[WeComRobot, Callable[..., Reply]], clock: _Clock
) -> None:
    robot, send = wecom
    assert all(send(TEXT).fate is Fate.TAKEN for _ in range(20))
    reply = send(TEXT)
    assert (reply.refusal, reply.wait_s) == (Refusal.TOO_FAST, 60.0)
    clock.at += 60
    assert send(TEXT).fate is Fate.TAKEN
    assert robot.taken == 21


def test_wecom_robot_that_was_removed(wecom: tuple[WeComRobot, Callable[..., Reply]]) -> None:
    robot, send = wecom
    robot.removed = True
    reply = send(TEXT)
    assert reply.refusal is Refusal.REMOVED
    assert "93004" in reply.detail


# DingTalk


@pytest.fixture
def ding(clock: _Clock) -> Iterator[tuple[DingTalkRobot, Callable[..., Reply]]]:
    robot = DingTalkRobot(now=clock)
    ours = [0.0]
    with served(robot) as base:
        senders = Senders(Hosts(dingtalk=base), now=lambda: clock() + ours[0])

        def send(piece: Piece, secret: str = signed.DING_SECRET, ahead: float = 0.0) -> Reply:
            ours[0] = ahead
            address = f"{signed.DING_TOKEN} {secret}".strip()
            return senders.send(_channel(ChannelKind.DINGTALK), address, piece)

        yield robot, send


def test_dingtalk_is_signed(ding: tuple[DingTalkRobot, Callable[..., Reply]]) -> None:
    robot, send = ding
    assert send(TEXT).fate is Fate.TAKEN
    assert send(CARD).fate is Fate.TAKEN
    assert robot.heard[0]["text"] == {"content": TEXT.text}
    assert robot.heard[0]["at"] == {"isAtAll": False}
    assert robot.heard[1]["markdown"]["title"] == "到货通知"


def test_dingtalk_refuses_a_wrong_signature_a_keyword_and_a_removed_robot(
    ding: tuple[DingTalkRobot, Callable[..., Reply]],
) -> None:
    robot, send = ding
    assert send(TEXT, "SEC" + "0" * 32).refusal is Refusal.NOT_ALLOWED
    assert send(TEXT, "").refusal is Refusal.NOT_ALLOWED
    robot.keyword = "团购"
    assert send(TEXT).refusal is Refusal.NOT_ALLOWED
    robot.removed = True
    assert send(TEXT).refusal is Refusal.REMOVED
    assert robot.heard == []


def test_dingtalk_that_heard_too_much_is_left_alone_for_ten_minutes(
    ding: tuple[DingTalkRobot, Callable[..., Reply]], clock: _Clock
) -> None:
    _robot, send = ding
    assert all(send(TEXT).fate is Fate.TAKEN for _ in range(20))
    reply = send(TEXT)
    assert (reply.refusal, reply.wait_s) == (Refusal.TOO_FAST, 600.0)
    clock.at += reply.wait_s
    assert send(TEXT).fate is Fate.TAKEN


def test_a_clock_two_hours_off_costs_one_try_and_stops_no_channel(
    ding: tuple[DingTalkRobot, Callable[..., Reply]],
) -> None:
    _robot, send = ding
    first = send(TEXT, ahead=7200.0)
    assert (first.fate, first.refusal) == (Fate.REFUSED, Refusal.BUSY)
    assert send(TEXT, ahead=7200.0).fate is Fate.TAKEN
    assert send(TEXT, ahead=0.0).refusal is Refusal.BUSY  # the clock was set right meanwhile
    assert send(TEXT, ahead=0.0).fate is Fate.TAKEN


def test_dingtalk_s_guard_turns_away_and_a_long_text_is_too_long(
    ding: tuple[DingTalkRobot, Callable[..., Reply]], monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, send = ding
    assert send(Piece(Form.TEXT, "", "长" * 7000)).refusal is Refusal.TOO_LONG
    guard = Said({"status": 1111, "wait": 5, "source": "x5", "punish": "deny"})
    monkeypatch.setattr(robot, "answer", lambda _asked: guard)
    assert send(TEXT).refusal is Refusal.TOO_FAST


# Feishu and Lark


@pytest.fixture(params=[ChannelKind.FEISHU, ChannelKind.LARK])
def feishu(
    request: pytest.FixtureRequest, clock: _Clock
) -> Iterator[tuple[FeishuRobot, Callable[..., Reply]]]:
    robot = FeishuRobot(now=clock)
    ours = [0.0]
    with served(robot) as base:
        hosts = Hosts(feishu=base) if request.param is ChannelKind.FEISHU else Hosts(lark=base)
        senders = Senders(hosts, now=lambda: clock() + ours[0])

        def send(piece: Piece, words: str = "", ahead: float = 0.0) -> Reply:
            ours[0] = ahead
            address = words or f"{signed.FEISHU_TOKEN} {signed.FEISHU_SECRET}"
            return senders.send(_channel(request.param), address, piece)

        yield robot, send


def test_feishu_is_signed_and_takes_cards(
    feishu: tuple[FeishuRobot, Callable[..., Reply]],
) -> None:
    robot, send = feishu
    assert send(TEXT).fate is Fate.TAKEN
    assert send(CARD).fate is Fate.TAKEN
    assert robot.heard[0]["content"] == {"text": TEXT.text}
    card = robot.heard[1]["card"]
    assert card["header"]["title"]["content"] == "到货通知"
    assert card["body"]["elements"] == [{"tag": "markdown", "content": CARD.text}]


def test_feishu_says_no(feishu: tuple[FeishuRobot, Callable[..., Reply]], clock: _Clock) -> None:
    robot, send = feishu
    stranger = signed.FEISHU_TOKEN.replace("6f0c", "0000")
    assert send(TEXT, stranger).refusal is Refusal.WRONG_ADDRESS
    assert send(TEXT, signed.FEISHU_TOKEN).refusal is Refusal.NOT_ALLOWED
    robot.keyword = "团购"
    assert send(TEXT).refusal is Refusal.NOT_ALLOWED
    robot.keyword = ""
    assert all(send(TEXT).fate is Fate.TAKEN for _ in range(100))
    assert send(TEXT).refusal is Refusal.TOO_FAST
    clock.at += 60
    assert send(TEXT).fate is Fate.TAKEN


def test_feishu_bears_a_wrong_clock(feishu: tuple[FeishuRobot, Callable[..., Reply]]) -> None:
    _robot, send = feishu
    assert send(TEXT, ahead=-5400.0).refusal is Refusal.BUSY
    assert send(TEXT, ahead=-5400.0).fate is Fate.TAKEN
