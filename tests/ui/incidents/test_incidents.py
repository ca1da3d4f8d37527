"""The incidents page: presenter, model and window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.services.incidents.listing import IncidentPage
from tests.fakes.desk import FakeDesk
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shown import NOW, a_double_hand_over, a_refused_command
from tests.ui import typing
from ui.incidents.model import EntryRole, IncidentsModel
from ui.incidents.view import IncidentsPage
from ui.incidents.view_model import Entry, IncidentsViewModel, Phase
from ui.languages import Language, Languages
from ui.theme.current import ThemeChoice, use

K = Qt.Key
TROUBLE = Unavailable(say("Busy"), say("Wait."))


def _page() -> IncidentPage:
    settled = a_double_hand_over("i9", settled=True)
    older = replace(a_double_hand_over("i1"), at=NOW.replace(hour=1))
    return IncidentPage((settled, older), (a_refused_command("c1"),), 2)


class Office:
    """The view-model with everything around it faked, and what the rail would show."""

    def __init__(self) -> None:
        self.desk = FakeDesk(incident_page=_page())
        self.model = IncidentsViewModel(self.desk.bundle(), RunsAtOnce(), now=self.desk.now)
        self.badges: list[int] = []
        self.model.open_count.connect(self.badges.append)

    def keys(self) -> list[str]:
        return [entry.key for entry in self.model.entries]

    def chosen(self) -> str:
        return self.model.chosen.key if self.model.chosen else ""

    def phase(self) -> Phase:
        return self.model.phase


@pytest.fixture
def office(qapp: object) -> Office:
    return Office()


def test_open_ones_come_first_and_the_rail_counts_them(office: Office) -> None:
    office.model.read()
    assert office.keys() == ["c1", "i1", "i9"]
    assert office.chosen() == "c1"
    assert office.badges == [2]


def test_it_follows_what_sync_brings_even_out_of_sight(office: Office) -> None:
    office.model.changes(touched(Entity.PRODUCT, "p"))
    assert office.badges == []
    office.model.changes(touched(Entity.INCIDENT, "i2"))
    assert office.badges == [2]


def test_a_dismissed_refusal_goes_and_the_next_is_shown(office: Office) -> None:
    office.model.read()
    office.model.dismiss()
    assert ("dismiss", "c1") in office.desk.calls
    assert office.keys() == ["i1", "i9"]
    assert office.chosen() == "i1"
    assert office.badges == [2, 1]


def test_an_incident_cannot_be_dismissed(office: Office) -> None:
    office.model.read()
    office.model.choose(1)
    office.model.dismiss()
    assert not any(call[0] == "dismiss" for call in office.desk.calls)


def test_the_chosen_one_stays_chosen_when_others_come(office: Office) -> None:
    office.model.read()
    office.model.choose(1)
    page = office.desk.incident_page
    office.desk.incident_page = replace(page, incidents=(a_double_hand_over("i0"), *page.incidents))
    office.model.read()
    assert office.chosen() == "i1"


def test_nothing_and_trouble_are_told_apart(office: Office) -> None:
    office.desk.incident_page = IncidentPage((), (), 0)
    office.model.read()
    assert office.phase() is Phase.NOTHING
    office.desk.trouble = TROUBLE
    office.model.read()
    assert office.phase() is Phase.ERROR


def test_the_model_is_sound(office: Office, qtbot: QtBot) -> None:
    model = IncidentsModel(office.model)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    office.model.read()
    assert model.rowCount() == 3
    entry = model.data(model.index(1), EntryRole.ENTRY)
    assert isinstance(entry, Entry)
    assert entry.key == "i1"
    with qtbot.assertNotEmitted(model.modelReset):
        office.model.read()
    tester.deleteLater()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_page_by_keys_in_both_languages(
    office: Office, qtbot: QtBot, qapp: QApplication, theme: ThemeChoice
) -> None:
    use(theme)
    languages = Languages(qapp)
    languages.use(Language.ENGLISH)
    page = IncidentsPage(office.model)
    qtbot.addWidget(page)
    page.resize(968, 568)
    page.show()
    page.activateWindow()
    page.take_focus()
    qtbot.waitUntil(page.list.hasFocus)
    assert page.detail.dismiss.isVisible()
    typing.press(page.windowHandle(), K.Key_Down)
    assert office.chosen() == "i1"
    assert not page.detail.dismiss.isVisible()
    shown = [side for side in page.detail._sides if side.isVisible()]
    assert [side.accessibleName()[:3] for side in shown] == ["1号台", "2号台"]
    languages.use(Language.CHINESE)
    QApplication.processEvents()
    assert not page.grab().isNull()
    languages.use(Language.ENGLISH)
    use(ThemeChoice.LIGHT)


def test_an_empty_page_says_that_all_is_well(office: Office, qtbot: QtBot) -> None:
    office.desk.incident_page = IncidentPage((), (), 0)
    page = IncidentsPage(office.model)
    qtbot.addWidget(page)
    page.show()
    assert not page.list.isVisible()
