"""What a scanned or typed barcode stands for among the products of the point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leader_app.domain.foreign import ForeignKind, guess
from leader_app.domain.gs1 import Reading, read
from leader_app.domain.gs1_elements import Fault
from leader_app.domain.neighbourhood import Product
from leader_app.domain.pickup_code import PREFIX
from leader_app.domain.scanned_text import normalise
from leader_app.domain.stock import Lot
from leader_app.domain.text import Text, say
from leader_app.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Found:
    """A barcode that could be read, and the products it may stand for (none: unknown here)."""

    reading: Reading
    products: Sequence[Product]

    @property
    def barcode(self) -> str:
        """The number to learn for a product: that of the goods, not of their carton."""
        return self.reading.numbers[-1] if self.reading.numbers else ""

    def lot(self, product: Product) -> Lot:
        """Return the lot; where only the day of making is printed, the product says how long."""
        lot, made_on = self.reading.lot, self.reading.made_on
        if lot.expires_on is None and made_on and product.shelf_days:
            return replace(lot, expires_on=made_on + timedelta(days=product.shelf_days))
        return lot

    def pieces(self, product: Product, per_carton: int = 0) -> int:
        """Return how many pieces one scan counts, 0 where nobody knows what a carton holds."""
        if not self.reading.is_carton:
            return self.reading.pieces
        return self.reading.pieces * (per_carton or product.pieces_per_carton)


def look_up(work: UnitOfWork, text: str, today: date) -> Found | Text:
    """Return what a text stands for, or a sentence saying why it is no barcode of goods."""
    plain = normalise(text)
    reading = read(plain, today)
    if isinstance(reading, Fault):
        return _why_not(plain, reading)
    for number in reading.numbers:
        if products := work.catalogue.with_barcode(number):
            return Found(reading, products)
    if not reading.numbers:
        return say("This is the label of a pallet. Scan the cartons on it.")
    return Found(reading, ())


def _why_not(text: str, fault: Fault) -> Text:
    if text.startswith(PREFIX):
        return say("This is a pickup code. It is scanned on the pickup page.")
    if fault is Fault.NO_BARCODE:
        return _FOREIGN.get(guess(text), say("This is no barcode of goods."))
    return _FAULTS[fault]


_FOREIGN = {
    ForeignKind.PARCEL_LABEL: say("This is the label of a parcel, not a barcode of goods."),
    ForeignKind.PAYMENT: say("This is a payment code. Nothing was charged."),
    ForeignKind.PARCEL: say("This is the number of a parcel, not a barcode of goods."),
    ForeignKind.WEB_ADDRESS: say("This is a web address, not a barcode of goods."),
}
_FAULTS = {
    Fault.CHECK_DIGIT: say("A digit of this barcode is wrong. Scan it again."),
    Fault.BAD_DATE: say("This barcode names a day that does not exist."),
    Fault.BAD_ELEMENT: say("A part of this barcode is missing or damaged. Scan it again."),
    Fault.CONTRADICTION: say("This barcode says two different things."),
}
