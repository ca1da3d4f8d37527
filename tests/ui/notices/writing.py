"""A window with the notices page in it, over a desk in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import Notice
from leader_app.services.notices.desk import NoticeDesk
from tests.fakes.notice_log import NOW, FakeNoticeLog
from tests.fakes.notices import FakeComposing, a_notice_desk
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui import typing
from tests.ui.notices.rest import a_log, settle
from ui.languages import Language, Languages
from ui.notices.compose import ComposeViewModel
from ui.notices.view import WRITE, NoticesPage
from ui.notices.view_model import NoticesViewModel
from ui.theme.current import ThemeChoice, use

_PLAIN = Qt.KeyboardModifier.NoModifier


def now() -> datetime:
    """Return the moment of these tests."""
    return NOW


class Telling(FakeComposing):
    """Puts what it sends into the log, as the real desk does."""

    log: FakeNoticeLog

    def send(self, draft: Notice, *, over_budget_too: bool = False) -> Notice:
        gone = super().send(draft, over_budget_too=over_budget_too)
        self.log.add(replace(gone, made_at=NOW))
        return gone


class Writer:
    """The page, its work done at once; plans come when :meth:`settle` is called."""

    def __init__(self) -> None:
        self.compose, self.log = Telling(), a_log()
        self.compose.log = self.log
        self.desk: NoticeDesk = a_notice_desk(self.compose, self.log)
        self.model = NoticesViewModel(self.desk, RunsAtOnce(), RunsAtOnce(), now=now)
        self.page = NoticesPage(self.model)
        self.write = self.page.write

    @property
    def draft(self) -> Notice:
        found = self.model.compose.draft
        assert found is not None
        return found

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        typing.press(self.page.windowHandle(), key, text, modifiers)
        settle()

    def type(self, text: str) -> None:
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())), letter)

    def rest(self) -> None:
        """Leave no timer running."""
        self.model.compose.put_aside()
        for timer in self.model.findChildren(QTimer):
            timer.stop()

    def plan(self) -> None:
        """Let the pause after typing pass."""
        hurry(self.model.compose)
        settle()


def hurry(model: ComposeViewModel) -> None:
    """End the pause before a plan, if one is running."""
    timer = model._plan_soon
    if timer.isActive():
        timer.stop()
        timer.timeout.emit()


def open_writer(qtbot: QtBot, application: QApplication) -> Writer:
    """Show the page in English and light, as small as it gets, at Write."""
    use(ThemeChoice.LIGHT)
    Languages(application).use(Language.ENGLISH)
    made = Writer()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.show_part(WRITE)
    settle()
    return made


class Alone:
    """The presenter of writing, its work done when told."""

    def __init__(self) -> None:
        self.desk, self.database = FakeComposing(), RunsWhenTold()
        channels = a_notice_desk(self.desk).channels
        self.model = ComposeViewModel(self.desk, channels, self.database, now=now)
        self.failures: list[object] = []
        self.model.failed.connect(self.failures.append)

    def plan(self) -> None:
        """Let the pause pass and the work be done."""
        hurry(self.model)
        self.database.go_all()
