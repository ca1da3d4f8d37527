"""A robot behind a real socket, plain or with TLS."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a robot gets it; ``body`` is the JSON in it."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Said:
    """What a robot answers."""

    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class FakeRobot(Protocol):
    """Answers requests, one at a time."""

    def answer(self, asked: Asked) -> Said: ...


@dataclass
class Pace:
    """Counts calls in any minute by a clock that a test may turn."""

    per_minute: int
    now: Callable[[], float]
    calls: list[float] = field(default_factory=list)
    refused: int = 0
    busiest: int = 0

    def too_fast(self) -> bool:
        now = self.now()
        self.calls = [at for at in self.calls if now - at < 60]
        if len(self.calls) >= self.per_minute:
            self.refused += 1
            return True
        self.calls.append(now)
        self.busiest = max(self.busiest, len(self.calls))
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, robot: FakeRobot, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.robot = robot
        self.turn = threading.Lock()
        if tls is not None:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5.0
    wbufsize = -1
    server: _Server

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        text = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            body = json.loads(text)
        except ValueError:
            body = text.decode(errors="replace")
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.turn:
            said = self.server.robot.answer(Asked(parts.path, query, headers, body))
        self._answer(said)

    def _answer(self, said: Said) -> None:
        content = json.dumps(said.body, ensure_ascii=False).encode()
        self.send_response_only(said.status)
        if "Date" not in said.headers:
            self.send_header("Date", self.date_time_string())
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def served(robot: FakeRobot, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve a robot and yield the address of its host."""
    server = _Server(robot, tls)
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), name="robot")
    thread.start()
    try:
        scheme = "http" if tls is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
