"""What leaves the shop is taken from somewhere, soonest to expire first, and never spoilt."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.drawing import draws_of, spoilt_of
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import CAN_HAND_OVER, LineState, VerdictKind, decide_here, propose
from leader_app.domain.pickup import Refusal as No
from leader_app.domain.stock import NO_LOT, Draw, Level, Lot, StockKey, is_past_use_by
from tests.fakes.pickups import POINT, TODAY, a_line, a_state, an_order, pieces

OLD, TODAYS, FRESH = (Lot("", TODAY + timedelta(days=days)) for days in (-1, 0, 3))
LATE = TODAY + timedelta(days=60)


def ready(line_no: int, count: int, product: str = "P1", slot: str = "A-01") -> LineState:
    return LineState(LineKey("A1", line_no), product, slot, count, count, 0, count)


def here(count: int, lot: Lot = FRESH, slot: str = "A-01", product: str = "P1") -> Level:
    return Level(StockKey(product, lot, slot), count)


def taken(*draws: tuple[Lot, str, int]) -> tuple[Draw, ...]:
    return tuple(Draw(StockKey("P1", lot, slot), count) for lot, slot, count in draws)


def test_lines_share_what_is_here_their_own_slot_first() -> None:
    levels = [here(2, FRESH), here(1, TODAYS), here(2, TODAYS, "B-01"), here(9, product="P2")]
    drawn = draws_of([ready(1, 2), ready(2, 2, slot="B-01")], levels, TODAY)
    assert drawn[LineKey("A1", 1)] == taken((TODAYS, "A-01", 1), (FRESH, "A-01", 1))
    assert drawn[LineKey("A1", 2)] == taken((TODAYS, "B-01", 2))


def test_what_the_ledger_does_not_know_is_drawn_all_the_same() -> None:
    (drawn,) = draws_of([ready(1, 3)], [here(1), here(-2, NO_LOT)], TODAY).values()
    assert drawn == taken((FRESH, "A-01", 1), (NO_LOT, "", 2))
    (drawn,) = draws_of([ready(1, 3)], [here(1, NO_LOT, "")], TODAY).values()
    assert drawn == taken((NO_LOT, "", 3))
    for levels in ([here(9, product="P2")], [here(-2, NO_LOT)]):
        assert draws_of([ready(1, 3)], levels, TODAY) == {LineKey("A1", 1): ()}


def test_only_what_is_here_past_its_day_alone_is_spoilt() -> None:
    lines = [ready(1, 2), ready(2, 2), ready(3, 1, "P2")]
    assert spoilt_of(lines, [here(3, OLD), here(3)], TODAY) == {LineKey("A1", 2): 1}
    assert spoilt_of(lines, [here(9, OLD)], TODAY) == {LineKey("A1", 1): 2, LineKey("A1", 2): 2}
    assert spoilt_of(lines, [here(1, OLD)], TODAY) == {LineKey("A1", 1): 1}
    assert spoilt_of(lines, [here(9, TODAYS), here(-9, OLD)], TODAY) == {}


def test_a_spoilt_line_stays_and_the_others_go() -> None:
    state = a_state(an_order(a_line(1, 2), a_line(2, 1)))
    spoilt = {LineKey("A1", 1): 1, LineKey("B1", 1): 1}
    decision = decide_here(state, POINT, TODAY, spoilt)
    assert decision.kind is VerdictKind.PARTLY_READY
    assert [(x.ready, x.spoilt) for x in decision.lines] == [(1, 1), (1, 0)]
    assert propose(state, None, spoilt) == (pieces(1, 1), pieces(2, 1))
    assert propose(state, [pieces(1, 2)], spoilt) is No.TOO_MANY


def test_nothing_but_spoilt_goods_is_a_stop() -> None:
    state = a_state(an_order(a_line(1, 2)))
    spoilt = {LineKey("A1", 1): 5}
    decision = decide_here(state, POINT, TODAY, spoilt)
    assert decision.kind is VerdictKind.PAST_USE_BY
    assert decision.kind not in CAN_HAND_OVER
    assert [(x.ready, x.spoilt) for x in decision.lines] == [(0, 2)]
    assert propose(state, None, spoilt) is No.NOTHING_READY


def test_other_reasons_come_before_spoilt_goods() -> None:
    state = a_state(an_order(a_line(1, 2)))
    spoilt = {LineKey("A1", 1): 2}
    assert decide_here(state, POINT + 1, TODAY, spoilt).kind is VerdictKind.WRONG_POINT
    assert decide_here(state, POINT, LATE, spoilt).kind is VerdictKind.EXPIRED


_levels = st.dictionaries(
    st.builds(
        StockKey,
        st.sampled_from(["P1", "P2"]),
        st.builds(
            Lot,
            st.sampled_from(["", "L1"]),
            st.none() | st.dates(date(2026, 11, 18), date(2026, 11, 22)),
        ),
        st.sampled_from(["", "A-01", "B-01"]),
    ),
    st.integers(-3, 5),
    max_size=8,
).map(lambda found: [Level(key, count) for key, count in found.items()])
_lines = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["P1", "P2"]), st.sampled_from(["A-01", "B-01"])),
    max_size=4,
).map(
    lambda found: [ready(n, count, product, slot) for n, (count, product, slot) in enumerate(found)]
)


@given(_lines, _levels)
def test_every_piece_is_drawn_once_and_nothing_spoilt_while_known_good_pieces_last(
    lines: list[LineState], levels: list[Level]
) -> None:
    known = {level.key: level.quantity for level in levels}
    drawn = draws_of(lines, levels, TODAY)
    booked = {key.product_id for key, count in known.items() if count > 0}
    for line in lines:
        count = line.ready if line.product_id in booked else 0
        assert sum(x.quantity for x in drawn[line.key]) == count
        assert len({x.key for x in drawn[line.key]}) == len(drawn[line.key])
        assert all(x.quantity > 0 and x.key.product_id == line.product_id for x in drawn[line.key])
    everything = [x for draws in drawn.values() for x in draws]
    assert not any(is_past_use_by(x.key.lot, TODAY) for x in everything)
    for key, count in known.items():
        if key.lot != NO_LOT:
            assert sum(x.quantity for x in everything if x.key == key) <= max(0, count)


@given(_lines, _levels)
def test_spoilt_and_good_pieces_are_never_more_than_there_are(
    lines: list[LineState], levels: list[Level]
) -> None:
    spoilt = spoilt_of(lines, levels, TODAY)
    for product in ("P1", "P2"):
        of_product = [x for x in levels if x.key.product_id == product and x.quantity > 0]
        past = sum(x.quantity for x in of_product if is_past_use_by(x.key.lot, TODAY))
        good = sum(x.quantity for x in of_product) - past
        wanted = sum(x.ready for x in lines if x.product_id == product)
        held = sum(spoilt.get(x.key, 0) for x in lines if x.product_id == product)
        assert held == max(0, min(wanted - good, past))
