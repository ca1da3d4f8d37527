"""Requests and answers in the words of the wire, trouble told apart by kind."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar

from sync.protocol.codec import SMALL, UnreadableMessageError, compress, decode, decompress, encode
from sync.protocol.messages import (
    JSON,
    MAX_ANSWER_BYTES,
    MSGPACK,
    PROTOCOL,
    PROTOCOL_HEADER,
    ErrorAnswer,
    ErrorCode,
)
from sync.transport import SILENCE_SECONDS, Answer, Transport
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

_M = TypeVar("_M")

_OK = 200
_DAMAGED = frozenset({ErrorCode.BAD_REQUEST, ErrorCode.BAD_DIGEST})
_TOO_MANY = 429
_SERVER_ERRORS = range(500, 600)
_MAX_RETRY_AFTER = 3600.0
_HEADERS = {
    "Accept": MSGPACK,
    "Accept-Encoding": "zstd",
    "Content-Type": MSGPACK,
    "User-Agent": "leader-desk",
    PROTOCOL_HEADER: str(PROTOCOL),
}


class Client:
    """Asks the centre one thing at a time, on one thread; others may ``interrupt`` it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.is_waiting = False

    def ask(
        self,
        path: str,
        message: object,
        answer_type: type[_M],
        token: str = "",
        wait: int = 0,
    ) -> _M:
        """Send ``message`` to ``path`` and return the answer, given up to ``wait`` extra seconds.

        Raises a ``Trouble`` if there is no good answer, ``TurnedDown`` if the answer is no.
        """
        plain = encode(message)
        body, encoding = compress(plain, SMALL)
        headers = dict(_HEADERS)
        if encoding:
            headers["Content-Encoding"] = encoding
        if token:
            headers["Authorization"] = f"Bearer {token}"
        answer = self._send(path, body, headers, SILENCE_SECONDS + wait)
        _check_speaker(answer)
        if answer.status != _OK:
            raise _error(answer)
        return _message(answer, answer_type)

    def _send(self, path: str, body: bytes, headers: dict[str, str], silence: float) -> Answer:
        self.is_waiting = True
        try:
            return self._transport.post(path, body, headers, silence)
        finally:
            self.is_waiting = False

    def interrupt(self) -> None:
        """End every wait, from any thread, now and in future."""
        self._transport.interrupt()


def _check_speaker(answer: Answer) -> None:
    spoken = answer.headers.get(PROTOCOL_HEADER.lower())
    if spoken is None:
        raise NotTheCentre
    if spoken.strip() != str(PROTOCOL):
        raise OtherProtocol


def _message(answer: Answer, message_type: type[_M]) -> _M:
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in {MSGPACK, JSON}:
        raise Garbled
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    try:
        plain = decompress(answer.body, encoding, MAX_ANSWER_BYTES)
        return decode(plain, message_type, media_type)
    except UnreadableMessageError as error:
        raise Garbled from error


def _error(answer: Answer) -> Trouble | TurnedDown:
    pause = _retry_after(answer)
    if answer.status == _TOO_MANY:
        return TooBusy(pause)
    if answer.status in _SERVER_ERRORS:
        return CentreFailing(pause)
    try:
        told = _message(answer, ErrorAnswer)
    except Garbled as damaged:
        return damaged
    return _refusal(told, pause)


def _refusal(told: ErrorAnswer, pause: float) -> Trouble | TurnedDown:
    if told.code in _DAMAGED:
        return Misheard()
    if told.code == ErrorCode.TOO_MANY_REQUESTS:
        return TooBusy(pause)
    if told.code == ErrorCode.INTERNAL:
        return CentreFailing(pause)
    return TurnedDown(told.code, told.expected_seq)


def _retry_after(answer: Answer) -> float:
    with suppress(ValueError):
        seconds = float(answer.headers.get("retry-after", "0"))
        return min(max(0.0, seconds), _MAX_RETRY_AFTER)
    return 0.0
