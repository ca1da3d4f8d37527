"""The receiving page in a window, its keys as the system sends them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.scanning.wedge import WedgeTiming
from tests.ui import typing
from tests.ui.receiving.yard import Yard, a_yard
from ui.keyboard import WedgeFilter
from ui.languages import Language, Languages
from ui.receiving.sheet import Panel
from ui.receiving.view import ReceivingPage
from ui.receiving.view_model import Screen
from ui.theme.current import ThemeChoice, use

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAID = {K.Key_Return: "\r", K.Key_Space: " ", K.Key_Plus: "+", K.Key_Minus: "-"}


class Dock:
    """The page in the smallest window, its keys as the system sends them."""

    def __init__(self) -> None:
        self.yard: Yard = a_yard()
        self.page: ReceivingPage = self.yard.page()
        self.wedge = WedgeFilter(WedgeTiming())
        self.wedge.scanned.connect(self.page.take_scan)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            text = SAID.get(key, chr(key).lower() if key < K.Key_Escape else "")
            typing.press(self.page.window().windowHandle(), key, text)
            self._settle()

    def control(self, key: Qt.Key) -> None:
        typing.press(self.page.window().windowHandle(), key, "", CTRL)
        self._settle()

    def write(self, text: str) -> None:
        typing.write(self.page.window().windowHandle(), text)
        self._settle()

    def scan(self, text: str) -> None:
        typing.scan(self.page.window().windowHandle(), text + "\n")
        self._settle()

    def counted(self) -> list[int]:
        return [line.counted for line in self.yard.model.count.rows]

    def screen(self) -> Screen:
        return self.yard.model.screen

    def panel(self) -> Panel:
        return self.yard.model.count.panel

    def _settle(self) -> None:
        self.wedge._flush()
        QApplication.processEvents()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    made.use(Language.ENGLISH)
    yield made
    made.use(Language.ENGLISH)


@pytest.fixture
def dock(qtbot: QtBot, qapp: QApplication, languages: Languages) -> Iterator[Dock]:
    use(ThemeChoice.LIGHT)
    made = Dock()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.take_focus()
    made.wedge.follow(qapp)
    yield made
    made.wedge.stop()
