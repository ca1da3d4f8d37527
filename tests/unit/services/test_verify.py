"""Every situation at the counter has its answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain import pickup_code, short_code
from leader_app.domain.neighbourhood import Point
from leader_app.domain.order import Payment
from leader_app.domain.pickup import ClaimState, VerdictKind, apply
from leader_app.domain.pickup_code import CodeKind, PickupCode
from leader_app.errors import Refused
from leader_app.ports import Connection
from tests.fakes.pickups import (
    CLAIM_ID,
    NOON,
    POINT,
    TODAY,
    a_claim,
    a_deed,
    a_line,
    a_state,
    an_order,
    pieces,
)
from tests.fakes.sync_side import CODE_SEED, POINT_SECRET
from tests.unit.services.conftest import MakeRig, Rig

CODE = PickupCode(CodeKind.ORDER, 3, POINT, CLAIM_ID, TODAY - timedelta(days=2), 14, 1)
TYPED = short_code.make(bytes(32), CLAIM_ID, 1)


def _text(**change: object) -> str:
    return pickup_code.issue(replace(CODE, **change), CODE_SEED)  # type: ignore[arg-type]


def _with_tag() -> ClaimState:
    return a_state(claim=a_claim(tag=short_code.tag(POINT_SECRET, TYPED)))


def test_a_ready_order_is_green_with_names_and_nothing_secret(rig: Rig) -> None:
    verdict = rig.verify(_text(), "camera")
    assert verdict.kind is VerdictKind.READY
    assert verdict.can_hand_over
    assert (verdict.member_name, verdict.phone_tail) == ("王**", "1234")
    assert verdict.order_ids == ("A1",)
    assert [(x.product_name, x.unit, x.ready) for x in verdict.lines] == [("草莓 1", "盒", 1)]
    assert str(verdict.detail) == "Everything is here, 1 in all."


def test_what_scanners_do_to_a_code_does_not_matter(rig: Rig) -> None:
    for mangled in (_text().lower(), f" {_text()}\r\n", "\u200b" + _text()):
        assert rig.verify(mangled, "wedge").kind is VerdictKind.READY


def test_lines_come_in_shelf_order(make_rig: MakeRig) -> None:
    lines = (replace(a_line(1), slot="B-02"), replace(a_line(2), slot="A-03"))
    verdict = make_rig(a_state(an_order(*lines))).verify(_text(), "camera")
    assert [line.slot for line in verdict.lines] == ["A-03", "B-02"]


def test_already_collected_says_when_and_where(make_rig: MakeRig) -> None:
    at = NOON - timedelta(hours=3)
    state = apply(a_state(), replace(a_deed(device_id="D2", at=at), staff="小李"))
    verdict = make_rig(state).verify(_text(), "camera")
    assert verdict.kind is VerdictKind.ALREADY_COLLECTED
    assert str(verdict.detail) == "Collected today 09:00 at 2号台, by 小李."
    assert [deed.own for deed in verdict.hand_overs] == [False]
    assert not verdict.can_hand_over


@pytest.mark.parametrize(
    ("days", "when"), [(0, "today 12:00"), (1, "yesterday 12:00"), (2, "2026-11-18 12:00")]
)
def test_when_is_said_as_people_say_it(make_rig: MakeRig, days: int, when: str) -> None:
    state = apply(a_state(), a_deed(at=NOON - timedelta(days=days)))
    assert when in str(make_rig(state).verify(_text(), "camera").detail)


def test_a_counter_without_a_name_and_an_empty_order_still_have_words(make_rig: MakeRig) -> None:
    gone = apply(a_state(), a_deed(device_id="D9"))
    assert "at D9" in str(make_rig(gone).verify(_text(), "camera").detail)
    nothing = a_state(replace(an_order(), lines=()))
    verdict = make_rig(nothing).verify(_text(), "camera")
    assert str(verdict.detail) == "Nothing is left of this order."


def test_partly_arrived_says_what_is_owed(make_rig: MakeRig) -> None:
    state = a_state(an_order(a_line(1, 3, arrived=1)))
    verdict = make_rig(state).verify(_text(), "camera")
    assert verdict.kind is VerdictKind.PARTLY_READY
    assert str(verdict.detail) == "Here: 1. Still to come: 2."


def test_the_rest_and_the_missing_rest_have_words(make_rig: MakeRig) -> None:
    rest = apply(a_state(an_order(a_line(1, 3))), a_deed())
    assert "Still to collect: 2" in str(make_rig(rest).verify(_text(), "camera").detail)
    missing = apply(a_state(an_order(a_line(1, 3, arrived=1))), a_deed())
    verdict = make_rig(missing).verify(_text(), "camera")
    assert str(verdict.detail) == "Taken: 1. The rest has not arrived."
    none = a_state(an_order(a_line(1, 1, arrived=0)))
    assert "None of this order" in str(make_rig(none).verify(_text(), "camera").detail)


def test_an_order_that_is_held_back_beside_a_ready_one_is_mentioned(make_rig: MakeRig) -> None:
    state = a_state(an_order(), an_order(order_id="A2", payment=Payment.UNPAID))
    verdict = make_rig(state).verify(_text(), "camera")
    assert verdict.kind is VerdictKind.READY
    assert "marked 0" in str(verdict.hint)


@pytest.mark.parametrize(
    ("payment", "cancelled", "kind"),
    [
        (Payment.UNPAID, False, VerdictKind.UNPAID),
        (Payment.REFUND_RUNNING, False, VerdictKind.REFUND_RUNNING),
        (Payment.REFUNDED, False, VerdictKind.REFUNDED),
        (Payment.PAID, True, VerdictKind.CANCELLED),
    ],
)
def test_money_and_cancellation(
    make_rig: MakeRig, payment: Payment, cancelled: bool, kind: VerdictKind
) -> None:
    state = a_state(an_order(payment=payment, cancelled=cancelled))
    assert make_rig(state).verify(_text(), "camera").kind is kind


def test_another_point_is_named_with_address_and_hours(rig: Rig) -> None:
    rig.store.kept.points[8] = Point(8, "阳光店", "阳光路 1 号", "09:00-20:00")
    verdict = rig.verify(_text(point_id=8), "camera")
    assert verdict.kind is VerdictKind.WRONG_POINT
    assert str(verdict.detail) == "This code belongs to 阳光店."
    assert str(verdict.hint) == "阳光路 1 号, open 09:00-20:00."
    assert "not known here" in str(rig.verify(_text(point_id=9), "camera").detail)


def test_a_claim_of_another_point_is_named_too(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(claim=a_claim(point_id=8)))
    assert rig.verify(_text(), "camera").kind is VerdictKind.WRONG_POINT


def test_a_genuine_code_we_have_not_heard_of_wakes_sync(rig: Rig) -> None:
    verdict = rig.verify(_text(claim_id="ff" * 10), "camera")
    assert verdict.kind is VerdictKind.NOT_HERE_YET
    assert verdict.claim_id == "ff" * 10
    assert rig.wake.times == 1


def test_an_unknown_code_that_is_long_over_is_expired(rig: Rig) -> None:
    old = _text(claim_id="ff" * 10, issued_on=TODAY - timedelta(days=60))
    assert rig.verify(old, "camera").kind is VerdictKind.EXPIRED


def test_expiry_follows_the_centres_clock_and_the_points_day(rig: Rig) -> None:
    rig.clock.advance(timedelta(days=13))
    rig.store.kept.data_at = rig.clock.now()
    verdict = rig.verify(_text(), "camera")
    assert verdict.kind is VerdictKind.EXPIRED
    assert str(verdict.detail) == "This code was good until 2026-12-02."


def test_a_wrong_clock_expires_nothing(rig: Rig) -> None:
    rig.clock.set_to(NOON + timedelta(days=4000))
    assert rig.verify(_text(), "camera").kind is VerdictKind.READY
    rig.clock.set_to(NOON - timedelta(days=4000))
    assert rig.verify(_text(), "camera").kind is VerdictKind.READY


def test_an_older_generation_is_superseded_and_nothing_is_ready(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(claim=a_claim(generation=2)))
    verdict = rig.verify(_text(generation=1), "camera")
    assert verdict.kind is VerdictKind.SUPERSEDED
    assert [line.ready for line in verdict.lines] == [0]


def test_a_newer_generation_than_we_know_counts(make_rig: MakeRig) -> None:
    assert make_rig().verify(_text(generation=2), "camera").kind is VerdictKind.READY
    expired = a_claim()
    expired = replace(expired, issued_on=TODAY - timedelta(days=60))
    rig = make_rig(a_state(claim=expired))
    assert rig.verify(_text(generation=2), "camera").kind is VerdictKind.NOT_HERE_YET


def test_forged_damaged_and_unknown_keys_are_refused(rig: Rig) -> None:
    forged = pickup_code.issue(CODE, bytes(32))
    said = {
        str(rig.verify(text, "camera").title)
        for text in (forged, _text()[:-5], _text(key_id=9))
        if rig.verify(text, "camera").kind is VerdictKind.TAMPERED
    }
    assert said == {"Not genuine", "Code damaged", "Cannot be trusted"}


def test_every_look_is_kept_but_never_the_code(rig: Rig) -> None:
    rig.verify(_text(), "camera")
    rig.verify("6901234567892", "wedge")
    rig.looks.close()
    kept = [(note.verdict, note.source, note.claim_id) for note in rig.store.kept.scans]
    assert kept == [("ready", "camera", CLAIM_ID), ("foreign", "wedge", "")]
    assert "LDP" not in repr(rig.store.kept.scans)


def test_offline_is_said(rig: Rig) -> None:
    assert not rig.verify(_text(), "camera").offline
    rig.status.connection = Connection.OFFLINE
    assert rig.verify(_text(), "camera").offline


def test_before_enrolment_nothing_is_verified(rig: Rig) -> None:
    rig.store.kept.identity = None
    with pytest.raises(Refused, match="not a counter yet"):
        rig.verify(_text(), "camera")


def test_an_order_found_by_name_gets_the_same_verdict(rig: Rig) -> None:
    assert rig.verify_order("A1") == rig.verify(_text(), "camera")
    with pytest.raises(Refused, match="no order A9"):
        rig.verify_order("A9")


def test_following_an_order_on_a_screen_is_no_look(rig: Rig) -> None:
    assert rig.verify_order.peek("A1") == rig.verify_order("A1")
    rig.looks.close()
    assert [note.source for note in rig.store.kept.scans] == ["search"]


def test_a_claim_without_orders_waits_for_sync(make_rig: MakeRig) -> None:
    rig = make_rig(ClaimState(a_claim(), ()))
    assert rig.verify(_text(), "camera").kind is VerdictKind.NOT_HERE_YET


def test_names_that_are_not_here_are_replaced_by_ids(make_rig: MakeRig) -> None:
    rig = make_rig(apply(a_state(), a_deed(pieces(7, 1))))
    rig.store.kept.members.clear()
    rig.store.kept.products.clear()
    verdict = rig.verify(_text(), "camera")
    assert verdict.member_name == ""
    assert verdict.lines[0].product_name == "P1"
    assert verdict.hand_overs[0].goods[0].product_name == "A1"
