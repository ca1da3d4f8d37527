"""Channels by keys: set up, tried, mended; an address is a secret everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.outgoing import Refusal
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from tests.fakes.notice_channels import FakeChannelDesk
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.accessible import nameless
from tests.ui.notices.rest import ALT, CTRL, Shown, settle, show
from ui.notices.channels import ChannelsViewModel, Draft
from ui.notices.channels_view import ChannelsView
from ui.notices.channels_words import channel_about, channel_state, trouble_of
from ui.notices.wording import channel_icon, channel_word, reach_word

K = Qt.Key
SECRET = "https://qyapi.example/send?key=0b5c-very-secret"


class Channels:
    """The tab over a counter's five channels."""

    def __init__(self, qtbot: QtBot) -> None:
        self.desk, self.side = FakeChannelDesk(), RunsWhenTold()
        self.model = ChannelsViewModel(self.desk, RunsAtOnce(), self.side)
        self.shown: Shown[ChannelsView] = show(qtbot, ChannelsView(self.model))
        self.view, self.form = self.shown.view, self.shown.view.form

    def save(self) -> None:
        self.shown.press(K.Key_Return, "\r", CTRL)

    def one(self, channel_id: str) -> Channel:
        return next(one for one in self.desk.channels if one.channel_id == channel_id)

    def write(self, field: QLineEdit, text: str) -> None:
        field.setText(text)
        field.textEdited.emit(text)


@pytest.fixture
def channels(qtbot: QtBot) -> Channels:
    return Channels(qtbot)


