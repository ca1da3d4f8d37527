"""How writing a notice looks: long lists, names for all that is seen, room on a small screen."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import NoticeKind
from tests.fakes.notices import street
from tests.ui.accessible import nameless
from tests.ui.notices.rest import settle
from tests.ui.notices.writing import Writer, open_writer
from ui.languages import Language, Languages
from ui.notices.compose_view import HOW, LEFT_OUT, PREVIEW, TEXT, TOLD, WHOM
from ui.theme.current import ThemeChoice, use


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication) -> Iterator[Writer]:
    made = open_writer(qtbot, qapp)
    yield made
    made.rest()


def begun(writer: Writer, kind: NoticeKind = NoticeKind.ARRIVED) -> None:
    writer.model.compose.begin(kind)
    settle()


def test_two_thousand_households_are_listed_without_a_stutter(writer: Writer) -> None:
    writer.compose.households = street(2_000)
    begun(writer)
    writer.write.show_side(TOLD)
    settle()
    table = writer.write.told.table
    bar, slowest = table.verticalScrollBar(), 0.0
    for step in range(40):
        start = time.perf_counter()
        bar.setValue(bar.maximum() * step // 40)
        settle()
        slowest = max(slowest, time.perf_counter() - start)
    assert bar.maximum() > 50_000
    assert slowest < 0.25
    start = time.perf_counter()
    writer.write.told.refresh()
    assert time.perf_counter() - start < 0.25


def test_the_models_are_sound(writer: Writer) -> None:
    begun(writer)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (writer.write.told.items, writer.write.left_out.items):
        tester = QAbstractItemModelTester(model, mode)
        assert model.columnCount() > 1
        tester.deleteLater()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_everything_has_a_name_and_fits(
    writer: Writer, qapp: QApplication, language: Language, theme: ThemeChoice
) -> None:
    begun(writer, NoticeKind.LIVESTREAM)
    languages = Languages(qapp)
    languages.use(language)
    use(theme)
    for part in (TEXT, WHOM, HOW):
        writer.write.show_part(part)
        for side in (PREVIEW, TOLD, LEFT_OUT):
            writer.write.show_side(side)
            settle()
            assert not nameless(writer.page)
    assert writer.page.minimumSizeHint().width() <= 968
    assert writer.page.minimumSizeHint().height() <= 568
    languages.leave()
