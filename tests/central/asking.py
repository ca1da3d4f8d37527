"""Asks the service over ASGI, in this process, without a socket or a thread of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import FastAPI

from leader_app.domain import signing
from sync.protocol import codec
from sync.protocol.messages import (
    MSGPACK,
    NONCE,
    SESSION,
    SESSION_TAG,
    ErrorAnswer,
    NonceAnswer,
    NonceRequest,
    SessionAnswer,
    SessionRequest,
)
from tests.central.counter import Counter

_M = TypeVar("_M")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def holds(self, message_type: type[_M]) -> _M:
        """Return the message in it."""
        encoding = self.headers.get("content-encoding", "")
        plain = codec.decompress(self.body, encoding, 1 << 24)
        return codec.decode(plain, message_type, self.headers["content-type"])

    def refusal(self) -> tuple[int, str]:
        """Return its status and error code."""
        return self.status, self.holds(ErrorAnswer).code


@dataclass(frozen=True)
class Asker:
    """Talks to one app."""

    app: FastAPI

    async def send(
        self,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
        gone: asyncio.Event | None = None,
    ) -> Answer:
        """Send raw bytes; the asker hangs up when ``gone`` is set."""
        scope = _scope(path, method, headers or {})
        sent: list[dict[str, Any]] = []
        bodies = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if bodies:
                return bodies.pop()
            await (gone or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        async def keep(message: Any) -> None:  # noqa: ANN401 - whatever ASGI says
            sent.append(message)

        await self.app(scope, receive, keep)
        start = sent[0]
        found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(start["status"], found, body)

    async def ask(
        self, path: str, message: object, token: str = "", media_type: str = MSGPACK
    ) -> Answer:
        """Send a message."""
        headers = {"Content-Type": media_type, "Accept": media_type}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return await self.send(path, codec.encode(message, media_type), headers)

    async def sign_in(self, counter: Counter, media_type: str = MSGPACK) -> str:
        """Return a token for a counter."""
        device = counter.device_id
        asked = await self.ask(NONCE, NonceRequest(device), media_type=media_type)
        nonce = asked.holds(NonceAnswer).nonce
        signature = signing.sign(counter.seed, SESSION_TAG + device.encode() + nonce)
        request = SessionRequest(device, nonce, signature)
        answer = await self.ask(SESSION, request, media_type=media_type)
        return answer.holds(SessionAnswer).token


def _scope(path: str, method: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
        ],
    }


def run(work: Callable[[], Coroutine[Any, Any, _M]]) -> _M:
    """Run a coroutine function to its end."""
    return asyncio.run(work())
