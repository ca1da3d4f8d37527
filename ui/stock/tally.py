"""A stocktake in figures, and the order to count in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leader_app.domain.money import Fen
from leader_app.services.stock.desk import StocktakeLine


@dataclass(frozen=True, slots=True)
class Tally:
    """A sheet in figures; ``more`` and ``less`` are pieces found and missing."""

    places: int
    counted: int
    again: int
    more: int
    less: int
    value: Fen


def tally_of(lines: Sequence[StocktakeLine]) -> Tally:
    """Return a sheet in figures."""
    counted = [line for line in lines if line.counted is not None]
    gaps = [line.difference for line in counted]
    return Tally(
        len(lines),
        len(counted),
        sum(bool(line.moved_since) for line in counted),
        sum(gap for gap in gaps if gap > 0),
        sum(gap for gap in gaps if gap < 0),
        Fen(sum(line.difference_value for line in counted)),
    )


def is_open(line: StocktakeLine) -> bool:
    """Tell whether a place is to be counted: not yet, or something moved meanwhile."""
    return line.counted is None or bool(line.moved_since)


def walking_order(line: StocktakeLine) -> tuple[int, str, str, str, str]:
    """Return the order to count in: again, not yet, done; within that as one walks the shelves."""
    group = 0 if line.moved_since else 1 if line.counted is None else 2
    lot = line.key.lot
    expiry = lot.expires_on.isoformat() if lot.expires_on else ""
    return group, line.key.slot, line.product.name, expiry, lot.code
