"""The notices page: its parts, and what goes from one to another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.notice import NoticeKind
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.ui.notices.rest import ALT, paste_rounds, settle
from tests.ui.notices.writing import Writer, open_writer
from ui.notices.compose_view import TOLD
from ui.notices.view import CHANNELS, LOG, POSTER, TODAY, WRITE

K = Qt.Key


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication) -> Iterator[Writer]:
    made = open_writer(qtbot, qapp)
    yield made
    made.rest()
    made.page.toast.dismiss()


def test_a_digit_goes_to_each_part(writer: Writer) -> None:
    for at, part in enumerate(writer.page.parts()):
        writer.press(Qt.Key(K.Key_1 + at), "", ALT)
        assert writer.page.tabs.current() == part


def test_a_suggestion_of_today_is_looked_at_before_it_goes(writer: Writer) -> None:
    writer.press(K.Key_1, "", ALT)
    writer.model.today.open_suggestion("r-arrived")
    settle()
    assert writer.page.tabs.current() == WRITE
    assert writer.draft.rule_id == "r-arrived"
    assert not writer.compose.sent


def test_a_draft_that_was_dropped_comes_back(writer: Writer) -> None:
    writer.model.compose.begin(NoticeKind.FREE)
    settle()
    writer.model.compose.write(text="写了一半")
    writer.write.drop.click()
    settle()
    assert writer.model.compose.draft is None
    assert writer.write.kinds.isVisible()
    writer.page.toast.acted.emit()
    settle()
    assert writer.draft.template == "写了一半"
    assert writer.write.text.editor.toPlainText() == "写了一半"


def test_going_elsewhere_keeps_what_was_written(writer: Writer) -> None:
    writer.model.compose.begin(NoticeKind.FREE)
    settle()
    writer.write.text.editor.setPlainText("写了一半")
    writer.page.show_part(TODAY)
    assert [one.template for one in writer.compose.drafts.values()] == ["写了一半"]
    writer.page.show_part(WRITE)
    assert writer.write.text.editor.toPlainText() == "写了一半"


def test_pasting_takes_the_page_and_gives_it_back(writer: Writer) -> None:
    writer.desk.paste.rounds = paste_rounds()  # type: ignore[attr-defined]
    writer.page.show_part(TODAY)
    writer.model.today.paste_wanted.emit("n3")
    settle()
    assert writer.page.paste.isVisible()
    assert not writer.page.today.isVisible()
    writer.model.paste.close()
    settle()
    assert writer.page.today.isVisible()


def test_a_channel_in_trouble_is_put_right_under_channels(writer: Writer) -> None:
    writer.model.today.channel_wanted.emit("c-ding")
    settle()
    assert writer.page.tabs.current() == CHANNELS


def test_the_account_of_a_recipient_opens_over_the_page(writer: Writer) -> None:
    writer.model.compose.begin(NoticeKind.ARRIVED)
    settle()
    writer.write.show_side(TOLD)
    writer.press(K.Key_B, "", ALT)
    assert writer.page.account.isVisible()
    assert writer.model.account.name.startswith("王**")


def test_a_card_is_shown_in_the_log(writer: Writer) -> None:
    writer.model.today.card_wanted.emit("n1")
    settle()
    assert writer.page.tabs.current() == LOG


def test_what_goes_wrong_is_said_on_the_page(writer: Writer) -> None:
    writer.compose.trouble = Unavailable(say("The store is busy."), say("Wait a moment."))
    writer.model.compose.begin(NoticeKind.ARRIVED)
    writer.compose.trouble = Unavailable(say("The store is busy."), say("Wait a moment."))
    writer.model.compose.send()
    settle()
    assert "busy" in writer.page.banner.text() + writer.write.strip.figures.text()


def test_news_of_goods_makes_a_new_plan(writer: Writer) -> None:
    writer.model.compose.begin(NoticeKind.ARRIVED)
    settle()
    planned = len(writer.compose.planned)
    writer.model.changes(ChangeSet(reset=frozenset({Entity.DRAFT})))
    writer.plan()
    assert len(writer.compose.planned) == planned
    writer.model.changes(ChangeSet(touched=frozenset({(Entity.REDEMPTION, "r1")})))
    writer.plan()
    assert len(writer.compose.planned) == planned + 1
    writer.model.changes(ChangeSet(reset=frozenset({Entity.MESSAGE})))
    writer.model.close()


def test_a_poster_goes_with_the_draft_or_begins_one(writer: Writer) -> None:
    writer.model.poster.attach_wanted.emit(b"first")
    settle()
    assert writer.draft.kind is NoticeKind.FREE
    assert writer.draft.picture == "0.png"
    writer.write.text.poster.click()
    settle()
    assert writer.page.tabs.current() == POSTER
    writer.model.poster.attach_wanted.emit(b"second")
    settle()
    assert writer.page.tabs.current() == WRITE
    assert writer.draft.picture == "1.png"
