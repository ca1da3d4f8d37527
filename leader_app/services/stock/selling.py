"""Walk-in sale: goods that nobody waits for, at the product's price or the one that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leader_app.domain.command import CommandKind
from leader_app.domain.money import Fen
from leader_app.domain.stock import (
    Movement,
    PaymentKind,
    StockDeed,
    is_past_use_by,
)
from leader_app.domain.stock_deed import MOST_FEN, stock_body
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import on_duty
from leader_app.services.stock.available import Available, availability
from leader_app.services.stock.booking import Floor, book
from leader_app.services.stock.checks import (
    known_product,
    products_of,
    short_note,
    whole_pieces,
)
from leader_app.services.stock.desk import SaleDone, SaleLine, SoldLine

PRICE_CHANGED = "price_changed"


def sell(
    floor: Floor, work: UnitOfWork, lines: Sequence[SaleLine], payment: PaymentKind, note: str
) -> SaleDone:
    """Book a sale; the caller commits. ``Refused`` for goods that may not be sold."""
    if not lines:
        raise Refused(say("There is nothing on the sale."), say("Scan or choose goods first."))
    today = floor.today(work)
    movements: list[Movement] = []
    changed = False
    for line in lines:
        available = _after(
            availability(work, known_product(work, line.product_id), today), movements
        )
        price = _price(line, available)
        changed = changed or price != available.product.price
        _may_be_sold(line, available)
        drawn = available.take(line.quantity, line.lot)
        movements += [Movement(x.key, -x.quantity, price) for x in drawn]
    body = stock_body(
        movements,
        on_duty(work),
        reason=PRICE_CHANGED if changed else "",
        note=short_note(note),
        payment=payment,
    )
    return sale_of(work, book(floor, work, CommandKind.SELL, body))


def sale_of(work: UnitOfWork, deed: StockDeed) -> SaleDone:
    """Return one sale, a line for each product and price."""
    products = products_of(work, [move.key.product_id for move in deed.movements])
    sums: dict[tuple[str, Fen], int] = {}
    for move in deed.movements:
        place = (move.key.product_id, move.unit_price)
        sums[place] = sums.get(place, 0) - move.quantity
    lines = [
        SoldLine(products[name].name, products[name].unit, count, price)
        for (name, price), count in sums.items()
    ]
    return SaleDone(deed, lines, deed.value)


def _after(available: Available, movements: Sequence[Movement]) -> Available:
    """Return what is available after earlier lines of the same sale."""
    gone = {move.key: 0 for move in movements}
    for move in movements:
        gone[move.key] += move.quantity
    levels = [replace(x, quantity=x.quantity + gone.get(x.key, 0)) for x in available.levels]
    return replace(available, levels=levels)


def _price(line: SaleLine, available: Available) -> Fen:
    price = available.product.price if line.unit_price is None else line.unit_price
    if not 0 <= price <= MOST_FEN:
        raise Refused(
            say("{product} cannot be sold at that price.", product=available.product.name),
            say("Type a price of 0 or more."),
        )
    return price


def _may_be_sold(line: SaleLine, available: Available) -> None:
    """Refuse what is spoilt, waited for, or not in the books; own goods may be sold unbooked."""
    product = available.product
    whole_pieces(line.quantity, 1)
    if line.lot is not None and is_past_use_by(line.lot, available.today):
        raise Refused(
            say("{product} is past its use-by day.", product=product.name),
            say("Write it off; it may not be sold."),
        )
    spoilt = available.on_hand > available.good
    unbooked = product.own and not available.waiting and not spoilt
    if line.quantity <= available.free or unbooked:
        return
    if spoilt:
        raise Refused(
            say(
                "Only {count} of {product} may be sold.", count=available.free, product=product.name
            ),
            say("The others are past their use-by day: write them off."),
        )
    if available.waiting:
        raise Refused(
            say("Only {count} of {product} are free.", count=available.free, product=product.name),
            say("Members wait for {count} of them.", count=available.waiting),
        )
    raise Refused(
        say("Only {count} of {product} are here.", count=available.free, product=product.name),
        say("Book the others in first: take them in under receiving."),
    )
