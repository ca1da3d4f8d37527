"""What people type and scan is checked before it is kept: pieces, days, notes, names of slots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leader_app.domain.money import NOTHING
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.stock import Lot
from leader_app.domain.stock_deed import (
    LONGEST_LOT,
    LONGEST_NOTE,
    LONGEST_SLOT,
    MOST_PHOTOS,
)
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork

MOST_PIECES = 99_999
_YEARS_BACK, _YEARS_AHEAD = 5, 20


def whole_pieces(pieces: object, least: int = 0) -> int:
    """Return a number of pieces; ``Refused`` if it is fractional, too small or no shop's."""
    if isinstance(pieces, bool) or not isinstance(pieces, int):
        raise Refused(
            say("Pieces are counted whole."),
            say("Type a whole number; weighed goods count by the pack."),
        )
    if pieces < least:
        raise Refused(
            say("{count} pieces cannot be.", count=pieces),
            say("Type {least} or more.", least=least),
        )
    if pieces > MOST_PIECES:
        raise Refused(
            say("{count} pieces are more than a shop holds.", count=pieces),
            say("Was a barcode typed as a number? Type how many there are."),
        )
    return pieces


def likely_lot(lot: Lot, today: date) -> Lot:
    """Return a lot with its code trimmed; ``Refused`` for a day of another age or a long code."""
    code = lot.code.strip()
    if len(code) > LONGEST_LOT:
        raise Refused(
            say("A lot's code has at most {count} symbols.", count=LONGEST_LOT),
            say("Type the code as it is printed on the pack."),
        )
    day = lot.expires_on
    if day and not today.year - _YEARS_BACK <= day.year <= today.year + _YEARS_AHEAD:
        raise Refused(
            say("A use-by day of {day} cannot be.", day=day.isoformat()),
            say("Type the day as it is printed on the pack, or leave it empty."),
        )
    return Lot(code, day)


def short_note(note: str) -> str:
    """Return a note trimmed; ``Refused`` if it is longer than can be sent."""
    if len(note) > LONGEST_NOTE:
        raise Refused(
            say("The note is too long."),
            say("Keep it under {count} symbols.", count=LONGEST_NOTE),
        )
    return note.strip()


def few_photos(photos: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of photos, each once; ``Refused`` if there are too many."""
    different = tuple(dict.fromkeys(photos))
    if len(different) > MOST_PHOTOS:
        raise Refused(
            say("That is too many photos."),
            say("Keep the {count} that show it best.", count=MOST_PHOTOS),
        )
    return different


def slot_name(name: str) -> str:
    """Return a slot's name trimmed, empty for nowhere; ``Refused`` if it is too long."""
    trimmed = " ".join(name.split())
    if len(trimmed) > LONGEST_SLOT:
        raise Refused(
            say("A slot's name has at most {count} symbols.", count=LONGEST_SLOT),
            say("Short names read best on a label: A-03."),
        )
    return trimmed


def known_slot(work: UnitOfWork, name: str) -> str:
    """Return the name of a slot in use (or empty); ``Refused`` if there is none of that name."""
    trimmed = slot_name(name)
    if trimmed and all(slot.slot_id != trimmed for slot in work.slots.all()):
        raise Refused(
            say("There is no slot {slot}.", slot=trimmed),
            say("Choose one of the list, or add it under slots first."),
        )
    return trimmed


def known_product(work: UnitOfWork, product_id: str) -> Product:
    """Return a product; ``Refused`` if there is no such product here."""
    found = work.names.products([product_id]).get(product_id)
    if found is None:
        raise Refused(
            say("There is no product {product} here.", product=product_id),
            say("Choose one of the list, or add it as your own goods."),
        )
    return found


def products_of(work: UnitOfWork, product_ids: Sequence[str]) -> dict[str, Product]:
    """Return products by id; one that is not here goes by its id."""
    known = work.names.products(set(product_ids))
    return {name: known.get(name) or unknown_product(name) for name in product_ids}


def unknown_product(product_id: str) -> Product:
    """Return what stands in for a product that this counter has not been told of."""
    return Product(product_id, product_id, "", Zone.SHELF, NOTHING)
