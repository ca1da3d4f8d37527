"""A proxy that does to a connection what bad networks do."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

_CHUNK = 1 << 16
_PATIENCE = 10.0


class End(StrEnum):
    """How a connection that is cut ends."""

    CLOSE = "close"
    RESET = "reset"
    HANG = "hang"  # half-open: nothing comes any more, nobody says so


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a connection; numbers of bytes count from its beginning.

    ``up`` is from the counter to the centre, ``down`` the answer. ``instead`` is said in place of
    the centre, which then hears nothing; empty ``instead`` is silence. ``twice`` sends all that
    went up once more, over a connection of its own, after the first has ended.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    end: End = End.CLOSE
    slice_bytes: int = _CHUNK
    latency: float = 0.0
    corrupt_down: int | None = None
    instead: bytes | None = None
    twice: bool = False


CLEAR = Plan()


class FaultProxy:
    """Stands before a centre. ``plan`` counts for connections that begin from now on.

    ``down`` is how many bytes of answers the last connection carried.
    """

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "", parts.port or 0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault proxy")
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.plan = CLEAR
        self.down = 0
        self.connections = 0
        self.url = ""

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(_PATIENCE)

    def stop(self) -> None:
        """End every connection and stop."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(_PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    def cut_all(self) -> None:
        """End every connection that is open now, as when the cable is pulled."""
        asyncio.run_coroutine_threadsafe(self._cancel(), self._loop).result(_PATIENCE)

    def move(self, upstream: str) -> None:
        """Pass what begins from now on to another address."""
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "", parts.port or 0)

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        await self._cancel()

    async def _cancel(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        self.down = 0
        plan = self.plan
        try:
            await self._serve(plan, reader, writer)
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            _end(writer, plan.end)
            self._tasks.discard(task)

    async def _serve(
        self, plan: Plan, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if plan.instead is not None:
            await reader.read(_CHUNK)
            writer.write(plan.instead)
            await writer.drain()
            if not plan.instead:
                await asyncio.sleep(_PATIENCE)
            return
        there, out = await asyncio.open_connection(*self._upstream)
        heard = bytearray()
        try:
            await self._both_ways(plan, (reader, out), (there, writer), heard)
        finally:
            _end(out, plan.end)
        if plan.twice:
            await self._again(bytes(heard))

    async def _both_ways(
        self,
        plan: Plan,
        up: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        down: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        heard: bytearray,
    ) -> None:
        pumps = [
            asyncio.create_task(self._pump(plan, *up, plan.cut_up, None, heard)),
            asyncio.create_task(self._pump(plan, *down, plan.cut_down, plan.corrupt_down, None)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self,
        plan: Plan,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        cut: int | None,
        corrupt: int | None,
        heard: bytearray | None,
    ) -> None:
        passed = 0
        while data := await source.read(min(plan.slice_bytes, _CHUNK)):
            if corrupt is not None and passed <= corrupt < passed + len(data):
                at = corrupt - passed
                data = data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :]
            if cut is not None:
                data = data[: max(0, cut - passed)]
            if plan.latency:
                await asyncio.sleep(plan.latency)
            passed += len(data)
            if heard is None:
                self.down = passed
            else:
                heard += data
            sink.write(data)
            await sink.drain()
            if cut is not None and passed >= cut:
                if plan.end is End.HANG:
                    await asyncio.sleep(_PATIENCE)
                return

    async def _again(self, request: bytes) -> None:
        reader, writer = await asyncio.open_connection(*self._upstream)
        try:
            writer.write(request)
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(_CHUNK), 2.0)
        finally:
            writer.close()


def _end(writer: asyncio.StreamWriter, how: End) -> None:
    sock = writer.get_extra_info("socket")
    if how is End.RESET and sock is not None:
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    else:
        writer.close()


def reply(status: str, body: bytes, *headers: str) -> bytes:
    """Return a whole answer somebody else might give."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode() + body


PAGE = b"<html><body>Please log in to this Wi-Fi</body></html>"
CAPTIVE_PORTAL = reply("200 OK", PAGE, "Content-Type: text/html")
BAD_GATEWAY = reply("502 Bad Gateway", PAGE, "Content-Type: text/html")
REDIRECT = reply("302 Found", b"", "Location: http://portal.example/login")
SERVER_ERROR = reply("500 Internal Server Error", b"oops", "Leader-Protocol: 1")
TRUNCATED_JSON = reply(
    "200 OK", b'{"cursor": "abc", "chan', "Content-Type: application/json", "Leader-Protocol: 1"
)
SILENCE = b""
OTHERS = {
    "captive portal": CAPTIVE_PORTAL,
    "bad gateway": BAD_GATEWAY,
    "redirect": REDIRECT,
    "server error": SERVER_ERROR,
    "truncated JSON": TRUNCATED_JSON,
}


@contextmanager
def fault_proxy(upstream: str) -> Iterator[FaultProxy]:
    """Run a proxy before ``upstream``."""
    proxy = FaultProxy(upstream)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
