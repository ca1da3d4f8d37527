"""Writing over the real services and a real store: what the page says is what goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.services.notices.channels import CENTRE_ID
from leader_app.services.notices.desk import WhyNot
from tests.fakes.runner import RunsAtOnce
from tests.ui.notices.rest import settle, show
from tests.ui.notices.writing import hurry
from tests.unit.services.notices.rig import Rig, open_rig
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_people import PeopleViewModel
from ui.notices.compose_preview import PreviewViewModel
from ui.notices.compose_view import LEFT_OUT, TOLD, ComposeView

NOW = RunsAtOnce()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with open_rig(tmp_path) as made:
        yield made


class Desk:
    """The view over the real verbs."""

    def __init__(self, qtbot: QtBot, rig: Rig) -> None:
        desk = rig.desk
        self.model = ComposeViewModel(desk.compose, desk.channels, NOW, now=rig.clock.now)
        self.preview = PreviewViewModel(self.model, NOW)
        self.view = ComposeView(self.model, self.preview, PeopleViewModel(self.model, NOW))
        show(qtbot, self.view)

    def begin(self, kind: NoticeKind, *channels: str) -> None:
        self.model.begin(kind)
        self.model.set_channels(channels)
        self.plan()

    def plan(self) -> None:
        hurry(self.model)
        settle()

    def rest(self) -> None:
        self.model.put_aside()
        for timer in self.model.findChildren(QTimer):
            timer.stop()


@pytest.fixture
def desk(qtbot: QtBot, rig: Rig) -> Iterator[Desk]:
    rig.waiting(6)
    made = Desk(qtbot, rig)
    yield made
    made.rest()


def test_as_many_as_the_button_says_are_told_and_nobody_twice(desk: Desk, rig: Rig) -> None:
    desk.begin(NoticeKind.ARRIVED, CENTRE_ID)
    assert desk.view.strip.send.text() == "Send to 6"
    draft = desk.model.draft
    assert draft is not None
    desk.view.show_side(TOLD)
    desk.view.told.table.selectRow(0)
    desk.view.told.leave.click()
    desk.plan()
    assert desk.view.strip.send.text() == "Send to 5"
    desk.view.strip.send.click()
    assert len(rig.messages(draft.notice_id)) == 5
    desk.begin(NoticeKind.ARRIVED, CENTRE_ID)
    assert desk.view.strip.send.text() == "Send to 1"
    desk.view.show_side(LEFT_OUT)
    plan = desk.model.plan
    assert plan is not None
    assert [one.why for one in plan.left_out] == [WhyNot.TOLD] * 5


def test_what_is_previewed_is_what_the_group_reads(desk: Desk, rig: Rig) -> None:
    robot = rig.robot()
    desk.model.show()
    desk.begin(NoticeKind.ARRIVED, robot.channel_id)
    shown = desk.view.preview.bubbles[0].words.text()
    draft = desk.model.draft
    assert draft is not None
    desk.view.strip.send.click()
    rig.run()
    (message,) = rig.messages(draft.notice_id)
    assert message.state is MessageState.SENT
    assert message.pieces[0] == shown
    assert "piece" not in desk.view.preview.length.text()


def test_a_product_and_a_building_narrow_it_and_somebody_is_added(desk: Desk, rig: Rig) -> None:
    desk.model.show()
    desk.begin(NoticeKind.THANKS, CENTRE_ID)
    desk.view.show_part("whom")
    whom = desk.view.whom
    assert whom.products.keys() == ["milk"]
    whom.products.press("milk")
    building = whom.buildings.keys()[0]
    whom.buildings.press(building)
    desk.plan()
    plan = desk.model.plan
    assert plan is not None
    assert {one.home.split("-")[0] for one in plan.recipients} == {building}
    whom.people.search.setText("1")
    whom.people.search.returnPressed.emit()
    desk.plan()
    assert len(whom.people.added.keys()) == 1


def test_a_draft_survives_and_is_not_brought_back_by_a_late_word(desk: Desk, rig: Rig) -> None:
    desk.begin(NoticeKind.ARRIVED, CENTRE_ID)
    desk.view.text.editor.setPlainText("到了：{商品}")
    desk.model.hide()
    rig.restart()
    (kept,) = rig.desk.log.today().drafts
    assert kept.template == "到了：{商品}"
    desk.model.show()
    desk.plan()
    desk.view.strip.send.click()
    assert rig.notice(kept).state is not NoticeState.DRAFT
    rig.desk.compose.keep(replace(kept, template="zu spät"))
    assert rig.notice(kept).template == "到了：{商品}"


def test_a_mistake_in_the_text_is_said_and_nothing_goes(desk: Desk, rig: Rig) -> None:
    desk.begin(NoticeKind.ARRIVED, CENTRE_ID)
    desk.view.text.editor.setPlainText("到了 {没有这个}")
    desk.plan()
    assert "没有这个" in desk.view.text.flaw.text()
    assert not desk.view.strip.send.isEnabled()
    desk.model.send()
    draft = desk.model.draft
    assert draft is not None
    assert not rig.messages(draft.notice_id)
