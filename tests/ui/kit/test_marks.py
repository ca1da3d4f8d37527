"""Chips of which any number may hold, in rows that break where the width ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import typing
from ui.kit.chips import Choice
from ui.kit.marks import Marks

CHOICES = [Choice(str(no), f"choice {no}", no) for no in range(12)]


def test_any_number_of_them_holds_and_each_tells(qtbot: QtBot, qapp: QApplication) -> None:
    marks = Marks()
    qtbot.addWidget(marks)
    told: list[tuple[str, bool]] = []
    marks.marked.connect(lambda key, on: told.append((key, on)))
    marks.set_choices(CHOICES)
    marks.set_marked({"3", "unknown"})
    assert told == []
    marks.press("5")
    marks.press("3")
    assert told == [("5", True), ("3", False)]
    assert marks.marked_keys() == ["5"]
    marks.set_choices(CHOICES[4:])
    assert marks.marked_keys() == ["5"]
    assert marks.keys() == [one.key for one in CHOICES[4:]]


def test_rows_break_at_the_width_and_join_again(qtbot: QtBot, qapp: QApplication) -> None:
    marks = Marks()
    qtbot.addWidget(marks)
    marks.set_choices(CHOICES)
    marks.resize(300, 400)
    marks.show()
    qtbot.waitExposed(marks)
    narrow = marks.sizeHint().height()
    marks.resize(3_000, 400)
    qapp.processEvents()
    wide = marks.sizeHint().height()
    assert wide < narrow
    marks.take_focus()
    marks.activateWindow()
    qtbot.waitUntil(lambda: marks.focusWidget() is not None)
    typing.press(marks.windowHandle(), Qt.Key.Key_Space, " ")
    qapp.processEvents()
    assert marks.marked_keys() == ["0"]
    marks.set_choices([])
    assert marks.keys() == []
