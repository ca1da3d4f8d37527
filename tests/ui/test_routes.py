"""Codes find the counter whatever page is shown, through the whole frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.scan import Scan, ScanSource
from leader_app.scanning.wedge import WedgeTiming
from leader_app.services.incidents.listing import IncidentPage
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shown import NOW, a_double_hand_over, a_summary, a_verdict
from tests.fakes.window import FakeCounter
from tests.ui import typing
from ui.memory import Look
from ui.orders.view import OrdersPage
from ui.pickup.card import Face
from ui.settings.view_model import NO_CAMERA
from ui.surroundings import Surroundings
from ui.workbench import Workbench

CODE = "LDPCODECODE"


class Shop:
    """The whole frame over a fake counter."""

    def __init__(self) -> None:
        self.counter = FakeCounter()
        self.desk = self.counter.desk
        self.desk.put(CODE, a_verdict())
        self.desk.rows = [a_summary("A1000001")]
        runner = RunsAtOnce()
        around = Surroundings(runner, runner, runner, Look(), "", NO_CAMERA, self.desk.now)
        bundle = replace(self.counter.bundle(), keys=WedgeTiming())
        self.bench = Workbench(bundle, around)
        self.bench.sounds.on = False
        self.frame = self.bench.frame()

    @property
    def window(self) -> QWindow:
        return self.frame.windowHandle()

    def face(self) -> Face:
        return self.bench.pickup.card.face

    def done(self, verb: str) -> int:
        return sum(call[0] == verb for call in self.desk.calls)


@pytest.fixture
def shop(qtbot: QtBot, qapp: QApplication) -> Iterator[Shop]:
    made = Shop()
    qtbot.addWidget(made.frame)
    made.frame.resize(1024, 600)
    made.frame.show()
    made.frame.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.frame.windowHandle())
    made.bench.begin()
    yield made
    made.bench.close()


@pytest.fixture
def search(shop: Shop) -> QLineEdit:
    page = shop.frame.go_to("orders")
    assert isinstance(page, OrdersPage)
    assert page.title.search is not None
    assert page.title.search.hasFocus()
    return page.title.search


def test_a_scanner_is_heard_from_the_search_of_another_page(
    shop: Shop, search: QLineEdit, qtbot: QtBot
) -> None:
    typing.scan(shop.window, f"{CODE}\n")
    qtbot.waitUntil(lambda: shop.frame.current() == "pickup")
    assert shop.face() is Face.VERDICT
    assert shop.done("hand_over") == 0
    assert search.text() == ""


def test_a_person_who_types_there_is_left_alone(
    shop: Shop, search: QLineEdit, qtbot: QtBot
) -> None:
    typing.write(shop.window, "1234")
    qtbot.waitUntil(lambda: search.text() == "1234")
    assert shop.frame.current() == "orders"
    assert shop.face() is Face.WAITING
    qtbot.waitUntil(lambda: shop.bench.orders.query.text == "1234")


def test_two_customers_in_a_row_with_scanner_and_enter_alone(shop: Shop, qtbot: QtBot) -> None:
    shop.frame.go_to("pickup")
    other = replace(a_verdict(claim_id="2" * 20), order_ids=("A1000002",))
    shop.desk.put("LDPOTHERCODE", other)
    for code in (CODE, "LDPOTHERCODE"):
        typing.scan(shop.window, f"{code}\n")
        qtbot.waitUntil(lambda: shop.face() is Face.VERDICT)
        typing.press(shop.window, Qt.Key.Key_Return, "\r")
        qtbot.waitUntil(lambda: shop.face() is Face.DONE)
    assert shop.done("hand_over") == 2


def test_a_code_before_the_camera_is_heard_too(shop: Shop, search: QLineEdit, qtbot: QtBot) -> None:
    shop.bench.bridge.ears.scanned(Scan(CODE, "QRCode", ScanSource.CAMERA, NOW))
    qtbot.waitUntil(lambda: shop.frame.current() == "pickup")
    assert shop.face() is Face.VERDICT


def test_an_order_is_opened_at_the_counter(shop: Shop, search: QLineEdit, qtbot: QtBot) -> None:
    typing.press(shop.window, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shop.bench.orders.chosen == "A1000001")
    typing.press(shop.window, Qt.Key.Key_Return, "\r")
    qtbot.waitUntil(lambda: shop.frame.current() == "pickup")
    assert shop.face() is Face.VERDICT
    assert shop.done("hand_over") == 0


def test_the_rail_counts_incidents_that_come_with_a_sync(shop: Shop, qtbot: QtBot) -> None:
    shop.desk.incident_page = IncidentPage((a_double_hand_over(),), (), 1)
    shop.counter.announcements.publish(touched(Entity.INCIDENT, "i1"))
    buttons = shop.frame._rail._buttons
    qtbot.waitUntil(lambda: buttons["incidents"].badge == 1)


def test_a_change_behind_the_card_reaches_it(shop: Shop, qtbot: QtBot) -> None:
    shop.frame.go_to("pickup")
    typing.scan(shop.window, f"{CODE}\n")
    qtbot.waitUntil(lambda: shop.face() is Face.VERDICT)
    line = a_verdict().lines[0]
    gone = a_verdict(replace(line, taken=1, ready=0))
    shop.desk.put(CODE, gone)
    shop.counter.announcements.publish(touched(Entity.CLAIM, gone.claim_id))
    qtbot.waitUntil(lambda: shop.bench.pickup.card.change is not None)
    assert not shop.bench.pickup.card.can_hand_over


class _Windows(QObject):
    """Notes every widget that shows up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_while_it_is_made(shop: Shop, qapp: QApplication) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    for key in shop.frame.place_keys():
        shop.frame.go_to(key)
        qapp.processEvents()
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    assert QGuiApplication.focusWindow() is shop.window
