"""A receipt printer on a socket: works off what it is sent and keeps the pictures."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

READY, PAPER_IN, PAPER_OUT, OFFLINE_NO_PAPER, COVER_OPEN = 0x12, 0x12, 0x72, 0x32, 0x16


@dataclass
class Paper:
    """What a printer made of the bytes it got: pictures as they were cut off."""

    pictures: list[NDArray[np.uint8]] = field(default_factory=list)
    rows: list[NDArray[np.uint8]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    largest: int = 0
    _rest: bytes = b""

    def take(self, data: bytes) -> Iterator[str]:
        """Work off bytes; yields the questions among them."""
        self._rest += data
        while (taken := self._command()) is not None:
            name, length = taken
            body, self._rest = self._rest[:length], self._rest[length:]
            self.commands.append(name)
            self.largest = max(self.largest, length)
            if name == "raster":
                self._print(body)
            elif name in {"cut", "next label"}:
                self.pictures.append(self.torn())
                self.rows.clear()
            elif name in {"why offline", "paper", "worked off"}:
                yield name

    def torn(self) -> NDArray[np.uint8]:
        """Return what is out but not cut off, 0 is black."""
        return np.concatenate(self.rows) if self.rows else np.empty((0, 0), np.uint8)

    def _command(self) -> tuple[str, int] | None:
        if self._rest[:4] == b"\x1dv0\x00" and len(self._rest) >= 8:
            wide = int.from_bytes(self._rest[4:6], "little")
            high = int.from_bytes(self._rest[6:8], "little")
            whole = 8 + wide * high
            return ("raster", whole) if len(self._rest) >= whole else None
        for start, name, length in _COMMANDS:
            if self._rest.startswith(start):
                return (name, length) if len(self._rest) >= length else None
        if len(self._rest) >= 8:
            msg = f"not a command of a receipt printer: {self._rest[:8]!r}"
            raise ValueError(msg)
        return None

    def _print(self, body: bytes) -> None:
        wide = int.from_bytes(body[4:6], "little")
        dots = np.frombuffer(body[8:], np.uint8).reshape(-1, wide)
        self.rows.append((255 * (1 - np.unpackbits(dots, axis=1))).astype(np.uint8))


_COMMANDS = (
    (b"\x1b@", "init", 2),
    (b"\x1bd", "feed", 3),
    (b"\x1dV", "cut", 3),
    (b"\x1d\x0c", "next label", 2),
    (b"\x10\x04\x02", "why offline", 3),
    (b"\x10\x04\x04", "paper", 3),
    (b"\x1dr", "worked off", 3),
)


@dataclass
class RawPrinter:
    """Behaves as it is told: ``drop_after`` and ``hang_after`` are bytes, ``0`` never.

    ``left`` is set when somebody who printed has gone and all of his is worked off.
    """

    answers: bool = True
    confirms: bool = True
    offline: int = READY
    paper_state: int = PAPER_IN
    drop_after: int = 0
    hang_after: int = 0
    bytes_a_read: int = 65536
    paper: Paper = field(default_factory=Paper)
    port: int = 0
    got: int = 0
    visits: int = 0
    on_page: Callable[[RawPrinter], None] | None = None
    pause: Callable[[], None] | None = None
    left: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Return where it is reached."""
        return f"127.0.0.1:{self.port}"

    @contextmanager
    def listening(self) -> Iterator[RawPrinter]:
        """Be reachable."""
        self._stop.clear()
        server = socket.create_server(("127.0.0.1", self.port))
        self.port = server.getsockname()[1]
        thread = threading.Thread(target=self._serve, args=(server,))
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join()
            server.close()

    def _serve(self, server: socket.socket) -> None:
        while not self._stop.is_set():
            if select.select([server], [], [], 0.02)[0]:
                visitor, _ = server.accept()
                if self.hang_after:
                    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                self.visits += 1
                with visitor, contextlib.suppress(ConnectionError):
                    self._serve_one(visitor)
                self.left.set()

    def _serve_one(self, visitor: socket.socket) -> None:
        self.got = 0
        while not self._stop.is_set():
            if self.hang_after and self.got >= self.hang_after:
                self._stop.wait(0.05)
                continue
            if not select.select([visitor], [], [], 0.02)[0]:
                continue
            data = visitor.recv(self.bytes_a_read)
            self.got += len(data)
            if not data or (self.drop_after and self.got >= self.drop_after):
                return
            self._work_off(visitor, data)

    def _work_off(self, visitor: socket.socket, data: bytes) -> None:
        if self.pause is not None:
            self.pause()
        pages = len(self.paper.pictures)
        for question in self.paper.take(data):
            answer = self._answer(question)
            if answer is not None:
                visitor.sendall(bytes([answer]))
        if self.on_page is not None and len(self.paper.pictures) > pages:
            self.on_page(self)

    def _answer(self, question: str) -> int | None:
        if question == "worked off":
            return 0 if self.answers and self.confirms else None
        if not self.answers:
            return None
        return self.offline if question == "why offline" else self.paper_state
