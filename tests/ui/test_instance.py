"""A second start brings the first window to the front."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.instance import SingleInstance

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.is_first(), flush=True)
sys.stdin.read()
"""


def test_the_second_is_not_first_and_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.is_first()
    assert not second.is_first()
    with qtbot.waitSignal(first.called, timeout=3000):
        assert second.call_first()
    first.close()
    assert second.is_first()
    second.close()


def test_another_store_has_its_own_window(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one, other = SingleInstance(tmp_path), SingleInstance(tmp_path / "b")
    assert one.is_first()
    assert other.is_first()
    one.close()
    other.close()


def test_nobody_answers_where_nobody_is(qtbot: QtBot, tmp_path: Path) -> None:
    lonely = SingleInstance(tmp_path)
    assert not lonely.call_first()


def test_a_killed_window_holds_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "True"
        next_one = SingleInstance(tmp_path)
        assert not next_one.is_first()
        process.kill()
        process.wait(10)
        assert next_one.is_first()
        next_one.close()
