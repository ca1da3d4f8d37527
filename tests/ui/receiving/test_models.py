"""Item models: sound, and calm while they change."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leader_app.domain.delivery import FindingKind
from tests.fakes.trucks import a_long_delivery, many_products
from tests.ui.receiving.yard import CARTON, OLD, Yard, a_yard
from ui.receiving.count_model import CountModel, LineRole, LineWords
from ui.receiving.overview_model import CardRole, OverviewModel
from ui.receiving.overview_words import CardWords
from ui.receiving.rows_model import Row, RowsModel
from ui.receiving.sheet import Show

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def yard(qapp: object) -> Yard:
    return a_yard()


def test_lines_only_change_and_new_ones_come_at_the_end(yard: Yard, qtbot: QtBot) -> None:
    model = CountModel(yard.model.count)
    tester = QAbstractItemModelTester(model, FATAL)
    yard.model.open("d1")
    assert model.rowCount() == 4
    with qtbot.assertNotEmitted(model.modelReset):
        yard.model.take_scan(CARTON)
        yard.model.take_scan(OLD)
        yard.model.count.reject(0, FindingKind.WRONG, 2, "", ())
    assert model.rowCount() == 5
    said = model.data(model.index(0), LineRole.WORDS)
    assert isinstance(said, LineWords)
    assert (said.here, said.of, said.pill[0]) == ("22", "48", "24 short")
    assert model.data(model.index(4)) == (
        "红烧牛腩 · 10 份 · Not announced · lot N01 · past its use-by 1 November"
    )
    yard.model.count.filter(Show.DIFFERENT)
    assert model.rowCount() == 2
    assert model.place(4) == 1
    tester.deleteLater()
    model.deleteLater()


def test_five_hundred_lines_change_one_at_a_time(yard: Yard, qtbot: QtBot) -> None:
    yard.desk.products += many_products(500)
    yard.desk.deliveries["d9"] = a_long_delivery()
    model = CountModel(yard.model.count)
    tester = QAbstractItemModelTester(model, FATAL)
    yard.model.open("d9")
    assert model.rowCount() == 500
    with qtbot.waitSignal(model.dataChanged) as heard:
        yard.model.take_scan(f"69{321:011d}")
    assert heard.args is not None
    assert (heard.args[0].row(), heard.args[1].row()) == (321, 321)
    assert yard.model.count.chosen == 321
    tester.deleteLater()
    model.deleteLater()


def test_the_deliveries_and_their_words(yard: Yard, qtbot: QtBot) -> None:
    model = OverviewModel(yard.model.list)
    tester = QAbstractItemModelTester(model, FATAL)
    yard.model.list.show()
    assert [model.data(model.index(n), CardRole.HEADING) for n in range(3)] == [
        "Coming",
        "",
        "Received",
    ]
    said = model.data(model.index(1), CardRole.WORDS)
    assert isinstance(said, CardWords)
    assert said.note == "冷藏-1 cannot take it all"
    assert "Today 15:50" in str(model.data(model.index(0)))
    with qtbot.assertNotEmitted(model.modelReset):
        yard.model.list.read()
    tester.deleteLater()
    model.deleteLater()


def test_short_rows(qapp: object, qtbot: QtBot) -> None:
    model = RowsModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_rows([Row("a", "A", right="1"), Row("b", "B")])
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([Row("a", "A", right="2"), Row("b", "B")])
    assert model.data(model.index(0)) == "A · 2"
    model.set_rows([])
    assert model.rowCount() == 0
    tester.deleteLater()
    model.deleteLater()
