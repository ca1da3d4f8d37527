"""The page over the real services and a real store: a day at the dock, cut in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.delivery import FindingKind
from leader_app.domain.order import LineKey
from leader_app.domain.stock import StockKey
from leader_app.errors import LeaderError
from tests.fakes.goods_floor import (
    LATER,
    MILK_CODE,
    RICE_CODE,
    Shop,
    a_truck,
    an_order,
    furnish,
    open_shop,
)
from tests.fakes.runner import RunsAtOnce
from tests.fakes.secrets import MemorySecrets
from ui.receiving.sheet import Panel
from ui.receiving.view import ReceivingPage
from ui.receiving.view_model import ReceivingViewModel, Screen


class Dock:
    """A page over a shop."""

    def __init__(self, shop: Shop) -> None:
        self.told: list[LeaderError] = []
        self.model = ReceivingViewModel(
            shop.receiving,
            shop.stock,
            shop.slots,
            RunsAtOnce(),
            side=RunsAtOnce(),
            now=shop.clock.now,
        )
        self.model.trouble.connect(self.told.append)
        self.page = ReceivingPage(self.model)

    def screen(self) -> Screen:
        return self.model.screen

    def counted(self) -> list[int]:
        return [line.counted for line in self.model.count.rows]


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


def _furnished(shop: Shop) -> None:
    furnish(shop)
    shop.tell(a_truck(("milk", 24, LATER), ("rice", 2)))
    shop.tell(*an_order(1, ("milk", 14)), *an_order(2, ("milk", 10), ("rice", 1)))


def test_a_count_outlives_the_program_and_is_booked_once(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, secrets: MemorySecrets
) -> None:
    with open_shop(tmp_path, secrets) as shop:
        _furnished(shop)
        first = Dock(shop)
        qtbot.addWidget(first.page)
        first.model.list.show()
        for _ in range(3):
            assert first.page.take_scan(MILK_CODE)
        first.model.count.submit("20")
        assert first.counted() == [20, 0]
    with open_shop(tmp_path, secrets) as shop:
        dock = Dock(shop)
        qtbot.addWidget(dock.page)
        dock.model.list.show()
        card = dock.model.list.entries[0].card
        assert card is not None
        assert (card.in_progress, card.counted) == (True, 20)
        dock.model.open("d1")
        assert dock.counted() == [20, 0]
        _book(dock)
        assert shop.levels()[StockKey("milk", LATER, "F-1")] == 18
        dock.model.open("d1")
        assert "received already" in str(dock.model.count.error and dock.model.count.error.title)


def _book(dock: Dock) -> None:
    """Go from a count of twenty to the end, and look at what became of it."""
    dock.model.count.reject(0, FindingKind.DAMAGED, 2, "压扁了", ())
    dock.page.take_scan(RICE_CODE)
    dock.model.count.take_rest()
    dock.model.go_on()
    assert dock.screen() is Screen.CHECK
    assert dock.model.check.products()[0].supply == 18
    dock.page.check.driver.name.setText("李师傅")
    dock.page.check.finish(final=True)
    assert dock.told == []
    assert dock.screen() is Screen.DONE
    dock.model.to_list()
    dock.model.list.show()
    kinds = {note.claim.finding.kind for note in dock.model.list.entries[0].claims}
    assert kinds == {FindingKind.DAMAGED, FindingKind.SHORT}


def test_grants_follow_the_real_rule(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, secrets: MemorySecrets
) -> None:
    with open_shop(tmp_path, secrets) as shop:
        _furnished(shop)
        dock = Dock(shop)
        qtbot.addWidget(dock.page)
        dock.model.open("d1")
        dock.model.count.set_counted(0, 12)
        dock.model.go_on()
        check = dock.model.check
        first, second = LineKey("A1", 1), LineKey("A2", 1)
        check.set_grant(first, 3)
        given = {x.share.demand.key: x.share.granted for x in check.shares.lines}
        assert (given[first], given[second]) == (3, 9)
        check.set_grant(second, 10)
        assert dock.told == []
        check.by_the_rule()
        given = {x.share.demand.key: x.share.granted for x in check.shares.lines}
        assert (given[first], given[second]) == (6, 6)


def test_what_the_rules_refuse_is_said_in_words(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, secrets: MemorySecrets
) -> None:
    with open_shop(tmp_path, secrets) as shop:
        _furnished(shop)
        dock = Dock(shop)
        qtbot.addWidget(dock.page)
        dock.model.open("d1")
        dock.model.count.set_temperatures(990, None)
        dock.model.count.describe(0, LATER, "Z-99")
        dock.page.take_scan("7612345678900")
        assert len(dock.told) == 2
        assert dock.model.count.panel is Panel.CHOOSE
        rice = next(x for x in dock.model.count.products if x.product_id == "rice")
        dock.model.count.add(rice, 1, remember=True)
        dock.page.take_scan("7612345678900")
        assert dock.counted() == [0, 2]
        dock.model.slots.show()
        assert [view.slot.slot_id for view in dock.model.slots.rows] == ["A-1", "A-2", "F-1", "F-2"]
