import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from leader_app.errors import Unavailable
from leader_app.storage import faults, opening
from leader_app.storage.ballast import Ballast
from leader_app.storage.database import Database
from leader_app.storage.opening import STORE_FILE, STORE_KEY, open_store
from tests.fakes.pickups import CLAIM_ID
from tests.fakes.real_store import Counter, enrol, hand_over
from tests.fakes.secrets import MemorySecrets
from tests.storage.other_programs import Place, context, hand_over_until_killed, prepared
from tests.storage.test_command_log import append
from tests.storage.test_deeds import deeds_of, told

PATIENCE = 30.0


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that grows with each quick check."""
    answers: list[bool] = []
    is_sound = Database.is_sound

    def look(database: Database) -> bool:
        answers.append(is_sound(database))
        return answers[-1]

    monkeypatch.setattr(Database, "is_sound", look)
    return answers


def _killed_at_work(place: Place) -> None:
    start = context()
    ours, theirs = start.Pipe(duplex=False)
    program = start.Process(
        target=hand_over_until_killed, args=(place, theirs), kwargs={"too_early": False}
    )
    program.start()
    assert ours.poll(PATIENCE)
    program.kill()
    program.join(PATIENCE)
    program.close()
    ours.close()


def test_the_key_is_made_with_the_store(counter: Counter) -> None:
    with counter.opened():
        pass
    assert len(counter.secrets.kept[STORE_KEY]) == 32
    with counter.opened():
        pass


def test_without_its_key_a_store_is_never_made_anew(counter: Counter) -> None:
    with counter.opened() as store:
        enrol(store)
    before = (counter.folder / STORE_FILE).read_bytes()
    counter.secrets.kept.clear()
    with pytest.raises(Unavailable, match="key of the local store"):
        counter.open()
    assert counter.secrets.kept == {}
    assert (counter.folder / STORE_FILE).read_bytes() == before


def test_a_locked_keyring_makes_no_store(counter: Counter) -> None:
    counter.secrets.locked = True
    with pytest.raises(Unavailable, match="locked"):
        counter.open()
    assert not (counter.folder / STORE_FILE).exists()


def test_a_key_that_was_kept_before_a_crash_is_used(counter: Counter) -> None:
    counter.secrets.kept[STORE_KEY] = b"k" * 32
    with counter.opened():
        pass
    assert counter.secrets.kept[STORE_KEY] == b"k" * 32


def test_a_clean_stop_needs_no_check(counter: Counter, looked: list[bool]) -> None:
    for _ in range(2):
        with counter.opened():
            pass
    assert looked == []


def test_beside_another_program_no_check_is_needed(counter: Counter, looked: list[bool]) -> None:
    with counter.opened(), counter.opened():
        pass
    assert looked == []


def test_after_a_kill_the_file_is_checked_once(tmp_path: Path, looked: list[bool]) -> None:
    place = prepared(tmp_path / "store")
    _killed_at_work(place)
    place.open().close()
    assert looked == [True]
    place.open().close()
    assert looked == [True]


def test_damage_after_a_kill_is_said_and_nothing_is_deleted(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    place.open().close()
    (place.folder / "in-use" / "left.open").touch()
    data = bytearray((place.folder / STORE_FILE).read_bytes())
    data[len(data) * 3 // 4] ^= 1
    (place.folder / STORE_FILE).write_bytes(data)
    with pytest.raises(faults.DamagedStore, match="damaged"):
        place.open()
    assert (place.folder / STORE_FILE).read_bytes() == data


def test_two_programs_may_make_one_store_at_once(counter: Counter) -> None:
    failed: list[BaseException] = []

    def opens() -> None:
        try:
            with counter.opened() as store, store.write() as work:
                work.settings.put("a", "1")
                work.commit()
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_store_that_is_being_opened_is_waited_for(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_OPENING_SECONDS", 0.05)
    with counter.opened():
        pass
    hold = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(counter.folder / "opening.lock")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Unavailable, match="busy"):
            counter.open()
        assert holder.stdin
        holder.stdin.close()
        assert holder.wait(PATIENCE) == 0
    with counter.opened():
        pass


def test_closing_twice_is_fine(counter: Counter) -> None:
    store = counter.open()
    store.close()
    store.close()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    counter = Counter(tmp_path / "file" / "store")
    with pytest.raises(Unavailable, match="cannot be read or written"):
        counter.open()


class TestBallast:
    """Room kept back for the day the disk is full."""

    def test_it_is_filled_once_and_given_back(self, tmp_path: Path) -> None:
        room = Ballast(tmp_path / "ballast", size=2 * 1024 * 1024, low_disk=0)
        room.fill()
        assert (tmp_path / "ballast").stat().st_blocks * 512 >= 2 * 1024 * 1024
        made = (tmp_path / "ballast").stat().st_mtime_ns
        room.fill()
        assert (tmp_path / "ballast").stat().st_mtime_ns == made
        room.release()
        room.release()
        assert not (tmp_path / "ballast").exists()

    def test_a_disk_with_little_room_is_left_alone(self, tmp_path: Path) -> None:
        room = Ballast(tmp_path / "ballast", low_disk=2**60)
        assert room.is_disk_low()
        room.fill()
        assert not (tmp_path / "ballast").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of 6 MB (needs the right to mount)."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.call(mount) != 0:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.check_call(["umount", str(disk)])


def test_a_full_disk_refuses_a_hand_over_whole_and_the_next_one_works(small_disk: Path) -> None:
    counter = Counter(small_disk / "store")
    room = Ballast(counter.folder / "ballast", size=2 * 1024 * 1024, low_disk=0)
    store = open_store(counter.folder, counter.secrets, counter.clock, counter.heard, ballast=room)
    enrol(store)
    told(store)
    _fill(small_disk)
    with pytest.raises(Unavailable, match="disk is full"):
        append(store, 1000)
    acknowledged = store.outbox.head().seq
    assert store.examine().commands == acknowledged
    assert not (counter.folder / "ballast").exists()
    deed = hand_over(store, CLAIM_ID, counter.clock, b"\x07" * 10)
    assert deeds_of(store) == (deed,)
    assert store.outbox.head().seq == acknowledged + 1
    store.close()
    with counter.opened() as again:
        examination = again.examine()
    assert examination.sound
    assert examination.commands == acknowledged + 1
    assert examination.journal_lacks == 0


def _fill(disk: Path) -> None:
    """Fill a disk to its last byte."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def test_a_wrong_key_is_said(counter: Counter) -> None:
    with counter.opened():
        pass
    counter.secrets = MemorySecrets()
    counter.secrets.kept[STORE_KEY] = b"w" * 32
    with pytest.raises(faults.DamagedStore, match="another key"):
        counter.open()
