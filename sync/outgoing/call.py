"""One HTTP request to a channel, and how far it came: that decides whether it may be repeated.

Every call has a connection of its own: one kept open may have died in silence, and then nobody
knows whether the robot heard.
"""

from __future__ import annotations

import email.utils
import http.client
import io
import json
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

MAX_ANSWER_BYTES = 64 * 1024
_MAX_RETRY_AFTER = 3600.0
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RESETS = ("x-ogw-ratelimit-reset", "x-ratelimit-reset-after")


class Unsent(Exception):
    """The other side certainly never had the whole request; the message says why, no more."""


class Unheard(Exception):
    """The request went out and no answer came back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a connection, a silence and a whole call may take."""

    connect: float = 5.0
    silence: float = 10.0
    whole: float = 20.0


@dataclass(frozen=True, slots=True)
class Call:
    """A request; where it goes and what it says stay out of logs."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: names of ``headers`` in lower case, at most ``MAX_ANSWER_BYTES`` of body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def told(self) -> Mapping[str, Any] | None:
        """Return the JSON object in it, ``None`` if it is anything else."""
        with suppress(ValueError, RecursionError):
            found = json.loads(self.body)
            if isinstance(found, dict):
                return found
        return None

    @property
    def wait_s(self) -> float:
        """How many seconds it asks us to stay away, 0 if it does not say."""
        for name in ("retry-after", *_RESETS):
            if name in self.headers:
                return min(max(0.0, self._seconds(self.headers[name])), _MAX_RETRY_AFTER)
        return 0.0

    @property
    def at(self) -> float | None:
        """The time on its clock in seconds since 1970, if it tells."""
        return _moment(self.headers.get("date", ""))

    def _seconds(self, words: str) -> float:
        with suppress(ValueError):
            seconds = float(words)
            return seconds if seconds == seconds else 0.0  # noqa: PLR0124 - not a number
        moment, now = _moment(words), self.at
        return 0.0 if moment is None or now is None else moment - now


class Caller:
    """Calls channels. Redirects are not followed, no proxy is used, nothing is tried twice."""

    def __init__(
        self,
        limits: Limits | None = None,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._limits = limits or Limits()
        self._make_tls = tls
        self._tls: ssl.SSLContext | None = None

    def call(self, call: Call) -> Heard:
        """Post once; ``Unsent`` or ``Unheard`` if no answer came."""
        ends = time.monotonic() + self._limits.whole
        with self._connected(urlsplit(call.url)) as sock:
            return self._talk(sock, call, ends)

    def _connected(self, parts: SplitResult) -> socket.socket:
        secure = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        try:
            sock = socket.create_connection((host, port), self._limits.connect)
            return self._wrapped(sock, host) if secure else sock
        except ssl.SSLCertVerificationError as error:
            raise Unsent("its certificate is not trusted") from error
        except ssl.SSLError as error:
            raise Unsent("no secure connection") from error
        except socket.gaierror as error:
            raise Unsent("its name is not known") from error
        except (OSError, UnicodeError) as error:
            raise Unsent("no connection") from error

    def _wrapped(self, sock: socket.socket, host: str) -> socket.socket:
        if self._tls is None:
            self._tls = self._make_tls()
        try:
            return self._tls.wrap_socket(sock, server_hostname=host)
        except BaseException:
            sock.close()
            raise

    def _talk(self, sock: socket.socket, call: Call, ends: float) -> Heard:
        sock.settimeout(self._limits.silence)
        sent = True
        try:
            sock.sendall(_written(call))
        except OSError:
            sent = False  # it may have said why before it hung up
        try:
            return _read(_Paced(sock, self._limits.silence, ends))
        except (OSError, http.client.HTTPException) as error:
            if not sent:
                raise Unsent("the connection broke") from error
            raise Unheard(_silence(error)) from error


def _written(call: Call) -> bytes:
    """Return the request as it travels; in one go, so that a half of it is no request."""
    parts = urlsplit(call.url)
    headers = {
        "Host": parts.netloc,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "leader-desk",
        **call.headers,
        "Content-Length": str(len(call.body)),
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + call.body


class _Paced(io.RawIOBase):
    """What a response reads from: no silence and no whole answer is longer than allowed."""

    def __init__(self, sock: socket.socket, silence: float, ends: float) -> None:
        self._sock = sock
        self._silence = silence
        self._ends = ends

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Be the socket that a response asks for a file."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - what a buffered reader hands over
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(self._silence, left))
        return self._sock.recv_into(buffer)


def _read(paced: _Paced) -> Heard:
    response = http.client.HTTPResponse(cast("socket.socket", paced), method="POST")
    response.begin()
    body = bytearray()
    with suppress(OSError, http.client.HTTPException):  # the status is worth more than the rest
        while len(body) < MAX_ANSWER_BYTES and (chunk := response.read1(MAX_ANSWER_BYTES)):
            body += chunk
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Heard(response.status, headers, _plain(bytes(body[:MAX_ANSWER_BYTES]), headers))


def _plain(body: bytes, headers: Mapping[str, str]) -> bytes:
    if headers.get("content-encoding", "").strip().lower() not in {"gzip", "deflate"}:
        return body
    with suppress(zlib.error):
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, MAX_ANSWER_BYTES)
    return b""


def _silence(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    nonsense = isinstance(error, http.client.HTTPException) and not isinstance(error, OSError)
    return "an answer that makes no sense" if nonsense else "the connection broke"


def _moment(words: str) -> float | None:
    with suppress(ValueError, TypeError, OverflowError):
        return email.utils.parsedate_to_datetime(words).timestamp()
    return None
