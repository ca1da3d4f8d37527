"""A mail server on a socket: takes letters, or says no where it is told to."""

from __future__ import annotations

import base64
import email
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from io import BufferedRWPair

USER, PASSWORD = "shop@example.com", "smtp-canary-8812"


@dataclass
class SmtpServer:
    """``says`` gives other answers by verb; a verb in ``cuts`` ends the connection in silence.

    ``tls`` is spoken from the start, ``later_tls`` after the visitor asks for it.
    """

    says: Mapping[str, str] = field(default_factory=dict)
    cuts: frozenset[str] = frozenset()
    tls: ssl.SSLContext | None = None
    later_tls: ssl.SSLContext | None = None
    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        scheme = "smtp" if self.tls is None else "smtps"
        rest = "&tls=no" if self.tls is None and self.later_tls is None else ""
        name = USER.replace("@", "%40")
        return f"{scheme}://{name}:{PASSWORD}@127.0.0.1:{self.port}?from={USER}{rest}"

    @contextmanager
    def listening(self) -> Iterator[SmtpServer]:
        """Be reachable."""
        stop = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.02)
            self.port = server.getsockname()[1]
            thread = threading.Thread(target=self._serve, args=(server, stop), name="mail server")
            thread.start()
            try:
                yield self
            finally:
                stop.set()
                thread.join(5)

    def _serve(self, server: socket.socket, stop: threading.Event) -> None:
        while not stop.is_set():
            with suppress(TimeoutError):
                visitor, _ = server.accept()
                with visitor, suppress(OSError):
                    self._meet(visitor)

    def _meet(self, visitor: socket.socket) -> None:
        visitor.settimeout(5)
        if self.tls is not None:
            visitor = self.tls.wrap_socket(visitor, server_side=True)
        with visitor:
            with visitor.makefile("rwb") as talk:
                if "CONNECT" in self.cuts:
                    return
                self._say(talk, self.says.get("CONNECT", "220 mail"))
                if self._is_over(talk) or self.later_tls is None:
                    return
            with (
                self.later_tls.wrap_socket(visitor, server_side=True) as secret,
                secret.makefile("rwb") as talk,
            ):
                self._is_over(talk)

    def _is_over(self, talk: BufferedRWPair) -> bool:
        """Answer until the end, or until the visitor goes over to TLS."""
        while line := talk.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb in self.cuts:
                return True
            self._say(talk, self.says.get(verb, self._usual(verb, line)))
            if verb == "DATA" and verb not in self.says and not self._read(talk):
                return True
            if verb in {"QUIT", "STARTTLS"}:
                return verb == "QUIT"
        return True

    def _usual(self, verb: str, line: str) -> str:
        if verb == "EHLO":
            offered = "AUTH PLAIN" if self.later_tls is None else "STARTTLS\r\n250 AUTH PLAIN"
            return f"250-mail\r\n250{'-' if self.later_tls else ' '}{offered}"
        if verb == "AUTH":
            good = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
            return "235 welcome" if line.endswith(good) else "535 5.7.8 no such user or code"
        if verb == "RCPT":
            self.receivers.append(line.partition("<")[2].rstrip(">"))
        return {"DATA": "354 go on", "QUIT": "221 bye", "STARTTLS": "220 go on"}.get(verb, "250 ok")

    def _read(self, talk: BufferedRWPair) -> bool:
        lines: list[bytes] = []
        while (line := talk.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b".") else line)
        if "TEXT" in self.cuts:
            return False
        if "TEXT" not in self.says:
            self.letters.append(email.message_from_bytes(b"".join(lines), policy=default))
        self._say(talk, self.says.get("TEXT", "250 queued"))
        return True

    def _say(self, talk: BufferedRWPair, words: str) -> None:
        talk.write(words.encode() + b"\r\n")
        talk.flush()
