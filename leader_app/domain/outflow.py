"""Where the pieces of a hand-over come from in the ledger: one rule for counters and the centre.

It looks at nothing that may change or be heard of in another order elsewhere (as the slot of a
line may): all ledgers end with the same sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leader_app.domain.order import LineKey, OrderLine
from leader_app.domain.pickup import HandOver, Pieces
from leader_app.domain.stock import NO_LOT, Draw, StockKey


@dataclass(frozen=True, slots=True)
class Taken:
    """``quantity`` pieces a hand-over took from a place for an order (empty: not known which)."""

    key: StockKey
    quantity: int
    order_id: str


def outflow(deed: HandOver, lines: Mapping[LineKey, OrderLine]) -> tuple[Taken, ...] | None:
    """Return what ``deed`` took: what it drew, and the rest of each line from nowhere, no lot.

    ``lines`` are those of its orders as far as they are known; ``None`` while they do not tell
    which products it took and it did not draw every piece. Whether lines are known or not, the
    sums of a deed that drew everything are the same.
    """
    if all(pieces.key in lines for pieces in deed.lines):
        return tuple(_by_line(deed, lines))
    if sum(x.quantity for x in deed.drawn) < sum(x.quantity for x in deed.lines):
        return None
    orders = {pieces.key.order_id for pieces in deed.lines}
    order_id = orders.pop() if len(orders) == 1 else ""
    return tuple(Taken(draw.key, draw.quantity, order_id) for draw in deed.drawn)


def _by_line(deed: HandOver, lines: Mapping[LineKey, OrderLine]) -> Iterator[Taken]:
    left = [draw.quantity for draw in deed.drawn]
    for pieces in deed.lines:
        line = lines[pieces.key]
        lacking = pieces.quantity
        for taken in _drawn(pieces, line.product_id, deed.drawn, left):
            lacking -= taken.quantity
            yield taken
        if lacking:
            yield Taken(StockKey(line.product_id, NO_LOT), lacking, pieces.key.order_id)
    for draw, rest in zip(deed.drawn, left, strict=True):
        if rest:
            yield Taken(draw.key, rest, "")


def _drawn(
    pieces: Pieces, product_id: str, draws: tuple[Draw, ...], left: list[int]
) -> Iterator[Taken]:
    """Yield what a line gets of the draws, noting in ``left`` what they have then."""
    lacking = pieces.quantity
    for number, draw in enumerate(draws):
        take = min(lacking, left[number]) if draw.key.product_id == product_id else 0
        if take:
            left[number] -= take
            lacking -= take
            yield Taken(draw.key, take, pieces.key.order_id)
