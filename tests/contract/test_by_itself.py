"""The worker against a real centre: cut off, killed, restarted, stopped."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from central.attachments.uploads import find
from leader_app.domain.attachment import JPEG, Attachment, attachment_id
from leader_app.ports import Connection, SyncState
from sync.assembly import Connector, build_worker
from sync.lock import SyncLock
from sync.status import StatusBoard
from sync.transport import HttpTransport
from sync.worker import Worker
from tests.contract.centres import RealCentre
from tests.contract.till import Impatient, Till, a_till
from tests.fakes.pickups import NOON
from tests.fakes.uploads import picture
from tests.faults.proxy import CLEAR, FaultProxy, Plan, fault_proxy

PATIENCE = 20.0


class Watched:
    """A running worker, and waiting for what it says."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.board = StatusBoard()
        self._changed = threading.Event()
        self.board.subscribe(self._hear)
        connector = Connector(till.parts, self.board, lambda url: Impatient(HttpTransport(url)))
        lock = SyncLock(till.parts.lock_path)
        self.worker = Worker(connector.engine, self.board, lock, till.clock, lambda: 0.1)

    def until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, self.board.state()
            self._changed.wait(0.05)
            self._changed.clear()

    def until_connection(self, connection: Connection) -> None:
        self.until(lambda: self.board.state().connection is connection)

    def _hear(self, _state: SyncState) -> None:
        self._changed.set()


@contextmanager
def _watched(till: Till) -> Iterator[Watched]:
    watched = Watched(till)
    watched.worker.start()
    try:
        yield watched
    finally:
        watched.worker.stop()


@pytest.fixture
def proxy(own_centre: RealCentre) -> Iterator[FaultProxy]:
    with fault_proxy(own_centre.url) as running:
        yield running


def test_cut_off_and_killed_it_comes_back_with_everything(
    own_centre: RealCentre, proxy: FaultProxy, tmp_path: Path
) -> None:
    shop = own_centre.shop()
    sold = shop.sell(4)
    with a_till(shop, tmp_path / "till") as till:
        till.url = proxy.url
        with _watched(till) as watched:
            watched.until_connection(Connection.ONLINE)
            done = [till.hand_over(sold[0].claim_id)]
            watched.worker.wake()
            watched.until(lambda: till.unsent() == 0)
            proxy.plan = Plan(cut_up=0)
            proxy.cut_all()
            watched.until_connection(Connection.OFFLINE)
            done.append(till.hand_over(sold[1].claim_id))
            proxy.plan = CLEAR
            watched.until(lambda: till.unsent() == 0)
            watched.until_connection(Connection.ONLINE)
            own_centre.kill()
            watched.until_connection(Connection.OFFLINE)
            done.append(till.hand_over(sold[2].claim_id))
            own_centre.start()
            proxy.move(own_centre.url)
            watched.until(lambda: till.unsent() == 0)
            late = shop.sell()[0]
            watched.until(lambda: till.knows(late.claim_id))
    assert {x.hand_over_id for x in shop.deeds()} == {x.hand_over_id for x in done}
    assert len(shop.deeds()) == len(done)
    assert all(deed.primary for deed in shop.deeds())


def test_pictures_follow_by_themselves_and_hold_up_no_hand_over(
    own_centre: RealCentre, proxy: FaultProxy, tmp_path: Path
) -> None:
    shop = own_centre.shop()
    (order,) = shop.sell()
    data = picture(3_000_000)
    name = attachment_id(data)
    with a_till(shop, tmp_path / "till") as till:
        till.url = proxy.url

        def waiting() -> int:
            with till.store.read() as work:
                return work.attachments.unsent()

        with till.store.write() as work:
            work.attachments.put(Attachment(name, JPEG, len(data), NOON), data)
            work.commit()
        proxy.plan = Plan(slice_bytes=8_192, latency=0.02)
        with _watched(till) as watched:
            watched.until(lambda: till.knows(order.claim_id))
            till.hand_over(order.claim_id)
            watched.worker.wake()
            watched.until(lambda: till.unsent() == 0)
            assert waiting() == 1
            proxy.plan = CLEAR
            proxy.cut_all()
            watched.until(lambda: waiting() == 0)
    assert len(shop.deeds()) == 1
    with own_centre.database.reading() as connection:
        assert find(own_centre.database, connection, name) == (JPEG, data)


def test_it_stops_within_a_second_while_a_long_poll_is_pending(
    own_centre: RealCentre, tmp_path: Path
) -> None:
    shop = own_centre.shop()
    with a_till(shop, tmp_path / "till") as till:
        board, online = StatusBoard(), threading.Event()

        def hear(state: SyncState) -> None:
            if state.connection is Connection.ONLINE:
                online.set()

        board.subscribe(hear)
        worker = build_worker(till.parts, board)
        worker.start()
        assert online.wait(PATIENCE)
        _until_polled(own_centre)
        started = time.monotonic()
        worker.stop()
        took = time.monotonic() - started
    assert took < 1.5
    assert not [t.name for t in threading.enumerate() if t.name.startswith("sync")]


def _until_polled(centre: RealCentre) -> None:
    """Wait until the listener has a connection of its own to the centre."""
    assert centre.process is not None
    port = int(centre.url.rsplit(":", 1)[1])
    deadline = time.monotonic() + PATIENCE
    own = psutil.Process()
    pause = threading.Event()
    while time.monotonic() < deadline:
        with suppress(psutil.Error):
            open_now = [c for c in own.net_connections("tcp") if c.raddr[1:] == (port,)]
            if len(open_now) >= 2:
                return
        pause.wait(0.02)
    pytest.fail("no long poll was opened")
