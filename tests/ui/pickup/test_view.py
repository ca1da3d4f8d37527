"""The counter's page, driven by keys alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.order import LineKey
from leader_app.domain.pickup import Pieces
from leader_app.domain.scan import CameraState, CameraStatus, Symbol
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.shown import a_line, a_note, a_summary, a_verdict
from tests.ui import typing
from tests.ui.pickup.conftest import Till
from ui.languages import Language, Languages
from ui.pickup.card import Face
from ui.theme.current import ThemeChoice, use

K = Qt.Key


def _file_drop(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def _face(till: Till) -> Face:
    return till.model.card.face


def test_enter_hands_over_and_only_then_it_says_so(till: Till) -> None:
    till.show()
    assert till.page.card.accessibleName() == "Hand over"
    assert till.page.card.action.isVisible()
    typing.press(till.window, K.Key_Return, "\r")
    assert till.page.card.accessibleName() == "Hand over"
    assert not till.page.card.action.isEnabled()
    till.runner.go_all()
    assert till.page.card.accessibleName() == "Handed over"
    assert not till.page.card.action.isVisible()


def test_space_hands_over_too(till: Till) -> None:
    till.show()
    till.press(K.Key_Space)
    assert _face(till) is Face.DONE


def test_a_second_enter_hands_over_nothing_more(till: Till) -> None:
    till.show()
    till.press(K.Key_Return, K.Key_Return, K.Key_Space)
    assert till.done("hand_over") == 1


def test_the_enter_of_a_scanner_hands_nothing_over(till: Till) -> None:
    till.show()
    typing.scan(till.window, "CODECODE\n")
    till.runner.go_all()
    assert till.done("hand_over") == 0
    assert till.page.line.text() == ""


def test_an_enter_right_after_fast_keys_hands_nothing_over(till: Till) -> None:
    till.show()
    typing.scan(till.window, "AB\n")
    till.runner.go_all()
    assert till.done("hand_over") == 0


def test_a_typed_phone_tail_lists_members_and_a_digit_chooses(till: Till) -> None:
    other = a_summary("A1000009", "9" * 20, member_name="王**")
    till.desk.rows = [a_summary("A1000001"), other]
    till.desk.put("OTHER", replace(a_verdict(claim_id="9" * 20), order_ids=("A1000009",)))
    till.write("1234\n")
    assert _face(till) is Face.CHOOSING
    assert till.page.card.choices.isVisible()
    till.press(K.Key_2)
    assert till.model.card.verdict is not None
    assert till.model.card.verdict.claim_id == "9" * 20


def test_the_enter_that_sent_a_code_off_does_not_bounce_into_a_hand_over(till: Till) -> None:
    till.desk.rows = [a_summary("A1000001")]
    till.desk.put("CODE", a_verdict())
    till.write("A1000001")
    moment = 50_000_000
    for offset in (0, 120):
        typing.press_at(till.window, K.Key_Return, "\r", moment + offset)
        till.runner.go_all()
    assert _face(till) is Face.VERDICT
    typing.press_at(till.window, K.Key_Return, "\r", moment + 900)
    till.runner.go_all()
    assert _face(till) is Face.DONE


def test_a_part_is_handed_over_with_the_arrow_keys(till: Till) -> None:
    till.show()
    till.press(K.Key_Down, K.Key_Space, K.Key_Down, K.Key_Minus)
    assert till.page.card.lines.currentIndex().row() == 1
    till.press(K.Key_Return)
    assert till.desk.wanted == [(Pieces(LineKey("A1000001", 2), 2),)]


def test_escape_empties_the_line_before_it_clears_the_card(till: Till) -> None:
    till.show()
    till.write("ABC")
    till.press(K.Key_Escape)
    assert till.page.line.text() == ""
    assert _face(till) is Face.VERDICT
    till.press(K.Key_Escape)
    assert _face(till) is Face.WAITING


def test_f9_undoes_with_a_reason_by_number(till: Till, qtbot: QtBot) -> None:
    till.press(K.Key_F9)
    assert till.page.card.accessibleName() == "Take back?"
    till.press(K.Key_3)
    assert ("undo", "old", "by_mistake") in till.desk.calls
    assert till.page.card.accessibleName() == "Taken back"


def test_ctrl_z_asks_too_and_escape_keeps(till: Till) -> None:
    typing.press(till.window, K.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert till.page.card.reasons.isVisible()
    till.press(K.Key_Escape)
    assert not till.page.card.reasons.isVisible()
    assert till.done("undo") == 0


def test_an_entry_of_the_day_is_taken_back_by_keys(till: Till) -> None:
    till.press(K.Key_F10)
    assert till.page.day.list.hasFocus()
    till.press(K.Key_Return)
    assert till.model.card.asking == a_note("old")
    assert till.page.line.hasFocus()


def test_typing_in_the_list_of_the_day_goes_to_the_line(till: Till) -> None:
    till.press(K.Key_F10)
    till.write("9")
    assert till.page.line.hasFocus()
    assert till.page.line.text() == "9"


def test_a_full_disk_is_said_on_the_card_and_nothing_looks_done(till: Till) -> None:
    till.show()
    till.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    till.press(K.Key_Return)
    assert till.page.card.news.text() == "The disk is full. Free some room."
    assert till.page.card.accessibleName() == "Hand over"


def test_a_picture_that_is_dropped_is_looked_at(till: Till, tmp_path: Path) -> None:
    till.desk.put("CODE", a_verdict())
    till.pictures.symbols = (Symbol("CODE", "QRCode"),)
    dragged = _file_drop(tmp_path / "code.png")
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    till.page.dropEvent(drop)
    till.runner.go_all()
    assert till.pictures.read == [tmp_path / "code.png"]
    assert _face(till) is Face.VERDICT


def test_a_dragged_picture_is_invited_and_leaves_no_trace(till: Till, tmp_path: Path) -> None:
    dragged = _file_drop(tmp_path / "code.png")
    nothing = Qt.KeyboardModifier.NoModifier
    button, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), copy, dragged, button, nothing)
    till.page.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert till.page._shade.isVisible()
    assert not till.page.grab().isNull()
    till.page.dragLeaveEvent(QDragLeaveEvent())
    assert not till.page._shade.isVisible()


def test_time_passes_while_the_page_is_shown(till: Till) -> None:
    till.show(replace(a_verdict(), offline=True))
    assert till.page.card._age.accessibleName() == "Offline, orders as of 2 min ago"
    till.desk.time += timedelta(minutes=10)
    till.page._tick.timeout.emit()
    till.runner.go_all()
    assert till.page.card._age.accessibleName() == "Offline, orders as of 12 min ago"


def test_a_picture_is_pasted(till: Till) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    typing.press(till.window, K.Key_V, "\x16", Qt.KeyboardModifier.ControlModifier)
    assert len(till.pictures.read) == 1
    assert _face(till) is Face.TROUBLE


def test_a_text_of_two_megabytes_is_pasted_without_harm(till: Till) -> None:
    QGuiApplication.clipboard().setText("x" * 2_000_000)
    typing.press(till.window, K.Key_V, "\x16", Qt.KeyboardModifier.ControlModifier)
    till.runner.go_all()
    assert till.page.card.accessibleName() == "Not a pickup code"


def test_without_a_camera_the_line_is_the_page_s_main_thing(till: Till) -> None:
    assert not till.page.finder.preview.isVisible()
    low = till.page.line.sizeHint().height()
    till.camera.camera_changed(CameraStatus(CameraState.LIVE, "0"))
    assert till.page.finder.preview.isVisible()
    assert till.page.line.sizeHint().height() < low


def test_an_unplugged_camera_says_what_still_works(till: Till) -> None:
    reason = say("The camera is unplugged.")
    till.camera.camera_changed(CameraStatus(CameraState.RETRY, "0", reason, 3.0))
    assert till.page.finder.preview.isVisible()
    assert "Trying again" in till.page.finder.preview.accessibleDescription()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_every_face_is_drawn_in_both_languages(
    till: Till, languages: Languages, theme: ThemeChoice
) -> None:
    use(theme)
    pictures = set()
    for language in Language:
        languages.use(language)
        for key in (None, K.Key_Return, K.Key_F9):
            if key is None:
                till.show()
            else:
                till.press(key)
            pictures.add(till.page.grab().toImage().cacheKey())
            assert till.page.card.accessibleName()
        till.press(K.Key_Escape, K.Key_Escape)
        till.desk.notes.clear()
    assert len(pictures) == 6
    use(ThemeChoice.LIGHT)


def test_a_change_of_language_changes_every_word(till: Till, languages: Languages) -> None:
    till.show()
    english = till.page.card.action.text(), till.page.card.accessibleName()
    languages.use(Language.CHINESE)
    QApplication.processEvents()
    chinese = till.page.card.action.text(), till.page.card.accessibleName()
    assert not set(english) & set(chinese)


def test_four_lines_fit_without_scrolling_in_the_smallest_window(till: Till) -> None:
    till.camera.camera_changed(CameraStatus(CameraState.LIVE, "0"))
    till.show(a_verdict(*[a_line(n, slot=f"A-0{n}") for n in range(1, 5)]))
    QApplication.processEvents()
    assert till.page.card.lines.verticalScrollBar().maximum() == 0
    till.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    till.press(K.Key_Return)
    QApplication.processEvents()
    assert till.page.card.lines.verticalScrollBar().maximum() == 0


def test_lines_say_themselves_to_screen_readers(till: Till) -> None:
    till.show()
    model = till.page.card.lines.model()
    said = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A-03 · 三文鱼 · 3 袋"
