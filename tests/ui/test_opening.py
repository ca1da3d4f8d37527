"""From the first moment of the window to its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from leader_app.ports import Connection, SyncState
from leader_app.services.counter import Counter, PassphraseNeededError, WindowChoices
from tests.fakes.window import FakeCounter
from tests.ui.accessible import focused, nameless
from ui.enrol.unlock_view import UnlockPage
from ui.enrol.view import EnrolPage
from ui.enrol.view_model import EnrolViewModel
from ui.kit.button import Button
from ui.kit.states import StateCard
from ui.languages import Language, Languages
from ui.opening import Opening
from ui.shell.frame import Frame
from ui.theme import current
from ui.theme.current import ThemeChoice

NOW = datetime(2026, 11, 22, 6, 20, tzinfo=UTC)
WORDS = "correct horse"
Start = Callable[..., Opening]
W = TypeVar("W", bound=QWidget)


class _Store:
    def __init__(self) -> None:
        self.counter = FakeCounter()
        self.needs: list[LeaderError] = []

    def __call__(self, passphrase: str | None) -> Counter:
        if self.needs and passphrase != WORDS:
            raise self.needs.pop(0)
        return self.counter.bundle()


@pytest.fixture
def store() -> _Store:
    return _Store()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, store: _Store) -> Iterator[Start]:
    opened: list[Opening] = []
    languages = Languages(qapp)

    def go(*, lang: str = "", page: str = "pickup", camera: str = "none") -> Opening:
        choices = WindowChoices(tmp_path, lang, "light", camera, page)
        opening = Opening(store, choices, languages)
        opened.append(opening)
        qtbot.addWidget(opening.window)
        opening.begin()
        return opening

    yield go
    for opening in opened:
        opening.window.close()
        opening.close()
    languages.leave()
    current.use(ThemeChoice.LIGHT)
    current.reduce_motion(wanted=False)


def test_an_enrolled_counter_opens_on_the_page_asked_for(
    qtbot: QtBot, start: Start, store: _Store
) -> None:
    opening = start(page="settings", lang="en")
    frame = _wait_for(qtbot, opening, Frame)
    assert frame.current() == "settings"
    assert opening.window.windowTitle() == "Leader Desk"
    opening.close()
    assert store.counter.closed == 1
    assert not store.counter.announcements.listeners


def test_every_page_opens_and_has_names(qtbot: QtBot, start: Start) -> None:
    frame = _wait_for(qtbot, start(lang="en"), Frame)
    for key in frame.place_keys():
        page = frame.go_to(key)
        QApplication.processEvents()
        assert not nameless(page), key


def test_the_language_is_switched_on_every_page_at_once(qtbot: QtBot, start: Start) -> None:
    opening = start(lang="en", page="settings")
    frame = _wait_for(qtbot, opening, Frame)
    pages = [frame.go_to(key) for key in frame.place_keys()]
    english = [page.title.name() for page in pages]
    opening._languages.use(Language.CHINESE)
    qtbot.waitUntil(lambda: opening.window.windowTitle() == "团长台")
    chinese = [page.title.name() for page in pages]
    assert all(a != b for a, b in zip(english, chinese, strict=True))


def test_a_locked_store_asks_for_its_passphrase(qtbot: QtBot, start: Start, store: _Store) -> None:
    title, hint = say("This computer has no keyring that can be used."), say("Ask.")
    store.needs = [PassphraseNeededError(title, hint, first=False)]
    opening = start(lang="en")
    page = _wait_for(qtbot, opening, UnlockPage)
    page.take_focus()
    QTest.keyClicks(focused(), WORDS)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    _wait_for(qtbot, opening, Frame)


def test_a_store_that_cannot_be_opened_says_why_and_can_be_tried_again(
    qtbot: QtBot, start: Start, store: _Store
) -> None:
    store.needs = [Unavailable(say("The disk is full: nothing was saved."), say("Free some."))]
    opening = start(lang="en")
    card = _wait_for(qtbot, opening, StateCard)
    assert "The disk is full" in card.accessibleName()
    again = next(b for b in card.findChildren(Button) if b.text() == "Try again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, opening, Frame)


def test_a_new_counter_is_enrolled_fetches_and_opens(
    qtbot: QtBot, start: Start, store: _Store
) -> None:
    report = store.counter.desk._report()
    store.counter.desk.report = replace(report, enrolled=False, data_at=None)
    opening = start(lang="en")
    page = _wait_for(qtbot, opening, EnrolPage)
    (model,) = page.findChildren(EnrolViewModel)
    model.present("centre.example", "token-1", "")
    qtbot.waitUntil(lambda: model.report is not None)
    store.counter.sync.become(SyncState(Connection.ONLINE, NOW))
    _wait_for(qtbot, opening, Frame)


def test_the_other_language_is_one_click_away_before_there_is_a_counter(
    qtbot: QtBot, start: Start, store: _Store
) -> None:
    report = store.counter.desk._report()
    store.counter.desk.report = replace(report, enrolled=False, data_at=None)
    opening = start(lang="en")
    page = _wait_for(qtbot, opening, EnrolPage)
    before = page.heading.text()
    turn = next(b for b in opening.window.findChildren(Button) if b.text() == "中文")
    QTest.mouseClick(turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.heading.text() != before)
    qtbot.waitUntil(lambda: turn.text() == "English")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_first_use_fits_the_smallest_window_even_with_an_error(
    qtbot: QtBot, start: Start, store: _Store, language: str
) -> None:
    report = store.counter.desk._report()
    store.counter.desk.report = replace(report, enrolled=False, data_at=None)
    opening = start(lang=language)
    page = _wait_for(qtbot, opening, EnrolPage)
    (model,) = page.findChildren(EnrolViewModel)
    hint = say("Check the network of this computer. Work goes on; everything is sent later.")
    store.counter.desk.trouble = Unavailable(say("The centre cannot be reached."), hint)
    model.present("centre.example", "token-1", "")
    qtbot.waitUntil(lambda: page.banner.text() != "")
    needed = opening.window.minimumSizeHint()
    assert (needed.width() <= 1024, needed.height() <= 600) == (True, True)


def test_the_camera_of_the_command_line_wins(qtbot: QtBot, start: Start, store: _Store) -> None:
    store.counter.desk.settings["camera"] = "1"
    _wait_for(qtbot, start(camera="http://127.0.0.1:9/video"), Frame)
    qtbot.waitUntil(lambda: store.counter.camera.sources == ["http://127.0.0.1:9/video"])


def test_a_camera_chosen_in_the_window_wins_over_the_command_line(
    qtbot: QtBot, start: Start, store: _Store
) -> None:
    opening = start(camera="a.avi")
    _wait_for(qtbot, opening, Frame)
    qtbot.waitUntil(lambda: store.counter.camera.sources == ["a.avi"])
    assert opening._bench is not None
    opening._bench.settings.choose_camera("1")
    qtbot.waitUntil(lambda: store.counter.camera.sources == ["a.avi", "1"])


def test_the_camera_of_the_settings_is_used(qtbot: QtBot, start: Start, store: _Store) -> None:
    store.counter.desk.settings["camera"] = "1"
    _wait_for(qtbot, start(camera=""), Frame)
    qtbot.waitUntil(lambda: store.counter.camera.sources == ["1"])


def _wait_for(qtbot: QtBot, opening: Opening, kind: type[W]) -> W:
    def found() -> bool:
        return bool(opening.window.findChildren(kind))

    qtbot.waitUntil(found)
    return opening.window.findChildren(kind)[0]
