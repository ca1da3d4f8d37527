"""What a scan at the truck amounts to, in one closed answer with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import NO_LOT, Lot, is_past_use_by
from leader_app.domain.text import Text, say
from leader_app.ports import UnitOfWork
from leader_app.services.receiving import counting
from leader_app.services.receiving.desk import CountSheet, ScanOutcome, Seen
from leader_app.services.receiving.draft import Draft
from leader_app.services.receiving.reckoning import Counted
from leader_app.services.stock.checks import likely_lot
from leader_app.services.stock.lookup import Found, look_up


@dataclass(frozen=True, slots=True)
class Seeing:
    """A scan and the draft after it."""

    seen: Seen
    draft: Draft
    row: int
    pieces: int
    words: Text
    barcode: str = ""
    choices: Sequence[Product] = ()
    lot: Lot = NO_LOT

    def outcome(self, sheet: CountSheet) -> ScanOutcome:
        """Return it as the screen hears of it."""
        return ScanOutcome(
            self.seen,
            sheet,
            self.row,
            self.pieces,
            self.words,
            self.barcode,
            self.choices,
            self.lot,
        )


def scanned(work: UnitOfWork, count: Counted, text: str, today: date) -> Seeing:
    """Count what a text stands for; unknown or ambiguous ones change nothing."""
    found = look_up(work, text, today)
    if isinstance(found, Text):
        return Seeing(Seen.UNKNOWN, count.draft, -1, 0, found)
    if not found.products:
        return Seeing(
            Seen.UNKNOWN,
            count.draft,
            -1,
            0,
            say("Nobody here knows this barcode. Choose the product it belongs to."),
            found.barcode,
            lot=found.reading.lot,
        )
    likely = _announced(count.draft, found.products)
    if len(likely) > 1:
        return _choose(count, found, likely, say("Several products carry this barcode: which?"))
    product = likely[0]
    pieces = found.pieces(product, _per_carton(count.draft, product))
    if not pieces:
        return _choose(count, found, likely, say("How many pieces are in this carton?"))
    return put(count, product, likely_lot(found.lot(product), today), pieces, "", found.barcode)


def put(
    count: Counted, product: Product, lot: Lot, pieces: int, slot: str, barcode: str = ""
) -> Seeing:
    """Count pieces of a product and say what is odd about them."""
    draft, number = counting.put(count.draft, product.product_id, lot, pieces, slot)
    row = draft.rows[number]
    seen, words = Seen.COUNTED, say("{product}: {count}", product=product.name, count=row.counted)
    if is_past_use_by(row.lot, local_day(count.now)) and row.lot.expires_on:
        seen = Seen.PAST_USE_BY
        words = say(
            "{product} was good until {day}. Turn it down.",
            product=product.name,
            day=row.lot.expires_on.isoformat(),
        )
    elif count.delivery is not None and not row.line_no:
        seen = Seen.NOT_ANNOUNCED
        words = say("{product} is not on the manifest. It is counted.", product=product.name)
    return Seeing(seen, draft, number, pieces, words, barcode, lot=row.lot)


def _choose(count: Counted, found: Found, likely: Sequence[Product], words: Text) -> Seeing:
    lot = found.lot(likely[0])
    return Seeing(Seen.CHOOSE, count.draft, -1, 0, words, found.barcode, likely, lot)


def _announced(draft: Draft, products: Sequence[Product]) -> Sequence[Product]:
    """Return those on the count if there are any, else all: the manifest settles most doubts."""
    counted = {row.product_id for row in draft.rows}
    return [x for x in products if x.product_id in counted] or products


def _per_carton(draft: Draft, product: Product) -> int:
    mine = [x.per_carton for x in draft.rows if x.product_id == product.product_id]
    return next((count for count in mine if count), 0)
