"""Bytes over real sockets: every wait ends, every size is bounded."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from leader_app.errors import Refused
from sync.assembly import probe
from sync.transport import HttpTransport
from sync.troubles import Garbled, Interrupted, NoNetwork, NotTheCentre, TimedOut, Untrusted
from tests.fakes.centre import FakeCentre
from tests.fakes.centre_http import served

Talk = Callable[[socket.socket], None]


@contextmanager
def _server(talk: Talk) -> Iterator[str]:
    """Serve one connection with ``talk``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(5)
                    connection.recv(65536)
                    talk(connection)

        thread = threading.Thread(target=serve, name="one connection")
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


def _saying(answer: bytes) -> Talk:
    return lambda connection: connection.sendall(answer)


@contextmanager
def _asking(url: str, **limits: float) -> Iterator[HttpTransport]:
    transport = HttpTransport(url, **limits)
    try:
        yield transport
    finally:
        transport.interrupt()


def test_an_answer_comes_whole_with_its_headers_in_lower_case() -> None:
    talk = _saying(b"HTTP/1.1 200 OK\r\nX-Word: Yes\r\nContent-Length: 3\r\n\r\nabc")
    with _server(talk) as url, _asking(url) as transport:
        answer = transport.post("/v1/x", b"", {}, 2)
    assert (answer.status, answer.headers["x-word"], answer.body) == (200, "Yes", b"abc")


def test_a_path_in_the_address_is_kept() -> None:
    heard: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                heard.append(connection.recv(65536))
                talk(connection)

        thread = threading.Thread(target=serve, name="one connection")
        thread.start()
        with _asking(f"http://127.0.0.1:{listening.getsockname()[1]}/shop/?q#f") as transport:
            transport.post("/v1/x", b"", {}, 2)
        thread.join(5)
    assert heard[0].startswith(b"POST /shop/v1/x HTTP/1.1")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", Garbled),
        (b"rubbish\r\n\r\n", Garbled),
        (b"", NoNetwork),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + bytes(17 << 20), Garbled),
    ],
    ids=["cut off", "rubbish", "nothing", "without end"],
)
def test_an_answer_that_is_none(answer: bytes, kind: type[Exception]) -> None:
    with _server(_saying(answer)) as url, _asking(url) as transport, pytest.raises(kind):
        transport.post("/v1/x", b"", {}, 2)


def test_silence_ends() -> None:
    over = threading.Event()
    with _server(lambda _: _hold(over)) as url, _asking(url) as transport:
        with pytest.raises(TimedOut):
            transport.post("/v1/x", b"", {}, 0.1)
        over.set()


def test_an_answer_that_only_trickles_ends() -> None:
    over = threading.Event()

    def trickle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        while not over.wait(0.01):
            connection.sendall(b"x")

    with _server(trickle) as url, _asking(url, whole_seconds=0.1) as transport:
        with pytest.raises(TimedOut):
            transport.post("/v1/x", b"", {}, 0.2)
        over.set()


def test_a_wait_is_interrupted_from_another_thread() -> None:
    asked, over = threading.Event(), threading.Event()

    def wait(_connection: socket.socket) -> None:
        asked.set()
        over.wait(5)

    with _server(wait) as url, _asking(url) as transport:
        raised: list[BaseException] = []

        def ask() -> None:
            try:
                transport.post("/v1/x", b"", {}, 30)
            except Interrupted as error:
                raised.append(error)

        thread = threading.Thread(target=ask, name="asking")
        thread.start()
        assert asked.wait(5)
        started = time.monotonic()
        transport.interrupt()
        thread.join(5)
        over.set()
    assert raised
    assert time.monotonic() - started < 1.0
    with pytest.raises(Interrupted):
        transport.post("/v1/x", b"", {}, 1)


def test_a_server_without_a_good_certificate_is_not_trusted() -> None:
    talk = _saying(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with (
        _server(talk) as url,
        _asking(url.replace("http:", "https:")) as transport,
        pytest.raises(Untrusted),
    ):
        transport.post("/v1/x", b"", {}, 2)


@pytest.mark.parametrize(
    "url", ["", "centre", "ftp://centre.example", "http://", "http://a:99999", "https://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        HttpTransport(url)


def test_a_name_nobody_knows_is_no_network() -> None:
    with _asking("http://centre.invalid") as transport, pytest.raises(NoNetwork):
        transport.post("/v1/x", b"", {}, 2)


def test_a_look_at_a_centre() -> None:
    with served(FakeCentre()) as url:
        probe(url)
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"
    with _server(_saying(page)) as url, pytest.raises(NotTheCentre):
        probe(url)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with served(FakeCentre()) as url:
        probe(url)


def _hold(until: threading.Event) -> None:
    until.wait(5)
