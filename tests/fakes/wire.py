"""The way to a fake centre: the real bytes of the wire, and whatever can happen to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sync.protocol.codec import UnreadableMessageError, compress, decode, decompress, encode
from sync.protocol.messages import (
    ENROL,
    MAX_PUSH_BYTES,
    MSGPACK,
    NONCE,
    PROTOCOL,
    PROTOCOL_HEADER,
    PULL,
    PUSH,
    SESSION,
    EnrolRequest,
    ErrorAnswer,
    ErrorCode,
    NonceRequest,
    PullRequest,
    PushRequest,
    SessionRequest,
)
from sync.transport import Answer
from sync.troubles import Interrupted
from tests.fakes.centre import FakeCentre
from tests.fakes.centre_books import SaidNo

_STATUS = {
    ErrorCode.SESSION_EXPIRED: 401,
    ErrorCode.REVOKED: 403,
    ErrorCode.GAP: 409,
    ErrorCode.FORK: 409,
    ErrorCode.EPOCH_CHANGED: 410,
}

Fault = Callable[[Answer], Answer]


@dataclass
class Weather:
    """What happens on the way. ``before`` and ``after`` get the path and may raise a trouble;
    ``spoil`` changes the answer. ``asked`` keeps the paths and ``sent`` the sizes of bodies.
    """

    before: Callable[[str], None] = lambda _path: None
    after: Callable[[str], None] = lambda _path: None
    spoil: Fault = lambda answer: answer
    asked: list[str] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)


class FakeWire:
    """Keeps ``sync.transport.Transport``."""

    def __init__(self, centre: FakeCentre, weather: Weather) -> None:
        self._centre = centre
        self._weather = weather
        self._interrupted = False

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        self._check()
        self._weather.asked.append(path)
        self._weather.sent.append(len(body))
        self._weather.before(path)
        answer = self._answer(path, body, headers)
        self._check()
        self._weather.after(path)
        return self._weather.spoil(answer)

    def interrupt(self) -> None:
        self._interrupted = True
        with self._centre.changed:
            self._centre.changed.notify_all()

    def _check(self) -> None:
        if self._interrupted:
            raise Interrupted

    def _answer(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            plain = decompress(body, headers.get("Content-Encoding", ""), 4 * MAX_PUSH_BYTES)
            token = headers.get("Authorization", "").removeprefix("Bearer ")
            return _answer(200, self._dispatch(path, plain, token))
        except SaidNo as no:
            error = ErrorAnswer(no.code, "no", no.expected_seq)
            return _answer(_STATUS.get(no.code, 400), error)
        except UnreadableMessageError:
            return _answer(400, ErrorAnswer(ErrorCode.BAD_REQUEST, "unreadable"))

    def _dispatch(self, path: str, plain: bytes, token: str) -> object:
        centre = self._centre
        match path:
            case x if x == ENROL:
                return centre.enrol(decode(plain, EnrolRequest))
            case x if x == NONCE:
                return centre.nonce(decode(plain, NonceRequest))
            case x if x == SESSION:
                return centre.session(decode(plain, SessionRequest))
            case x if x == PUSH:
                return centre.push(token, decode(plain, PushRequest))
            case x if x == PULL:
                asked = decode(plain, PullRequest)
                return centre.pull(token, asked, lambda: self._interrupted)
            case _:
                raise SaidNo(ErrorCode.BAD_REQUEST)


def _answer(status: int, message: object) -> Answer:
    body, encoding = compress(encode(message))
    headers = {"content-type": MSGPACK, PROTOCOL_HEADER.lower(): str(PROTOCOL)}
    if encoding:
        headers["content-encoding"] = encoding
    return Answer(status, headers, body)


def html(status: int = 200) -> Fault:
    """Return the fault of a log-in page that answers in place of the centre."""
    page = b"<html><body>Welcome to the Wi-Fi</body></html>"
    return lambda _answer: Answer(status, {"content-type": "text/html"}, page)


def failing(status: int, retry_after: str = "") -> Fault:
    """Return the fault of a centre that fails."""
    headers = {"retry-after": retry_after} if retry_after else {}
    told = _answer(status, ErrorAnswer(ErrorCode.INTERNAL, "sorry"))
    return lambda _answer: replace(told, headers={**told.headers, **headers})


def cut(at: int) -> Fault:
    """Return the fault of an answer that ends after ``at`` bytes without anybody noticing."""
    return lambda answer: replace(answer, body=answer.body[:at])
