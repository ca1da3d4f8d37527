"""The import page over a real desk whose store is in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.imports import an_import_desk
from tests.fakes.runner import RunsAtOnce
from tests.ui import typing
from ui.importing.view import ImportPage
from ui.importing.view_model import ImportViewModel
from ui.languages import Language, Languages
from ui.theme.current import ThemeChoice, use

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TEXT = """#接龙
11.22 纯牛奶55/箱 土鸡蛋32/盒

1. 静水流深 6-1503 纯牛奶2箱
2. Jenny 土鸡蛋一盒
3. 豆豆爸 土鸭蛋3份
4. 棉花糖 3栋705 猕猴桃2箱
5. 老秦 204室 纯牛奶1箱
6. 阿宁 土鸭蛋1份
"""


class Desk:
    """The page and what is behind it."""

    def __init__(self) -> None:
        self.imports = an_import_desk()
        runner = RunsAtOnce()
        self.model = ImportViewModel(self.imports, runner, side=runner, now=lambda: NOW)
        self.asked = 0
        self.file: Path | None = None
        self.page = ImportPage(self.model, self._ask)

    def press(
        self,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        typing.press(self.page.windowHandle(), key, text, modifiers)
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def paste(self, text: str = TEXT) -> None:
        self.page.start.box.setPlainText(text)
        self.press(Qt.Key.Key_Return, "\r", CTRL)

    def names(self) -> list[str]:
        return [entry.order.name for entry in self.model.lines]

    def _ask(self, parent: QWidget) -> Path | None:
        self.asked += 1
        return self.file


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Desk:
    use(ThemeChoice.LIGHT)
    Languages(qapp).use(Language.ENGLISH)
    made = Desk()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.take_focus()
    made.settle()
    return made
