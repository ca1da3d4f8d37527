"""In reach or not, without ever waiting long."""

import socket
import time
from contextlib import closing

import pytest

from leader_app.cli import reach
from leader_app.ports import Connection
from tests.fakes.clock import FakeClock
from tests.fakes.store import a_store


@pytest.fixture
def port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        number: int = server.getsockname()[1]
    return number


def test_who_listens_is_in_reach() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        assert reach.is_in_reach(f"http://127.0.0.1:{server.getsockname()[1]}")


def test_who_does_not_is_not(port: int) -> None:
    assert not reach.is_in_reach(f"http://127.0.0.1:{port}")
    assert not reach.is_in_reach("https://no-such-host.invalid")


def test_a_network_that_swallows_everything_costs_a_moment(port: int) -> None:
    started = time.monotonic()
    assert not reach.is_in_reach("http://192.0.2.1", seconds=0.05)
    assert time.monotonic() - started < 2


def test_status_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(FakeClock())
    looks: list[str] = []

    def look(url: str) -> bool:
        looks.append(url)
        return True

    monkeypatch.setattr(reach, "is_in_reach", look)
    status = reach.CentreInReach(store)
    status.subscribe(print)()
    assert status.state().connection is Connection.ONLINE
    assert status.state().last_contact == store.kept.data_at
    assert looks == ["https://centre.test"]
    store.kept.identity = None
    assert reach.CentreInReach(store).state().connection is Connection.NEVER
