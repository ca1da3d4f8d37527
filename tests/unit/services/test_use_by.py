"""Goods past their use-by day stay; what goes is drawn from where it lies."""

from datetime import timedelta

import pytest

from leader_app.domain import deed as deeds
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.stock import (
    Draw,
    Lot,
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
)
from leader_app.errors import Refused
from tests.fakes.pickups import CLAIM_ID, NOON, TODAY, a_line, a_state, an_order, pieces
from tests.unit.services.conftest import MakeRig, Rig

OLD, TODAYS, FRESH = (
    Lot(f"L{n}", TODAY + timedelta(days=days)) for n, days in enumerate((-1, 0, 5))
)


def put_in(rig: Rig, *goods: tuple[str, Lot, str, int]) -> None:
    """Book goods in: product, lot, slot, pieces."""
    moves = tuple(Movement(StockKey(name, lot, slot), count) for name, lot, slot, count in goods)
    deed = StockDeed("in", MovementKind.RECEIVE, "D1", "", NOON, moves)
    with rig.store.write() as work:
        work.stock.record(deed)
        work.commit()


def test_spoilt_goods_are_a_stop_with_their_own_words(rig: Rig) -> None:
    put_in(rig, ("P1", OLD, "A-01", 4))
    verdict = rig.verify_order("A1")
    assert verdict.kind is VerdictKind.PAST_USE_BY
    assert not verdict.can_hand_over
    assert str(verdict.title) == "Past use-by"
    assert str(verdict.detail) == "草莓 1: good until 2026-11-19."
    assert [(x.ready, x.spoilt, x.expires_on) for x in verdict.lines] == [(0, 1, OLD.expires_on)]
    with pytest.raises(Refused, match="Past use-by"):
        rig.hand_over(CLAIM_ID)
    assert not rig.store.kept.log


def test_the_other_lines_go_and_the_spoilt_one_is_withheld(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(an_order(a_line(1, 2), a_line(2, 1))))
    put_in(rig, ("P1", OLD, "A-01", 4), ("P2", FRESH, "A-01", 4))
    verdict = rig.verify_order("A1")
    assert verdict.kind is VerdictKind.PARTLY_READY
    assert str(verdict.detail) == "Here: 1. Past use-by and withheld: 2."
    with pytest.raises(Refused, match="Nothing was handed over"):
        rig.hand_over(CLAIM_ID, [pieces(1, 1)])
    done = rig.hand_over(CLAIM_ID)
    assert [x.product_name for x in done.note.goods] == ["草莓 2"]
    assert done.verdict.kind is VerdictKind.PAST_USE_BY


def test_what_must_be_eaten_today_is_said(rig: Rig) -> None:
    put_in(rig, ("P1", TODAYS, "A-01", 1))
    verdict = rig.verify_order("A1")
    assert verdict.kind is VerdictKind.READY
    assert str(verdict.detail) == ("Everything is here, 1 in all. Good until today only: 草莓 1.")


def test_pieces_are_drawn_from_their_slot_and_shown_where_they_lie(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(an_order(a_line(1, 3))))
    put_in(rig, ("P1", TODAYS, "B-01", 2), ("P1", FRESH, "A-01", 1))
    assert [x.slot for x in rig.verify_order("A1").lines] == ["A-01, B-01"]
    rig.hand_over(CLAIM_ID)
    (logged,) = rig.store.kept.log
    assert deeds.hand_over(logged.command, "D1").drawn == (
        Draw(StockKey("P1", FRESH, "A-01"), 1),
        Draw(StockKey("P1", TODAYS, "B-01"), 2),
    )
    with rig.store.read() as work:
        assert [x for x in work.stock.levels() if x.quantity] == []


def test_taking_back_puts_them_where_they_were(rig: Rig) -> None:
    put_in(rig, ("P1", FRESH, "A-01", 1))
    rig.undo(rig.hand_over(CLAIM_ID).note.hand_over_id, "")
    with rig.store.read() as work:
        assert work.stock.level(StockKey("P1", FRESH, "A-01")) == 1


def test_more_than_the_ledger_has_goes_out_and_shows_below_zero(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(an_order(a_line(1, 3))))
    put_in(rig, ("P1", FRESH, "A-01", 1))
    rig.hand_over(CLAIM_ID)
    with rig.store.read() as work:
        assert work.stock.level(StockKey("P1")) == -2


def test_goods_that_were_never_booked_in_leave_the_body_as_it_was(rig: Rig) -> None:
    rig.hand_over(CLAIM_ID)
    (logged,) = rig.store.kept.log
    assert b"drawn" not in logged.command.body


def test_the_label_on_a_parcel_is_no_pickup_code(rig: Rig) -> None:
    verdict = rig.verify("LDL1-A1", "wedge")
    assert verdict.kind is VerdictKind.FOREIGN
    assert "parcel label" in str(verdict.detail)
