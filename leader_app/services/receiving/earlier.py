"""What earlier trucks of a delivery brought, and what a count therefore lacks or has too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leader_app.domain.delivery import Finding, FindingKind, Receipt
from leader_app.domain.stock import Lot
from leader_app.services.receiving.counting import REJECTIONS
from leader_app.services.receiving.draft import Draft, Row


@dataclass(frozen=True, slots=True)
class Earlier:
    """Sums over the receipts before: pieces by product (and lot), and what was claimed."""

    taken: Counter[tuple[str, Lot]] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    short: Counter[str] = field(default_factory=Counter)
    over: Counter[str] = field(default_factory=Counter)

    def came(self, product_id: str) -> int:
        """Return the pieces of a product that came, good or not."""
        return self.kept(product_id) + self.rejected[product_id]

    def kept(self, product_id: str) -> int:
        """Return the pieces of a product that were taken into stock."""
        return sum(count for (name, _), count in self.taken.items() if name == product_id)


def earlier_of(receipts: Sequence[Receipt]) -> Earlier:
    """Sum what was taken of a delivery so far."""
    sums = Earlier()
    for receipt in receipts:
        for move in receipt.stock.movements:
            sums.taken[move.key.product_id, move.key.lot] += move.quantity
        for found in receipt.findings:
            _count(sums, found)
    return sums


def _count(sums: Earlier, found: Finding) -> None:
    if found.kind in REJECTIONS:
        sums.rejected[found.product_id] += found.quantity
    elif found.kind is FindingKind.SHORT:
        sums.short[found.product_id] += found.quantity
    else:
        sums.over[found.product_id] += found.quantity


def by_row(draft: Draft, earlier: Earlier) -> Sequence[int]:
    """Say for each row what came of it before: its own lot first, then where most is missing."""
    came = [0] * len(draft.rows)
    for product_id in {row.product_id for row in draft.rows}:
        left = earlier.came(product_id)
        mine = [n for n, row in enumerate(draft.rows) if row.product_id == product_id]
        for n in mine:
            take = min(left, earlier.taken[product_id, draft.rows[n].lot], draft.rows[n].expected)
            came[n] += take
            left -= take
        for n in mine:
            take = min(left, max(0, draft.rows[n].expected - came[n]))
            came[n] += take
            left -= take
        came[mine[0]] += left
    return came


def findings_of(draft: Draft, earlier: Earlier, *, final: bool) -> tuple[Finding, ...]:
    """Return what is wrong: what was turned down, and at the last truck what is short or over."""
    return (*rejections(draft), *(_differences(draft, earlier) if final else ()))


def rejections(draft: Draft) -> Iterator[Finding]:
    """Return what was turned down, row by row."""
    for row in draft.rows:
        for x in row.rejects:
            yield Finding(x.kind, row.line_no, row.product_id, x.pieces, x.note, x.photos)


def _differences(draft: Draft, earlier: Earlier) -> Iterator[Finding]:
    if not draft.delivery_id:
        return
    came = by_row(draft, earlier)
    for product_id in dict.fromkeys(row.product_id for row in draft.rows):
        pairs = zip(draft.rows, came, strict=True)
        mine = [(row, n) for row, n in pairs if row.product_id == product_id]
        expected = sum(row.expected for row, _ in mine)
        good = sum(row.counted for row, _ in mine)
        bad = sum(row.rejected for row, _ in mine)
        lack = expected - earlier.came(product_id) - good - bad - earlier.short[product_id]
        yield from _short(mine, lack)
        over = earlier.kept(product_id) + good - expected - earlier.over[product_id]
        if over > 0:
            yield Finding(FindingKind.OVER, mine[0][0].line_no, product_id, over)


def _short(mine: Sequence[tuple[Row, int]], lack: int) -> Iterator[Finding]:
    """Name the lines that lack pieces, no more of them than the product lacks in all."""
    for row, came in mine:
        gap = min(lack, row.expected - came - row.counted - row.rejected)
        if gap > 0:
            yield Finding(FindingKind.SHORT, row.line_no, row.product_id, gap)
            lack -= gap
