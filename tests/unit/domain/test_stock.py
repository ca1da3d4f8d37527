"""Stock is a sum of movements; first expired goes first; what is past its day stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.money import Fen
from leader_app.domain.stock import (
    NO_LOT,
    Count,
    Draw,
    Level,
    Lot,
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
    draw,
    fefo,
    is_past_use_by,
    levels_of,
    moved,
)

TODAY = date(2026, 11, 22)
SOON, LATER = Lot("B", TODAY), Lot("A", TODAY + timedelta(days=9))
GONE = Lot("C", TODAY - timedelta(days=1))

_lots = st.sampled_from([NO_LOT, SOON, LATER, GONE])
_keys = st.builds(StockKey, st.sampled_from(["P1", "P2"]), _lots, st.sampled_from(["", "A-1"]))
_movements = st.builds(Movement, _keys, st.integers(-9, 9))


def _level(lot: Lot, quantity: int, slot: str = "") -> Level:
    return Level(StockKey("P1", lot, slot), quantity)


def test_the_last_day_is_still_good() -> None:
    assert not is_past_use_by(SOON, TODAY)
    assert is_past_use_by(GONE, TODAY)
    assert not is_past_use_by(NO_LOT, date.max)


def test_first_expired_goes_first_and_what_has_no_day_last() -> None:
    levels = [_level(NO_LOT, 1), _level(LATER, 1), _level(SOON, 1)]
    assert [x.key.lot for x in fefo(levels)] == [SOON, LATER, NO_LOT]


def test_the_slot_of_the_parcel_is_emptied_before_others() -> None:
    levels = [_level(SOON, 2, "B-2"), _level(LATER, 2, "A-1"), _level(GONE, 9, "A-1")]
    assert draw(levels, 3, TODAY, "A-1") == (
        Draw(StockKey("P1", LATER, "A-1"), 2),
        Draw(StockKey("P1", SOON, "B-2"), 1),
    )


def test_what_is_not_there_is_not_drawn() -> None:
    assert draw([_level(SOON, -2), _level(GONE, 5)], 1, TODAY) == ()


@given(st.lists(_movements, max_size=8), st.randoms(use_true_random=False))
def test_movements_commute(moves: list[Movement], random: Random) -> None:
    shuffled = list(moves)
    random.shuffle(shuffled)
    assert levels_of([moves]) == levels_of([[move] for move in shuffled])


@given(st.lists(st.builds(Level, _keys, st.integers(-3, 9)), max_size=6), st.integers(0, 30))
def test_a_draw_never_takes_more_than_there_is_or_was_asked(
    levels: list[Level], wanted: int
) -> None:
    drawn = draw(levels, wanted, TODAY, "A-1")
    good = sum(x.quantity for x in levels if x.quantity > 0 and x.key.lot != GONE)
    assert sum(x.quantity for x in drawn) == min(wanted, good)
    assert all(x.key.lot != GONE and x.quantity > 0 for x in drawn)


def test_moving_leaves_the_sum_alone() -> None:
    key = StockKey("P1", SOON, "A-1")
    assert levels_of([moved(key, "B-2", 3)]) == {key: -3, StockKey("P1", SOON, "B-2"): 3}
    assert levels_of([moved(key, "A-1", 3)]) == {}


def test_a_count_says_what_was_found_and_a_sale_what_it_brought() -> None:
    key = StockKey("P1")
    assert Count(key, 3, 5).difference == -2
    sale = StockDeed(
        "d1",
        MovementKind.SELL,
        "D1",
        "",
        datetime(2026, 11, 22, tzinfo=UTC),
        (Movement(key, -2, Fen(350)), Movement(key, -1, Fen(100))),
    )
    assert sale.value == Fen(800)
