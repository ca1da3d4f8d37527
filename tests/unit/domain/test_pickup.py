"""What may be handed over, and why not."""

from datetime import timedelta

import pytest

from leader_app.domain.order import LineKey, Payment
from leader_app.domain.pickup import (
    ClaimState,
    Refusal,
    VerdictKind,
    apply,
    decide,
    decide_here,
    may_take_back,
    propose,
    take_back,
    taken,
)
from tests.fakes.pickups import (
    NOON,
    POINT,
    TODAY,
    a_claim,
    a_deed,
    a_line,
    a_reversal,
    a_state,
    an_order,
    pieces,
)


def _after(state: ClaimState, *taken_pieces: tuple[int, int]) -> ClaimState:
    for number, (line_no, quantity) in enumerate(taken_pieces):
        state = apply(state, a_deed(pieces(line_no, quantity), hand_over_id=f"h{number}"))
    return state


def test_all_there_is_ready() -> None:
    decision = decide(a_state(an_order(a_line(1, 2), a_line(2, 1))))
    assert decision.kind is VerdictKind.READY
    assert [line.ready for line in decision.lines] == [2, 1]


def test_some_there_is_partly_ready() -> None:
    decision = decide(a_state(an_order(a_line(1, 2), a_line(2, 1, arrived=0))))
    assert decision.kind is VerdictKind.PARTLY_READY
    assert [line.ready for line in decision.lines] == [2, 0]


def test_what_is_left_after_a_part_is_the_rest() -> None:
    decision = decide(_after(a_state(an_order(a_line(1, 3))), (1, 1)))
    assert decision.kind is VerdictKind.REST_READY
    assert decision.lines[0].ready == 2


def test_the_rest_that_is_not_there_yet_has_not_arrived() -> None:
    state = _after(a_state(an_order(a_line(1, 3, arrived=1))), (1, 1))
    assert decide(state).kind is VerdictKind.NOT_ARRIVED


def test_nothing_there_has_not_arrived() -> None:
    assert decide(a_state(an_order(a_line(arrived=0)))).kind is VerdictKind.NOT_ARRIVED


def test_all_taken_is_already_collected() -> None:
    decision = decide(_after(a_state(), (1, 1)))
    assert decision.kind is VerdictKind.ALREADY_COLLECTED
    assert decision.lines[0].taken == 1


def test_more_taken_than_ordered_never_makes_ready_negative() -> None:
    decision = decide(_after(a_state(), (1, 1), (1, 1)))
    assert decision.kind is VerdictKind.ALREADY_COLLECTED
    assert decision.lines[0].ready == 0


def test_more_arrived_than_ordered_does_not_make_more_ready() -> None:
    assert decide(a_state(an_order(a_line(1, 2, arrived=5)))).lines[0].ready == 2


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        (Payment.UNPAID, VerdictKind.UNPAID),
        (Payment.REFUND_RUNNING, VerdictKind.REFUND_RUNNING),
        (Payment.REFUNDED, VerdictKind.REFUNDED),
    ],
)
def test_money_that_is_not_there_withholds(payment: Payment, kind: VerdictKind) -> None:
    decision = decide(a_state(an_order(payment=payment)))
    assert decision.kind is kind
    assert decision.lines[0].ready == 0


def test_a_cancelled_order_is_withheld_even_when_paid() -> None:
    assert decide(a_state(an_order(cancelled=True))).kind is VerdictKind.CANCELLED


def test_an_unpaid_order_does_not_hold_back_a_paid_one() -> None:
    state = a_state(an_order(), an_order(order_id="A2", payment=Payment.UNPAID))
    decision = decide(state)
    assert decision.kind is VerdictKind.READY
    assert [line.ready for line in decision.lines] == [1, 0]


def test_the_gravest_thing_that_can_still_change_is_named_first() -> None:
    collected = an_order()
    unpaid = an_order(order_id="A2", payment=Payment.UNPAID)
    refunded = an_order(order_id="A3", payment=Payment.REFUNDED)
    assert decide(_after(a_state(collected, unpaid), (1, 1))).kind is VerdictKind.UNPAID
    assert decide(_after(a_state(collected, refunded), (1, 1))).kind is VerdictKind.REFUNDED


