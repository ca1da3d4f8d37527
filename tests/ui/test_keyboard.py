"""A keyboard scanner is heard whatever has the focus; a person's typing is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leader_app.scanning.wedge import WedgeTiming
from tests.ui.typing import press, scan, write
from ui.keyboard import WedgeFilter

CODE = "LDPAEAAAAAH"


class Rig(QWidget):
    """A window with a search field and a button, and the filter on it."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Hand over")
        self.pressed = 0
        self.scans: list[str] = []
        self.button.clicked.connect(self._count)
        self.button.setAutoDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.filter = WedgeFilter(WedgeTiming(), self)
        self.filter.scanned.connect(self.scans.append)

    def _count(self) -> None:
        self.pressed += 1


@pytest.fixture
def rig(qtbot: QtBot, qapp: QApplication) -> Iterator[Rig]:
    made = Rig()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    made.filter.follow(qapp)
    yield made
    made.filter.stop()


def test_a_scan_is_heard_and_never_typed_into_the_field_in_focus(rig: Rig, qtbot: QtBot) -> None:
    rig.field.setFocus()
    with qtbot.waitSignal(rig.filter.scanned, timeout=2000):
        scan(rig.windowHandle(), f"{CODE}\n")
    assert rig.scans == [CODE]
    assert rig.field.text() == ""


def test_the_enter_of_a_scanner_presses_no_button(rig: Rig, qtbot: QtBot) -> None:
    rig.button.setFocus()
    with qtbot.waitSignal(rig.filter.scanned, timeout=2000):
        scan(rig.windowHandle(), f"{CODE}\n")
    assert rig.pressed == 0


def test_a_scanner_without_an_enter_is_heard_after_a_pause(rig: Rig, qtbot: QtBot) -> None:
    rig.field.setFocus()
    with qtbot.waitSignal(rig.filter.scanned, timeout=2000):
        scan(rig.windowHandle(), CODE)
    assert rig.field.text() == ""


def test_slow_typing_is_no_scan(rig: Rig, qtbot: QtBot) -> None:
    rig.field.setFocus()
    write(rig.windowHandle(), "abcdefgh\n")
    qtbot.waitUntil(lambda: rig.field.text() == "abcdefgh")
    assert rig.scans == []


def test_a_single_key_arrives_by_itself(rig: Rig, qtbot: QtBot) -> None:
    rig.field.setFocus()
    write(rig.windowHandle(), "a")
    qtbot.waitUntil(lambda: rig.field.text() == "a")


def test_a_person_presses_the_button_with_space(rig: Rig, qtbot: QtBot) -> None:
    rig.button.setFocus()
    press(rig.windowHandle(), Qt.Key.Key_Space, " ")
    qtbot.waitUntil(lambda: rig.pressed == 1)


def test_commands_pass_at_once_after_what_was_typed_before(rig: Rig) -> None:
    rig.field.setFocus()
    press(rig.windowHandle(), Qt.Key.Key_A, "a")
    press(rig.windowHandle(), Qt.Key.Key_A, "\x01", Qt.KeyboardModifier.ControlModifier)
    assert rig.field.selectedText() == "a"


def test_nothing_is_kept_when_watching_ends(rig: Rig) -> None:
    rig.field.setFocus()
    press(rig.windowHandle(), Qt.Key.Key_A, "a")
    rig.filter.stop()
    assert rig.field.text() == "a"


def test_an_enter_right_after_fast_typing_is_known(rig: Rig) -> None:
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    enter.setTimestamp(12345)
    assert not rig.filter.is_trailing(enter)
    rig.filter._trailing_ms = 12345
    assert rig.filter.is_trailing(enter)
