"""Two counters that cannot hear one another."""

from __future__ import annotations

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, click, press, scan

pytestmark = REAL_WINDOW


def test_two_isolated_counters_hand_the_same_over_and_both_hear_of_it(
    here: Neighbourhood, see: Eyes
) -> None:
    order = here.a_ready_order()
    code = here.code(order)
    here.cut_the_network()
    with here.counter("one").window() as one, here.counter("two").window() as two:
        for window in (one, two):
            see.wait_for_words(window.pid, "请扫下一个码")
            scan(window.pid, code)
            see.wait_for_words(window.pid, "可以取货")
            press(window.pid, "Return")
            see.wait_for_words(window.pid, "取货成功")
        assert here.redemptions(order) == []

        here.mend_the_network()
        here.wait_until(lambda: len(here.redemptions(order)) == 2)
        assert sorted(row["primary"] for row in here.redemptions(order)) == [False, True]
        assert len(here.incidents()) == 1

        for window in (one, two):
            place = see.wait(
                window.pid, lambda w: w.role == "check box" and "异常" in w.name, "the incidents"
            )
            press(window.pid, "F1")
            click(place)
            see.wait_for_words(window.pid, "重复交付")