def test_a_claim_without_orders_is_not_here_yet() -> None:
    assert decide(ClaimState(a_claim(), ())).kind is VerdictKind.NOT_HERE_YET


def test_a_cancelled_order_that_was_collected_says_so() -> None:
    state = _after(a_state(an_order(cancelled=True)), (1, 1))
    assert decide(state).kind is VerdictKind.ALREADY_COLLECTED


def test_here_and_today_changes_nothing_on_the_last_day() -> None:
    state = a_state()
    assert decide_here(state, POINT, state.claim.last_day) == decide(state)


def test_the_day_after_the_last_nothing_is_ready() -> None:
    state = a_state()
    decision = decide_here(state, POINT, state.claim.last_day + timedelta(days=1))
    assert decision.kind is VerdictKind.EXPIRED
    assert decision.lines[0].ready == 0


def test_what_was_collected_in_time_is_not_called_expired() -> None:
    state = _after(a_state(), (1, 1))
    late = state.claim.last_day + timedelta(days=1)
    assert decide_here(state, POINT, late).kind is VerdictKind.ALREADY_COLLECTED


def test_at_another_point_nothing_is_ready() -> None:
    decision = decide_here(a_state(), POINT + 1, TODAY)
    assert decision.kind is VerdictKind.WRONG_POINT
    assert decision.lines[0].ready == 0


def test_everything_ready_is_proposed() -> None:
    state = a_state(an_order(a_line(1, 2), a_line(2, 3, arrived=1)))
    assert propose(state) == (pieces(1, 2), pieces(2, 1))


def test_nothing_ready_proposes_nothing() -> None:
    assert propose(_after(a_state(), (1, 1))) is Refusal.NOTHING_READY


def test_exactly_what_is_wanted_is_proposed_and_summed() -> None:
    state = a_state(an_order(a_line(1, 3)))
    assert propose(state, [pieces(1, 1), pieces(1, 1)]) == (pieces(1, 2),)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ([], Refusal.NO_PIECES),
        ([pieces(1, 0)], Refusal.NO_PIECES),
        ([pieces(1, -1)], Refusal.NO_PIECES),
        ([pieces(9, 1)], Refusal.UNKNOWN_LINE),
        ([pieces(1, 4)], Refusal.TOO_MANY),
        ([pieces(1, 2), pieces(1, 2)], Refusal.TOO_MANY),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wanted: list[object], refusal: Refusal) -> None:
    assert propose(a_state(an_order(a_line(1, 3))), wanted) is refusal  # type: ignore[arg-type]


def test_the_same_deed_twice_is_one_deed() -> None:
    once = apply(a_state(), a_deed())
    assert apply(once, a_deed()) == once


def test_what_was_taken_back_is_not_taken() -> None:
    state = take_back(apply(a_state(), a_deed()), a_reversal())
    assert taken(state.hand_overs) == {}
    assert decide(state).kind is VerdictKind.READY


def test_the_first_reversal_stays_and_others_are_untouched() -> None:
    state = _after(a_state(an_order(a_line(1, 2))), (1, 1), (1, 1))
    once = take_back(state, a_reversal("h0"))
    assert take_back(once, a_reversal("h0", minutes=9)) == once
    assert taken(once.hand_overs) == {LineKey("A1", 1): 1}


def test_a_counter_may_undo_its_own_deed_for_an_hour() -> None:
    state = apply(a_state(), a_deed())
    assert may_take_back(state, "h1", "D1", NOON + timedelta(minutes=60)) is None
    late = NOON + timedelta(minutes=60, microseconds=1)
    assert may_take_back(state, "h1", "D1", late) is Refusal.TOO_LATE


def test_an_undo_that_does_not_fit_is_refused() -> None:
    state = apply(a_state(), a_deed())
    assert may_take_back(state, "h2", "D1", NOON) is Refusal.UNKNOWN_HAND_OVER
    assert may_take_back(state, "h1", "D2", NOON) is Refusal.OTHER_DEVICE
    undone = take_back(state, a_reversal())
    assert may_take_back(undone, "h1", "D1", NOON) is Refusal.ALREADY_REVERSED
