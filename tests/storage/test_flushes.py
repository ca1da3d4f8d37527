"""Every hand-over waits for the disk twice: once for the log, once for the journal."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEEDS = 20
_PROGRAM = """
import os, sys
from pathlib import Path
from leader_app.storage import database
from tests.storage.other_programs import hand_over_one, prepared
database.SAFETY["synchronous"] = int(sys.argv[2])
store = prepared(Path(sys.argv[1])).open()
hand_over_one(store, 0)
os.write(2, b"begin")
for _ in range(int(sys.argv[3])):
    hand_over_one(store, 0)
os.write(2, b"end")
store.close()
"""


def flushes(folder: Path, synchronous: int) -> tuple[int, int]:
    """Return how often fsync (the log) and fdatasync (the journal) were asked of the system."""
    if shutil.which("strace") is None:
        pytest.skip("strace counts what reaches the system, and it is not here")
    trace = folder / "trace"
    watch = ["strace", "-f", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    program = [sys.executable, "-c", _PROGRAM, str(folder / "store"), str(synchronous), str(DEEDS)]
    subprocess.run([*watch, *program], check=True, stderr=subprocess.DEVNULL)
    calls = trace.read_text(errors="replace").split('"begin"')[1].split('"end"')[0]
    return calls.count("fsync("), calls.count("fdatasync(")


def test_no_hand_over_is_acknowledged_before_the_disk_has_it(tmp_path: Path) -> None:
    log, journal = flushes(tmp_path, synchronous=2)
    assert log >= DEEDS
    assert journal == DEEDS


def test_a_weaker_setting_is_seen(tmp_path: Path) -> None:
    """Negative control: with ``synchronous=NORMAL`` the log no longer waits for the disk."""
    log, _ = flushes(tmp_path, synchronous=1)
    assert log < DEEDS
