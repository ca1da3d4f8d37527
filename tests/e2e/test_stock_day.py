"""A day at the shelf in the real window: sold over the counter, thrown away, counted.

The network is down while goods are sold; afterwards the centre's ledger says the same as the
counter's.
"""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import POINT, Neighbourhood
from tests.e2e.screen import Eyes, Widget, picture, press, scan

pytestmark = REAL_WINDOW
_SALE_LINE = "扫码，或输入条码、名称"
_COUNT_LINE = "扫商品，或输入所选行的数量"


def test_a_sale_offline_survives_a_power_cut_and_reaches_the_centre(
    here: Neighbourhood, see: Eyes, pictures: Path
) -> None:
    product, code = _own_product(here)
    before = _in_stock(here, product)
    one = here.counter("one")
    here.cut_the_network()
    with one.window() as window:
        _go_to_stock(see, window.pid)
        press(window.pid, "alt+s")
        see.wait_for_words(window.pid, _SALE_LINE)
        for pieces in (1, 2, 3):
            scan(window.pid, code)
            see.wait_for_words(window.pid, f"{pieces} 件")
        picture(pictures / "sale.png")
        press(window.pid, "Return")
        see.wait_for_words(window.pid, "已收款")
        window.send_signal(signal.SIGKILL)
        window.wait(10)
    here.mend_the_network()
    with one.window() as window:
        see.wait_for_words(window.pid, "在线")
        here.wait_until(lambda: _in_stock(here, product) == before - 3)


def test_what_was_counted_is_what_the_centre_has(
    here: Neighbourhood, see: Eyes, pictures: Path
) -> None:
    product, code = _own_product(here)
    with here.counter("one").window() as window:
        _go_to_stock(see, window.pid)
        press(window.pid, "alt+t")
        see.wait_for_words(window.pid, "盘点库存")
        press(window.pid, "ctrl+Return")
        see.wait_for_words(window.pid, _COUNT_LINE)
        scan(window.pid, code)
        see.wait_for_words(window.pid, "已盘 1 /")
        picture(pictures / "stocktake.png")
        press(window.pid, "alt+f")
        see.wait_for_words(window.pid, "将要入账的差异")
        press(window.pid, "ctrl+Return")
        see.wait_for_words(window.pid, "已盘 1 处")
        here.wait_until(lambda: _in_stock(here, product) == 1)


def test_goods_thrown_away_by_keys_and_taken_back(here: Neighbourhood, see: Eyes) -> None:
    product, code = _own_product(here)
    before = _in_stock(here, product)
    with here.counter("one").window() as window:
        pid = window.pid
        _go_to_stock(see, pid)
        scan(pid, code)
        see.wait(pid, partial(_is_button, "报损"), "the button that writes off")
        press(pid, "alt+w")
        see.wait_for_words(pid, "变质")
        press(pid, "alt+2")
        press(pid, "ctrl+Return")
        see.wait_for_words(pid, "已报损")
        here.wait_until(lambda: _in_stock(here, product) == 0)
        press(pid, "alt+z")
        here.wait_until(lambda: _in_stock(here, product) == before)


def _go_to_stock(see: Eyes, pid: int) -> None:
    see.wait_for_words(pid, "请扫下一个码")
    press(pid, "F4")
    see.wait_for_words(pid, "名称、条码或货位")


def _own_product(here: Neighbourhood) -> tuple[str, str]:
    """Return goods of the store's own that lie in one place, a few of them, and their barcode."""
    rows = here.centre("stock", "--point", POINT)
    places = [str(row["product"]) for row in rows]
    for row in rows:
        product = str(row["product"])
        if places.count(product) == 1 and int(row["quantity"]) > 3 and not row["expiry"]:
            return product, str(here.centre("barcode", product)[0]["text"])
    raise AssertionError(f"no goods lie in one place: {rows[:5]}")


def _in_stock(here: Neighbourhood, product: str) -> int:
    rows = here.centre("stock", "--point", POINT)
    return sum(int(row["quantity"]) for row in rows if row["product"] == product)


def _is_button(name: str, widget: Widget) -> bool:
    return widget.name == name and "button" in widget.role
