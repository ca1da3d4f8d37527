"""Tables of columns, tabs, choices and steppers."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.neighbourhood import FoodKind
from leader_app.domain.stock import Lot, MovementKind, PaymentKind, WriteOffReason
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from ui.kit import goods
from ui.kit.cells import CELL, Cell
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.columns import Column, ListModel
from ui.kit.expiry import expiry_look, expiry_words
from ui.kit.grid import Grid
from ui.kit.longlist import LongList, Phase, Source
from ui.kit.stepper import Stepper
from ui.kit.tabs import Tab, Tabs
from ui.languages import Language, Languages
from ui.theme.tokens import Size, Tone

TODAY = date(2026, 11, 22)


def _columns() -> list[Column[str]]:
    return [
        Column("word", lambda: "Word", lambda row: Cell(row, sub="below")),
        Column("size", lambda: "Size", lambda row: Cell(f"{len(row)}"), lambda: ("000",), True),
        Column("more", lambda: "More", lambda _: Cell("…"), lambda: ("a long one " * 3,)),
    ]


def _model() -> ListModel[str]:
    made = ListModel(_columns(), lambda row: row)
    made.set_rows(["one", "three"])
    return made


def test_a_cell_is_on_the_side_of_its_column(qapp: object) -> None:
    model = _model()
    cell = model.data(model.index(1, model.place("size")), CELL)
    assert cell == Cell("5", on_right=True)
    assert model.data(model.index(0, 0)) == "one"
    assert model.find("three") == 1
    assert model.find("four") == -1
    assert model.at(7) is None


def test_the_same_rows_again_only_change(qapp: object, qtbot: QtBot) -> None:
    model = _model()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows(["one", "three"])
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(["one"])


def test_columns_give_way_and_grow(qtbot: QtBot) -> None:
    grid = Grid(_model(), "word", ("more",), grow="size")
    qtbot.addWidget(grid)
    grid.retranslate()
    grid.resize(260, 200)
    grid.show()
    QApplication.processEvents()
    assert grid.isColumnHidden(2)
    narrow = grid.columnWidth(1)
    grid.resize(1200, 200)
    QApplication.processEvents()
    assert not grid.isColumnHidden(2)
    assert grid.columnWidth(1) > narrow


def test_going_to_a_row_is_told_only_when_a_person_goes(qtbot: QtBot) -> None:
    grid = Grid(_model(), "word", row_height=Size.ROW)
    qtbot.addWidget(grid)
    grid.show()
    with qtbot.assertNotEmitted(grid.row_chosen):
        grid.stand(0, 1)
    assert grid.currentIndex().row() == 1
    with qtbot.waitSignal(grid.row_chosen) as heard:
        grid.selectRow(0)
    assert heard.args == [0]


def test_a_list_asks_only_in_sight_and_drops_what_is_outdated(qapp: object) -> None:
    asked: list[str] = []

    def count(query: str) -> int:
        asked.append(query)
        return len(query)

    runner = RunsWhenTold()
    rows = LongList(
        Source(count, lambda query, at, most: list(query)[at : at + most]), runner, "ab"
    )
    rows.ask("abc")
    assert runner.waiting == []
    rows.show()
    rows.ask("abcd")
    runner.go_all()
    assert asked == ["abcd"]
    assert (rows.count, rows.row(3)) == (4, "d")
    assert rows.find(lambda row: row == "c") == 2
    rows.hide()
    rows.refresh()
    assert runner.waiting == []


def test_a_list_in_trouble_tries_again(qapp: object) -> None:
    troubles = [Unavailable(say("Busy."), say("Wait."))]

    def count(_query: str) -> int:
        if troubles:
            raise troubles.pop()
        return 0

    rows = LongList(Source(count, lambda *_: []), RunsAtOnce(), "")
    phases = [rows.phase]
    rows.show()
    phases.append(rows.phase)
    rows.retry()
    phases.append(rows.phase)
    assert phases == [Phase.LOADING, Phase.ERROR, Phase.NOTHING]


def test_tabs_are_gone_to_by_mouse_and_key(qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.set_tabs([Tab("a", "First", "Alt+F"), Tab("b", "Second", "Alt+S")])
    tabs.show()
    tabs.activateWindow()
    assert tabs.current() == "a"
    with qtbot.waitSignal(tabs.chosen) as heard:
        QTest.mouseClick(tabs._buttons["b"], Qt.MouseButton.LeftButton)
    assert heard.args == ["b"]
    assert not tabs.grab().isNull()


def test_choices_keep_what_was_chosen(qtbot: QtBot) -> None:
    grid = ChoiceGrid(2, keyed=True)
    qtbot.addWidget(grid)
    grid.set_choices([Choice("a", "A"), Choice("b", "B")])
    assert grid.current() == ""
    grid.choose("b")
    grid.set_choices([Choice("b", "B"), Choice("c", "C"), Choice("d", "D")])
    assert grid.current() == "b"
    grid.choose("nothing")
    assert grid.current() == ""
    assert not grid.grab().isNull()


def test_a_stepper_stays_within_its_bounds(qtbot: QtBot) -> None:
    stepper = Stepper(1)
    qtbot.addWidget(stepper)
    stepper.set_bounds(1, 3)
    stepper.set_value(2)
    seen: list[int] = []
    stepper.changed.connect(seen.append)
    stepper.show()
    for _ in range(3):
        QTest.keyClick(stepper.field, Qt.Key.Key_Up)
    for _ in range(4):
        QTest.mouseClick(stepper.less, Qt.MouseButton.LeftButton)
    assert seen == [3, 2, 1]
    stepper.field.clear()
    assert stepper.value() == 0
    QTest.keyClicks(stepper.field, "x2")
    assert seen[-1] == 2


@pytest.mark.parametrize(
    ("day", "said", "tone"),
    [
        (date(2026, 11, 20), "2 days past", Tone.BAD),
        (TODAY, "Use today", Tone.WARN),
        (date(2026, 11, 25), "3 days left", Tone.WARN),
        (date(2026, 11, 26), "4 days left", None),
        (date(2027, 2, 1), "1 February 2027", None),
        (None, "", None),
    ],
)
def test_use_by_days_in_words(qapp: QApplication, day: date, said: str, tone: Tone) -> None:
    languages = Languages(qapp)
    languages.use(Language.ENGLISH)
    look = expiry_look(day, TODAY)
    words = expiry_words(day, TODAY).replace("day(s)", "days")
    languages.leave()
    assert words == said
    assert (look[1] if look else None) is tone


def test_everything_that_happens_to_goods_has_a_word_and_a_look(qapp: object) -> None:
    said = [goods.kind_word(kind) for kind in MovementKind]
    said += [goods.reason_word(reason) for reason in WriteOffReason]
    said += [goods.payment_word(way) for way in PaymentKind]
    said += [goods.food_word(food) for food in FoodKind]
    assert all(said)
    assert all(goods.kind_look(kind)[0] for kind in MovementKind)
    assert goods.lot_word(Lot("L1")) == "L1"
    assert goods.lot_word(Lot())
