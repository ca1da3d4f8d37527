"""What is painted by hand: every state is drawn, and drawn differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QByteArray, QCryptographicHash, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.scan import CameraState, CameraStatus, Scan, ScanSource
from tests.fakes.shown import NOW, a_line, a_note, a_verdict
from tests.ui.pickup.conftest import Till
from ui.pickup.card import Face


@dataclass(frozen=True)
class GreyFrame:
    """A picture of one grey."""

    width: int = 64
    height: int = 48
    stride: int = 192

    @property
    def pixels(self) -> memoryview:
        return memoryview(bytes([90]) * (self.stride * self.height))


def _look(widget: QWidget) -> QByteArray:
    QApplication.processEvents()
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return QCryptographicHash.hash(
        QByteArray(bytes(picture.constBits())), QCryptographicHash.Algorithm.Sha256
    )


def test_a_lookup_that_takes_long_is_told(till: Till, qtbot: QtBot) -> None:
    till.model.scanned(Scan("CODE", "", ScanSource.CAMERA, NOW))
    assert till.page.card.accessibleName() != "Looking …"
    qtbot.waitUntil(lambda: till.page.card.accessibleName() == "Looking …")
    till.desk.put("CODE", a_verdict())
    till.runner.go_all()
    assert till.page.card.accessibleName() == "Hand over"


def test_a_quick_lookup_flashes_nothing(till: Till, qtbot: QtBot) -> None:
    till.show()
    before = till.page.card._whole.currentWidget()
    till.desk.put("TWO", a_verdict(claim_id="2" * 20))
    till.model.scanned(Scan("TWO", "", ScanSource.CAMERA, NOW))
    assert till.page.card._whole.currentWidget() is before
    till.runner.go_all()
    assert not till.page.card._patience.isActive()


def test_lines_look_different_when_left_out_cold_or_gone(till: Till) -> None:
    shelf, cold = a_line(1), a_line(2, "馄饨", 3, slot="很长很长的货位名称", zone=Zone.FREEZER)
    till.show(a_verdict(shelf, cold, a_line(3, "牛奶", 2, slot="", zone=Zone.FRIDGE, arrived=0)))
    looks = {_look(till.page.card.lines).toHex().data()}
    deeds: list[Callable[[], None]] = [
        lambda: till.model.move(1),
        till.model.toggle,
        till.model.clear,
        till.model.hand_over,
    ]
    for deed in deeds:
        deed()
        till.runner.go_all()
        looks.add(_look(till.page.card.lines).toHex().data())
    assert till.model.card.face is Face.DONE
    assert len(looks) == 4  # after stepping back it looks as at first


def test_a_click_leaves_a_line_out(till: Till) -> None:
    till.show()
    view = till.page.card.lines
    where = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [pick.quantity for pick in till.model.card.picks] == [1, 0]


def test_a_high_window_gives_the_lines_more_room(till: Till) -> None:
    till.show()
    view = till.page.card.lines
    low = view.visualRect(view.model().index(0, 0)).height()
    till.page.resize(1600, 1200)
    QApplication.processEvents()
    assert view.visualRect(view.model().index(0, 0)).height() > low


def test_what_the_camera_sees_has_a_frame_to_hold_the_code_into(till: Till) -> None:
    till.camera.camera_changed(CameraStatus(CameraState.OPENING, "0"))
    opening = _look(till.page.finder.preview)
    till.camera._newest = GreyFrame
    till.camera.camera_changed(CameraStatus(CameraState.LIVE, "0"))
    till.page.finder.preview._look()
    live = _look(till.page.finder.preview)
    till.camera.camera_changed(CameraStatus(CameraState.NO_SIGNAL, "0"))
    till.page.finder.preview._look()
    assert len({bytes(look.data()) for look in (opening, live)}) == 2
    assert "No picture" in till.page.finder.preview.accessibleDescription()


@pytest.mark.parametrize(
    "fields",
    [
        {"reversed_at": NOW},
        {"offline": True},
        {"primary": False},
        {"own": False, "device_name": "2号台"},
    ],
    ids=["taken back", "offline", "one too many", "another counter's"],
)
def test_the_day_marks_what_is_particular(till: Till, fields: dict[str, object]) -> None:
    plain = _look(till.page.day.list)
    till.desk.notes[0] = replace(a_note("old"), **fields)  # type: ignore[arg-type]
    till.history._dirty = True
    till.history.show()
    till.runner.go_all()
    assert _look(till.page.day.list) != plain


def test_an_entry_of_the_day_can_be_asked_about_by_mouse(till: Till) -> None:
    view = till.page.day.list
    where = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert till.model.card.asking is not None
    row = till.page.card.reasons._rows[1]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    till.runner.go_all()
    assert ("undo", "old", "wrong_person") in till.desk.calls
