"""Who gets the goods when fewer came than were ordered: types, and the rule in one place.

The rule, as the leader may read it out: what is owed from last time goes first; then paid
orders before unpaid ones; then every household gets its first piece, earliest order first,
before any gets its second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from leader_app.domain.order import LineKey


@dataclass(frozen=True, slots=True)
class Demand:
    """A line that waits for ``missing`` pieces; ``owed`` says it came too short before."""

    key: LineKey
    product_id: str
    member_id: str
    household: str
    missing: int
    is_paid: bool
    owed: bool
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """What a line gets of what came; ``missing`` pieces stay owed."""

    demand: Demand
    granted: int

    @property
    def missing(self) -> int:
        """Pieces the line still waits for."""
        return self.demand.missing - self.granted


@dataclass(frozen=True, slots=True)
class Arrival:
    """``pieces`` more (or fewer) of a line are here, in ``slot``."""

    key: LineKey
    pieces: int
    slot: str


def share_out(demands: Iterable[Demand], supply: Mapping[str, int]) -> Sequence[Share]:
    """Share ``supply`` (pieces by product) among ``demands`` by the rule of this module.

    Returns one share a demand, in the order they are served. No line gets more than it lacks,
    no product more than there is, and pieces are left over only when nobody lacks them.
    """
    by_product: dict[str, list[Demand]] = defaultdict(list)
    for demand in demands:
        by_product[demand.product_id].append(demand)
    return [
        share
        for product_id, waiting in sorted(by_product.items())
        for share in _of_product(waiting, supply.get(product_id, 0))
    ]


def _of_product(waiting: Sequence[Demand], pieces: int) -> Sequence[Share]:
    served = sorted(waiting, key=_turn)
    granted: dict[LineKey, int] = {}
    for _, group in groupby(served, key=_rank):
        pieces -= _deal(list(group), granted, pieces)
    return [Share(demand, granted[demand.key]) for demand in served]


def _deal(group: Sequence[Demand], granted: dict[LineKey, int], pieces: int) -> int:
    """Deal one piece a household and round, and return how many were dealt.

    The rounds are counted, not walked through: all households have the same number of whole
    rounds, and one piece more goes to those whose next line was placed first.
    """
    homes: dict[str, list[Demand]] = defaultdict(list)
    for demand in group:
        homes[demand.household].append(demand)
    needs = {home: sum(max(0, x.missing) for x in lines) for home, lines in homes.items()}
    rounds, left = _rounds(needs.values(), pieces)
    for home, lines in homes.items():
        _fill(lines, granted, min(needs[home], rounds))
    extra = [x for home, x in _next_in_turn(homes, granted) if needs[home] > rounds]
    for demand in sorted(extra, key=_turn)[:left]:
        granted[demand.key] += 1
    return sum(granted[x.key] for x in group)


def _rounds(needs: Iterable[int], pieces: int) -> tuple[int, int]:
    """Return how many whole rounds ``pieces`` last, and what is left for one more."""
    rounds = 0
    ascending = sorted(need for need in needs if need > 0)
    for number, need in enumerate(ascending):
        hungry = len(ascending) - number
        if (need - rounds) * hungry > pieces:
            whole = max(0, pieces) // hungry
            return rounds + whole, max(0, pieces) - whole * hungry
        pieces -= (need - rounds) * hungry
        rounds = need
    return rounds, 0


def _fill(lines: Iterable[Demand], granted: dict[LineKey, int], pieces: int) -> None:
    """Give one household its pieces, earliest line first."""
    for demand in lines:
        granted[demand.key] = max(0, min(demand.missing, pieces))
        pieces -= granted[demand.key]


def _next_in_turn(
    homes: Mapping[str, Iterable[Demand]], granted: Mapping[LineKey, int]
) -> Iterator[tuple[str, Demand]]:
    for home, lines in homes.items():
        hungry = (x for x in lines if granted[x.key] < x.missing)
        yield from ((home, demand) for demand in islice(hungry, 1))


def _rank(demand: Demand) -> tuple[bool, bool]:
    return not demand.owed, not demand.is_paid


def _turn(demand: Demand) -> tuple[bool, bool, datetime, str, int]:
    return (*_rank(demand), demand.placed_at, demand.key.order_id, demand.key.line_no)
