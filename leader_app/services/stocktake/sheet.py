"""A stocktake as the screen shows it: every place in its scope, counted or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import Count, Level, MovementKind, StockDeed, StockKey, fefo
from leader_app.ports import MovementQuery, UnitOfWork
from leader_app.services.stock.checks import products_of
from leader_app.services.stock.desk import StocktakeLine, StocktakeSheet
from leader_app.services.stocktake.draft import Counted, Draft

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet, the draft it shows, and how much of the ledger had been heard of then."""

    sheet: StocktakeSheet
    draft: Draft
    heard: int


def shown(work: UnitOfWork, draft: Draft, last: Shown | None) -> Shown:
    """Return a stocktake in progress; only what changed since ``last`` is looked up again."""
    heard = work.stock.heard()
    if last is None or last.heard != heard or last.draft.stocktake_id != draft.stocktake_id:
        return Shown(sheet_of(work, draft), draft, heard)
    before, now = last.draft.counts, draft.counts
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    shown_before = {line.key for line in last.sheet.lines}
    if any(key not in shown_before or key not in now for key in changed):
        return Shown(sheet_of(work, draft), draft, heard)
    lines = [_again(work, x, draft, heard) if x.key in changed else x for x in last.sheet.lines]
    return Shown(replace(last.sheet, lines=lines), draft, heard)


def _again(work: UnitOfWork, line: StocktakeLine, draft: Draft, heard: int) -> StocktakeLine:
    counted = draft.counts[line.key]
    return _line(work, line.key, line.product, counted, counted.expected, heard)


def sheet_of(work: UnitOfWork, draft: Draft) -> StocktakeSheet:
    """Return a stocktake in progress against the ledger of now."""
    levels = in_scope(work, draft)
    keys = dict.fromkeys([*(level.key for level in levels), *draft.counts])
    products = products_of(work, [key.product_id for key in keys])
    now = {level.key: level.quantity for level in levels}
    heard = work.stock.heard()
    lines = [
        _line(work, key, products[key.product_id], draft.counts.get(key), now.get(key, 0), heard)
        for key in keys
    ]
    return StocktakeSheet(
        draft.stocktake_id,
        draft.began_at,
        draft.zone,
        draft.slot,
        sorted(lines, key=_walk),
        finished=False,
    )


def finished_sheet(work: UnitOfWork, deeds: Sequence[StockDeed]) -> StocktakeSheet:
    """Return a stocktake as it was booked."""
    counts = [count for deed in deeds for count in deed.counts]
    products = products_of(work, [count.key.product_id for count in counts])
    lines = [
        StocktakeLine(x, x.key, products[x.key.product_id], x.expected, x.counted, 0)
        for x in counts
    ]
    first = deeds[0]
    return StocktakeSheet(
        first.reference, first.at, None, None, sorted(lines, key=_walk), finished=True
    )


def in_scope(
    work: UnitOfWork, draft: Draft, product_ids: Collection[str] | None = None
) -> Sequence[Level]:
    """Return what the ledger has where it is counted (of some products), earliest expiry first."""
    if draft.slot is not None:
        here = (x for x in work.stock.in_slot(draft.slot) if x.quantity)
        return fefo(x for x in here if product_ids is None or x.key.product_id in product_ids)
    levels = [x for x in work.stock.levels(product_ids) if x.quantity]
    if draft.zone is None:
        return fefo(levels)
    products = products_of(work, [x.key.product_id for x in levels])
    return fefo(x for x in levels if products[x.key.product_id].zone is draft.zone)


def moved_since(work: UnitOfWork, key: StockKey, counted: Counted, heard: int) -> int:
    """Return what belongs to the ledger as it truly was when a place was counted.

    That is what others moved before the count and this counter heard of after it, and what other
    stocktakes have put right since: they looked at the same shelf.
    """
    if counted.heard == heard:
        return 0
    late = work.stock.arrived_since(key, counted.heard, counted.at)
    put_right = MovementQuery(key=key, kinds=frozenset({MovementKind.ADJUST}), start=counted.at)
    return late + sum(row.quantity for row in work.stock.movements(put_right, 0, _MANY))


def count_of(work: UnitOfWork, key: StockKey, counted: Counted, heard: int) -> Count:
    """Return a count against the ledger as it truly was at that moment."""
    return Count(key, counted.pieces, counted.expected + moved_since(work, key, counted, heard))


def counts_of(work: UnitOfWork, counts: Mapping[StockKey, Counted]) -> Iterable[Count]:
    """Return all counts of a stocktake."""
    heard = work.stock.heard()
    return [count_of(work, key, counted, heard) for key, counted in counts.items()]


def _line(
    work: UnitOfWork,
    key: StockKey,
    product: Product,
    counted: Counted | None,
    now: int,
    heard: int,
) -> StocktakeLine:
    if counted is None:
        return StocktakeLine(None, key, product, now, None, 0)
    count = count_of(work, key, counted, heard)
    since = count.expected - counted.expected
    return StocktakeLine(count, key, product, count.expected, count.counted, since)


def _walk(line: StocktakeLine) -> tuple[str, str, str, str]:
    """Order lines as one walks along the shelves."""
    day = line.key.lot.expires_on
    return line.key.slot, line.product.name, day.isoformat() if day else "~", line.key.lot.code
