"""The orders page in a window, by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.scanning.wedge import WedgeTiming
from tests.fakes.shown import a_summary, a_verdict
from tests.ui import typing
from tests.ui.orders.test_view_model import Office
from ui.keyboard import WedgeFilter
from ui.kit.cells import CELL
from ui.languages import Language, Languages
from ui.orders.model import Column, OrdersModel
from ui.orders.view import OrdersPage
from ui.theme.current import ThemeChoice, use
from ui.theme.tokens import Size

K = Qt.Key


class Room(Office):
    """The page over many orders."""

    def __init__(self) -> None:
        super().__init__()
        self.desk.put("x", replace(a_verdict(), order_ids=("A0", "A1", "A2")))
        self.asked: list[str] = []
        self.page = OrdersPage(self.model, self._ask)

    def settle(self) -> None:
        """Let everything happen that was asked for."""
        for _ in range(4):
            QApplication.processEvents()
            self.runner.go_all()

    def press(self, key: Qt.Key, text: str = "") -> None:
        typing.press(self.page.windowHandle(), key, text)
        self.settle()

    def _ask(self, parent: QWidget, name: str) -> Path:
        self.asked.append(name)
        return Path("elsewhere") / name


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Room:
    use(ThemeChoice.LIGHT)
    languages = Languages(qapp)
    languages.use(Language.ENGLISH)
    made = Room()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.take_focus()
    made.settle()
    return made


def test_the_model_is_sound(room: Room, qtbot: QtBot) -> None:
    model = OrdersModel(room.model)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    assert model.rowCount() == 20_000
    assert model.data(model.index(1, Column.STAGE)) == "Ready"
    assert model.data(model.index(19_999, Column.MEMBER), CELL) is None
    room.settle()
    assert model.data(model.index(19_999, Column.MEMBER), CELL) is not None
    tester.deleteLater()
    model.deleteLater()


def test_from_the_search_into_the_list_to_the_counter_by_keys(room: Room, qtbot: QtBot) -> None:
    room.press(K.Key_Down)
    room.press(K.Key_Down)
    assert room.model.chosen == "A1"
    assert room.page.drawer.isVisible()
    with qtbot.waitSignal(room.model.open_at_counter) as heard:
        room.press(K.Key_Return, "\r")
    assert heard.args == ["A1"]
    room.press(K.Key_Escape)
    assert room.model.chosen == ""
    assert room.page.title.search is not None
    assert room.page.title.search.hasFocus()


def test_the_label_of_an_order_and_the_pick_list_are_wanted_on_paper(
    room: Room, qtbot: QtBot
) -> None:
    wanted: list[tuple[str, object]] = []
    room.page.print_wanted.connect(lambda kind, ids: wanted.append((kind, ids)))
    room.press(K.Key_Down)
    room.press(K.Key_Down)
    assert room.page.drawer.label.isVisible()
    room.page.drawer.label.click()
    room.page.pick.click()
    assert wanted == [("parcel_labels", ("A1",)), ("pick_list", ())]


def test_scrolling_shows_rows_that_were_not_here(room: Room) -> None:
    bar = room.page.table.verticalScrollBar()
    bar.setValue(12_000 * Size.ROW_OFFICE)
    room.settle()
    top = room.page.table.rowAt(0)
    assert top == 12_000
    assert room.page.items.data(room.page.items.index(top, Column.MEMBER), CELL) is not None


def test_the_place_is_kept_when_orders_come_on_top(room: Room) -> None:
    room.page.table.verticalScrollBar().setValue(300 * Size.ROW_OFFICE)
    room.settle()
    room.desk.rows.insert(0, a_summary("N1"))
    room.model.changes(touched(Entity.ORDER, "N1"))
    room.settle()
    assert room.page.table.rowAt(0) == 301


def test_the_choice_is_kept_when_orders_come_on_top(room: Room) -> None:
    room.page.table.selectRow(2)
    room.settle()
    room.desk.rows.insert(0, a_summary("N1"))
    room.model.changes(touched(Entity.ORDER, "N1"))
    room.settle()
    assert room.page.table.currentIndex().row() == 3
    assert room.model.chosen == "A2"


def test_a_filter_shows_what_it_counts(room: Room) -> None:
    room.page.chips.chosen.emit("ready")
    room.settle()
    assert room.page.items.rowCount() == 10_000


def test_no_match_offers_all_orders_again(room: Room) -> None:
    room.model.search("nobody")
    room.settle()
    assert not room.page.table.isVisible()
    room.page.states.empty_acted.emit()
    room.settle()
    assert room.page.table.isVisible()
    assert room.page.items.rowCount() == 20_000


def test_a_store_in_trouble_offers_another_try(room: Room) -> None:
    room.desk.trouble = Unavailable(say("The store cannot be read"), say("Wait."))
    room.model.retry()
    room.settle()
    assert not room.page.table.isVisible()
    room.page.states.retried.emit()
    room.settle()
    assert room.page.table.isVisible()


def test_an_export_says_where_it_went(room: Room) -> None:
    typing.press(room.page.windowHandle(), K.Key_E, "\x05", Qt.KeyboardModifier.ControlModifier)
    room.page._ask_export()
    room.settle()
    assert room.asked[0] == "orders-2026-11-22.xlsx"
    assert "20,000 orders written to" in room.page.banner.text()
    room.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    room.page._ask_export()
    room.settle()
    assert "The disk is full" in room.page.banner.text()


def test_a_scan_goes_to_the_counter_and_not_into_the_search(
    room: Room, qtbot: QtBot, qapp: QApplication
) -> None:
    wedge = WedgeFilter(WedgeTiming())
    wedge.follow(qapp)
    search = room.page.title.search
    assert search is not None
    with qtbot.waitSignal(wedge.scanned) as heard:
        typing.scan(room.page.windowHandle(), "LDPCODE\n")
    assert heard.args == ["LDPCODE"]
    assert search.text() == ""
    typing.write(room.page.windowHandle(), "1234")
    qtbot.waitUntil(lambda: search.text() == "1234")
    wedge.stop()
    wedge.deleteLater()
    qtbot.waitUntil(lambda: room.model.query.text == "1234")


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_both_languages_and_themes(room: Room, qapp: QApplication, theme: ThemeChoice) -> None:
    use(theme)
    english = room.page.items.headerData(0, Qt.Orientation.Horizontal)
    languages = Languages(qapp)
    languages.use(Language.CHINESE)
    room.settle()
    assert room.page.items.headerData(0, Qt.Orientation.Horizontal) != english
    assert not room.page.grab().isNull()
    languages.use(Language.ENGLISH)
    use(ThemeChoice.LIGHT)


def test_the_smallest_window_shows_every_column_without_the_drawer(room: Room) -> None:
    assert not any(room.page.table.isColumnHidden(column) for column in Column)
    room.page.table.selectRow(0)
    room.settle()
    assert room.page.table.isColumnHidden(Column.PLACED)
    assert not room.page.table.isColumnHidden(Column.STAGE)
