"""Shortages are shared by the rule, whatever comes and whoever waits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Demand, share_out
from tests.fakes.pickups import NOON


def wants(
    order: str,
    missing: int = 1,
    *,
    home: str = "",
    minute: int = 0,
    is_paid: bool = True,
    owed: bool = False,
    product: str = "P1",
) -> Demand:
    """Return a line that waits, placed so many minutes after noon."""
    key = LineKey(order, 1)
    at = NOON + timedelta(minutes=minute)
    return Demand(key, product, f"M-{order}", home or order, missing, is_paid, owed, at)


def granted(demands: Sequence[Demand], pieces: int) -> dict[str, int]:
    """Share pieces of P1 and return what each order got."""
    shares = share_out(demands, {"P1": pieces})
    return {share.demand.key.order_id: share.granted for share in shares}


def test_what_is_owed_goes_first_then_what_is_paid() -> None:
    waiting = [
        wants("paid", 2),
        wants("unpaid", 2, is_paid=False),
        wants("owed", 2, minute=9, owed=True),
        wants("owed unpaid", 2, minute=8, is_paid=False, owed=True),
    ]
    assert granted(waiting, 3) == {"owed": 2, "owed unpaid": 1, "paid": 0, "unpaid": 0}
    assert granted(waiting, 7) == {"owed": 2, "owed unpaid": 2, "paid": 2, "unpaid": 1}


def test_every_household_gets_one_before_any_gets_two() -> None:
    waiting = [wants("early", 5), wants("middle", 5, minute=1), wants("late", 1, minute=2)]
    assert granted(waiting, 4) == {"early": 2, "middle": 1, "late": 1}
    assert granted(waiting, 9) == {"early": 4, "middle": 4, "late": 1}


def test_a_household_does_not_get_more_by_ordering_twice() -> None:
    waiting = [
        wants("mother", 2, home="7-1801"),
        wants("father", 2, home="7-1801", minute=1),
        wants("neighbour", 2, minute=2),
    ]
    assert granted(waiting, 2) == {"mother": 1, "father": 0, "neighbour": 1}
    assert granted(waiting, 5) == {"mother": 2, "father": 1, "neighbour": 2}


def test_the_earliest_order_of_the_same_minute_is_the_first_by_name() -> None:
    assert granted([wants("b"), wants("a")], 1) == {"a": 1, "b": 0}


def test_products_do_not_mix_and_nothing_comes_of_nothing() -> None:
    waiting = [wants("a"), wants("b", product="P2")]
    shares = share_out(waiting, {"P2": 3})
    assert [(x.demand.product_id, x.granted, x.missing) for x in shares] == [
        ("P1", 0, 1),
        ("P2", 1, 0),
    ]
    assert granted(waiting, -2) == {"a": 0, "b": 0}
    assert share_out([], {"P1": 3}) == []


_demands = st.lists(
    st.builds(
        lambda missing, home, minute, is_paid, owed: wants(
            "", missing, home=home, minute=minute, is_paid=is_paid, owed=owed
        ),
        st.integers(0, 6),
        st.sampled_from("ABCDE"),
        st.integers(0, 4),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
).map(lambda found: [replace(x, key=LineKey(f"o{n:02d}", 1)) for n, x in enumerate(found)])


@given(_demands, st.integers(-2, 60))
def test_nobody_gets_too_much_and_nothing_is_left_while_somebody_lacks(
    demands: list[Demand], pieces: int
) -> None:
    shares = share_out(demands, {"P1": pieces})
    assert Counter(x.demand.key for x in shares) == Counter(x.key for x in demands)
    assert all(0 <= x.granted <= x.demand.missing for x in shares)
    lacking = sum(x.missing for x in demands)
    assert sum(x.granted for x in shares) == max(0, min(pieces, lacking))


@given(_demands, st.integers(0, 40), st.randoms(use_true_random=False))
def test_it_is_dealt_as_by_hand_whoever_is_asked_first(
    demands: list[Demand], pieces: int, random: Random
) -> None:
    shuffled = sorted(demands, key=lambda _: random.random())
    assert granted(shuffled, pieces) == by_hand(demands, pieces)


@given(_demands, st.integers(0, 40))
def test_one_piece_more_takes_nothing_from_anybody(demands: list[Demand], pieces: int) -> None:
    less, more = granted(demands, pieces), granted(demands, pieces + 1)
    assert all(less[order] <= more[order] for order in less)


def by_hand(demands: Sequence[Demand], pieces: int) -> dict[str, int]:
    """Deal one piece after the other, as a person would read the rule out."""
    got = {x.key.order_id: 0 for x in demands}
    ranks: dict[tuple[bool, bool], list[Demand]] = defaultdict(list)
    for demand in sorted(demands, key=lambda x: (x.placed_at, x.key.order_id)):
        ranks[not demand.owed, not demand.is_paid].append(demand)
    for _, group in sorted(ranks.items()):
        dealing = True
        while dealing:
            dealing = False
            served = set()
            for demand in group:
                name = demand.key.order_id
                if pieces and demand.household not in served and got[name] < demand.missing:
                    got[name] += 1
                    pieces -= 1
                    served.add(demand.household)
                    dealing = True
    return got
