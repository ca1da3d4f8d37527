"""The log by keys: filters, one notice with its messages, what can be done about each."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.domain.text import say
from leader_app.domain.touch import Account, AccountKind
from leader_app.errors import Unavailable
from tests.fakes.notice_channels import FakeChannelDesk
from tests.fakes.notice_log import NOW, FakeNoticeLog, a_message, a_notice, many_notes, note_of
from tests.fakes.notice_words import FakeWriting
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.accessible import nameless
from tests.ui.notices.rest import ALT, Shown, a_log, now, settle, show
from ui.kit.cells import CELL
from ui.notices.log import LogViewModel
from ui.notices.log_view import LogView
from ui.notices.log_words import answer_words, speed_words, when_words

K = Qt.Key
TROUBLE = Unavailable(say("The store is busy."), say("Wait a moment."))


class Log:
    """The tab over a morning."""

    def __init__(self, qtbot: QtBot, log: FakeNoticeLog) -> None:
        self.log, self.writing = log, FakeWriting()
        self.model = LogViewModel(log, self.writing, FakeChannelDesk(), RunsAtOnce(), now=now)
        self.accounts: list[tuple[Account, str]] = []
        self.model.account_wanted.connect(lambda *found: self.accounts.append(found))
        self.pasted: list[str] = []
        self.model.paste_wanted.connect(self.pasted.append)
        self.shown: Shown[LogView] = show(qtbot, LogView(self.model))
        self.view, self.card = self.shown.view, self.shown.view.card

    def cell(self, column: str, row: int = 0) -> str:
        items = self.view.items
        return str(items.data(items.index(row, items.place(column))))

    def open(self, notice_id: str = "n1") -> None:
        self.model.open_card(notice_id)
        settle()

    def is_open(self) -> bool:
        return self.model.card is not None

    def go_to(self, message_id: str) -> None:
        found = self.model.messages.find(lambda one: one.message.message_id == message_id)
        self.card.table.setCurrentIndex(self.card.items.index(found, 0))
        settle()

    def state(self, message_id: str) -> MessageState:
        return self.log.notes[message_id].message.state


@pytest.fixture
def log(qtbot: QtBot) -> Log:
    return Log(qtbot, a_log())


def test_a_line_says_where_a_notice_stands_and_what_it_brought(log: Log) -> None:
    assert log.cell("title") == "草莓到了"
    assert log.cell("told") == "18 / 41"
    assert log.cell("trouble") == "1 refused · 2 unsure"
    assert log.cell("came") == "12 of 30 · 42 min"
    last = log.view.items.rowCount() - 1
    assert log.cell("came", last) == "9 of 12 · 2 h"
    assert log.cell("trouble", last) == ""


def test_filters_and_search(log: Log) -> None:
    view = log.view
    assert view.items.rowCount() == 4
    view.chips.chosen.emit("done")
    assert view.items.rowCount() == 1
    view.chips.chosen.emit("all")
    view.kinds.setCurrentIndex(view.kinds.findData(NoticeKind.LAST_CALL.value))
    view.kinds.activated.emit(view.kinds.currentIndex())
    assert log.cell("title") == "Last call"
    view.kinds.activated.emit(0)
    view.search.searched.emit("直播")
    assert view.items.rowCount() == 1
    view.search.searched.emit("从没有过")
    assert view.states._empty.isVisible()


def test_enter_opens_a_notice_and_esc_goes_back(log: Log) -> None:
    log.shown.press(K.Key_Down)
    log.shown.press(K.Key_Return, "\r")
    assert log.is_open()
    assert log.card.isVisible()
    assert log.card.table.hasFocus()
    log.shown.press(K.Key_Escape)
    assert not log.is_open()
    assert log.view.table.hasFocus()


def test_the_effect_is_a_few_clear_figures(log: Log) -> None:
    log.open()
    figures = log.card.figures.text()
    assert figures == (
        "went out 18 / 41, came 12 / 30, half of them within 42 min, opened it 5, said thanks 3"
    )
    assert "Counted until a day after" in log.card._about.text()
    log.open("n2")
    assert "want fewer 1" in log.card.figures.text()
    assert "The day after is over" in log.card._about.text()
    log.open("n4")
    assert log.card.figures.text() == "went out 0 / 0, came –, half of them within –"


def test_messages_by_state(log: Log) -> None:
    log.open()
    log.card.chips.chosen.emit(MessageState.UNSURE.value)
    assert log.card.items.rowCount() == 2
    log.card.chips.chosen.emit(MessageState.REFUSED.value)
    assert log.card.items.rowCount() == 1
    assert "no such number" in log.card.strip._words.text()
    assert "once the number is right" in log.card.strip._words.text()


def test_a_refused_message_is_sent_again_by_a_key(log: Log) -> None:
    log.open()
    log.go_to("m3")
    assert not log.card.strip.there.isVisible()
    log.shown.press(K.Key_R, "", ALT)
    assert log.state("m3") is MessageState.QUEUED
    assert "once more" in log.view.toast.text()
    assert not log.card.strip.again.isVisible()


def test_an_unsure_message_has_two_answers(log: Log) -> None:
    log.open()
    log.go_to("m7")
    log.shown.press(K.Key_Y, "", ALT)
    assert log.state("m7") is MessageState.SENT
    log.go_to("x1")
    assert "Not there" in log.card.strip.again.text()
    log.shown.press(K.Key_R, "", ALT)
    assert log.state("x1") is MessageState.QUEUED


def test_what_was_said_is_read_to_the_letter(log: Log) -> None:
    pieces = ("张阿姨，草莓到了 <b>(1/2)</b>", "", "货位 A-03 (2/2)")
    log.log.notes["m1"] = note_of(a_message("m1", pieces=pieces, state=MessageState.SENT))
    log.open()
    log.go_to("m0")
    assert not log.card.strip.read.isVisible()
    log.go_to("m1")
    log.shown.press(K.Key_V, "", ALT)
    assert log.card.strip.text.isVisible()
    assert log.card.strip.text.toPlainText() == f"{pieces[0]}\n\n{pieces[2]}"
    log.go_to("m2")
    assert not log.card.strip.text.isVisible()


def test_nothing_is_sent_again_that_is_there(log: Log) -> None:
    log.open()
    log.go_to("m1")
    assert log.state("m1") is MessageState.SENT
    log.shown.press(K.Key_R, "", ALT)
    log.shown.press(K.Key_Y, "", ALT)
    assert log.state("m1") is MessageState.SENT


def test_the_last_of_a_state_going_shows_all_again(log: Log) -> None:
    log.open()
    log.card.chips.chosen.emit(MessageState.REFUSED.value)
    log.shown.press(K.Key_R, "", ALT)
    assert log.model.messages.query.states == frozenset()
    assert log.card.items.rowCount() == 41


def test_enter_on_a_message_shows_the_account_and_never_sends(log: Log) -> None:
    log.open()
    log.go_to("m3")
    log.shown.press(K.Key_Return, "\r")
    log.shown.press(K.Key_B, "", ALT)
    member = Account(AccountKind.MEMBER, "u3")
    assert log.accounts == [(member, "赵** 1003")] * 2
    assert log.state("m3") is MessageState.REFUSED


def test_stop_and_paste_are_offered_only_where_they_mean_something(log: Log) -> None:
    log.open()
    assert log.card.stop.isVisible()
    assert not log.card.paste.isVisible()
    log.card.stop.click()
    assert log.writing.stopped == ["n1"]
    log.open("n3")
    log.card.paste.click()
    assert log.pasted == ["n3"]
    log.open("n2")
    assert not log.card.stop.isVisible()


def test_parts_of_a_message_and_its_next_try_are_told() -> None:
    later = NOW + timedelta(minutes=10)
    note = note_of(a_message(not_before=later, pieces=("a", "b"), pieces_done=1))
    assert when_words(note, NOW).startswith("not before")
    assert [speed_words(x)[:5] for x in (None, 5, 90, 3_000)] == ["", "5 min", "2 h", "2 day"]


def test_a_channels_own_answer_is_shown_and_codes_are_not() -> None:
    said = [
        answer_words(note_of(a_message(detail=detail, problem=problem)))
        for detail, problem in (
            ("93000 invalid webhook url", "removed"),
            ("opted_out", "other"),
            ("ok", ""),
            ("", "other"),
        )
    ]
    assert said == ["93000 invalid webhook url", "", "", ""]


def test_a_notice_that_is_gone_is_told_and_the_list_stays(log: Log) -> None:
    log.open("never")
    assert "no such notice" in log.view.banner.text()
    assert log.model.card is None


def test_a_late_answer_does_not_open_a_notice_again(qtbot: QtBot) -> None:
    runner = RunsWhenTold()
    model = LogViewModel(a_log(), FakeWriting(), FakeChannelDesk(), runner, now=now)
    model.open_card("n1")
    runner.go_all()
    model.refresh()
    model.close_card()
    runner.go_all()
    assert model.card is None


def test_a_busy_store_is_asked_again(qtbot: QtBot) -> None:
    full = a_log()
    full.trouble = TROUBLE
    log = Log(qtbot, full)
    assert log.view.states._error.isVisible()
    log.view.states.retried.emit()
    assert log.view.items.rowCount() == 4


def test_the_models_are_sound_and_all_is_named(log: Log) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    log.open()
    for model in (log.view.items, log.card.items):
        tester = QAbstractItemModelTester(model, mode)
        assert model.data(model.index(0, 0), CELL) is not None
        tester.deleteLater()
    assert nameless(log.view) == []


def test_ten_thousand_messages_scroll_without_a_stutter(qtbot: QtBot) -> None:
    full = FakeNoticeLog()
    full.add(a_notice(state=NoticeState.DONE), *many_notes(10_000))
    log = Log(qtbot, full)
    log.open()
    table = log.card.table
    assert log.card.items.rowCount() == 10_000
    bar, worst = table.verticalScrollBar(), 0.0
    settle()
    target = QImage(table.size(), QImage.Format.Format_ARGB32_Premultiplied)
    for step in range(0, bar.maximum(), bar.maximum() // 60):
        bar.setValue(step)
        began = time.perf_counter()
        table.render(target)
        worst = max(worst, time.perf_counter() - began)
        settle()
    assert log.card.items.data(log.card.items.index(9_999, 0)) is not None
    assert max(limit for _, limit in full.asked) <= 64
    assert worst < 0.1
