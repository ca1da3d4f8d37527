"""Today, the log and pasting over the real services and a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import Answer, Notice, NoticeKind, NoticeState, Trigger
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import Account, AccountKind, ReactionKind
from leader_app.services.notices.channels import CLIPBOARD_ID
from tests.fakes.notice_sender import REMOVED, TOO_LONG, UNSURE
from tests.fakes.runner import RunsAtOnce
from tests.ui.notices.rest import show
from tests.unit.services.notices.rig import Rig, open_rig
from ui.kit.page import Spoken
from ui.notices.account import AccountViewModel
from ui.notices.account_view import AccountDrawer
from ui.notices.channels import ChannelsViewModel
from ui.notices.channels_view import ChannelsView
from ui.notices.log import LogViewModel
from ui.notices.log_view import LogView
from ui.notices.paste import PasteViewModel
from ui.notices.paste_view import PasteView
from ui.notices.rules import RulesViewModel
from ui.notices.rules_view import RulesView
from ui.notices.today import TodayViewModel
from ui.notices.today_view import TodayView

K = Qt.Key
NOW = RunsAtOnce()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with open_rig(tmp_path) as made:
        yield made


def _today(qtbot: QtBot, rig: Rig) -> TodayView:
    model = TodayViewModel(rig.desk.log, rig.desk.compose, NOW, now=rig.clock.now)
    return show(qtbot, TodayView(model)).view


def _log(qtbot: QtBot, rig: Rig, notice: Notice) -> LogView:
    desk = rig.desk
    model = LogViewModel(desk.log, desk.compose, desk.channels, NOW, now=rig.clock.now)
    view = show(qtbot, LogView(model)).view
    model.open_card(notice.notice_id)
    return view


def test_a_rule_suggests_and_the_suggestion_opens_as_a_draft(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rules = RulesViewModel(
        rig.desk.rules, rig.desk.compose, rig.desk.channels, NOW, now=rig.clock.now
    )
    view = show(qtbot, RulesView(rules)).view
    arrived = next(r for r in rig.desk.rules.all() if r.trigger is Trigger.ARRIVED)
    rules.turn(arrived, on=True)
    card = view.cards[arrived.rule_id]
    if not card.channels[robot.channel_id].isChecked():
        card.channels[robot.channel_id].click()
    kept = next(r for r in rig.desk.rules.all() if r.trigger is Trigger.ARRIVED)
    assert (kept.active, kept.answer) == (True, Answer.SUGGEST)
    assert robot.channel_id in kept.channels
    rig.clock.advance(timedelta(minutes=5))
    rig.waiting(3, arrived=False)
    rig.waiting(3, start=11)
    rig.clock.advance(timedelta(minutes=30))
    today = _today(qtbot, rig)
    opened: list[Notice] = []
    today._model.draft_opened.connect(opened.append)
    row = today.cards["suggestions"].rows[f"suggestion {arrived.rule_id}"]
    assert "3 households" in row.text()
    row.buttons[0].click()
    assert opened[0].kind is NoticeKind.ARRIVED
    assert opened[0].state is NoticeState.DRAFT


def test_a_notice_is_pasted_to_the_last_word_and_then_it_is_sent(qtbot: QtBot, rig: Rig) -> None:
    rig.waiting(4)
    notice = rig.send(NoticeKind.ARRIVED, CLIPBOARD_ID)
    rig.run()
    today = _today(qtbot, rig)
    wanted: list[str] = []
    today._model.paste_wanted.connect(wanted.append)
    today.cards["paste"].rows[f"paste {notice.notice_id}"].buttons[0].click()
    assert wanted == [notice.notice_id]
    model = PasteViewModel(rig.desk.paste, NOW)
    shown = show(qtbot, PasteView(model))
    model.open(notice.notice_id)
    texts: list[str] = []
    while model.turn is not None:
        shown.press(K.Key_Return, "\r")
        texts.append(QGuiApplication.clipboard().text())
        shown.press(K.Key_Return, "\r")
    said = "".join(texts)
    assert "牛奶" in said or "milk" in said.lower()
    assert rig.states(notice) == {MessageState.SENT: 1}
    rig.run()
    assert rig.notice(notice).state is NoticeState.DONE
    assert len(rig.touches(notice)) == 1


def test_what_may_have_been_sent_is_settled_and_never_goes_twice(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rig.sender.answers[robot.channel_id].append(UNSURE)
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run()
    today = _today(qtbot, rig)
    (row,) = today.cards["unsure"].rows.values()
    assert "一号群" in row.text()
    row.buttons[0].click()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert not today.cards["unsure"].rows
    rig.run()
    assert len(rig.sender.calls) == 1


def test_what_is_not_there_goes_once_more(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rig.sender.answers[robot.channel_id].append(UNSURE)
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run()
    view = _log(qtbot, rig, notice)
    view.card.strip.again.click()
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert len(rig.sender.calls) == 2


def test_a_refused_message_is_retried_from_the_log(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rig.sender.answers[robot.channel_id].append(TOO_LONG)
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run()
    view = _log(qtbot, rig, notice)
    assert "too long" in view.card.strip._words.text()
    assert view.card.strip.read.isVisible()
    view.card.strip.again.click()
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_a_removed_robot_stops_its_channel_until_it_is_mended(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rig.sender.answers[robot.channel_id].append(REMOVED)
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run()
    today = _today(qtbot, rig)
    assert "removed" in today.cards["broken"].rows[f"broken {robot.channel_id}"].text()
    model = ChannelsViewModel(rig.desk.channels, NOW, NOW)
    channels = show(qtbot, ChannelsView(model)).view
    model.edit(robot.channel_id)
    assert "removed" in channels.form.banner.text()
    address = channels.form.address.editor
    address.setText("https://robot.example/new")
    address.textEdited.emit(address.text())
    channels.form.save.click()
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.sender.calls[-1].address == "https://robot.example/new"
    rig.sender.answers[robot.channel_id].append(REMOVED)
    channels.form.test.click()
    assert "93000" in channels.form.banner.text()


def test_an_account_tells_why_and_a_member_can_say_no(qtbot: QtBot, rig: Rig) -> None:
    robot = rig.robot()
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run()
    (message,) = rig.messages(notice)
    model = AccountViewModel(rig.desk.log, NOW, now=rig.clock.now)
    host = Spoken()
    drawer = AccountDrawer(model, host)
    show(qtbot, host)
    drawer.retranslate()
    model.open(message.account, message.account.name)
    assert drawer._value.text() == "9"
    drawer.said[ReactionKind.THANKED].click()
    assert drawer._value.text() == "12"
    member = message.member_ids[0]
    model.open(Account(AccountKind.MEMBER, member), "张**")
    drawer.service.click()
    assert not rig.desk.log.contact(member).service
