"""What goes wrong between a counter and a robot: certain is told from unsure, every wait ends."""

import gzip
import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Fate, Piece, Refusal, Reply
from sync.outgoing.call import MAX_ANSWER_BYTES, Call, Caller, Limits, Unheard
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.robots.certificates import self_signed
from tests.fakes.robots.server import served
from tests.fakes.robots.wecom import KEY, WeComRobot

Talk = Callable[[socket.socket], None]
TEXT = Piece(Form.TEXT, "", "草莓到了")
QUICK = Limits(connect=1.0, silence=0.3, whole=0.8)
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_GOOD = json.dumps({"errcode": 0, "errmsg": "ok"}).encode()


@contextmanager
def _host(talk: Talk, *, reads: bool = True) -> Iterator[str]:
    """Serve one connection with ``talk``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(5)
                    if reads:
                        connection.recv(65536)
                    talk(connection)

        thread = threading.Thread(target=serve, name="one call")
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


def _ask(base: str, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> Reply:
    senders = Senders(Hosts(wecom=base), QUICK, tls=tls)
    return senders.send(Channel("c1", ChannelKind.WECOM, "群"), KEY, TEXT)


def _saying(answer: bytes) -> Talk:
    return lambda connection: connection.sendall(answer)


def _hang(connection: socket.socket) -> None:
    """Say nothing until the other side has gone."""
    with suppress(OSError):
        while connection.recv(4096):
            pass


def _drip(connection: socket.socket) -> None:
    """Say one more byte of a header whenever patience is about to end."""
    with suppress(OSError):
        connection.sendall(_HEAD + b"X-Slow: ")
        pause = threading.Event()
        for _ in range(100):
            connection.sendall(b"x")
            pause.wait(0.05)


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    reply = _ask(f"http://127.0.0.1:{port}")
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.OFFLINE)


def test_a_name_that_nobody_knows() -> None:
    assert _ask("https://robot.invalid").refusal is Refusal.OFFLINE


def _sized(body: bytes, more: bytes = b"") -> bytes:
    return _HEAD + more + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    "talk",
    [
        _hang,
        _drip,
        _reset,
        _saying(b""),
        _saying(b"220 mail.example.com ESMTP\r\n"),
        _saying(b"\x00\xff" * 500),
        _saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n"),
        _saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000),
        _saying(_HEAD + b"Content-Length: 500\r\n\r\n" + _GOOD[:-1]),
        _saying(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        _saying(_sized(b"<html>Please log in</html>")),
        _saying(_sized(b"[0]")),
        _saying(_sized(b'{"errcode": "0"}')),
        _saying(_sized(b'{"errcode": true}')),
        _saying(_sized(b"[" * 60_000)),
        _saying(_sized(b"{}" + b" " * (MAX_ANSWER_BYTES * 20))),
        _saying(_sized(gzip.compress(b" " * 50_000_000 + _GOOD), b"Content-Encoding: gzip\r\n")),
        _saying(_sized(b"no gzip", b"Content-Encoding: gzip\r\n")),
        _saying(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"),
        _saying(b"HTTP/1.1 999 ?\r\nContent-Length: 0\r\n\r\n"),
    ],
)
def test_after_the_request_went_out_an_answer_that_is_none_is_unsure(talk: Talk) -> None:
    started = time.monotonic()
    with _host(talk) as base:
        reply = _ask(base)
    assert reply.fate is Fate.UNSURE
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    "answer",
    [
        _sized(_GOOD),
        _sized(gzip.compress(_GOOD), b"Content-Encoding: gzip\r\n"),
        _sized(zlib.compress(_GOOD), b"Content-Encoding: deflate\r\n"),
        _HEAD + b"\r\n" + _GOOD,
    ],
)
def test_negative_control_a_good_answer_is_taken(answer: bytes) -> None:
    with _host(_saying(answer)) as base:
        assert _ask(base).fate is Fate.TAKEN


def test_the_reply_cut_at_every_byte_is_never_taken_too_early_nor_called_certain() -> None:
    whole = _sized(_GOOD)
    fates = []
    for length in range(0, len(whole) + 1, 7):
        with _host(_saying(whole[:length])) as base:
            fates.append(_ask(base).fate)
    with _host(_saying(whole)) as base:
        fates.append(_ask(base).fate)
    assert set(fates[:-1]) <= {Fate.UNSURE, Fate.TAKEN}
    assert fates[-1] is Fate.TAKEN
    assert fates.count(Fate.TAKEN) <= 2


def test_a_redirect_is_not_followed() -> None:
    other = WeComRobot()
    with served(other) as elsewhere:
        answer = (
            f"HTTP/1.1 307 Go\r\nLocation: {elsewhere}/cgi-bin/webhook/send?key={KEY}\r\n"
            "Content-Length: 0\r\n\r\n"
        )
        with _host(_saying(answer.encode())) as base:
            reply = _ask(base)
    assert reply.refusal is Refusal.WRONG_ADDRESS
    assert other.taken == 0


def test_wrong_certificates_never_see_the_key(tmp_path: Path) -> None:
    tls, path = self_signed(tmp_path)
    robot = WeComRobot()
    with served(robot, tls) as base:
        reply = _ask(base)
        assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.OFFLINE)
        assert "certificate" in reply.detail
        assert robot.taken == 0
        assert _ask(base, lambda: ssl.create_default_context(cafile=str(path))).fate is Fate.TAKEN


@pytest.mark.parametrize("talk", [_saying(b"HTTP/1.1 400 Bad\r\n\r\n"), _reset, _hang])
def test_no_tls_where_it_should_be_is_certain(talk: Talk) -> None:
    with _host(talk) as base:
        reply = _ask(base.replace("http:", "https:"))
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.OFFLINE)


def test_hung_up_before_the_whole_request_was_written_is_certain() -> None:
    caller = Caller(Limits(1.0, 1.0, 2.0))
    big = Call("", b"x" * 50_000_000)
    with _host(_reset, reads=False) as base:
        senders = Senders(Hosts(wecom=base), Limits(1.0, 1.0, 2.0))
        picture = Piece(Form.PICTURE, "", "", b"\x89PNG" + b"x" * 2_000_000)
        reply = senders.send(Channel("c1", ChannelKind.WECOM, "群"), KEY, picture)
    assert (reply.fate, reply.refusal) == (Fate.REFUSED, Refusal.OFFLINE)
    with _host(_hang) as base, pytest.raises(Unheard):
        caller.call(Call(base, big.body[:10]))
