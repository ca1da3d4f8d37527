"""Today by keys: what needs a person is there, is done with one press, and nothing slips."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import Notice
from leader_app.domain.outgoing import MessageState
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from tests.fakes.notice_log import NOTHING, FakeNoticeLog, a_message, note_of
from tests.fakes.notice_words import FakeWriting
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.accessible import focused, nameless
from tests.ui.notices.rest import Shown, a_log, now, settle, show
from ui.languages import Language, Languages
from ui.notices.today import TodayViewModel
from ui.notices.today_view import TodayView
from ui.theme.current import ThemeChoice, use

K = Qt.Key
TROUBLE = Unavailable(say("The store is busy."), say("Wait a moment."))


class Today:
    """The tab over a morning."""

    def __init__(self, qtbot: QtBot, log: FakeNoticeLog) -> None:
        self.log, self.writing = log, FakeWriting()
        self.model = TodayViewModel(log, self.writing, RunsAtOnce(), now=now)
        self.heard: list[tuple[str, object]] = []
        for name in ("draft_opened", "paste_wanted", "card_wanted", "channel_wanted"):
            signal = getattr(self.model, name)
            signal.connect(lambda what, name=name: self.heard.append((name, what)))
        self.model.write_wanted.connect(lambda: self.heard.append(("write_wanted", None)))
        self.shown: Shown[TodayView] = show(qtbot, TodayView(self.model))
        self.view = self.shown.view

    def row(self, key: str) -> str:
        found = [card.rows[key] for card in self.view.cards.values() if key in card.rows]
        return found[0].text() if found else ""

    def do(self, key: str, at: int = 0) -> None:
        card = next(card for card in self.view.cards.values() if key in card.rows)
        card.rows[key].buttons[at].setFocus()
        self.shown.press(K.Key_Return, "\r")


@pytest.fixture
def today(qtbot: QtBot) -> Today:
    return Today(qtbot, a_log())


def test_the_keyboard_begins_with_what_needs_a_person_and_enter_does_it(today: Today) -> None:
    assert focused().accessibleName() == "It is there: 阳光花园福利群 · 企微群机器人"
    today.shown.press(K.Key_Return, "\r")
    assert today.log.notes["x1"].message.state is MessageState.SENT
    assert "unsure x1" not in today.view.cards["unsure"].rows
    assert "it is there" in today.view.toast.text()
    assert focused().accessibleName().startswith("Put it right: 物业钉钉群")


def test_a_message_that_is_not_there_is_queued_again(today: Today) -> None:
    today.do("unsure x1", 1)
    assert today.log.notes["x1"].message.state is MessageState.QUEUED
    assert "once more" in today.view.toast.text()


def test_every_deed_goes_where_it_is_done(today: Today) -> None:
    today.do("broken c-ding")
    today.do("paste n3")
    today.do("suggestion r-arrived")
    today.do("going n1")
    today.do("draft n9")
    kinds = [name for name, _ in today.heard]
    assert kinds == [
        "channel_wanted",
        "paste_wanted",
        "draft_opened",
        "card_wanted",
        "draft_opened",
    ]
    assert today.heard[0][1] == "c-ding"
    suggested = today.heard[2][1]
    assert isinstance(suggested, Notice)
    assert suggested.rule_id == "r-arrived"


def test_what_it_says(today: Today) -> None:
    assert today.row("suggestion r-arrived").startswith("12 households' goods are here")
    assert "The robot was removed" in today.row("broken c-ding")
    assert "of 41" in today.row("going n1")
    assert "1 refused" in today.row("going n1")
    assert "Goes out" in today.row("going n4")
    assert today.row("paste n3").startswith("Last call")
    assert today.row("going n3") == ""


def test_stopping_tells_how_many_messages_stay(today: Today) -> None:
    today.do("going n1", 1)
    assert today.writing.stopped == ["n1"]
    assert "3" in today.view.toast.text()


def test_a_dropped_draft_can_be_kept_after_all(today: Today) -> None:
    today.do("draft n9", 1)
    assert "中秋快乐" in today.view.toast.text()
    assert today.writing.drafts == {}
    today.view.toast.acted.emit()
    assert "n9" in today.writing.drafts


def test_a_button_never_changes_its_thing_while_the_list_moves(today: Today) -> None:
    card = today.view.cards["unsure"]
    button = card.rows["unsure x1"].buttons[1]
    button.setFocus()
    newer = note_of(a_message("x0", state=MessageState.UNSURE), "李** 2222")
    view = today.log.view
    today.log.view = replace(view, unsure=[newer, *view.unsure])
    today.log.notes["x0"] = newer
    today.model.refresh()
    settle()
    assert list(card.rows) == ["unsure x1", "unsure x0"]
    assert card._lines.indexOf(card.rows["unsure x0"]) == 0
    assert focused() is button
    today.shown.press(K.Key_Return, "\r")
    assert today.log.notes["x1"].message.state is MessageState.QUEUED
    assert today.log.notes["x0"].message.state is MessageState.UNSURE


def test_thousands_of_unsure_messages_are_shown_by_the_screenful(today: Today) -> None:
    many = [note_of(a_message(f"y{no}", state=MessageState.UNSURE)) for no in range(2_000)]
    today.log.view = replace(NOTHING, unsure=many)
    today.model.refresh()
    settle()
    card = today.view.cards["unsure"]
    assert len(card.rows) == 30
    assert "1970" in card._more.text()


def test_an_empty_day_invites_to_write(qtbot: QtBot) -> None:
    today = Today(qtbot, FakeNoticeLog())
    assert today.model.is_empty
    assert today.view.states._empty.isVisible()
    today.view.states.empty_acted.emit()
    assert today.heard == [("write_wanted", None)]


def test_a_refusal_is_told_and_the_page_stays(today: Today) -> None:
    today.writing.trouble = Refused(say("It is too late."), say("Write a new one."))
    today.do("suggestion r-arrived")
    assert today.view.banner.text() == "It is too late. Write a new one."
    assert today.heard == []


def test_a_store_that_cannot_be_read_says_so_and_is_asked_again(qtbot: QtBot) -> None:
    log = a_log()
    log.trouble = TROUBLE
    today = Today(qtbot, log)
    assert today.view.states._error.isVisible()
    today.view.states.retried.emit()
    assert today.view.states._content.isVisible()


def test_out_of_sight_it_does_not_ask(qtbot: QtBot) -> None:
    log, runner = a_log(), RunsWhenTold()
    model = TodayViewModel(log, FakeWriting(), runner, now=now)
    model.refresh()
    assert runner.waiting == []
    view = show(qtbot, TodayView(model)).view
    runner.go_all()
    assert model.view is log.view
    view.hide()
    model.refresh()
    assert runner.waiting == []
    view.show()
    assert len(runner.waiting) == 1
    runner.go_all()


def test_names_languages_and_themes(today: Today, qapp: QApplication) -> None:
    assert nameless(today.view) == []
    for choice in ThemeChoice:
        use(choice)
        today.view.grab()
    use(ThemeChoice.LIGHT)
    languages = Languages(qapp)
    languages.use(Language.CHINESE)
    settle()
    assert today.row("paste n3").startswith("催取")
    assert "机器人" in today.row("broken c-ding")
    languages.leave()
