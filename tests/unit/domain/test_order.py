"""The stage an order is in."""

from dataclasses import replace

import pytest

from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import LineKey, Payment, Stage, stage
from tests.fakes.pickups import a_line, an_order

ONE = {LineKey("A1", 1): 1}


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        (Payment.UNPAID, Stage.UNPAID),
        (Payment.REFUND_RUNNING, Stage.REFUND_RUNNING),
        (Payment.REFUNDED, Stage.REFUNDED),
        (Payment.PAID, Stage.READY),
    ],
)
def test_money_comes_before_arrival(payment: Payment, expected: Stage) -> None:
    assert stage(an_order(payment=payment), {}) is expected


def test_arrival() -> None:
    assert stage(an_order(a_line(1, 2, arrived=0)), {}) is Stage.WAITING
    assert stage(an_order(a_line(1, 2, arrived=1)), {}) is Stage.PARTLY_ARRIVED


def test_what_was_handed_out_comes_first() -> None:
    assert stage(an_order(cancelled=True), ONE) is Stage.COLLECTED
    assert stage(an_order(a_line(1, 2)), ONE) is Stage.PARTLY_COLLECTED


def test_cancellation_comes_before_money() -> None:
    assert stage(an_order(cancelled=True, payment=Payment.REFUNDED), {}) is Stage.CANCELLED


def test_an_order_without_lines_waits() -> None:
    assert stage(replace(an_order(), lines=()), {}) is Stage.WAITING


def test_an_order_costs_what_its_lines_cost() -> None:
    assert an_order(a_line(1, 2), a_line(2, 1)).total == 2970


@pytest.mark.parametrize(("name", "masked"), [("王小明", "王**"), ("李", "李"), ("", "")])
def test_names_are_masked(name: str, masked: str) -> None:
    assert Member("M1", name, "1234").masked_name == masked
