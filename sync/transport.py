"""Bytes to the centre and back over HTTP, with a limit on every wait and every size."""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

from leader_app.domain.text import say
from leader_app.errors import Refused
from sync.protocol.messages import MAX_ANSWER_BYTES
from sync.troubles import Garbled, Interrupted, NoNetwork, TimedOut, Trouble, Untrusted

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 10.0
WHOLE_ANSWER_SECONDS = 60.0
_CHUNK = 1 << 16

_log = logging.getLogger(__name__)
# It would quote what it cannot read; what went wrong is in our own words already.
logging.getLogger("urllib3").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of ``headers`` are in lower case, ``body`` is as it travelled."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """Carries one request and its answer."""

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        """Send ``body`` to ``path``; ``silence`` is how many seconds nothing may come.

        Raises a ``Trouble`` when no whole answer came back.
        """

    def interrupt(self) -> None:
        """End every wait, from any thread, now and in future, with ``Interrupted``."""


class HttpTransport:
    """Keeps ``Transport`` over one pool of connections to one address.

    Redirects are not followed, proxies of the environment are not used, nothing is tried twice.
    Raises ``Refused`` if ``url`` is no web address.
    """

    def __init__(
        self,
        url: str,
        connect_seconds: float = CONNECT_SECONDS,
        whole_seconds: float = WHOLE_ANSWER_SECONDS,
    ) -> None:
        address = _checked(url)
        self._prefix = urlsplit(address).path
        self._connect_seconds = connect_seconds
        self._whole_seconds = whole_seconds
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        self._interrupted = False
        self._pool = urllib3.connection_from_url(address, maxsize=1, block=False, retries=False)
        make: Any = self._pool.ConnectionCls
        self._pool.ConnectionCls = self._kept(make)

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        """Send one request and return its whole answer."""
        try:
            return self._post(path, body, headers, silence)
        except (HTTPError, OSError) as error:
            if self._interrupted:
                raise Interrupted from error
            trouble = _trouble(error)
            _log.info("%s: %s (%s)", path, type(trouble).__name__, type(error).__name__)
            raise trouble from error

    def interrupt(self) -> None:
        """End every wait, now and in future, and close what is kept open."""
        self._interrupted = True
        with self._lock:
            waiting = [connection.sock for connection in self._connections]
        for sock in waiting:
            if sock is not None:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        self._pool.close()

    def _kept(self, make: Callable[..., HTTPConnection]) -> Any:  # noqa: ANN401 - urllib3's own
        def made(*arguments: Any, **named: Any) -> HTTPConnection:  # noqa: ANN401
            connection = make(*arguments, **named)
            with self._lock:
                self._connections.add(connection)
            return connection

        return made

    def _post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        if self._interrupted:
            raise Interrupted
        ends = time.monotonic() + silence + self._whole_seconds
        response = self._pool.urlopen(
            "POST",
            self._prefix + path,
            body=body,
            headers=dict(headers),
            redirect=False,
            retries=False,
            timeout=urllib3.Timeout(connect=self._connect_seconds, read=silence),
            preload_content=False,
            decode_content=False,
        )
        try:
            content = _read(response, ends)
        except BaseException:
            response.close()
            raise
        response.release_conn()
        if self._interrupted:
            raise Interrupted
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, names, content)


def _checked(url: str) -> str:
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
    raise Refused(
        say("This is not the address of a centre."),
        say("It begins with https:// and names a computer."),
    )


def _read(response: BaseHTTPResponse, ends: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            raise Garbled
        if time.monotonic() > ends:
            raise TimedOut
    return b"".join(chunks)


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, SSLError):
        return Untrusted()
    if isinstance(error, ConnectTimeoutError | NewConnectionError):
        return NoNetwork()
    if isinstance(error, ReadTimeoutError | TimeoutError):
        return TimedOut()
    return Garbled() if isinstance(error, ProtocolError) and _is_nonsense(error) else NoNetwork()


def _is_nonsense(error: ProtocolError) -> bool:
    """Tell an answer that makes no sense or ends early from a connection that broke."""
    causes = [cause for cause in error.args if isinstance(cause, http.client.HTTPException)]
    return bool(causes) and not isinstance(causes[0], ConnectionError)
