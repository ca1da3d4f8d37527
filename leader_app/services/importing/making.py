"""An understood order as an order of this point, or what hinders that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.ids import imported_claim_id
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Product
from leader_app.domain.order import Order, OrderLine, Payment
from leader_app.domain.setting_deed import LONGEST_HOME, LONGEST_NAME, MOST_LINES
from leader_app.domain.stock_deed import LONGEST_NOTE, MOST_FEN, MOST_PIECES
from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodItem, UnderstoodOrder
from leader_app.services.importing.identity import member_id

_TAIL = re.compile(r"\d{4}$", re.ASCII)
_WHOLE_PHONE = re.compile(r"1\d{10}", re.ASCII)

Pieces = Counter[str]


@dataclass(frozen=True, slots=True)
class Made:
    """An order with who placed it; ``phone`` is the whole number, or empty."""

    order: Order
    member: Member
    phone: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes orders of ``point_id`` at the time ``now`` from goods on the list ``products``."""

    point_id: int
    now: datetime
    products: Mapping[str, Product]

    def hindrances(self, order: UnderstoodOrder) -> tuple[Text, ...]:
        """Return what must be corrected before ``order`` can be imported."""
        found = []
        if not _shown_name(order):
            found.append(say("Say whose order it is."))
        if not order.items:
            found.append(say("Say what was ordered."))
        for item in order.items:
            if item.product_id not in self.products:
                found.append(say("Say which product “{product}” is.", product=item.product))
            if item.quantity is None or not 0 < item.quantity <= MOST_PIECES:
                found.append(say("Say how many of “{product}”.", product=item.product))
        if len(order.items) > MOST_LINES:
            found.append(say("It has more than {most} lines.", most=MOST_LINES))
        return tuple(dict.fromkeys(found))

    def made(self, order_id: str, order: UnderstoodOrder, only: Pieces | None = None) -> Made:
        """Return the order; of its goods all, or ``only`` these pieces by product."""
        name = _shown_name(order)[:LONGEST_NAME]
        tail = _TAIL.search(order.phone)
        room = f"{order.unit}-{order.room}" if order.unit and order.room else order.room
        member = Member(
            member_id(self.point_id, order),
            name,
            tail[0] if tail else "",
            building=order.building[:LONGEST_HOME],
            room=room[:LONGEST_HOME],
        )
        phone = order.phone if _WHOLE_PHONE.fullmatch(order.phone) else ""
        placed = order.placed_at if order.placed_at and order.placed_at <= self.now else self.now
        made = Order(
            order_id=order_id,
            point_id=self.point_id,
            member_id=member.member_id,
            claim_id=imported_claim_id(self.point_id, order_id),
            payment=payment(order),
            cancelled=order.cancelled,
            placed_at=placed,
            note=_note(order)[:LONGEST_NOTE],
            lines=tuple(self._lines(order.items, only)),
        )
        return Made(made, member, phone)

    def _lines(self, items: Sequence[UnderstoodItem], only: Pieces | None) -> list[OrderLine]:
        left = None if only is None else only.copy()
        lines: list[OrderLine] = []
        for item in items:
            quantity = item.quantity or 0
            if left is not None:
                quantity = min(quantity, left[item.product_id])
                left[item.product_id] -= quantity
            if quantity:
                price = self._price(item)
                lines.append(OrderLine(len(lines) + 1, item.product_id, quantity, 0, "", price))
        return lines

    def _price(self, item: UnderstoodItem) -> Fen:
        """Return the price of a piece: what was paid where the file says it, or the list's."""
        listed = self.products[item.product_id].price
        if item.amount is None or not item.quantity or not 0 <= item.amount <= MOST_FEN:
            return listed
        return listed if item.amount % item.quantity else Fen(item.amount // item.quantity)


def wanted(order: UnderstoodOrder) -> Pieces:
    """Return the pieces of each product that an understood order comes to."""
    pieces: Pieces = Counter()
    for item in order.items:
        pieces[item.product_id] += item.quantity or 0
    return pieces


def held(orders: Sequence[Order]) -> Pieces:
    """Return the pieces of each product that orders here come to, cancelled ones left out."""
    pieces: Pieces = Counter()
    for order in orders:
        if not order.cancelled:
            for line in order.lines:
                pieces[line.product_id] += line.quantity
    return pieces


def payment(order: UnderstoodOrder) -> Payment:
    """Return where the money is: a list that says nothing of it is one of paid orders."""
    return Payment.UNPAID if order.paid is False else Payment.PAID


def _shown_name(order: UnderstoodOrder) -> str:
    home = "-".join(filter(None, (order.building, order.unit, order.room)))
    return (order.name or order.receiver or home).replace("\0", "").strip()


def _note(order: UnderstoodOrder) -> str:
    """Return the note with the variants, for which an order line has no place."""
    variants = (f"{x.product} {x.variant} ×{x.quantity}" for x in order.items if x.variant)
    return "; ".join(filter(None, (order.note.replace("\0", ""), *variants)))
