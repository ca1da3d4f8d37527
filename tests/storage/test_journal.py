import errno
import os
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from leader_app.domain.command import Command, LoggedCommand, chain, first_head, head_of
from leader_app.storage import journal as journals
from leader_app.storage.journal import Journal
from leader_app.storage.store import SqlStore
from leader_app.storage.tables import journal_mark
from tests.fakes.pickups import NOON
from tests.fakes.real_store import Counter, enrol
from tests.storage.test_command_log import append

KEY = bytes(range(32))


def commands(count: int, epoch: int = 1) -> list[LoggedCommand]:
    """Return a chain of ``count`` commands."""
    head, logged = first_head("D1", epoch), []
    for number in range(count):
        body = b'{"n":%d,"who":"secret words"}' % number
        command = Command(f"id-{number}", "hand_over", 1, body, NOON, number, "boot", "cursor")
        logged.append(chain(head, command))
        head = head_of(logged[-1])
    return logged


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.ldj", KEY)


def test_it_gives_back_what_was_written(journal: Journal) -> None:
    logged = commands(20)
    for one in logged:
        assert journal.append([one])
    assert list(journal.salvage()) == logged


def test_several_commands_go_in_one_write(journal: Journal) -> None:
    logged = commands(5)
    journal.append(logged)
    assert list(Journal(journal.path, KEY).salvage()) == logged


def test_nothing_in_it_is_readable(journal: Journal) -> None:
    journal.append(commands(3))
    data = journal.path.read_bytes()
    assert b"secret" not in data
    assert b"hand_over" not in data
    assert list(Journal(journal.path, bytes(32)).salvage()) == []


def test_only_its_owner_may_read_it(journal: Journal) -> None:
    journal.append(commands(1))
    assert sys.platform == "win32" or journal.path.stat().st_mode & 0o077 == 0


def test_a_tail_torn_at_any_byte_costs_only_the_torn_one(journal: Journal) -> None:
    logged = commands(3)
    journal.append(logged)
    data = journal.path.read_bytes()
    start = list(journal.frames())[1].end
    for cut in range(start, len(data)):
        journal.path.write_bytes(data[:cut])
        assert list(journal.salvage()) == logged[:2]
        journal.append(logged[2:])
        assert list(journal.salvage()) == logged


def test_any_changed_byte_costs_only_its_frame(journal: Journal) -> None:
    logged = commands(3)
    journal.append(logged)
    data = journal.path.read_bytes()
    first, second, _ = journal.frames()
    for at in range(first.end, second.end):
        journal.path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        assert list(journal.salvage()) == [logged[0], logged[2]]


def test_a_frame_cannot_pass_for_another(journal: Journal) -> None:
    """The seal covers the place: a frame renumbered with a fitting checksum is not believed."""
    one, two = commands(2)
    journal.append([one])
    header = journals._HEADER
    magic, epoch, _, length, _ = header.unpack_from(journal.path.read_bytes())
    sealed = journal.path.read_bytes()[header.size :]
    checksum = zlib.crc32(sealed, zlib.crc32(journals._place(epoch, two.seq)))
    journal.path.write_bytes(header.pack(magic, epoch, two.seq, length, checksum) + sealed)
    assert len(list(journal.frames())) == 1
    assert list(journal.salvage()) == []


@pytest.mark.expects_log("the journal cannot be written")
def test_what_could_not_be_written_is_written_with_the_next(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = commands(3)
    journal.append(logged[:1])
    with monkeypatch.context() as patch:
        patch.setattr(journals, "flush", _no_room)
        assert not journal.append(logged[1:2])
        assert journal.late == 1
    assert journal.append(logged[2:])
    assert journal.late == 0
    assert list(journal.salvage()) == logged


@pytest.mark.expects_log("the journal cannot be written")
def test_a_short_write_is_noticed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = commands(1)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data: write(fd, data[: len(data) // 2]))
        assert not journal.append([one])
    assert journal.append([])
    assert list(journal.salvage()) == [one]


def test_every_commit_waits_for_the_disk(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(journals, "flush", lambda fd: flushed.append(os.fstat(fd).st_size))
    for one in commands(3):
        journal.append([one])
        assert flushed[-1] == journal.size()
    assert len(flushed) == 3


_WRITER = """
import sys
import zlib
from pathlib import Path
from tests.storage.test_journal import KEY, Journal, commands
journal = Journal(Path(sys.argv[1]), KEY)
for one in commands(int(sys.argv[2]), epoch=int(sys.argv[3])):
    assert journal.append([one])
"""


def test_two_processes_append_to_one_file(journal: Journal) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(journal.path), "150", str(epoch)])
        for epoch in (1, 2)
    ]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert list(journal.salvage()) == commands(150, epoch=1) + commands(150, epoch=2)


def test_a_hand_over_is_in_the_journal_when_commit_returns(store: SqlStore) -> None:
    for logged in append(store, 3):
        assert logged in store.units.journal.salvage()


@pytest.mark.expects_log("the journal cannot be written")
def test_a_journal_that_cannot_be_written_does_not_undo_a_durable_deed(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journals, "flush", _no_room)
        append(store, 1)
    assert store.outbox.head().seq == 1
    append(store, 1, first=1)
    assert store.examine().journal_lacks == 0


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_what_a_crash_left_out_is_added_at_the_next_start(counter: Counter, kept: int) -> None:
    with counter.opened() as store:
        enrol(store)
        append(store, 3)
        path = store.units.journal.path
        ends = [0, *(frame.end for frame in store.units.journal.frames())]
    path.write_bytes(path.read_bytes()[: ends[kept] + 10])
    with counter.opened() as store:
        assert store.examine().journal_lacks == 0
        append(store, 2, first=3)
    with counter.opened() as store:
        assert [x.seq for x in store.units.journal.salvage()] == [1, 2, 3, 4, 5]


def test_a_journal_that_is_gone_is_made_again(counter: Counter) -> None:
    with counter.opened() as store:
        enrol(store)
        append(store, 3)
        path = store.units.journal.path
    with counter.opened():
        pass
    path.unlink()
    with counter.opened() as store:
        assert [x.seq for x in store.units.journal.salvage()] == [1, 2, 3]


def test_a_clean_start_reads_only_what_is_new(counter: Counter) -> None:
    with counter.opened() as store:
        enrol(store)
        append(store, 5)
    with counter.opened() as store, store.units.database.reading() as connection:
        mark = connection.execute(sa.select(journal_mark)).one()
        assert (mark.epoch, mark.seq) == (1, 5)
        assert mark.position == store.units.journal.size()


def test_commands_lost_from_the_log_are_still_in_the_journal(counter: Counter) -> None:
    with counter.opened() as store:
        enrol(store)
        lost: Sequence[LoggedCommand] = append(store, 4)
    counter.folder.joinpath("store.db").unlink()
    with counter.opened() as store:
        assert store.outbox.head().seq == 0
        assert list(store.units.journal.salvage()) == lost
        assert store.examine().only_in_journal == 4


def _no_room(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
