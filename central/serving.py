"""Runs the service until it is told to stop; then it answers what it has begun."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TextIO

import uvicorn

from central.api.application import build
from central.storage.database import Database

_BACKLOG = 256
_GRACE_SECONDS = 10
_STOP = (signal.SIGINT, signal.SIGTERM)


def serve(
    database: Database,
    host: str,
    port: int,
    ready: Callable[[int], None],
    leash: TextIO | None = None,
) -> None:
    """Serve on ``host`` and ``port`` (0: any); ``ready`` is told the port once it listens.

    With a ``leash`` it ends when that stream does, as the stdin of a process does whose starter
    is gone. Raises ``OSError`` if the port cannot be had.
    """
    listener = _listen(host, port)
    app = build(database)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=60,
    )
    server = _Server(config)
    server.leaving = lambda: _wake_polls(app)
    ready(listener.getsockname()[1])
    if leash is not None:
        threading.Thread(target=_end_with, args=(leash, server), daemon=True).start()
    try:
        asyncio.run(server.serve(sockets=[listener]))
    finally:
        listener.close()
        database.close()


class _Server(uvicorn.Server):
    """Lets waiting polls go before it waits for them."""

    leaving: Callable[[], None]

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take a signal to stop as a wish that was granted, not as a death: no second signal."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {name: signal.signal(name, self.handle_exit) for name in _STOP}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.leaving()
        await super().shutdown(sockets)


def _end_with(leash: TextIO, server: uvicorn.Server) -> None:
    # Below Python's buffers: their lock, held by a waiting daemon thread, would abort the end.
    with contextlib.suppress(OSError, ValueError):
        while os.read(leash.fileno(), 4096):
            pass
    server.should_exit = True


def _wake_polls(app: object) -> None:
    state = app.state  # type: ignore[attr-defined]
    state.stopping = True
    state.arrivals.wake_all()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, or asyncio does not know it for TCP and leaves the 40 ms of Nagle in every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        listener.settimeout(0)
    except OSError:
        listener.close()
        raise
    return listener
