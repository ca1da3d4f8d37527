"""What facts amount to, which nobody can refuse."""

from dataclasses import replace

from leader_app.domain.incident import IncidentKind
from leader_app.domain.judgement import Judgement, judge, judge_reversal
from leader_app.domain.order import Payment
from leader_app.domain.pickup import apply, take_back
from tests.fakes.pickups import (
    POINT,
    a_claim,
    a_deed,
    a_line,
    a_reversal,
    a_state,
    an_order,
    pieces,
    reversed_by,
)


def test_a_first_hand_over_is_primary_and_no_incident() -> None:
    assert judge(a_state(), a_deed(), POINT) == Judgement(primary=True, incident=None)


def test_a_second_hand_over_is_extra_and_an_incident() -> None:
    state = apply(a_state(), a_deed())
    extra = Judgement(primary=False, incident=IncidentKind.DOUBLE_HAND_OVER)
    assert judge(state, a_deed(hand_over_id="h2"), POINT) == extra


def test_parts_that_fit_together_are_all_primary() -> None:
    state = apply(a_state(an_order(a_line(1, 2))), a_deed())
    assert judge(state, a_deed(hand_over_id="h2"), POINT).primary


def test_goods_nobody_ordered_are_extra() -> None:
    assert not judge(a_state(), a_deed(pieces(9)), POINT).primary


def test_after_an_undo_the_goods_may_go_again() -> None:
    state = take_back(apply(a_state(), a_deed()), a_reversal())
    assert judge(state, a_deed(hand_over_id="h2"), POINT).primary


def test_a_deed_that_arrives_with_its_reversal_still_counts_as_having_happened() -> None:
    state = apply(a_state(), a_deed())
    undone = reversed_by(a_deed(hand_over_id="h2"), a_reversal("h2"))
    assert not judge(state, undone, POINT).primary


def test_a_claim_nobody_knows_is_an_incident() -> None:
    assert judge(None, a_deed(), POINT).incident is IncidentKind.UNKNOWN_CLAIM


def test_another_points_claim_is_an_incident() -> None:
    state = replace(a_state(), claim=a_claim(point_id=POINT + 1))
    assert judge(state, a_deed(), POINT) == Judgement(
        primary=True, incident=IncidentKind.WRONG_POINT
    )


def test_cancelled_or_unpaid_goods_that_went_are_incidents() -> None:
    cancelled = judge(a_state(an_order(cancelled=True)), a_deed(), POINT)
    assert cancelled.incident is IncidentKind.CANCELLED_BUT_HANDED_OVER
    unpaid = judge(a_state(an_order(payment=Payment.UNPAID)), a_deed(), POINT)
    assert unpaid.incident is IncidentKind.UNPAID_BUT_HANDED_OVER


def test_only_the_orders_that_were_touched_matter() -> None:
    state = a_state(an_order(), an_order(order_id="A2", cancelled=True))
    assert judge(state, a_deed(), POINT).incident is None


def test_a_regular_reversal_is_no_incident() -> None:
    assert judge_reversal(apply(a_state(), a_deed()), a_reversal()) is None


def test_a_reversal_of_nothing_or_by_another_calls_for_a_look() -> None:
    state = apply(a_state(), a_deed())
    assert judge_reversal(None, a_reversal()) is IncidentKind.UNKNOWN_HAND_OVER
    assert judge_reversal(state, a_reversal("h9")) is IncidentKind.UNKNOWN_HAND_OVER
    stranger = a_reversal(device_id="D2")
    assert judge_reversal(state, stranger) is IncidentKind.IRREGULAR_REVERSAL
