"""The service as a process of its own, and raw HTTP to it."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from leader_app.domain import signing
from sync.protocol import codec
from sync.protocol.messages import (
    MSGPACK,
    NONCE,
    SESSION,
    SESSION_TAG,
    NonceAnswer,
    NonceRequest,
    SessionAnswer,
    SessionRequest,
)
from tests.central.conftest import Place
from tests.central.counter import Counter

ROOT = Path(__file__).resolve().parents[2]
_M = TypeVar("_M")


@dataclass(frozen=True)
class Server:
    """A running service."""

    process: subprocess.Popen[str]
    port: int

    def send(self, path: str, message: object, token: str = "") -> socket.socket:
        """Send a request and return the open connection; nothing is read."""
        body = codec.encode(message)
        head = [
            f"POST {path} HTTP/1.1",
            "Host: centre",
            f"Content-Type: {MSGPACK}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *([f"Authorization: Bearer {token}"] if token else []),
        ]
        line = socket.create_connection(("127.0.0.1", self.port), 30)
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        return line

    def ask(self, path: str, message: object, answer_type: type[_M], token: str = "") -> _M:
        """Send a request and return what is answered."""
        with self.send(path, message, token) as line:
            return answer(line, answer_type)

    def sign_in(self, counter: Counter) -> str:
        """Return a token for a counter."""
        device = counter.device_id
        nonce = self.ask(NONCE, NonceRequest(device), NonceAnswer).nonce
        signature = signing.sign(counter.seed, SESSION_TAG + device.encode() + nonce)
        request = SessionRequest(device, nonce, signature)
        return self.ask(SESSION, request, SessionAnswer).token

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(20)


def answer(line: socket.socket, answer_type: type[_M]) -> _M:
    """Read an answer to its end."""
    data = b""
    while chunk := line.recv(65536):
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), data[:400]
    return codec.decode(body, answer_type)


@contextmanager
def serving(place: Place, *more: str) -> Iterator[Server]:
    """Yield the service over a store; it is told to end with the block."""
    command = [sys.executable, "-m", "central", "--db", place.url]
    command += ["--key-file", str(place.key_file), "--json", "serve", "--port", "0", *more]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield Server(process, json.loads(process.stdout.readline())["port"])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
