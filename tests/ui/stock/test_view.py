"""The stock page in a window, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import MovementKind
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import MovementQuery
from tests.fakes.shop import COLA_CODE, MILK, RICE, a_product
from tests.ui.accessible import nameless
from tests.ui.stock.conftest import ALT, CTRL, Counter
from ui.kit.cells import CELL
from ui.languages import Language, Languages
from ui.stock.deeds import Verb
from ui.theme.current import ThemeChoice, use

K = Qt.Key
TROUBLE = Unavailable(say("The store is busy."), say("Wait a moment."))


def test_the_models_are_sound(counter: Counter) -> None:
    page = counter.page
    counter.alt("S")
    page.take_scan(COLA_CODE)
    counter.alt("T")
    counter.model.stocktake.begin()
    counter.model.movements.open(counter.shop.goods[MILK])
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    models = (
        page.goods.items,
        page.goods.movements.items,
        page.goods.product.items,
        page.sale.items,
        page.sale.day.items,
        page.stocktake.count.items,
    )
    for model in models:
        tester = QAbstractItemModelTester(model, mode)
        assert model.columnCount() > 1
        tester.deleteLater()
    counter.alt("G")
    counter.model.goods.look_at(RICE)
    counter.model.goods.show_only("own")
    assert page.goods.items.data(page.goods.items.index(0, 0)) == "可口可乐 330ml"
    assert page.goods.items.data(page.goods.items.index(0, 0), CELL) is not None


def test_from_the_search_to_a_write_off_and_back_by_keys(counter: Counter) -> None:
    page = counter.page
    assert page.title.search is not None
    assert page.title.search.hasFocus()
    counter.press(K.Key_Down)
    assert counter.model.goods.chosen == MILK
    counter.press(K.Key_Return, "\r")
    assert page.goods.product.lots.hasFocus()
    counter.alt("W")
    assert page.goods.deed.pieces.field.hasFocus()
    counter.type("2")
    counter.press(K.Key_2, "", ALT)
    counter.press(K.Key_Return, "\r", CTRL)
    deed = counter.shop.deeds[-1]
    assert (deed.kind, deed.reason) == (MovementKind.WRITE_OFF, "damaged")
    assert deed.movements[0].quantity == -2
    assert "Written off" in page.toast.text()
    counter.alt("Z")
    assert sum(counter.shop.sums[MILK].values()) == 23
    counter.press(K.Key_Escape)
    assert counter.model.goods.chosen == ""


def test_a_form_is_left_by_esc(counter: Counter) -> None:
    counter.model.goods.look_at(MILK)
    counter.alt("M")
    assert counter.form() is not None
    counter.press(K.Key_Escape)
    assert counter.form() is None
    assert counter.model.goods.chosen == MILK


def test_a_place_of_another_zone_is_warned_of(counter: Counter) -> None:
    counter.slots.add_many(Zone.SHELF, "A", 2, 40_000)
    counter.model.goods.look_at(MILK)
    counter.alt("M")
    deed = counter.page.goods.deed
    counter.model.deeds.set_slot("A-1")
    assert "Fridge" in deed.colder.text()
    assert counter.seen(deed.colder)
    counter.model.deeds.set_slot("冷藏-2")
    assert not counter.seen(deed.colder)


def test_every_figure_and_place_opens_movements_and_esc_goes_back(counter: Counter) -> None:
    counter.model.goods.look_at(MILK)
    counter.settle()
    counter.alt("H")
    table = counter.page.goods.movements.table
    assert counter.seen(table)
    assert counter.page.goods.movements.items.rowCount() == 4
    counter.press(K.Key_Escape)
    assert not counter.seen(table)
    counter.press(K.Key_Down)
    counter.press(K.Key_Return, "\r")
    assert counter.model.movements.about is not None
    assert counter.model.movements.about.key is not None
    counter.page.goods.movements.chips.chosen.emit("sell")
    counter.settle()
    assert counter.model.movements.kinds == {MovementKind.SELL}
    counter.page.goods.movements.back.click()
    for figure in counter.page.goods.product._figures.values():
        figure.click()
        assert counter.model.movements.about is not None
        counter.model.movements.close()


def test_movements_of_any_question_name_their_goods(counter: Counter) -> None:
    counter.alt("S")
    query = MovementQuery(kinds=frozenset({MovementKind.SELL}))
    counter.page.show_movements(query, "Sold this week")
    table, items = counter.page.goods.movements.table, counter.page.goods.movements.items
    assert counter.seen(table)
    assert not table.isColumnHidden(items.place("name"))
    assert items.rowCount() == 3
    assert counter.page.goods.movements._about.text() == "Sold this week"


def test_tiles_filter_and_say_their_count(counter: Counter) -> None:
    tiles = counter.page.goods.tiles._tiles
    assert tiles["past_use_by"].accessibleName() == "Past use-by 1"
    tiles["past_use_by"].click()
    assert counter.model.goods.query.only == "past_use_by"
    tiles["past_use_by"].click()
    assert counter.model.goods.query.only == ""
    counter.alt("A")
    assert counter.model.goods.query.only == "past_use_by"
    tiles["unclaimed"].click()
    assert counter.page.tabs.current() == "unclaimed"


def test_an_unknown_barcode_can_be_added_as_a_product(counter: Counter) -> None:
    assert counter.page.take_scan("6900000000007")
    assert "6900000000007" in counter.page.banner.text()
    counter.page.take_scan(COLA_CODE)
    assert counter.page.banner.text() == ""
    counter.page.take_scan("6900000000007")
    counter.page.banner.acted.emit()
    counter.settle()
    form = counter.page.goods.form
    assert form.fields["name"].editor.hasFocus()  # type: ignore[index]
    counter.type("tea")
    counter.press(K.Key_Return, "\r")
    counter.type("3.5")
    counter.press(K.Key_Return, "\r")
    counter.type("box")
    assert counter.page.take_scan(COLA_CODE)
    counter.press(K.Key_Return, "\r", CTRL)
    kept = counter.shop.goods["own11"]
    assert (kept.name, kept.unit, kept.price) == ("tea", "box", 350)
    assert kept.barcodes == ("6900000000007", COLA_CODE)


def test_pictures_are_chosen_and_pasted(counter: Counter, tmp_path: Path, qtbot: QtBot) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    path = tmp_path / "x.png"
    assert picture.save(str(path))
    counter.model.goods.look_at(MILK)
    counter.page.goods.product.begin(Verb.WRITE_OFF)
    strip = counter.page.goods.deed.photos
    strip._ask = lambda _: path
    strip.file.click()
    QGuiApplication.clipboard().setImage(picture.scaled(4, 4))
    strip._paste()
    counter.settle()
    assert len(strip._thumbs) == 2
    strip._thumbs[0].click()
    counter.settle()
    assert len(strip._thumbs) == 1
    assert not counter.page.grab().isNull()


def test_errors_are_lines_and_never_boxes(counter: Counter) -> None:
    counter.shop.trouble = TROUBLE
    counter.model.goods.scanned(COLA_CODE)
    assert counter.page.banner.text() == "The store is busy. Wait a moment."
    counter.shop.trouble = TROUBLE
    counter.model.goods.rows.retry()
    assert not counter.seen(counter.page.goods.table)
    counter.page.goods.states.retried.emit()
    assert counter.seen(counter.page.goods.table)
    counter.model.goods.search("no such thing")
    assert not counter.seen(counter.page.goods.table)
    counter.page.goods.states.empty_acted.emit()
    assert counter.seen(counter.page.goods.table)


def test_everything_that_takes_keys_has_a_name(counter: Counter) -> None:
    counter.model.goods.look_at(MILK)
    for part in counter.page.parts():
        counter.page.show_part(part)
        counter.settle()
        assert nameless(counter.page) == []
    counter.page.show_part("goods")
    for verb in Verb:
        counter.page.goods.product.begin(verb)
        assert nameless(counter.page) == []
        counter.model.deeds.cancel()
    counter.model.product.edit(counter.shop.goods[RICE])
    assert nameless(counter.page) == []
    counter.model.product.cancel()
    counter.page.show_part("stocktake")
    counter.model.stocktake.begin()
    counter.model.stocktake.set_counted(3)
    assert nameless(counter.page) == []
    counter.model.stocktake.sum_up()
    assert nameless(counter.page) == []


@pytest.mark.parametrize("language", Language)
def test_the_smallest_window_holds_every_part(
    counter: Counter, qapp: QApplication, language: Language
) -> None:
    languages = Languages(qapp)
    languages.use(language)
    counter.model.goods.look_at(MILK)
    counter.page.take_scan("6900000000007")
    for part in counter.page.parts():
        counter.page.show_part(part)
        counter.settle()
        least = counter.page.minimumSizeHint()
        assert (least.width() <= 968, least.height() <= 568) == (True, True), part
        assert not counter.page.grab().isNull()
    languages.use(Language.ENGLISH)
    languages.leave()


def test_a_hundred_thousand_products_scroll(counter: Counter) -> None:
    counter.shop.goods.update({f"N{n}": a_product(f"N{n}", f"商品 {n}") for n in range(100_000)})
    counter.model.goods.refresh()
    counter.settle()
    table = counter.page.goods.table
    table.verticalScrollBar().setValue(90_000 * 36)
    counter.settle()
    assert table.top() == 90_000
    index = counter.page.goods.items.index(90_000, 0)
    assert counter.page.goods.items.data(index, CELL) is not None
    use(ThemeChoice.DARK)
    assert not counter.page.grab().isNull()
    use(ThemeChoice.LIGHT)
