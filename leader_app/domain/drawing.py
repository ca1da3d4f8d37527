"""From which lots and slots the pieces of a hand-over are taken, and which may not go any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from leader_app.domain.order import LineKey
from leader_app.domain.pickup import LineState
from leader_app.domain.stock import NO_LOT, Draw, Level, StockKey, draw, is_past_use_by

Draws = Mapping[LineKey, tuple[Draw, ...]]


def draws_of(lines: Iterable[LineState], levels: Iterable[Level], today: date) -> Draws:
    """Choose where the ready pieces of each line come from: its slot first, first expired first.

    A piece that the ledger lacks of a product of which it has some is drawn from nowhere in
    particular. Of a product of which it has none nothing is drawn: that goes without saying.
    """
    left = {level.key: level.quantity for level in levels}
    known = {key.product_id for key, count in left.items() if count > 0}
    drawn: dict[LineKey, tuple[Draw, ...]] = {}
    for line in lines:
        found = draw(_of_product(left, line.product_id), line.ready, today, line.slot)
        for one in found:
            left[one.key] -= one.quantity
        lacking = line.ready - sum(one.quantity for one in found)
        if lacking and line.product_id in known:
            found = _merged(found, Draw(StockKey(line.product_id, NO_LOT), lacking))
        drawn[line.key] = found
    return drawn


def spoilt_of(
    lines: Iterable[LineState], levels: Iterable[Level], today: date
) -> Mapping[LineKey, int]:
    """Return how many ready pieces of each line there are only past their use-by day.

    Good pieces go to the lines in their order. What the ledger does not know of is not spoilt.
    """
    good: dict[str, int] = {}
    past: dict[str, int] = {}
    for level in levels:
        side = past if is_past_use_by(level.key.lot, today) else good
        product = level.key.product_id
        side[product] = side.get(product, 0) + max(0, level.quantity)
    spoilt: dict[LineKey, int] = {}
    for line in lines:
        fine = min(line.ready, good.get(line.product_id, 0))
        bad = min(line.ready - fine, past.get(line.product_id, 0))
        good[line.product_id] = good.get(line.product_id, 0) - fine
        past[line.product_id] = past.get(line.product_id, 0) - bad
        if bad:
            spoilt[line.key] = bad
    return spoilt


def _of_product(left: Mapping[StockKey, int], product_id: str) -> Iterable[Level]:
    return [Level(key, count) for key, count in left.items() if key.product_id == product_id]


def _merged(found: tuple[Draw, ...], more: Draw) -> tuple[Draw, ...]:
    """Add a draw to those of the same place, so that a place is named once."""
    rest = tuple(one for one in found if one.key != more.key)
    same = sum(one.quantity for one in found if one.key == more.key)
    return (*rest, Draw(more.key, same + more.quantity))
