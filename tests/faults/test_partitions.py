"""A worker through a hundred partitions: when the network is back, everything is there, once."""

import random
import threading
import time
from pathlib import Path

from leader_app.clock import SystemClock
from leader_app.ports import Connection, Identity, SyncState
from sync.assembly import Connector, SyncParts
from sync.lock import SyncLock
from sync.status import StatusBoard
from sync.worker import Worker
from tests.fakes.pickups import POINT
from tests.faults.counter import SEED, Counter, impatient
from tests.faults.proxy import CLEAR, OTHERS, SILENCE, End, FaultProxy, Plan

PARTITIONS = 100
SOON = 60.0


def _weather(chance: random.Random) -> Plan:
    """Return something a network does."""
    return chance.choice(
        [
            Plan(cut_down=chance.randrange(700), end=chance.choice(list(End))),
            Plan(cut_up=chance.randrange(900), end=chance.choice([End.CLOSE, End.RESET])),
            Plan(instead=chance.choice([*OTHERS.values(), SILENCE])),
            Plan(slice_bytes=chance.randrange(1, 40)),
            Plan(twice=True, cut_down=chance.randrange(300)),
            CLEAR,
        ]
    )


def test_a_hundred_partitions_end_well(proxy: FaultProxy, counter: Counter, tmp_path: Path) -> None:
    chance = random.Random(20_261_122)
    told = Identity(counter.device_id, "", POINT, 1, proxy.url, b"", b"")
    parts = SyncParts(
        lambda: told,
        lambda: SEED,
        counter.outbox,
        counter.mirror,
        counter.clock,
        tmp_path / "sync.lock",
    )
    board = StatusBoard()
    connector = Connector(parts, board, lambda url: impatient(url, 0.2))
    lock = SyncLock(parts.lock_path)
    worker = Worker(connector.engine, board, lock, SystemClock(), lambda: 0.01)
    came_back = _Counted(board)
    worker.start()
    try:
        for _ in range(PARTITIONS):
            proxy.plan = _weather(chance)
            proxy.cut_all()
            counter.hand_over()
            worker.wake()
            came_back.pause(chance.random() * 0.05)
        proxy.plan = CLEAR
        proxy.cut_all()
        started = time.monotonic()
        while not _is_all_there(counter):
            assert time.monotonic() - started < SOON, board.state()
            came_back.pause(0.05)
    finally:
        worker.stop()
    counter.assert_all_well()
    assert came_back.offline > PARTITIONS // 10


def _is_all_there(counter: Counter) -> bool:
    redemptions = sum(kind == "redemption" for kind, _ in tuple(counter.mirror.rows))
    done = len(counter.outbox.log)
    return len(counter.outbox.words) == done == redemptions


class _Counted:
    """Counts how often the counter fell off the network, and waits."""

    def __init__(self, board: StatusBoard) -> None:
        self.offline = 0
        self._changed = threading.Event()
        board.subscribe(self._hear)

    def pause(self, seconds: float) -> None:
        self._changed.clear()
        self._changed.wait(seconds)

    def _hear(self, state: SyncState) -> None:
        self.offline += state.connection is Connection.OFFLINE
        self._changed.set()
