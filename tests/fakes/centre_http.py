"""The fake centre behind a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.fakes.centre import FakeCentre
from tests.fakes.wire import FakeWire, Weather


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, centre: FakeCentre) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.wire = FakeWire(centre, Weather())

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5.0
    wbufsize = -1  # one write an answer
    server: _Server

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(size)
        if len(body) < size:
            self.close_connection = True
            return
        answer = self.server.wire.post(self.path, body, dict(self.headers.items()), 0)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def served(centre: FakeCentre) -> Iterator[str]:
    """Serve ``centre`` and yield its address."""
    server = _Server(centre)
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), name="fake centre")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.wire.interrupt()
        server.shutdown()
        server.server_close()
        thread.join(5)
