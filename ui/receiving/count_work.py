"""What is done to a count on the database thread.

Work is done in the order it was asked for, so a step of one piece is reckoned from what the sheet
holds then, not from what the screen showed when the key was pressed: no scan and no key is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import Lot
from leader_app.domain.text import say
from leader_app.services.receiving.desk import (
    CountLine,
    CountSheet,
    Receiving,
    ScanOutcome,
    Seen,
)
from ui.receiving.overview import Goods

Adjust = Callable[[Receiving, str], ScanOutcome | None]


def counted_by(row: int, pieces: int) -> Adjust:
    """Return the work that says how many pieces a row has."""
    return _set_to(row, lambda _: pieces)


def step(row: int, delta: int) -> Adjust:
    """Return the work that counts ``delta`` pieces of a row more; never fewer than none."""
    return _set_to(row, lambda line: max(0, line.counted + delta))


def as_announced(row: int) -> Adjust:
    """Return the work that takes a row as the manifest says."""
    return _set_to(row, lambda line: max(0, line.expected - line.earlier - line.rejected))


def describe(receiving: Receiving, delivery_id: str, row: int, lot: Lot, slot: str) -> CountSheet:
    """Say which lot a row is and where its pieces were put, as far as either is new."""
    sheet = receiving.open(delivery_id)
    line = next((line for line in sheet.lines if line.row == row), None)
    if line is not None and line.lot != lot:
        sheet = receiving.set_lot(delivery_id, row, lot)
    if line is not None and line.slot != slot:
        sheet = receiving.set_slot(delivery_id, row, slot)
    return sheet


def learn(goods: Goods, product: Product, barcode: str) -> None:
    """Teach the catalogue that a barcode stands for a product."""
    known = barcode.lstrip("0")
    if known.isdigit() and known not in product.barcodes:
        goods.put_product(replace(product, barcodes=(*product.barcodes, known)))


def _set_to(row: int, wanted: Callable[[CountLine], int]) -> Adjust:
    def work(receiving: Receiving, delivery_id: str) -> ScanOutcome | None:
        before = receiving.open(delivery_id)
        line = next((line for line in before.lines if line.row == row), None)
        if line is None:
            return None
        pieces = wanted(line)
        after = receiving.set_counted(delivery_id, row, pieces)
        return ScanOutcome(Seen.COUNTED, after, row, pieces - line.counted, say("Counted by hand"))

    return work
