"""Sync by itself: two threads, a centre in memory, and no waiting for the clock."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from leader_app.ports import Connection, Identity, SyncState
from sync import worker as workers
from sync.assembly import SyncParts, build_worker, sync_once
from sync.bell import Bell
from sync.engine import Engine
from sync.lock import SyncLock
from sync.protocol.messages import PULL, PUSH, SESSION
from sync.status import StatusBoard
from sync.troubles import NoNetwork, TooBusy, TurnedDown
from sync.worker import Worker
from tests.fakes.wire import failing, html
from tests.unit.sync.conftest import Desk

PATIENCE = 5.0


@dataclass
class Running:
    """A worker and what its status board said."""

    desk: Desk
    board: StatusBoard
    worker: Worker
    parts: SyncParts

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something holds, looking again at every word of the board or the centre."""
        deadline = time.monotonic() + PATIENCE
        with self.desk.centre.changed:
            while not is_so():
                assert time.monotonic() < deadline, f"never so: {self.board.state()}"
                self.desk.centre.changed.wait(0.01)

    def until_connection(self, connection: Connection) -> None:
        self.until(lambda: self.board.state().connection is connection)


def _parts(desk: Desk, folder: Path, identity: Callable[[], Identity | None]) -> SyncParts:
    return SyncParts(
        identity, lambda: desk.seed, desk.outbox, desk.mirror, desk.clock, folder / "sync.lock"
    )


@contextmanager
def _running(
    desk: Desk, folder: Path, identity: Callable[[], Identity | None] | None = None
) -> Iterator[Running]:
    board = StatusBoard()
    parts = _parts(desk, folder, identity or (lambda: desk.identity))
    made = build_worker(parts, board, desk.connect)
    made.start()
    try:
        yield Running(desk, board, made, parts)
    finally:
        made.stop()


@pytest.fixture
def running(desk: Desk, tmp_path: Path) -> Iterator[Running]:
    with _running(desk, tmp_path) as made:
        made.until_connection(Connection.ONLINE)
        yield made


def test_it_comes_online_by_itself_with_everything(running: Running) -> None:
    assert len(running.desk.mirror.rows) == 4
    assert running.board.state().last_contact is not None
    assert running.board.state().pulled == running.board.state().expected == 0


def test_new_work_is_sent_while_a_long_poll_is_pending(running: Running) -> None:
    logged = running.desk.outbox.add()
    running.worker.wake()
    running.until(lambda: 1 in running.desk.outbox.words)
    key = ("redemption", logged.command.command_id)
    running.until(lambda: key in running.desk.mirror.rows)
    assert running.desk.weather.asked.count(SESSION) <= 2


def test_news_arrives_without_asking_again(running: Running) -> None:
    running.desk.centre.put("poll", "P1", b"news")
    running.until(lambda: ("poll", "P1") in running.desk.mirror.rows)


def test_the_deeds_of_another_process_are_seen(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.01)
    running.worker.wake()  # the pause that is running was set before
    running.desk.outbox.add()
    running.until(lambda: 1 in running.desk.outbox.words)


def test_it_stops_at_once_while_a_long_poll_is_pending(running: Running) -> None:
    started = time.monotonic()
    running.worker.stop()
    running.worker.stop()
    assert time.monotonic() - started < 1.0
    names = [thread.name for thread in threading.enumerate()]
    assert not {"sync", "sync-listen"} & set(names)


