"""Who gets the goods when fewer came than were ordered: types, and the rule in one place.

The rule, as the leader may read it out: what is owed from last time goes first; then paid
orders before unpaid ones; then every household gets its first piece, earliest order first,
before any gets its second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
    granted = dict.fromkeys((x.key for x in served), 0)
    for rank in sorted({_rank(x) for x in served}):
        group = [x for x in served if _rank(x) == rank]
        pieces = _rounds(group, granted, pieces)
    return [Share(demand, granted[demand.key]) for demand in served]


def _rounds(group: Sequence[Demand], granted: dict[LineKey, int], pieces: int) -> int:
    """Deal one piece a household and round until the group or the pieces are exhausted."""
    while pieces > 0:
        dealt: set[str] = set()
        for demand in group:
            if pieces == 0 or demand.household in dealt or granted[demand.key] >= demand.missing:
                continue
            granted[demand.key] += 1
            dealt.add(demand.household)
            pieces -= 1
        if not dealt:
            break
    return pieces


def _rank(demand: Demand) -> tuple[bool, bool]:
    return not demand.owed, not demand.is_paid


def _turn(demand: Demand) -> tuple[bool, bool, datetime, str, int]:
    return (*_rank(demand), demand.placed_at, demand.key.order_id, demand.key.line_no)
