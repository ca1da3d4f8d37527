"""A window with the stock page in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.neighbourhood import Zone
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shop import a_shop
from tests.fakes.slots import FakeSlots
from tests.fakes.stocktakes import FakeStocktakes
from tests.ui import typing
from ui.languages import Language, Languages
from ui.stock.deeds import Form
from ui.stock.view import StockPage
from ui.stock.view_model import StockViewModel
from ui.theme.current import ThemeChoice, use

K = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.NoModifier


class Counter:
    """The page over a shop, its work done at once."""

    def __init__(self) -> None:
        self.shop = a_shop()
        self.takes, self.slots = FakeStocktakes(self.shop), FakeSlots()
        self.slots.add_many(Zone.FRIDGE, "冷藏", 4, 40_000)
        self.model = StockViewModel(
            self.shop, self.takes, self.slots, RunsAtOnce(), now=self.shop.now
        )
        self.page = StockPage(self.model)
        self.prints: list[tuple[str, object]] = []
        self.page.print_wanted.connect(lambda kind, what: self.prints.append((kind, what)))

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = KEYPAD) -> None:
        typing.press(self.page.windowHandle(), key, text, modifiers)
        self.settle()

    def alt(self, letter: str) -> None:
        self.press(Qt.Key(ord(letter)), "", ALT)

    def type(self, text: str) -> None:
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())), letter)

    def form(self) -> Form | None:
        return self.model.deeds.form

    def seen(self, widget: QWidget) -> bool:
        return widget.isVisible()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Counter:
    use(ThemeChoice.LIGHT)
    Languages(qapp).use(Language.ENGLISH)
    made = Counter()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.show_part("goods")
    made.settle()
    return made
