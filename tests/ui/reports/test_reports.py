"""The reports page: days, figures, charts, and what is behind a row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import MovementQuery
from leader_app.services.reports.desk import ReportKind
from tests.fakes.reports import FakeReports
from tests.fakes.runner import RunsAtOnce
from tests.ui.accessible import nameless
from ui.reports.period import Period, usual
from ui.reports.values import change
from ui.reports.view import ReportsPage
from ui.reports.view_model import Phase, ReportsViewModel

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def reports() -> FakeReports:
    return FakeReports()


@pytest.fixture
def page(qtbot: QtBot, reports: FakeReports, tmp_path: Path) -> ReportsPage:
    model = ReportsViewModel(reports, RunsAtOnce(), lambda: NOW)
    made = ReportsPage(model, lambda _parent, name: tmp_path / name)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        (ReportKind.DAY, Period(TODAY, TODAY)),
        (ReportKind.WEEK, Period(date(2026, 11, 16), TODAY)),
        (ReportKind.SHRINKAGE, Period(date(2026, 10, 24), TODAY)),
    ],
)
def test_a_report_begins_with_the_days_one_expects(kind: ReportKind, period: Period) -> None:
    assert usual(kind, TODAY) == period
    assert period.moved(1, TODAY) == period
    earlier = period.moved(-1, TODAY)
    assert (period.first - earlier.last).days == 1
    assert earlier.moved(1, TODAY) == period


def test_a_figure_says_how_it_compares() -> None:
    told = [change(112, 100), change(97, 100), change(5, 5)]
    shares = ["+12\u2009%", "\u22123\u2009%", "±0\u2009%"]
    assert told == [f"{share} against before" for share in shares]
    assert [change(3, 0), change(0, 0)] == ["none before", ""]
    assert change(3, None) == ""


def test_the_page_shows_table_figures_and_charts(page: ReportsPage, reports: FakeReports) -> None:
    assert reports.made == [(ReportKind.DAY, TODAY, TODAY)]
    assert page.table is not None
    model = page.table.model()
    assert model.rowCount() == 5
    texts = [model.index(4, at).data() for at in range(4)]
    assert texts == ["Total", "100", "¥\u20091,234.50", ""]
    assert nameless(page) == []


def test_days_go_back_and_forth_but_not_into_the_future(
    page: ReportsPage, reports: FakeReports
) -> None:
    page.tabs.choose("week")
    page.tabs.chosen.emit("week")
    assert not page._on.isEnabled()
    page._back.click()
    assert page._on.isEnabled()
    assert reports.made[-1] == (ReportKind.WEEK, date(2026, 11, 9), date(2026, 11, 15))


def test_enter_on_a_row_shows_its_orders_or_its_movements(page: ReportsPage, qtbot: QtBot) -> None:
    assert page.table is not None
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page._behind_box.isVisibleTo(page)
    behind = page._model.behind
    assert behind is not None
    assert [order for order, _ in behind.orders] == ["A1000001", "A1000002"]
    page.table.selectRow(1)
    with qtbot.waitSignal(page._model.movements_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [MovementQuery(product_id="P1"), "丹东草莓"]
    assert not page._behind_box.isVisibleTo(page)


def test_enter_on_a_product_goes_into_it_and_esc_comes_back(
    page: ReportsPage, reports: FakeReports
) -> None:
    page._model.choose(ReportKind.PRODUCTS)
    assert page.table is not None
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert reports.about[-1] == "P1"
    assert page._days.text().startswith("丹东草莓")
    assert page._all.isVisibleTo(page)
    page._all.click()
    assert reports.about[-1] == ""
    assert not page._all.isVisibleTo(page)


def test_a_bar_can_be_read_without_a_mouse(page: ReportsPage) -> None:
    chart = page._charts._cards[0].chart
    assert chart.accessibleName() == "When do people come?"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "9: 17"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "8: 10"


def test_an_export_goes_where_it_was_asked_to_and_trouble_is_said(
    page: ReportsPage, reports: FakeReports, tmp_path: Path
) -> None:
    page._export.click()
    assert reports.written == [tmp_path / "day-2026-11-22.xlsx"]
    assert "day-2026-11-22.xlsx" in page.banner.text()
    reports.trouble = Unavailable(say("The disk is full."), say("Free some space."))
    page._export.click()
    assert "The disk is full." in page.banner.text()


def test_what_cannot_be_read_is_said_and_tried_again(
    page: ReportsPage, reports: FakeReports
) -> None:
    reports.trouble = Unavailable(say("The disk is full."), say("Free some space."))
    page._model.read()
    assert page._model.phase.value == Phase.ERROR.value
    page.states.retried.emit()
    assert page._model.phase.value == Phase.REPORT.value


def test_days_without_anything_say_so(page: ReportsPage, reports: FakeReports) -> None:
    reports.is_empty = True
    page._back.click()
    assert page._model.phase is Phase.NOTHING


def test_news_is_read_when_the_page_is_looked_at(page: ReportsPage, reports: FakeReports) -> None:
    page.hide()
    page._model.changes(touched(Entity.STOCK, "P1"))
    assert len(reports.made) == 1
    page.show()
    assert len(reports.made) == 2
    page._model.changes(touched(Entity.SETTING, "x"))
    assert len(reports.made) == 2
