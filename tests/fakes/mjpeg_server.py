"""A network camera that can be cut off, frozen and put back."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Self

_HEAD = (
    b"HTTP/1.0 200 OK\r\nConnection: close\r\nCache-Control: no-cache\r\n"
    b"Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"
)
_HOST = "127.0.0.1"


class MjpegServer:
    """Sends JPEG pictures over HTTP again and again, on a port of its own that it keeps."""

    def __init__(self, pictures: Sequence[bytes], fps: float = 30.0) -> None:
        self._pictures = list(pictures)
        self._pause_s = 1 / fps
        self._port = 0
        self._lock = Lock()
        self._off = Event()
        self._frozen = Event()
        self._sockets: list[socket.socket] = []
        self._threads: list[Thread] = []
        self.restore()

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self._port}/video"

    def show(self, pictures: Sequence[bytes]) -> None:
        """Send other pictures from now on."""
        with self._lock:
            self._pictures = list(pictures)

    def freeze(self) -> None:
        """Keep connections, but send nothing more on those that are open."""
        self._frozen.set()

    def restore(self) -> None:
        """Listen on the same port again."""
        self._off = Event()
        self._frozen = Event()
        listener = socket.create_server((_HOST, self._port), reuse_port=False)
        self._port = listener.getsockname()[1]
        self._sockets = [listener]
        self._threads = []
        self._start(self._accept, listener, self._off, self._frozen)

    def cut(self) -> None:
        """Break all connections and stop listening, as when the plug is pulled."""
        self._off.set()
        with self._lock:
            sockets, self._sockets = self._sockets, []
            threads, self._threads = self._threads, []
        for opened in sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
        for thread in threads:
            thread.join(5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def _start(self, work: object, *arguments: object) -> None:
        thread = Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        with self._lock:
            self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket, off: Event, frozen: Event) -> None:
        while not off.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._sockets.append(connection)
            self._start(self._serve, connection, off, frozen)

    def _serve(self, connection: socket.socket, off: Event, frozen: Event) -> None:
        with suppress(OSError), connection:
            connection.recv(4096)
            connection.sendall(_HEAD)
            turn = 0
            while not off.wait(self._pause_s):
                if frozen.is_set():
                    off.wait()
                    return
                connection.sendall(self._part(turn))
                turn += 1

    def _part(self, turn: int) -> bytes:
        with self._lock:
            picture = self._pictures[turn % len(self._pictures)]
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
        return head.encode() + picture + b"\r\n"
