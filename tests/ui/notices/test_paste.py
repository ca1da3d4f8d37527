"""Pasting by hand: the real clipboard, one key each, nothing ticked that nobody pasted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import Form
from leader_app.domain.text import say
from leader_app.errors import Refused
from tests.fakes.notice_log import FakePasting
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.notices.rest import Shown, paste_rounds, show
from ui.notices.paste import PasteViewModel
from ui.notices.paste_view import PasteView

K = Qt.Key


class Desk:
    """The view over two chats: three things for the first, one for the second."""

    def __init__(self, qtbot: QtBot) -> None:
        self.pasting = FakePasting(paste_rounds())
        self.model = PasteViewModel(self.pasting, RunsAtOnce())
        self.left = 0
        self.model.closed.connect(self._leave)
        self.shown: Shown[PasteView] = show(qtbot, PasteView(self.model))
        self.view = self.shown.view
        self.model.open("n3")

    def enter(self, times: int = 1) -> None:
        for _ in range(times):
            self.shown.press(K.Key_Return, "\r")

    def key(self, key: Qt.Key, text: str = "") -> None:
        self.shown.press(key, text)

    def _leave(self) -> None:
        self.left += 1


@pytest.fixture
def clipboard(qtbot: QtBot) -> QClipboard:
    found = QGuiApplication.clipboard()
    found.clear()
    return found


@pytest.fixture
def desk(qtbot: QtBot, clipboard: QClipboard) -> Desk:
    return Desk(qtbot)


def test_enter_copies_the_text_then_the_next_then_the_picture(
    desk: Desk, clipboard: QClipboard
) -> None:
    assert clipboard.text() == ""
    desk.enter()
    assert clipboard.text().endswith("(1/2)")
    assert desk.pasting.ticks == set()
    desk.enter()
    assert clipboard.text().endswith("(2/2)")
    assert desk.pasting.ticks == {("p1", 0)}
    desk.enter()
    assert clipboard.image().size() == QSize(60, 40)
    assert desk.pasting.ticks == {("p1", 0), ("p1", 1)}


def test_another_chat_is_opened_by_the_person_before_anything_is_copied(
    desk: Desk, clipboard: QClipboard
) -> None:
    desk.enter(4)
    assert "五号楼小群" in desk.view._chat.text()
    assert "Chat 2 of 2" in desk.view._open.text()
    assert clipboard.text() == ""
    assert "Copy the text" in desk.view.go.text()
    desk.enter()
    assert clipboard.text() == "【到货】都到了，早点来。"
    desk.enter()
    assert desk.view.done.isVisible()
    assert desk.pasting.ticks == {("p1", 0), ("p1", 1), ("p1", 2), ("p2", 0)}
    desk.enter()
    assert desk.left == 1


def test_c_copies_and_only_copies(desk: Desk, clipboard: QClipboard) -> None:
    desk.key(K.Key_C, "c")
    assert clipboard.text().endswith("(1/2)")
    clipboard.setText("something else")
    desk.key(K.Key_C, "c")
    assert clipboard.text().endswith("(1/2)")
    assert desk.pasting.ticks == set()


def test_looking_back_and_taking_a_tick_back(desk: Desk) -> None:
    desk.enter(3)
    desk.key(K.Key_Left)
    desk.key(K.Key_Left)
    assert desk.model.at == 0
    assert "Pasted already" in desk.view._state.accessibleName()
    assert desk.view.untick.isVisible()
    desk.key(K.Key_U, "u")
    assert desk.pasting.ticks == set()
    assert desk.model.done_count == 0
    assert not desk.view.untick.isVisible()


def test_no_piece_of_a_message_can_be_passed_over_but_a_chat_can(desk: Desk) -> None:
    desk.key(K.Key_Right)
    assert desk.model.turn is not None
    assert desk.model.turn.group == "五号楼小群"
    desk.key(K.Key_Right)
    desk.key(K.Key_Left)
    assert desk.model.at == 0
    desk.key(K.Key_Right)
    desk.enter(2)
    assert desk.pasting.ticks == {("p2", 0)}
    assert desk.model.at == 0
    assert not desk.view.done.isVisible()


def test_what_is_wholly_sent_stays_sent(desk: Desk) -> None:
    desk.enter(4)
    desk.key(K.Key_Left)
    assert desk.model.turn is not None
    assert desk.model.turn.step.done
    assert not desk.view.untick.isVisible()
    desk.key(K.Key_U, "u")
    assert desk.model.done_count == 3
    desk.enter()
    assert desk.model.turn.group == "五号楼小群"


def test_what_was_collected_meanwhile_is_not_pasted_any_more(desk: Desk) -> None:
    desk.pasting.gone.add("p2")
    desk.enter(4)
    assert desk.pasting.opened == 2
    assert desk.view.done.isVisible()


def test_progress_does_not_run_backwards_when_a_message_is_wholly_sent(desk: Desk) -> None:
    desk.enter(3)
    desk.pasting.gone.add("p1")
    desk.enter()
    assert desk.model.turn is not None
    assert desk.model.turn.group == "五号楼小群"
    assert (desk.model.done_count, desk.model.whole_count) == (3, 4)
    assert desk.view._count.text() == "3 of 4 pasted"


def test_leaving_keeps_what_is_left_and_it_begins_there_again(desk: Desk) -> None:
    desk.enter(2)
    desk.key(K.Key_Escape)
    assert desk.left == 1
    assert desk.model.turns is None
    desk.model.open("n3")
    assert desk.model.turn is not None
    assert desk.model.turn.step.piece == 1
    assert not desk.model.copied


def test_a_tick_that_is_refused_is_told_and_nothing_is_skipped(desk: Desk) -> None:
    desk.enter()
    desk.pasting.trouble = Refused(say("It was stopped."), say("Look into the log."))
    desk.enter()
    assert desk.view.banner.text() == "It was stopped. Look into the log."
    assert desk.model.turn is not None
    assert desk.model.turn.step.piece == 0
    assert desk.pasting.ticks == set()


def test_a_clipboard_that_does_not_take_it_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.notices.paste_view.put", lambda _step: False)
    desk.enter()
    assert "Another program" in desk.view.banner.text()
    desk.enter()
    assert desk.pasting.ticks == set()


@pytest.mark.parametrize("picture", [None, b"", b"rubbish"])
def test_a_picture_that_cannot_be_read_does_not_hold_the_rest_up(
    desk: Desk, picture: bytes | None
) -> None:
    one = desk.pasting.rounds[0]
    steps = [replace(step, picture=picture) if step.picture else step for step in one.steps]
    desk.pasting.rounds[0] = replace(one, steps=steps)
    desk.model.open("n3")
    desk.enter(3)
    assert "cannot be read" in desk.view.banner.text()
    desk.enter()
    assert ("p1", 2) in desk.pasting.ticks


def test_a_second_press_before_the_store_answered_ticks_once(qtbot: QtBot) -> None:
    pasting, runner = FakePasting(paste_rounds()), RunsWhenTold()
    model = PasteViewModel(pasting, runner)
    model.open("n3")
    runner.go_all()
    model.was_copied(well=True)
    model.pasted()
    model.pasted()
    assert len(runner.waiting) == 1
    runner.go_all()
    assert pasting.ticks == {("p1", 0)}


def test_letters_of_a_scanner_with_other_keys_held_do_nothing(desk: Desk) -> None:
    desk.shown.press(K.Key_C, "", Qt.KeyboardModifier.AltModifier)
    assert not desk.model.copied


def test_nothing_to_paste_says_so(desk: Desk) -> None:
    desk.model.open("unknown")
    assert desk.view.done.isVisible()
    assert "Nothing is left" in desk.view.done.accessibleName()


def test_it_fits_the_smallest_window(desk: Desk) -> None:
    assert desk.view.minimumSizeHint().height() <= 470
    assert desk.view.minimumSizeHint().width() <= 920


def test_a_card_is_pasted_as_a_picture(qtbot: QtBot) -> None:
    rounds = paste_rounds()
    card = replace(rounds[0].notice, form=Form.CARD)
    steps = [replace(rounds[0].steps[0], text="## 货到了\n**草莓** 2 盒", picture=None, done=False)]
    pasting = FakePasting([replace(rounds[0], notice=card, steps=steps)])
    model = PasteViewModel(pasting, RunsAtOnce())
    shown: Shown[PasteView] = show(qtbot, PasteView(model))
    model.open("n3")
    shown.press(K.Key_Return, "\r")
    image = QGuiApplication.clipboard().image()
    assert image.width() == 1080
    assert image.height() > 200
