"""What an answer says, and what is made of one that is none."""

from collections.abc import Mapping

import pytest

from sync.client import Client
from sync.protocol.codec import compress, encode
from sync.protocol.messages import (
    JSON,
    MSGPACK,
    NONCE,
    ErrorAnswer,
    ErrorCode,
    NonceAnswer,
    NonceRequest,
)
from sync.transport import Answer
from sync.troubles import (
    CentreFailing,
    Garbled,
    Misheard,
    NotTheCentre,
    OtherProtocol,
    TooBusy,
    Trouble,
    TurnedDown,
)

OURS = {"leader-protocol": "1", "content-type": MSGPACK}
GOOD = encode(NonceAnswer(b"nonce"))


class Wire:
    """Answers what it was told to and remembers what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.headers: Mapping[str, str] = {}
        self.silence = 0.0

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        self.headers, self.silence = headers, silence
        return self.answer

    def interrupt(self) -> None:
        """Nothing waits."""


def _ask(answer: Answer) -> NonceAnswer:
    return Client(Wire(answer)).ask(NONCE, NonceRequest("D1"), NonceAnswer)


def _no(status: int, code: str, seq: int = 0, **headers: str) -> Answer:
    body = encode(ErrorAnswer(code, "because", seq))
    return Answer(status, {**OURS, **{k.replace("_", "-"): v for k, v in headers.items()}}, body)


def test_a_good_answer_is_read() -> None:
    assert _ask(Answer(200, OURS, GOOD)).nonce == b"nonce"


def test_json_and_zstd_are_read_too() -> None:
    body, encoding = compress(encode(NonceAnswer(b"n" * 300), JSON))
    headers = {**OURS, "content-type": f"{JSON}; charset=utf-8", "content-encoding": encoding}
    assert _ask(Answer(200, headers, body)).nonce == b"n" * 300


def test_who_asks_says_so_and_how_long_it_can_wait() -> None:
    wire = Wire(Answer(200, OURS, GOOD))
    Client(wire).ask(NONCE, NonceRequest("D" * 500), NonceAnswer, token="secret", wait=25)
    assert wire.headers["Authorization"] == "Bearer secret"
    assert wire.headers["Content-Encoding"] == "zstd"
    assert wire.headers["Leader-Protocol"] == "1"
    assert wire.silence == 35.0


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(200, {"content-type": "text/html"}, b"<html>"), NotTheCentre),
        (Answer(302, {"location": "http://portal.example"}, b""), NotTheCentre),
        (Answer(502, {"content-type": "text/html"}, b"<html>"), NotTheCentre),
        (Answer(200, {**OURS, "leader-protocol": "2"}, GOOD), OtherProtocol),
        (Answer(200, OURS, GOOD[:-1]), Garbled),
        (Answer(200, OURS, b""), Garbled),
        (Answer(200, {**OURS, "content-type": "text/html"}, GOOD), Garbled),
        (Answer(200, {**OURS, "content-encoding": "zstd"}, b"\x28\xb5\x2f\xfdjunk"), Garbled),
        (Answer(200, {**OURS, "content-encoding": "br"}, GOOD), Garbled),
        (Answer(403, OURS, b"not msgpack"), Garbled),
        (Answer(500, OURS, b"anything"), CentreFailing),
        (_no(429, ErrorCode.TOO_MANY_REQUESTS), TooBusy),
        (_no(400, ErrorCode.TOO_MANY_REQUESTS), TooBusy),
        (_no(400, ErrorCode.INTERNAL), CentreFailing),
        (_no(400, ErrorCode.BAD_DIGEST), Misheard),
    ],
)
def test_each_trouble_has_its_kind(answer: Answer, kind: type[Trouble]) -> None:
    with pytest.raises(kind) as trouble:
        _ask(answer)
    assert str(trouble.value.title)
    assert str(trouble.value.hint)


@pytest.mark.parametrize(
    ("told", "meant"), [("7", 7.0), ("-3", 0.0), ("soon", 0.0), ("9e9", 3600.0), ("nan", 0.0)]
)
def test_how_long_to_keep_away(told: str, meant: float) -> None:
    with pytest.raises(TooBusy) as busy:
        _ask(_no(429, ErrorCode.TOO_MANY_REQUESTS, retry_after=told))
    assert busy.value.retry_after == meant


CODES = sorted(
    value for name, value in vars(ErrorCode).items() if name.isupper() and isinstance(value, str)
)


@pytest.mark.parametrize("code", [*CODES, "of_a_later_release"])
def test_every_no_has_a_sentence(code: str) -> None:
    with pytest.raises((TurnedDown, Trouble)) as no:
        _ask(_no(409, code, 12))
    assert str(no.value.title).endswith(".")
    assert str(no.value.hint).endswith(".")
    if isinstance(no.value, TurnedDown):
        assert (no.value.code, no.value.expected_seq) == (code, 12)


def test_an_answer_that_grows_without_end_is_given_up() -> None:
    bomb, encoding = compress(bytes(20_000_000))
    with pytest.raises(Garbled):
        _ask(Answer(200, {**OURS, "content-encoding": encoding}, bomb))
