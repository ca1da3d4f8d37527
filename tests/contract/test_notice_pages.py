"""A member opens the page of a notice over real HTTP, and the counter hears of it at once."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from central.notices.page_tokens import page_token
from leader_app.domain.notice import NoticeKind
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import ReactionKind
from leader_app.ports import Connection
from tests.contract.centres import RealCentre, RealShop
from tests.contract.notice_day import asks, contact_of, heard, state_of
from tests.contract.test_by_itself import Watched
from tests.contract.till import Till

QUICK = 1.0


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def shop(request: pytest.FixtureRequest) -> RealShop:
    centre: RealCentre = request.getfixturevalue(request.param)
    return centre.shop()


@pytest.fixture
def watched(till: Till) -> Iterator[Watched]:
    made = Watched(till)
    made.worker.start()
    yield made
    made.worker.stop()


def asked(shop: RealShop, method: str, path: str, body: bytes = b"", **headers: str) -> int:
    """Send a request as a browser does; returns the status."""
    where = urlsplit(shop.url)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    try:
        line.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()


def raw(shop: RealShop, head: bytes) -> bytes:
    """Send anything, and return the first line of what is answered."""
    where = urlsplit(shop.url)
    with socket.create_connection((where.hostname, where.port), 10) as line:
        line.sendall(head)
        return line.recv(4096).partition(b"\r\n")[0]


def page_of(shop: RealShop, message_id: str) -> str:
    return f"/n/{page_token(shop.centre.database, shop.point_id, message_id)}"


def posted(shop: RealShop, till: Till) -> str:
    """Post a notice to the point's member; returns the message's id."""
    return asks(till, f"M{shop.point_id}", NoticeKind.ARRIVED, ())


def test_an_opened_page_is_heard_of_within_a_second(
    shop: RealShop, till: Till, watched: Watched
) -> None:
    watched.until_connection(Connection.ONLINE)
    took = []
    for _ in range(3):
        name = posted(shop, till)
        watched.worker.wake()
        watched.until(lambda name=name: state_of(till, name)[0] is MessageState.SENT)  # type: ignore[misc]
        begun = time.monotonic()
        assert asked(shop, "GET", page_of(shop, name)) == 200
        watched.until(lambda name=name: state_of(till, name)[0] is MessageState.READ)  # type: ignore[misc]
        took.append(time.monotonic() - begun)
    assert min(took) < QUICK


def test_thanks_and_enough_of_it_reach_the_counter(shop: RealShop, till: Till) -> None:
    name = posted(shop, till)
    till.sync()
    path = page_of(shop, name)
    for deed in ("thank", "mute", "thank", "mute"):
        assert asked(shop, "POST", f"{path}/{deed}") == 303
    till.sync()
    _, back = heard(till)
    kinds = sorted(x.kind for x in back if x.touch_id == name)
    assert kinds == [ReactionKind.MUTED, ReactionKind.THANKED]
    assert not contact_of(till, f"M{shop.point_id}").marketing


def test_who_has_no_token_learns_and_changes_nothing(shop: RealShop, till: Till) -> None:
    name = posted(shop, till)
    till.sync()
    path = page_of(shop, name)
    for wrong in (
        path[:-1],
        path.upper(),
        f"{path}%00",
        f"{path}/../{path[3:]}/thank",
        f"{path}//thank",
        "/n/",
        "/n/..%2f..%2fetc%2fpasswd",
        f"/n/{'a' * 32}",
        f"/n/{'a' * 40_000}",
        f"/n/{'%F0%9F%8E%81' * 50}",
    ):
        for method in ("GET", "HEAD", "POST"):
            assert asked(shop, method, wrong) in {404, 405, 307}
    long = raw(shop, b"GET /n/" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b" 404 " in long or b" 400 " in long
    till.sync()
    assert [x for x in heard(till)[1] if x.touch_id == name] == []


def test_looking_ahead_and_deeds_by_the_wrong_method_say_nothing(
    shop: RealShop, till: Till
) -> None:
    name = posted(shop, till)
    till.sync()
    path = page_of(shop, name)
    assert asked(shop, "HEAD", path) == 200
    assert asked(shop, "GET", path, sec_purpose="prefetch") == 200
    # an image or a link on a foreign page can only GET
    for deed in ("thank", "mute"):
        assert asked(shop, "GET", f"{path}/{deed}") == 405
        assert asked(shop, "HEAD", f"{path}/{deed}") == 405
    assert asked(shop, "PUT", path) == 405
    till.sync()
    assert [x for x in heard(till)[1] if x.touch_id == name] == []


def test_bodies_and_headers_of_any_size_are_borne(shop: RealShop, till: Till) -> None:
    name = posted(shop, till)
    till.sync()
    path = page_of(shop, name)
    assert asked(shop, "POST", f"{path}/thank", b"x" * 200_000) == 303
    assert asked(shop, "GET", path, accept_language="zh;q=1e999," * 2_000) == 200
    long = b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000
    assert b" 400 " in raw(shop, long + b"\r\n\r\n")
    assert asked(shop, "GET", path) == 200
