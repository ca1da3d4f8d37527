"""Writing a notice in a window, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.local_time import local
from leader_app.domain.notice import Form, NoticeKind, Template
from leader_app.domain.order import Stage
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.notice_log import NOW
from tests.ui.notices.rest import ALT, CTRL, settle
from tests.ui.notices.writing import Writer, open_writer
from ui.notices.compose_view import LEFT_OUT, TOLD

K = Qt.Key


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication) -> Iterator[Writer]:
    made = open_writer(qtbot, qapp)
    yield made
    made.rest()


def begun(writer: Writer, kind: NoticeKind = NoticeKind.ARRIVED) -> None:
    writer.model.compose.begin(kind)
    settle()


def test_from_nothing_to_sent_by_keys(writer: Writer) -> None:
    assert writer.write.kinds.cards[0].hasFocus()
    writer.press(K.Key_Right)
    writer.press(K.Key_Down)
    writer.press(K.Key_Return, "\r")
    assert writer.draft.kind is NoticeKind.SHORTAGE
    assert writer.write.text.editor.hasFocus()
    writer.press(K.Key_A, "", CTRL)
    writer.type("hello ")
    writer.press(K.Key_Space, " ", CTRL)
    assert writer.write.text.editor.list.isVisible()
    writer.type("slots")
    writer.press(K.Key_Escape)
    assert not writer.write.text.editor.list.isVisible()
    assert writer.draft.template == "hello {slots"
    writer.plan()
    assert not writer.write.strip.send.isEnabled()
    assert "brace" in writer.write.text.flaw.text()
    writer.type("}")
    writer.plan()
    assert writer.write.strip.send.isEnabled()
    assert writer.write.strip.send.text() == "Send to 36"
    writer.press(K.Key_Return, "\r", CTRL)
    assert [one.template for one, _ in writer.compose.sent] == ["hello {slots}"]
    assert writer.page.tabs.current() == "log"
    assert "36" in writer.page.toast.text()


def test_the_list_of_places_writes_what_is_chosen(writer: Writer) -> None:
    begun(writer, NoticeKind.FREE)
    editor = writer.write.text.editor
    editor.setPlainText("👨‍👩‍👧‍👦 {货")
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    writer.type("w")
    writer.press(K.Key_Backspace)
    assert editor.list.isVisible()
    writer.press(K.Key_Return, "\r")
    assert editor.toPlainText() == "👨‍👩‍👧‍👦 {货位}"
    editor.insert_place("如果 冷藏")
    writer.type("x")
    assert editor.toPlainText() == "👨‍👩‍👧‍👦 {货位}{如果 冷藏}x{完}"
    assert not editor.list.isVisible()


def test_what_is_wrong_is_said_where_it_is(writer: Writer) -> None:
    begun(writer, NoticeKind.FREE)
    writer.write.text.editor.setPlainText("🍓🍓 {坏的} 好 {更坏的}")
    writer.plan()
    marks = writer.write.text.editor.extraSelections()
    assert [one.cursor.selectedText() for one in marks] == ["{坏的}", "{更坏的}"]
    assert "坏的" in writer.write.text.flaw.text()
    assert "坏的" in writer.write.strip.figures.text()


def test_places_no_order_fills_have_a_field(writer: Writer) -> None:
    begun(writer, NoticeKind.LIVESTREAM)
    fields = writer.write.text.by_hand.fields
    assert list(fields) == ["time", "host", "product", "price", "link"]
    fields["host"].setFocus()
    settle()
    writer.type("lin")
    assert writer.draft.extra["host"] == "lin"
    writer.write.text.editor.setPlainText("{主播}")
    assert list(writer.write.text.by_hand.fields) == ["host"]
    assert writer.write.text.by_hand.fields["host"].text() == "lin"


def test_an_audience_of_stages_products_buildings_and_people(writer: Writer) -> None:
    begun(writer)
    writer.press(K.Key_W, "", ALT)
    whom = writer.write.whom
    whom.stages.press(Stage.READY.value)
    whom.products.press("p1")
    whom.buildings.press("3")
    whom.segments.press("宝妈")
    writer.press(K.Key_F, "", CTRL)
    assert whom.people.search.hasFocus()
    whom.people.search.setText("1037")
    writer.press(K.Key_Return, "\r")
    writer.press(K.Key_Return, "\r")
    audience = writer.draft.audience
    assert audience.stages == {Stage.READY}
    assert audience.product_ids == {"p1"}
    assert audience.buildings == {"3"}
    assert audience.segments == {"宝妈"}
    assert audience.members == {"u1"}
    whom.people.added.press("u1")
    whom.stages.press(Stage.READY.value)
    assert writer.draft.audience.members == set()
    assert writer.draft.audience.stages == set()
    whom.everybody.click()
    assert writer.draft.audience.everybody


def test_since_when_something_arrived(writer: Writer) -> None:
    begun(writer)
    writer.press(K.Key_W, "", ALT)
    writer.write.whom.arrived.choose("today")
    writer.write.whom.arrived.chosen.emit("today")
    since = writer.draft.audience.since
    assert since is not None
    assert f"{local(since):%d %H:%M}" == f"{local(NOW):%d} 00:00"


def test_somebody_is_left_out_and_taken_in_again(writer: Writer) -> None:
    begun(writer)
    writer.write.show_side(TOLD)
    settle()
    assert writer.write.told.items.rowCount() == 36
    writer.press(K.Key_Delete)
    writer.plan()
    assert writer.draft.audience.without == {"u1"}
    assert writer.write.told.items.rowCount() == 35
    writer.write.show_side(LEFT_OUT)
    row = writer.write.left_out.items.rowCount() - 1
    writer.write.left_out.table.selectRow(row)
    writer.press(K.Key_Return, "\r")
    writer.plan()
    assert writer.draft.audience.without == set()
    assert writer.write.told.items.rowCount() == 36


def test_any_recipient_can_be_looked_at_on_any_channel(writer: Writer) -> None:
    begun(writer)
    writer.press(K.Key_V, "", ALT)
    preview = writer.write.preview
    assert "1 of 36" in preview.who.text()
    first = preview.bubbles[0].words.text()
    writer.press(K.Key_Right)
    assert "2 of 36" in preview.who.text()
    assert preview.bubbles[0].words.text() != first
    writer.press(K.Key_Left)
    writer.press(K.Key_Left)
    assert "36 of 36" in preview.who.text()
    assert "symbols" in preview.length.text()
    writer.model.preview.choose_channel("c-wecom")
    assert preview.who.text() == "阳光花园福利群"
    assert "bytes" in preview.length.text()
    assert not preview.before.isVisible()


def test_a_long_text_is_shown_in_its_pieces_and_a_card_drawn(writer: Writer) -> None:
    begun(writer, NoticeKind.FREE)
    writer.model.preview.choose_channel("c-wecom")
    writer.write.text.editor.setPlainText("<b>x</b> **粗**\n" + "很长的话。" * 300)
    writer.plan()
    shown = [one for one in writer.write.preview.bubbles if one.isVisible()]
    assert len(shown) > 1
    assert "piece" in writer.write.preview.length.text()
    writer.model.compose.set_form(Form.CARD)
    writer.plan()
    assert "&lt;b&gt;x&lt;/b&gt; <b>粗</b>" in writer.write.preview.bubbles[0].words.text()


def test_how_and_when(writer: Writer) -> None:
    begun(writer)
    writer.press(K.Key_H, "", ALT)
    how = writer.write.how
    assert [name for name, one in how.rows.items() if one.toggle.isChecked()] == [
        "centre",
        "c-wecom",
    ]
    how.rows["clipboard"].toggle.click()
    how.rows["centre"].toggle.click()
    assert writer.draft.channels == ("c-wecom", "clipboard")
    tomorrow = (local(NOW) + timedelta(days=1)).date().isoformat()
    how.days.choose(tomorrow)
    how.days.chosen.emit(tomorrow)
    assert writer.draft.start_at is not None
    assert f"{local(writer.draft.start_at):%H:%M}" == "09:00"
    how.clock.setCurrentIndex(how.clock.findText("18:30"))
    how.clock.activated.emit(how.clock.currentIndex())
    assert f"{local(writer.draft.start_at):%H:%M}" == "18:30"
    assert writer.write.strip.send.text().startswith("Send later")
    how.days.chosen.emit("now")
    assert writer.draft.start_at is None


def test_quiet_hours_are_said(writer: Writer) -> None:
    writer.compose.begins_at = NOW + timedelta(hours=17, minutes=40)
    begun(writer)
    assert "quiet until 08:00: goes out at Tomorrow 08:00" in writer.write.strip.figures.text()


def test_an_offer_is_asked_about_and_esc_says_not_yet(writer: Writer) -> None:
    begun(writer, NoticeKind.LIVESTREAM)
    writer.press(K.Key_Return, "\r", CTRL)
    assert writer.write.strip.send.text().startswith("Yes, send to")
    writer.press(K.Key_Escape)
    assert not writer.compose.sent
    writer.write.strip.over.click()
    writer.press(K.Key_Return, "\r", CTRL)
    writer.press(K.Key_Return, "\r", CTRL)
    assert writer.compose.sent[0][1] is True


def test_a_picture_from_the_clipboard(writer: Writer) -> None:
    begun(writer)
    writer.model.compose.set_form(Form.PICTURE)
    settle()
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    writer.write.text.paste.click()
    writer.plan()
    assert writer.draft.picture == "0.png"
    assert writer.write.preview.picture.isVisible()
    QGuiApplication.clipboard().clear()
    writer.write.text.paste.click()
    writer.write.text.take_file("/nowhere/at/all.png")
    assert len(writer.compose.pictures) == 2  # the desk, not the page, says what is no picture


def test_a_store_that_is_busy_is_said_and_tried_again(writer: Writer) -> None:
    begun(writer)
    trouble = Unavailable(say("The store is busy."), say("Wait a moment."))
    writer.compose.trouble = trouble
    writer.model.compose.set_form(Form.CARD)
    writer.plan()
    assert "busy" in writer.write.strip.figures.text()
    assert writer.write.strip.send.text() == "Try again"


def test_words_of_ones_own_template_and_back_again(writer: Writer) -> None:
    own = Template("own-1", NoticeKind.ARRIVED, "我的话", "到啦", "{称呼}，到啦", own=True)
    writer.compose.kept_templates.append(own)
    writer.model.compose.refresh()
    begun(writer)
    templates, usual = writer.write.text.templates, writer.draft.template
    assert templates.isVisible()
    assert templates.currentIndex() == 0
    templates.setCurrentIndex(1)
    templates.activated.emit(1)
    assert (writer.draft.title, writer.draft.template) == ("到啦", own.text)
    assert writer.write.text.editor.toPlainText() == own.text
    writer.write.text.take_focus()
    writer.press(K.Key_Z, "", CTRL)
    assert writer.draft.template == usual
    writer.model.compose.set_kind(NoticeKind.DELAYED)
    assert not templates.isVisible()


def test_put_aside_it_waits_under_today(writer: Writer) -> None:
    begun(writer)
    writer.write.aside.click()
    settle()
    assert len(writer.compose.drafts) == 1
    assert writer.write.kinds.cards[0].hasFocus()
    assert "Today" in writer.page.toast.text()
    writer.page.toast.dismiss()
