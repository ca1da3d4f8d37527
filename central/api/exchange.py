"""One request to a message and one message to an answer, in msgpack or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from central.refusal import Refusal
from sync.protocol import codec
from sync.protocol.codec import TooLargeError, UnreadableMessageError
from sync.protocol.messages import (
    JSON,
    MSGPACK,
    PROTOCOL,
    PROTOCOL_HEADER,
    ErrorAnswer,
    ErrorCode,
)

MAX_BODY_BYTES = 1024 * 1024
_Message = TypeVar("_Message", bound=msgspec.Struct)


async def read(request: Request, message_type: type[_Message]) -> _Message:
    """Return the message in a request; ``Refusal`` if it is too large or not one."""
    media_type = _media_type(request.headers.get("content-type", ""))
    body = await _body(request)
    encoding = _encoding(request)
    try:
        plain = codec.decompress(body, encoding, MAX_BODY_BYTES)
        message = codec.decode(plain, message_type, media_type)
    except TooLargeError as error:
        raise Refusal(413, ErrorCode.TOO_LARGE, "The request is too large.") from error
    except UnreadableMessageError as error:
        raise Refusal(400, ErrorCode.BAD_REQUEST, f"Not understood: {error}") from error
    if any(map(_has_nul, msgspec.structs.astuple(message))):
        # no database of ours holds it, and nobody of ours says it
        raise Refusal(400, ErrorCode.BAD_REQUEST, "Not understood: a NUL in a text.")
    return message


def answer(request: Request, message: object, status: int = 200) -> Response:
    """Return ``message`` in the form the asker understands, compressed if they can."""
    media_type = _answer_type(request)
    body = codec.encode(message, media_type)
    headers = {PROTOCOL_HEADER: str(PROTOCOL), "Cache-Control": "no-store"}
    if codec.ZSTD in request.headers.get("accept-encoding", ""):
        body, encoding = codec.compress(body)
        if encoding:
            headers["Content-Encoding"] = encoding
    return Response(body, status, headers, media_type)


def refusal(request: Request, error: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that turns a request down."""
    told = ErrorAnswer(error.code, error.message, error.expected_seq)
    response = answer(request, told, error.status)
    response.headers.update(headers or {})
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _has_nul(part: object) -> bool:
    if isinstance(part, tuple):
        return any(isinstance(one, str) and "\0" in one for one in part)
    return isinstance(part, str) and "\0" in part


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MAX_BODY_BYTES:
                raise Refusal(413, ErrorCode.TOO_LARGE, "The request is too large.")
            parts.append(part)
    except ClientDisconnect as error:
        raise Refusal(400, ErrorCode.BAD_REQUEST, "The request was cut off.") from error
    return b"".join(parts)


def _encoding(request: Request) -> str:
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", codec.ZSTD}:
        raise Refusal(415, ErrorCode.BAD_REQUEST, f"Send it as it is or as {codec.ZSTD}.")
    return encoding


def _media_type(header: str) -> str:
    kind = header.split(";", maxsplit=1)[0].strip().lower()
    if kind in {MSGPACK, JSON}:
        return kind
    raise Refusal(415, ErrorCode.BAD_REQUEST, f"Send {JSON} or {MSGPACK}.")


def _answer_type(request: Request) -> str:
    wanted = request.headers.get("accept", "")
    if MSGPACK in wanted:
        return MSGPACK
    if JSON in wanted:
        return JSON
    return MSGPACK if MSGPACK in request.headers.get("content-type", "") else JSON
