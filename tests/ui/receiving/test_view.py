"""Receiving in a window, driven by keys and scans alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from leader_app.domain.delivery import FindingKind
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.trucks import a_long_delivery, many_products
from tests.ui.accessible import focused, nameless
from tests.ui.receiving.conftest import Dock
from tests.ui.receiving.pictures import STATES
from tests.ui.receiving.yard import CARTON
from ui.languages import Language, Languages
from ui.receiving.sheet import Panel
from ui.receiving.view_model import Screen
from ui.theme.current import ThemeChoice, use

K = Qt.Key


def test_a_truck_is_taken_in_by_keyboard_and_scanner_alone(dock: Dock) -> None:
    dock.press(K.Key_Return)
    assert dock.screen() is Screen.COUNT
    dock.scan("6901234567892")
    assert dock.counted() == [1, 0, 0, 0]
    dock.write("46")
    dock.press(K.Key_Return, K.Key_Plus)
    assert dock.counted()[0] == 47
    dock.press(K.Key_Minus, K.Key_Down, K.Key_Space)
    assert dock.counted() == [46, 30, 0, 0]
    dock.control(K.Key_M)
    assert dock.counted() == [46, 30, 12, 20]
    dock.control(K.Key_Return)
    assert dock.screen() is Screen.CHECK
    dock.page.check.driver.name.setFocus()
    dock.write("li")
    dock.press(K.Key_Return)
    assert len(dock.yard.desk.signatures["driver"]) > 100
    dock.control(K.Key_B)
    assert dock.screen() is Screen.DONE
    dock.control(K.Key_P)
    assert dock.yard.prints[0][0] == "parcel_labels"
    dock.press(K.Key_Return)
    assert dock.screen() is Screen.LIST
    assert dock.page.list.list.hasFocus()


def test_two_enters_in_a_row_do_not_book(dock: Dock) -> None:
    dock.press(K.Key_Return)
    dock.scan("6901234567892")
    dock.control(K.Key_Return)
    dock.control(K.Key_Return)
    dock.press(K.Key_Return)
    assert dock.screen() is Screen.CHECK
    assert dock.yard.done("finish") == []


def test_scans_reach_the_count_whatever_has_the_focus(dock: Dock) -> None:
    dock.press(K.Key_Return, K.Key_Down)
    dock.control(K.Key_L)
    assert dock.page.count.scan.lot_panel.day.hasFocus()
    dock.scan("6903456789016")
    assert dock.counted()[2] == 1
    assert dock.page.count.scan.lot_panel.day.text() == "2026-11-30"
    assert dock.yard.model.count.chosen == 2


def test_the_caret_is_where_scans_are_typed_from_the_first_key(dock: Dock) -> None:
    dock.press(K.Key_Return)
    line = dock.page.count.scan.line
    assert line.hasFocus()
    dock.page._back.setFocus()
    dock.write("69")
    assert line.hasFocus()
    assert line.text() == "69"
    dock.press(K.Key_Escape)
    assert line.text() == ""
    assert dock.screen() is Screen.COUNT
    dock.press(K.Key_Escape)
    assert dock.screen() is Screen.LIST


def test_lot_and_day_are_typed_as_people_write_them(dock: Dock) -> None:
    dock.press(K.Key_Return, K.Key_Down, K.Key_Down, K.Key_Down)
    dock.control(K.Key_L)
    dock.write("B7")
    dock.press(K.Key_Tab, K.Key_Tab)
    dock.write("13-40")
    dock.press(K.Key_Return)
    assert dock.panel() is Panel.LOT
    assert "no day" in dock.page.count.scan.lot_panel.day.accessibleDescription()
    dock.page.count.scan.lot_panel.day.clear()
    dock.write("+7")
    dock.press(K.Key_Return)
    assert dock.panel() is Panel.LAST
    lot = dock.yard.model.count.rows[2].lot
    assert (lot.code, str(lot.expires_on)) == ("B7", "2026-11-29")
    assert dock.page.count.scan.line.hasFocus()


def test_goods_are_rejected_with_words_and_photos(dock: Dock, tmp_path: Path) -> None:
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    path = tmp_path / "box.png"
    picture.save(str(path))
    dock.yard.files[:] = [str(path), str(tmp_path / "gone.png")]
    dock.press(K.Key_Return)
    dock.scan(CARTON)
    dock.control(K.Key_R)
    dock.write("2")
    dock.page.count.scan.reject_panel.file.click()
    assert "cannot be read" in dock.page.banner.text()
    dock.page.count.scan.reject_panel.note.setFocus()
    dock.write("crushed")
    dock.press(K.Key_Return)
    call = dock.yard.done("reject")[0]
    assert call == ("reject", 0, FindingKind.DAMAGED, 2, "crushed", ("photo1",))
    assert dock.yard.desk.photos == [path.read_bytes()]
    dock.control(K.Key_R)
    assert dock.page.count.scan.reject_panel.pieces.text() == "2"
    dock.write("0")
    dock.press(K.Key_Return)
    assert dock.yard.model.count.rows[0].rejected == 0


def test_rubbish_in_a_panel_changes_nothing(dock: Dock) -> None:
    dock.press(K.Key_Return, K.Key_Down)
    dock.control(K.Key_R)
    dock.write("many")
    dock.press(K.Key_Return)
    assert dock.panel() is Panel.REJECT
    dock.press(K.Key_Escape)
    dock.control(K.Key_T)
    dock.write("warm")
    dock.press(K.Key_Return)
    assert dock.panel() is Panel.TRUCK
    dock.press(K.Key_Escape)
    assert dock.yard.done("reject") == dock.yard.done("set_temperatures") == []
    assert dock.page.count.scan.line.hasFocus()


def test_temperatures(dock: Dock) -> None:
    dock.press(K.Key_Return)
    dock.control(K.Key_T)
    dock.write("4.5")
    dock.press(K.Key_Tab)
    dock.write("-18")
    dock.press(K.Key_Return)
    assert dock.yard.done("set_temperatures") == [("set_temperatures", 45, -180)]
    assert "4.5° / -18°" in dock.page.count.truck.text()


def test_unknown_goods_are_chosen_by_typing(dock: Dock) -> None:
    dock.press(K.Key_Return)
    dock.scan("6900000000001")
    search = dock.page.count.scan.choose_panel.search
    assert search.hasFocus()
    dock.press(K.Key_Down, K.Key_Down, K.Key_Return)
    assert dock.counted() == [0, 0, 1, 0]
    assert dock.yard.shelf.kept[2].barcodes[-1] == "6900000000001"
    assert dock.page.count.scan.line.hasFocus()


def test_trouble_is_a_line_with_what_to_do_and_goes_with_the_next_scan(dock: Dock) -> None:
    dock.press(K.Key_Return)
    dock.yard.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    dock.scan(CARTON)
    assert dock.page.banner.text() == "The disk is full. Free some room."
    assert dock.counted()[0] == 0
    dock.scan(CARTON)
    assert dock.page.banner.text() == ""
    assert dock.counted()[0] == 24


def test_dropping_a_count_is_asked_about_in_a_line(dock: Dock) -> None:
    dock.press(K.Key_Return)
    dock.scan(CARTON)
    dock.page._other.click()
    assert dock.yard.done("abandon") == []
    dock.page.banner.acted.emit()
    assert dock.yard.done("abandon") == [("abandon", "d1")]
    assert dock.screen() is Screen.LIST


def test_shares_are_set_by_digits_and_signs(dock: Dock) -> None:
    dock.press(K.Key_Return, K.Key_Down)
    dock.write("40")
    dock.press(K.Key_Return)
    dock.control(K.Key_M)
    dock.control(K.Key_Return)
    assert dock.page.check.shares.list.hasFocus()
    dock.press(K.Key_Minus)
    dock.press(K.Key_Down)
    dock.write("0")
    changed = dock.yard.model.check.shares.changed
    assert sorted((key.order_id, pieces) for key, pieces in changed.items()) == [
        ("A001", 1),
        ("A002", 0),
    ]


def test_a_long_list_fits_and_follows_the_scans(dock: Dock) -> None:
    dock.yard.desk.products += many_products(500)
    dock.yard.desk.deliveries = {"d9": a_long_delivery()}
    dock.yard.model.list.read()
    dock.press(K.Key_Return)
    dock.scan(f"69{400:011d}")
    rows = dock.page.count.list
    shown = rows.visualRect(rows.currentIndex())
    assert rows.currentIndex().row() == 400
    assert rows.viewport().rect().contains(shown)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_the_smallest_window_and_has_names(
    dock: Dock, languages: Languages, state: str, language: Language
) -> None:
    languages.use(language)
    STATES[state](dock.yard, dock.page)
    QApplication.processEvents()
    for theme in (ThemeChoice.DARK, ThemeChoice.LIGHT):
        use(theme)
        assert not dock.page.grab().isNull()
    assert nameless(dock.page) == []
    assert dock.page.minimumSizeHint().width() <= 968
    assert dock.page.size().toTuple() == (968, 568)
    assert focused().isVisible()
    dock.page.check.driver.pad.flush()


def test_digits_are_for_the_shares_as_soon_as_they_are_known(dock: Dock) -> None:
    dock.press(K.Key_Return, K.Key_Down)
    dock.write("40")
    dock.press(K.Key_Return)
    dock.control(K.Key_Return)
    dock.press(K.Key_Escape)
    dock.page.check.driver.name.setFocus()
    dock.control(K.Key_Return)
    assert dock.page.check.shares.list.hasFocus()
