"""What a channel said is passed on in short, without anything secret."""

import logging
from collections.abc import Iterator

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Fate, Piece
from sync.outgoing.answers import LONGEST_DETAIL, without_secrets
from sync.outgoing.call import Call, Heard, Limits
from sync.outgoing.mail_address import mailbox
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.robots.server import Asked, Said, served

SECRETS = ("kept-canary-key SECcanarysecret", "https://h.example/p/canary1?token=canary%2F2")


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        ("93000 invalid kept-canary-key", "93000 invalid …"),
        ("sign SECcanarysecret of kept-canary-key", "sign … of …"),
        ("GET /p/canary1?token=canary%2F2", "GET /p/…?…=…"),
        ("token canary/2", "… …"),
        ("two\r\nlines\u202e\x00 here", "two lines here"),
    ],
)
def test_a_detail_is_one_line_without_secrets(detail: str, shown: str) -> None:
    assert without_secrets(detail, SECRETS) == shown


def test_a_detail_is_short() -> None:
    assert len(without_secrets("长" * 5000, SECRETS)) == LONGEST_DETAIL


def test_what_holds_secrets_shows_none_of_them() -> None:
    call = Call("https://h.example/canary", b"canary", {"Authorization": "canary"})
    heard = Heard(200, {"set-cookie": "canary"}, b"canary")
    box = mailbox("canary@qq.com canary-code")
    assert "canary" not in f"{call!r} {heard!r} {box!r}"


class _Parrot:
    """Says again what it was told, with a no."""

    def answer(self, asked: Asked) -> Said:
        words = f"{asked.path} {dict(asked.query)} {dict(asked.headers)} {asked.body}"
        return Said({"errcode": 1, "code": 1, "errmsg": words, "msg": words, "message": words}, 400)


CANARY = "canaryCANARYcanary22"
KEY = f"693a91f6-7xxx-4bc4-97a0-{'canary' * 2}"
ADDRESSES = {
    ChannelKind.WECOM: KEY,
    ChannelKind.DINGTALK: f"{'abcdef12' * 8} SEC{CANARY}",
    ChannelKind.FEISHU: f"{KEY} {CANARY}",
    ChannelKind.LARK: f"{KEY} {CANARY}",
    ChannelKind.SERVERCHAN: f"SCT12T{CANARY}",
    ChannelKind.PUSHPLUS: f"{'abcdef12' * 4} {CANARY}",
    ChannelKind.BARK: f"BASE/{CANARY}",
    ChannelKind.WEBHOOK: f"BASE/{CANARY}?token={CANARY} {CANARY}",
    ChannelKind.SMS: f"form://HOST/{CANARY}?:to={{phone}}",
    ChannelKind.OTHER: f"jsons://HOST/{CANARY}",
}


class _Log(logging.Handler):
    """Keeps what the log file of the program would get, at its most talkative."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += f"{record.name}: {self.format(record)}\n"


@pytest.fixture
def log() -> Iterator[_Log]:
    root, handler = logging.getLogger(), _Log()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_no_secret_reaches_a_reply_or_the_log(kind: ChannelKind, log: _Log) -> None:
    piece = Piece(Form.TEXT, "", "草莓", to="13800001111")
    with served(_Parrot()) as base:
        hosts = Hosts(base, base, base, base, base, base, base, base)
        host = base.removeprefix("http://")
        address = ADDRESSES[kind].replace("BASE", base).replace("HOST", host)
        senders = Senders(hosts, Limits(1, 1, 2))
        reply = senders.send(Channel("c1", kind, "群"), address, piece)
    assert reply.fate is not Fate.TAKEN
    assert kind.value in log.text  # negative control: this log hears
    for word in ("canary", "CANARY", "abcdef12", "13800001111"):
        assert word not in f"{reply!r} {log.text}"
    assert piece.text not in log.text
