"""Sale, stocktake and goods nobody collected in a window, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.fakes.shop import COLA, COLA_CODE, MILK_CODE
from tests.ui.stock.conftest import ALT, CTRL, Counter

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


def test_unclaimed_goods_by_keys(counter: Counter) -> None:
    counter.alt("U")
    assert counter.page.unclaimed.table.hasFocus()
    counter.alt("W")
    assert counter.page.tabs.current() == "goods"
    assert counter.page.goods.deed.isVisible()
    counter.press(K.Key_Escape)
    counter.alt("U")
    counter.press(K.Key_Down)
    counter.press(K.Key_Return, "\r")
    assert counter.page.tabs.current() == "sale"
    assert len(counter.model.sale.cart.lines) == 1
