"""Goods given to the wrong person, taken back by key."""

from __future__ import annotations

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, press, scan

pytestmark = REAL_WINDOW


def test_an_undo_by_key_reaches_the_centre_and_the_code_is_good_again(
    here: Neighbourhood, see: Eyes
) -> None:
    order = here.a_ready_order()
    code = here.code(order)
    with here.counter("one").window() as window:
        see.wait_for_words(window.pid, "请扫下一个码")
        scan(window.pid, code)
        see.wait_for_words(window.pid, "可以取货")
        press(window.pid, "Return")
        see.wait_for_words(window.pid, "取货成功")
        here.wait_until(lambda: here.state(order) == "collected")

        press(window.pid, "F9")
        see.wait_for_words(window.pid, "给错商品")
        press(window.pid, "1")
        see.wait_for_words(window.pid, "已撤销", "提货码重新有效")
        here.wait_until(lambda: here.state(order) == "ready")

        scan(window.pid, code)
        see.wait_for_words(window.pid, "可以取货")
    assert here.incidents() == []
