"""Sale, stocktake and goods nobody collected in a window, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leader_app.scanning.wedge import WedgeTiming
from tests.fakes.shop import COLA, COLA_CODE, MILK, MILK_CODE
from tests.ui import typing
from tests.ui.stock.conftest import ALT, CTRL, Counter
from ui.keyboard import WedgeFilter

K = Qt.Key


def test_scan_scan_scan_enter_receipt_and_undo(counter: Counter) -> None:
    counter.alt("S")
    assert counter.page.sale.line.hasFocus()
    for code in (COLA_CODE, COLA_CODE, MILK_CODE):
        assert counter.page.take_scan(code)
    counter.settle()
    assert counter.page.sale.till.total.text().endswith("19.90")
    counter.press(K.Key_Plus, "+")
    counter.press(K.Key_Return, "\r")
    sale = counter.model.sale.done
    assert sale is not None
    assert sale.total == 3280
    counter.alt("P")
    assert counter.prints == [("sale_receipt", sale.deed.deed_id)]
    counter.alt("Z")
    counter.press(K.Key_1, "", ALT)
    assert counter.model.sale.is_taken_back(sale)


def test_a_name_a_digit_a_price_and_a_way_to_pay(counter: Counter) -> None:
    counter.alt("S")
    counter.type("ml")
    counter.press(K.Key_Return, "\r")
    counter.press(K.Key_2, "2")
    assert [x.product.product_id for x in counter.model.sale.cart.lines] == [COLA]
    counter.type("*4")
    counter.press(K.Key_Return, "\r")
    counter.page.sale.current.price.setFocus()
    counter.page.sale.current.price.selectAll()
    counter.type("3")
    counter.press(K.Key_Return, "\r")
    assert counter.page.sale.line.hasFocus()
    assert counter.model.sale.cart.total == 1200
    counter.press(K.Key_3, "", ALT)
    assert counter.model.sale.payment.value == "cash"
    assert "Change" in counter.page.sale.till._change.text()


def test_an_enter_that_bounces_does_not_pay(counter: Counter) -> None:
    counter.alt("S")
    window = counter.page.windowHandle()
    counter.page.sale.line.setText(COLA_CODE)
    typing.press_at(window, K.Key_Return, "\r", 50_000_000)
    typing.press_at(window, K.Key_Return, "\r", 50_000_120)
    counter.settle()
    assert counter.model.sale.done is None
    assert len(counter.model.sale.cart.lines) == 1
    typing.press_at(window, K.Key_Return, "\r", 50_000_900)
    counter.settle()
    assert counter.model.sale.done is not None


def test_a_scanner_is_heard_whatever_has_the_caret(counter: Counter, qapp: QApplication) -> None:
    counter.alt("S")
    counter.page.take_scan(COLA_CODE)
    wedge = WedgeFilter(WedgeTiming())
    wedge.scanned.connect(counter.page.take_scan)
    wedge.follow(qapp)
    counter.page.sale.current.price.setFocus()
    typing.scan(counter.page.windowHandle(), MILK_CODE + "\n")
    counter.settle()
    assert [x.product.product_id for x in counter.model.sale.cart.lines] == [COLA, MILK]
    assert counter.page.sale.current.price.text() == "12.90"
    wedge.stop()
    wedge.deleteLater()


def test_a_refused_sale_says_why_and_esc_clears_it(counter: Counter) -> None:
    counter.alt("S")
    counter.page.take_scan(MILK_CODE)
    counter.type("*99")
    counter.press(K.Key_Return, "\r")
    counter.press(K.Key_Return, "\r")
    assert "are free" in counter.page.sale.news.text()
    counter.press(K.Key_Escape)
    assert counter.page.sale.news.text() == ""
    counter.press(K.Key_Delete)
    assert counter.model.sale.cart.lines == ()


def test_a_stocktake_by_keys(counter: Counter) -> None:
    counter.alt("T")
    counter.press(K.Key_Return, "\r", CTRL)
    count = counter.page.stocktake.count
    assert count.line.hasFocus()
    assert count.table.isColumnHidden(count.items.place("expected"))
    counter.type("6")
    counter.press(K.Key_Return, "\r")
    assert counter.page.take_scan(COLA_CODE)
    counter.alt("B")
    assert not count.table.isColumnHidden(count.items.place("expected"))
    count.print.click()
    assert counter.prints == [("stocktake", "t1")]
    counter.alt("F")
    assert counter.page.stocktake.summary.book.hasFocus()
    counter.press(K.Key_Escape)
    counter.alt("F")
    counter.press(K.Key_Return, "\r", CTRL)
    assert sum(counter.shop.sums[COLA].values()) == 1
    assert "1 difference" in counter.page.stocktake.news.text()
    assert not counter.page.take_scan(COLA_CODE)
    past = counter.page.stocktake.start.past
    past.setFocus()
    past.selectRow(0)
    counter.press(K.Key_Return, "\r")
    assert counter.page.tabs.current() == "goods"
    assert counter.page.goods.movements.items.rowCount() == 1


def test_unclaimed_goods_by_keys(counter: Counter) -> None:
    counter.alt("U")
    assert counter.page.unclaimed.table.hasFocus()
    counter.alt("W")
    assert counter.page.tabs.current() == "goods"
    assert counter.page.goods.deed.isVisible()
    counter.press(K.Key_Escape)
    counter.alt("U")
    counter.press(K.Key_Down)
    counter.press(K.Key_Down)
    counter.press(K.Key_Return, "\r")
    assert counter.page.unclaimed.question.isVisible()
    counter.press(K.Key_Escape)
    assert counter.model.unclaimed.asking is None
    counter.press(K.Key_Return, "\r")
    counter.press(K.Key_Return, "\r", CTRL)
    assert counter.page.tabs.current() == "sale"
    assert [x.quantity for x in counter.model.sale.cart.lines] == [6]
    counter.press(K.Key_Return, "\r")
    assert counter.model.sale.done is not None


def test_counts_are_not_dropped_by_one_press(counter: Counter) -> None:
    counter.alt("T")
    start, model = counter.page.stocktake.start, counter.model.stocktake
    model.begin()
    model.pause()
    start.drop.click()
    assert model.open_ones == []
    model.begin()
    model.set_counted(3)
    model.pause()
    start.drop.click()
    assert len(model.open_ones) == 1
    assert not counter.seen(start.drop)
    start.keep.click()
    assert counter.seen(start.drop)
    start.drop.click()
    start.sure.click()
    assert model.open_ones == []