def _all_that_is_said(root: QWidget) -> list[str]:
    """Return what a reader of the screen, or of its names and tips, could learn."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLineEdit):
            found.append(widget.displayText())
        elif isinstance(widget, QLabel):
            found.append(widget.text())
    return found


def test_the_list_says_which_work(channels: Channels) -> None:
    items = channels.view.items
    said = [items.data(items.index(row, 1)) for row in range(items.rowCount())]
    assert said == ["Ready", "Ready", "Ready", "Stopped", "Off"]
    channels.shown.press(K.Key_Down)
    channels.shown.press(K.Key_Down)
    channels.shown.press(K.Key_Down)
    assert channels.model.editing == channels.one("c-ding")
    assert "The robot was removed" in channels.form.banner.text()


def test_a_new_channel_by_keys(channels: Channels) -> None:
    channels.shown.press(K.Key_A, "", ALT)
    form = channels.form
    assert form.kind.hasFocus()
    assert not form.save.isEnabled()
    form.kind.setCurrentIndex(form.kind.findData(ChannelKind.FEISHU.value))
    form.kind.activated.emit(form.kind.currentIndex())
    form.name.editor.setFocus()
    channels.shown.type("robot")
    channels.write(form.address.editor, SECRET)
    channels.save()
    made = channels.desk.channels[-1]
    assert (made.kind, made.name) == (ChannelKind.FEISHU, "robot")
    assert channels.desk.addresses == {made.channel_id: SECRET}
    assert channels.model.editing == made
    assert "Send a test" in channels.view.toast.text()


def test_what_was_typed_as_address_is_hidden_and_forgotten(channels: Channels) -> None:
    editor = channels.form.address.editor
    channels.model.edit("c-wecom")
    assert editor.echoMode() is QLineEdit.EchoMode.Password
    channels.write(editor, SECRET)
    assert SECRET not in repr(channels.model.draft)
    channels.save()
    assert channels.desk.addresses["c-wecom"] == SECRET
    assert editor.text() == ""
    channels.write(editor, SECRET)
    channels.view.hide()
    assert editor.text() == ""
    draft = channels.model.draft
    assert draft is not None
    assert draft.address == ""
    assert "very-secret" not in repr(Draft(address=SECRET))


def test_a_wrong_address_says_what_is_wrong_and_keeps_what_was_typed(channels: Channels) -> None:
    channels.model.begin_new()
    channels.write(channels.form.name.editor, "robot")
    channels.write(channels.form.address.editor, "htp:/typo")
    channels.save()
    assert "not an address" in channels.form.banner.text()
    assert channels.form.address.editor.text() == "htp:/typo"
    assert len(channels.desk.channels) == 5
    channels.write(channels.form.address.editor, SECRET)
    assert channels.form.banner.text() == ""


def test_a_test_tells_the_answer_and_does_not_hold_the_store_up(channels: Channels) -> None:
    channels.model.edit("c-wecom")
    channels.shown.press(K.Key_T, "", ALT)
    assert not channels.form.test.isEnabled()
    assert "half a minute" in channels.form.banner.text()
    channels.shown.press(K.Key_T, "", ALT)
    assert len(channels.side.waiting) == 1
    channels.side.go_all()
    assert channels.form.banner.text() == "The group has the test message."
    assert channels.form.test.isEnabled()
    channels.model.edit("c-ding")
    assert "test message" not in channels.form.banner.text()


def test_a_test_that_fails_says_what_to_do(channels: Channels) -> None:
    channels.model.edit("c-ding")
    channels.model.test()
    channels.desk.trouble = Unavailable(say("No network."), say("Look at the cable."))
    channels.side.go_all()
    assert channels.form.banner.text() == "No network. Look at the cable."


def test_an_answer_to_one_channel_is_not_shown_at_another(channels: Channels) -> None:
    channels.model.edit("c-wecom")
    channels.model.test()
    channels.model.edit("c-sms")
    channels.side.go_all()
    assert channels.form.banner.text() == ""


def test_saving_mends_a_stopped_channel(channels: Channels) -> None:
    channels.model.edit("c-ding")
    channels.write(channels.form.address.editor, SECRET)
    channels.save()
    assert channels.one("c-ding").problem == ""
    assert channels.form.banner.text() == ""


def test_on_and_off(channels: Channels) -> None:
    channels.model.edit("c-sms")
    channels.form.active.click()
    assert channels.one("c-sms").active
    channels.form.active.click()
    assert not channels.one("c-sms").active


def test_the_clipboard_and_the_centre_stay(channels: Channels) -> None:
    for fixed in ("clipboard", "centre"):
        channels.model.edit(fixed)
        settle()
        assert not channels.form.forget.isVisible()
        assert not channels.form.address.isVisible()
        channels.model.forget()
    assert len(channels.desk.channels) == 5
    channels.model.edit("clipboard")
    assert not channels.form.test.isVisible()


def test_another_wechat_group_is_added_without_an_address_and_can_go_again(
    channels: Channels,
) -> None:
    channels.model.begin_new()
    form = channels.form
    form.kind.activated.emit(form.kind.findData(ChannelKind.CLIPBOARD.value))
    assert not form.address.isVisible()
    channels.write(form.name.editor, "五号楼")
    channels.write(form.group.editor, "五号楼小群")
    channels.save()
    made = channels.desk.channels[-1]
    assert (made.kind, made.group) == (ChannelKind.CLIPBOARD, "五号楼小群")
    assert form.forget.isVisible()
    assert not form.test.isVisible()


def test_the_address_is_nowhere_on_the_screen(channels: Channels) -> None:
    channels.model.edit("c-wecom")
    channels.write(channels.form.address.editor, SECRET)
    channels.write(channels.form.name.editor, "看得见的名字")
    shown = _all_that_is_said(channels.view)
    assert not [said for said in shown if "very-secret" in said]
    assert [said for said in shown if "看得见的名字" in said]  # it does look everywhere
    channels.save()
    assert not [said for said in _all_that_is_said(channels.view) if "very-secret" in said]


def test_channels_that_are_always_there_are_named_by_the_window(channels: Channels) -> None:
    items = channels.view.items
    assert items.data(items.index(0, 0)) == "Paste by hand"
    assert items.data(items.index(1, 0)) == "Members' page"
    assert channel_about(channels.one("clipboard")) == "阳光花园团购群"
    assert channel_about(channels.one("centre")) == "each person"
    assert channel_about(channels.one("c-ding")) == "DingTalk group · 物业通知群"
    channels.model.edit("clipboard")
    assert not channels.form.name.isVisible()
    channels.form.take_focus()
    assert channels.form.group.editor.hasFocus()


def test_removing_one(channels: Channels) -> None:
    channels.model.edit("c-ding")
    channels.form.forget.click()
    assert channels.one("c-ding") in channels.desk.channels
    assert channels.form.forget.text() == "Remove for good"
    channels.form.forget.click()
    assert "c-ding" not in [one.channel_id for one in channels.desk.channels]
    assert "物业钉钉群" in channels.view.toast.text()
    channels.model.edit("c-sms")
    channels.desk.trouble = Refused(say("Messages wait for it."), say("Stop them first."))
    assert channels.form.forget.text() == "Remove"
    channels.form.forget.click()
    channels.form.forget.click()
    assert "Messages wait" in channels.form.banner.text()
    assert channels.one("c-sms") in channels.desk.channels


def test_a_wanted_channel_is_shown_as_soon_as_it_is_known(qtbot: QtBot) -> None:
    runner = RunsWhenTold()
    model = ChannelsViewModel(FakeChannelDesk(), runner, runner)
    model.edit("c-ding")
    model.show()
    runner.go_all()
    assert model.editing is not None
    assert model.editing.channel_id == "c-ding"


def test_the_address_is_asked_for_in_the_words_of_its_kind(channels: Channels) -> None:
    channels.model.begin_new()
    for kind in ChannelKind:
        assert channel_word(kind)
        assert channel_icon(kind)
        if kind is not ChannelKind.CENTRE:
            at = channels.form.kind.findData(kind.value)
            channels.form.kind.activated.emit(at)
            assert "copy the address" in channels.form._where.accessibleName()
            assert reach_word(Channel("c", kind, "x").traits.reach)


def test_every_trouble_has_words() -> None:
    for code in (*(refusal.value for refusal in Refusal), "something_new"):
        channel = Channel("c", ChannelKind.WECOM, "robot", problem=code)
        assert trouble_of(channel).what
        assert trouble_of(channel).hint
        assert channel_state(channel)[0] == "Stopped"


def test_the_store_in_trouble_and_all_is_named(qtbot: QtBot, channels: Channels) -> None:
    assert nameless(channels.view) == []
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(channels.view.items, mode)
    tester.deleteLater()
    desk = FakeChannelDesk(trouble=Unavailable(say("Busy."), say("Wait.")))
    view = show(qtbot, ChannelsView(ChannelsViewModel(desk, RunsAtOnce(), RunsAtOnce()))).view
    assert view.states._error.isVisible()
    view.states.retried.emit()
    assert view.items.rowCount() == 5
