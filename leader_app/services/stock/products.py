"""The store's own goods, and what a point may say of any product: barcodes, size, alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from leader_app.domain import setting_deed
from leader_app.domain.command import CommandKind
from leader_app.domain.gs1 import Reading, plain_number, read
from leader_app.domain.neighbourhood import Product
from leader_app.domain.scanned_text import normalise
from leader_app.domain.setting_deed import (
    LONGEST_NAME,
    LONGEST_UNIT,
    MOST_BARCODES,
    MOST_DAYS,
    MOST_MILLILITRES,
)
from leader_app.domain.stock_deed import MOST_FEN
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import on_duty
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.checks import MOST_PIECES

_SCALE_ITEM = 7


def put_product(floor: Floor, work: UnitOfWork, product: Product) -> Product:
    """Keep a product and tell the centre; the caller commits.

    One without an id is new and the store's own. Of the brand's goods only what a point may say
    is taken: barcodes, size, pieces in a carton, days it keeps, and when to be told it runs low.
    """
    kept = _checked(_merged(floor, work, product), floor.today(work))
    body = setting_deed.product_body(kept, on_duty(work))
    logged = work.log.append(floor.new_id(), CommandKind.SET_PRODUCT, body)
    read_back = setting_deed.product(logged.command)
    work.catalogue.put(read_back)
    return read_back


def barcode_number(text: str, today: date) -> str:
    """Return the product number to keep of a scanned or typed barcode; ``Refused`` if it is none.

    Seven digits from 20 to 29 stand for the goods of a scale, whatever they weigh.
    """
    plain = normalise(text)
    if len(plain) == _SCALE_ITEM and plain.isascii() and plain.isdigit() and plain[0] == "2":
        return plain
    reading = read(plain, today)
    if isinstance(reading, Reading) and reading.numbers:
        return reading.numbers[-1]
    # Kept ones have lost the zeros in front that their check digit was reckoned with.
    for width in (8, 12, 13, 14):
        padded = read(plain.zfill(width), today)
        if isinstance(padded, Reading) and plain_number(plain) in padded.numbers:
            return plain_number(plain)
    raise Refused(
        say("{barcode} is no barcode of goods.", barcode=plain[:20]),
        say("Scan it from the pack instead of typing it."),
    )


def _merged(floor: Floor, work: UnitOfWork, product: Product) -> Product:
    if not product.product_id:
        return replace(product, product_id=floor.new_id(), own=True)
    known = work.names.products([product.product_id]).get(product.product_id)
    if known is None:
        raise Refused(
            say("There is no product {product} here.", product=product.product_id),
            say("Choose one of the list, or add it as your own goods."),
        )
    if known.own:
        return replace(product, own=True)
    return replace(
        known,
        barcodes=product.barcodes,
        volume_ml=product.volume_ml,
        shelf_days=product.shelf_days,
        low_stock=product.low_stock,
        pieces_per_carton=product.pieces_per_carton,
    )


def _checked(product: Product, today: date) -> Product:
    name, unit = product.name.strip(), product.unit.strip()
    if not 0 < len(name) <= LONGEST_NAME or len(unit) > LONGEST_UNIT:
        raise Refused(
            say("The name or the unit does not fit."),
            say("Give it a name of up to {count} symbols.", count=LONGEST_NAME),
        )
    bounds = (
        (product.price, MOST_FEN),
        (product.volume_ml, MOST_MILLILITRES),
        (product.shelf_days, MOST_DAYS),
        (product.low_stock, MOST_PIECES),
        (product.pieces_per_carton, MOST_PIECES),
    )
    if any(not 0 <= value <= most for value, most in bounds):
        raise Refused(
            say("A price, a size or a number does not fit."),
            say("None of them may be negative."),
        )
    numbers = tuple(dict.fromkeys(barcode_number(x, today) for x in product.barcodes))
    if len(numbers) > MOST_BARCODES:
        raise Refused(
            say("That is too many barcodes for one product."),
            say("Keep the {count} that are in use.", count=MOST_BARCODES),
        )
    return replace(product, name=name, unit=unit, barcodes=numbers)
