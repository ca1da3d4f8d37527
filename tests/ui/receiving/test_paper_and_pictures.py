"""Signatures and photos: what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leader_app.errors import Refused, Unavailable
from tests.ui.receiving.yard import CARTON, a_yard
from ui.receiving import photos
from ui.receiving.sheet import Panel
from ui.receiving.signature_view import SignatureBox

LEFT = Qt.MouseButton.LeftButton
JPEG_MAGIC = b"\xff\xd8"


@dataclass(frozen=True)
class Red:
    """A camera picture that is all red."""

    width: int = 8
    height: int = 4
    stride: int = 24

    @property
    def pixels(self) -> memoryview:
        return memoryview(bytes((0, 0, 255)) * (self.width * self.height))


def _box(qtbot: QtBot) -> tuple[SignatureBox, list[bytes]]:
    box, kept = SignatureBox(), list[bytes]()
    qtbot.addWidget(box)
    box.set_words("Driver", "Sign here", "or type the name", "Sign again", ("Signed", "Not yet"))
    box.signed.connect(kept.append)
    box.resize(300, 200)
    box.show()
    return box, kept


def _ink(png: bytes) -> int:
    picture = QImage.fromData(png)
    assert picture.size() == photos.SIGNATURE
    places = ((x, y) for x in range(0, 640, 2) for y in range(0, 240, 2))
    return sum(picture.pixelColor(x, y).lightness() < 128 for x, y in places)


def _draw(box: SignatureBox) -> None:
    QTest.mousePress(box.pad, LEFT, pos=QPoint(20, 20))
    QTest.mouseMove(box.pad, QPoint(120, 50))
    QTest.mouseRelease(box.pad, LEFT, pos=QPoint(120, 50))


def test_a_stroke_is_kept_once_the_pen_rests(qtbot: QtBot) -> None:
    box, kept = _box(qtbot)
    _draw(box)
    assert kept == []
    with qtbot.waitSignal(box.signed):
        pass
    assert len(kept) == 1
    assert _ink(kept[0]) > 20


def test_what_was_just_written_is_kept_before_it_is_booked(qtbot: QtBot) -> None:
    box, kept = _box(qtbot)
    _draw(box)
    box.flush()
    box.flush()
    assert len(kept) == 1


def test_a_name_is_as_good_and_takes_the_place_of_strokes(qtbot: QtBot) -> None:
    box, kept = _box(qtbot)
    _draw(box)
    box.flush()
    box.name.setText("李师傅")
    box.flush()
    assert box.pad.is_blank()
    assert _ink(kept[-1]) > 100
    box.again.setEnabled(True)
    box.again.click()
    assert kept[-1] == b""
    assert box.name.text() == ""


def test_the_cameras_picture_is_a_photo(qtbot: QtBot) -> None:
    yard = a_yard()
    yard.frame = Red()
    page = yard.page()
    qtbot.addWidget(page)
    page.resize(1278, 900)
    page.show()
    yard.model.open("d1")
    yard.model.take_scan(CARTON)
    yard.model.count.open_panel(Panel.REJECT)
    panel = page.count.scan.reject_panel
    assert panel.camera.isEnabled()
    panel.camera.click()
    panel.pieces.setText("1")
    panel.submit()
    assert yard.done("reject")[0][-1] == ("photo1",)
    assert yard.desk.photos[0].startswith(JPEG_MAGIC)
    colour = QImage.fromData(yard.desk.photos[0]).pixelColor(4, 2)
    assert colour.red() > 200
    assert colour.blue() < 60


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mov"
    with path.open("wb") as film:
        film.truncate(photos.MOST_BYTES + 1)
    with pytest.raises(Refused):
        photos.of_file(path)
    with pytest.raises(Unavailable):
        photos.of_file(tmp_path / "gone.jpg")
