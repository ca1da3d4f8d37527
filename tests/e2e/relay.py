"""The network between counters and centre, with a plug that can be pulled."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


class Relay:
    """Passes bytes on from its own port to ``target``; pulled, it drops and refuses everything."""

    def __init__(self, target: int, port: int = 0) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self.port = port

    def plug_in(self) -> None:
        """Let bytes through (again), on the same port."""
        self._do(self._listen())

    def pull(self) -> None:
        """Cut every line and take no new one."""
        self._do(self._cut())

    def run(self) -> None:
        """Serve until ``stop``."""
        self._loop.run_forever()
        self._loop.close()

    def stop(self) -> None:
        """Cut everything and end ``run``."""
        self.pull()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for line in list(self._lines):
            line.transport.abort()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = self._loop.create_task(self._serve(reader, writer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            self._lines.discard(writer)
            return
        self._lines.add(far_writer)
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        self._lines -= {writer, far_writer}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


@contextmanager
def relay(target: int, port: int = 0) -> Iterator[Relay]:
    """Yield a relay to a local port, plugged in; ``port`` 0 takes any that is free."""
    line = Relay(target, port)
    thread = threading.Thread(target=line.run, name="relay")
    thread.start()
    try:
        line.plug_in()
        yield line
    finally:
        line.stop()
        thread.join(10)
