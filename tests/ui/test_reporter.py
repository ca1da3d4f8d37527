"""Bugs have one place to go."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from ui.reporter import Reporter


@pytest.fixture
def reporter(qtbot: QtBot, tmp_path: Path) -> Iterator[Reporter]:
    made = Reporter(tmp_path)
    before = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before


@pytest.mark.expects_log("ui.reporter: bug")
def test_a_bug_is_logged_and_told(qtbot: QtBot, reporter: Reporter) -> None:
    error = ZeroDivisionError("x")
    with qtbot.waitSignal(reporter.bug) as heard:
        sys.excepthook(type(error), error, None)
    assert heard.args == ["ZeroDivisionError"]


@pytest.mark.expects_log("ui.reporter: bug")
def test_a_bug_on_another_thread_is_told_too(qtbot: QtBot, reporter: Reporter) -> None:
    def work() -> None:
        raise KeyError("x")

    with qtbot.waitSignal(reporter.bug) as heard:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert heard.args == ["KeyError"]


@pytest.mark.expects_log("default: look at this")
def test_words_of_qt_go_to_the_log(reporter: Reporter) -> None:
    qWarning("look at this")
