"""The status board, the pauses, and the lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from leader_app.errors import Refused, Unavailable
from leader_app.ports import Connection, SyncState
from sync.backoff import LONGEST_SECONDS, Backoff
from sync.lock import SyncLock
from sync.status import StatusBoard
from sync.troubles import LogsDisagree, NoNetwork
from tests.fakes.pickups import NOON


def test_a_listener_hears_every_change_once_until_it_leaves() -> None:
    board, heard = StatusBoard(), list[SyncState]()
    leave = board.subscribe(heard.append)
    board.connecting()
    board.progress(5, 20)
    board.progress(5, 20)
    board.online(NOON)
    leave()
    leave()
    board.offline(NoNetwork())
    assert [(x.connection, x.pulled, x.expected) for x in heard] == [
        (Connection.CONNECTING, 0, 0),
        (Connection.CONNECTING, 5, 20),
        (Connection.ONLINE, 0, 0),
    ]
    assert board.state().last_contact == NOON
    assert board.state().problem == NoNetwork().title


@pytest.mark.expects_log("a listener of the sync status failed")
def test_a_listener_that_fails_does_not_stop_the_others() -> None:
    board, heard = StatusBoard(), list[SyncState]()
    board.subscribe(_fail)
    board.subscribe(heard.append)
    board.connecting()
    assert len(heard) == 1


def _fail(_state: SyncState) -> None:
    raise RuntimeError


def test_a_problem_stays_until_a_whole_run_went_well() -> None:
    board = StatusBoard()
    board.online(NOON, LogsDisagree())
    board.heard(NOON)
    assert board.state().problem == LogsDisagree().title
    board.online(NOON)
    assert board.state().problem is None


def test_who_is_offline_is_not_online_for_a_late_word() -> None:
    board = StatusBoard()
    board.offline(NoNetwork())
    board.heard(NOON)
    assert board.state().connection is Connection.OFFLINE


def test_pauses_grow_to_a_limit_with_full_jitter() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.after_failure() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 45, 45]
    assert backoff.after_failure(retry_after=300) == 300
    backoff.reset()
    assert backoff.after_failure() == 1
    assert Backoff(lambda: 0.0).after_failure() == 0
    assert LONGEST_SECONDS < 60


HOLDER = """
import sys
from pathlib import Path
from sync.lock import SyncLock
lock = SyncLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_waits_until_the_first_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "sync.lock"
    lock = SyncLock(path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Refused) as busy:
            lock.take()
        assert "already syncing" in str(busy.value.title)
        holder.kill()
        holder.wait(5)
    lock.take()
    lock.take()
    lock.release()


def test_a_folder_that_is_not_there_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        SyncLock(tmp_path / "file" / "sync.lock").take()
