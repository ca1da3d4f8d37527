"""A scanner that types, whatever has the focus."""

from __future__ import annotations

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, press, scan, type_text

pytestmark = REAL_WINDOW


def test_a_scan_into_a_search_field_goes_to_the_counter_and_its_enter_hands_nothing_over(
    here: Neighbourhood, see: Eyes
) -> None:
    order = here.a_ready_order()
    counter = here.counter("one")
    with counter.window() as window:
        see.wait_for_words(window.pid, "请扫下一个码")
        press(window.pid, "F2")
        see.wait_for_words(window.pid, "下单时间")
        press(window.pid, "ctrl+f")
        type_text(window.pid, "zzz", gap_ms=120)
        see.wait_for_words(window.pid, "没有符合的订单")

        scan(window.pid, here.code(order))
        see.wait_for_words(window.pid, "可以取货")

        press(window.pid, "F2")
        see.wait_for_words(window.pid, "没有符合的订单")
        press(window.pid, "F1")
        see.wait_for_words(window.pid, "可以取货")
        assert counter.status()["unsent"] == 0
        assert here.redemptions(order) == []

        press(window.pid, "Return")
        see.wait_for_words(window.pid, "取货成功")
        here.wait_until(lambda: len(here.redemptions(order)) == 1)