def test_offline_it_says_why_and_comes_back_with_what_was_done(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.desk.weather.before = _no_network
    running.desk.outbox.add()
    running.worker.wake()
    running.until_connection(Connection.OFFLINE)
    assert running.board.state().problem == NoNetwork().title
    running.desk.weather.before = lambda _path: None
    running.worker.wake()
    running.until(lambda: 1 in running.desk.outbox.words)
    running.until_connection(Connection.ONLINE)


def _no_network(_path: str) -> None:
    raise NoNetwork


def test_a_long_poll_that_fails_is_noticed_without_new_work(running: Running) -> None:
    running.desk.weather.after = _no_network
    running.desk.centre.put("poll", "P1", b"news")  # ends the poll, whose answer is lost
    running.until_connection(Connection.OFFLINE)
    running.desk.weather.after = lambda _path: None
    running.until(lambda: ("poll", "P1") in running.desk.mirror.rows)


@pytest.mark.parametrize("fault", [html(), failing(500)])
def test_whatever_answers_in_place_of_the_centre_is_no_reason_to_stop(
    running: Running, fault: Callable[..., object]
) -> None:
    running.desk.weather.spoil = fault  # type: ignore[assignment]
    running.desk.outbox.add()
    running.worker.wake()
    running.until_connection(Connection.OFFLINE)
    running.desk.weather.spoil = lambda answer: answer
    running.worker.wake()
    running.until(lambda: 1 in running.desk.outbox.words)


def test_a_fork_is_shown_and_the_rest_goes_on(running: Running) -> None:
    running.desk.outbox.add()
    running.worker.wake()
    running.until(lambda: 1 in running.desk.outbox.words)
    running.desk.outbox.log.clear()
    running.desk.outbox.words.clear()
    running.desk.outbox.add(line_no=2)
    running.worker.wake()
    running.until(lambda: running.board.state().problem is not None)
    pushes = running.desk.weather.asked.count(PUSH)
    running.desk.centre.put("poll", "P1", b"news")
    running.until(lambda: ("poll", "P1") in running.desk.mirror.rows)
    running.worker.wake()
    running.desk.centre.put("poll", "P2", b"news")
    running.until(lambda: ("poll", "P2") in running.desk.mirror.rows)
    state = running.board.state()
    assert state.connection is Connection.ONLINE
    assert "other records" in str(state.problem)
    assert running.desk.weather.asked.count(PUSH) == pushes


def test_a_counter_taken_out_of_service_is_told(running: Running) -> None:
    book = running.desk.centre.devices[running.desk.device_id]
    book.device = replace(book.device, active=False)
    running.desk.centre.put("poll", "P1", b"news")
    running.until_connection(Connection.REFUSED)
    assert "out of service" in str(running.board.state().problem)
    book.device = replace(book.device, active=True)
    running.worker.wake()
    running.until_connection(Connection.ONLINE)


def test_before_enrolment_it_waits_and_asks_nobody(desk: Desk, tmp_path: Path) -> None:
    told: list[Identity] = []
    asked = len(desk.weather.asked)
    with _running(desk, tmp_path, lambda: told[0] if told else None) as running:
        running.worker.wake()
        assert running.board.state().connection is Connection.NEVER
        assert len(desk.weather.asked) == asked
        told.append(desk.identity)
        running.worker.wake()
        running.until_connection(Connection.ONLINE)


def test_a_second_one_says_so_and_takes_over(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LOCKED_SECONDS", 0.01)
    with _running(running.desk, tmp_path) as second:
        second.until(lambda: second.board.state().problem is not None)
        assert "already syncing" in str(second.board.state().problem)
        running.worker.stop()
        second.until_connection(Connection.ONLINE)


@pytest.mark.expects_log("nobody thought of")
def test_a_mistake_of_ours_is_reported_and_it_goes_on(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running.desk.outbox, "unsent", _mistake)
    running.worker.wake()
    running.until_connection(Connection.OFFLINE)
    assert "mistake of this program" in str(running.board.state().problem)
    monkeypatch.undo()
    running.worker.wake()
    running.until_connection(Connection.ONLINE)


def _mistake(*_asked: object) -> None:
    raise ZeroDivisionError


def test_who_is_asked_to_keep_away_does_even_when_woken(desk: Desk, tmp_path: Path) -> None:
    rests: list[float] = []
    made = _stepwise(desk, tmp_path)
    desk.weather.before = _busy
    for _ in range(3):
        made.wake()
        rests.append(made._step())
    assert rests[0] >= 300
    assert all(299 < rest <= 300 for rest in rests[1:])
    assert len([path for path in desk.weather.asked if path == PULL]) <= 1


def _busy(_path: str) -> None:
    raise TooBusy(300)


def test_pauses_grow_while_offline_and_begin_anew_when_woken(desk: Desk, tmp_path: Path) -> None:
    made = _stepwise(desk, tmp_path)
    desk.weather.before = _no_network
    assert [made._step() for _ in range(4)] == [1, 2, 4, 8]
    made.wake()
    assert made._step() == 1


def _stepwise(desk: Desk, folder: Path) -> Worker:
    """Return a worker that is not started; its steps are taken by hand."""
    engine: Engine = desk.engine
    lock = SyncLock(folder / "sync.lock")
    return Worker(lambda: engine, StatusBoard(), lock, desk.clock, lambda: 1.0)


def test_one_run_for_the_scheduler(desk: Desk, tmp_path: Path) -> None:
    board, heard = StatusBoard(), list[SyncState]()
    board.subscribe(heard.append)
    desk.outbox.add()
    report = sync_once(_parts(desk, tmp_path, lambda: desk.identity), board, desk.connect)
    assert (report.pushed, report.pulled, report.problem) == (1, 5, None)
    assert [state.connection for state in heard] == [Connection.CONNECTING, Connection.ONLINE]


def test_one_run_that_cannot_be_says_why(desk: Desk, tmp_path: Path) -> None:
    parts, board = _parts(desk, tmp_path, lambda: desk.identity), StatusBoard()
    desk.weather.before = _no_network
    with pytest.raises(NoNetwork):
        sync_once(parts, board, desk.connect)
    assert board.state().connection is Connection.OFFLINE
    desk.weather.before = lambda _path: None
    book = desk.centre.devices[desk.device_id]
    book.device = replace(book.device, active=False)
    with pytest.raises(TurnedDown):
        sync_once(parts, board, desk.connect)
    assert board.state().connection is Connection.REFUSED


def test_a_bell_rung_before_the_wait_is_heard() -> None:
    bell = Bell()
    bell.ring()
    assert bell.wait(10)
    assert not bell.wait(0)
