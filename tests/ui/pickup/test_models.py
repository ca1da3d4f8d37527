"""The item models of the counter, under Qt's own model tester."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leader_app.domain.neighbourhood import Zone
from tests.fakes.shown import NOW, a_line, a_note, a_verdict
from ui.pickup import card as cards
from ui.pickup.card import Card
from ui.pickup.history_model import HistoryModel, HistoryRole
from ui.pickup.lines import LineRole, LinesModel, note

_STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_lines_follow_the_card_cold_goods_last(qtbot: QtBot) -> None:
    model = LinesModel()
    tester = QAbstractItemModelTester(model, _STRICT)
    frozen = a_line(1, "馄饨", slot="C-1", zone=Zone.FREEZER)
    card = cards.showing(a_verdict(frozen, a_line(2), a_line(3, "面粉", 2)))
    model.set_card(card)
    names = [model.data(model.index(row), LineRole.PICK) for row in range(3)]
    assert [pick.line.product_name for pick in names] == [  # type: ignore[attr-defined]
        "东北五常大米",
        "面粉",
        "馄饨",
    ]
    assert [model.data(model.index(row), LineRole.LEADS) for row in range(3)] == [True, False, True]
    with qtbot.waitSignal(model.dataChanged):
        model.set_card(cards.toggled(card, 1))
    model.set_card(Card())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_a_line_says_what_is_particular_about_it() -> None:
    pick = cards.showing(a_verdict(a_line(1, quantity=5, arrived=4, taken=1))).picks[0]
    assert note(pick) == "1 of 5 taken · 4 of 5 here"
    assert note(replace(pick, quantity=2)).endswith("2 of 3 now")
    assert note(replace(pick, quantity=0)).endswith("left out")
    assert note(cards.showing(a_verdict()).picks[0]) == ""
    late = replace(a_line(1, quantity=2), ready=0, spoilt=2)
    assert note(cards.showing(a_verdict(late)).picks[0]) == "2 past use-by, stays here"
    assert note(cards.showing(a_verdict(a_line(1, taken=1))).picks[0]) == "taken"


def test_the_day_grows_on_top_without_moving(qtbot: QtBot) -> None:
    model = HistoryModel(lambda: NOW)
    tester = QAbstractItemModelTester(model, _STRICT)
    model.set_notes((a_note("h1"),))
    with qtbot.waitSignal(model.rowsInserted):
        model.set_notes((a_note("h3"), a_note("h2"), a_note("h1")))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_notes((a_note("h3"), a_note("h2", reversed_at=NOW), a_note("h1")))
    assert model.data(model.index(0), HistoryRole.MAY_UNDO) is True
    assert model.data(model.index(1), HistoryRole.MAY_UNDO) is False
    assert "taken back" in str(model.data(model.index(1)))
    model.set_notes((a_note("h9"),))
    assert model.rowCount() == 1
    tester.deleteLater()
