"""The bodies of commands that set things up, to canonical JSON and back.

These are slots, products and imported orders; times are microseconds since 1970.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leader_app.domain import body, canonical
from leader_app.domain.body import Fields, UnreadableCommandError
from leader_app.domain.command import Command, CommandKind, microseconds
from leader_app.domain.ids import is_claim_id
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Member, Product, Zone
from leader_app.domain.order import Order, OrderLine, Payment
from leader_app.domain.slot import Slot
from leader_app.domain.stock_deed import (
    LONGEST_NOTE,
    LONGEST_SLOT,
    LONGEST_STAFF,
    MOST_FEN,
    MOST_PIECES,
)

MOST_ORDERS = 100
MOST_LINES = 200
MOST_BARCODES = 20
MOST_MILLILITRES = 1_000_000_000
MOST_DAYS = 36_500
LONGEST_NAME = 120
LONGEST_UNIT = 20
LONGEST_HOME = 20
_BARCODE = re.compile(r"[1-9][0-9]{0,13}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9]{0,20}", re.ASCII)
_TAIL = re.compile(r"[0-9]{0,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brings; ``phones`` are whole numbers by member, where they are known."""

    members: tuple[Member, ...]
    phones: Mapping[str, str]
    orders: tuple[Order, ...]


def slot_body(slot: Slot, staff: str = "") -> bytes:
    """Return the body that sets a slot."""
    return canonical.pack(
        {
            "active": slot.active,
            "capacity_ml": slot.capacity_ml,
            "point": slot.point_id,
            "position": slot.position,
            "slot": slot.slot_id,
            "staff": staff,
            "zone": slot.zone.value,
        }
    )


def slot(command: Command) -> Slot:
    """Return the slot ``command`` sets; ``UnreadableCommandError`` if it sets none."""
    fields = _set(command, CommandKind.SET_SLOT)
    return Slot(
        slot_id=body.text(fields.get("slot"), LONGEST_SLOT, 1),
        point_id=body.number(fields.get("point"), 0, body.MOST),
        zone=body.word(fields.get("zone"), Zone),
        capacity_ml=body.number(fields.get("capacity_ml"), 0, MOST_MILLILITRES),
        position=body.number(fields.get("position"), 0, body.MOST),
        active=body.flag(fields.get("active")),
    )


def product_body(product: Product, staff: str = "") -> bytes:
    """Return the body that sets a product."""
    return canonical.pack(
        {
            "active": product.active,
            "barcodes": list(product.barcodes),
            "food": product.food.value,
            "low_stock": product.low_stock,
            "name": product.name,
            "own": product.own,
            "pieces_per_carton": product.pieces_per_carton,
            "price": product.price,
            "product": product.product_id,
            "shelf_days": product.shelf_days,
            "staff": staff,
            "unit": product.unit,
            "volume_ml": product.volume_ml,
            "zone": product.zone.value,
        }
    )


def product(command: Command) -> Product:
    """Return the product ``command`` sets; ``UnreadableCommandError`` if it sets none."""
    fields = _set(command, CommandKind.SET_PRODUCT)
    barcodes = tuple(_match(x, _BARCODE) for x in body.rows(fields.get("barcodes"), MOST_BARCODES))
    return Product(
        product_id=body.name(fields.get("product")),
        name=body.text(fields.get("name"), LONGEST_NAME, 1),
        unit=body.text(fields.get("unit"), LONGEST_UNIT),
        zone=body.word(fields.get("zone"), Zone),
        price=Fen(body.number(fields.get("price"), 0, MOST_FEN)),
        barcodes=barcodes,
        food=body.word(fields.get("food"), FoodKind),
        volume_ml=body.number(fields.get("volume_ml"), 0, MOST_MILLILITRES),
        shelf_days=body.number(fields.get("shelf_days"), 0, MOST_DAYS),
        low_stock=body.number(fields.get("low_stock"), 0, MOST_PIECES),
        pieces_per_carton=body.number(fields.get("pieces_per_carton"), 0, MOST_PIECES),
        own=body.flag(fields.get("own")),
        active=body.flag(fields.get("active")),
    )


def import_body(
    members: Sequence[Member],
    phones: Mapping[str, str],
    orders: Sequence[Order],
    staff: str = "",
) -> bytes:
    """Return the body that brings orders (at most ``MOST_ORDERS``) and who placed them."""
    return canonical.pack(
        {
            "members": [_member_row(x, phones.get(x.member_id, "")) for x in members],
            "orders": [_order_row(x) for x in orders],
            "staff": staff,
        }
    )


def imported(command: Command) -> Imported:
    """Return what ``command`` imports; ``UnreadableCommandError`` if it imports nothing."""
    fields = _set(command, CommandKind.IMPORT_ORDERS)
    people = [_member(x) for x in body.rows(fields.get("members"), MOST_ORDERS)]
    orders = tuple(_order(x) for x in body.rows(fields.get("orders"), MOST_ORDERS, 1))
    body.unique(member.member_id for member, _ in people)
    body.unique(order.order_id for order in orders)
    body.unique(order.claim_id for order in orders)
    return Imported(
        tuple(member for member, _ in people),
        {member.member_id: phone for member, phone in people if phone},
        orders,
    )


def _set(command: Command, kind: CommandKind) -> Fields:
    fields = body.fields(command, kind)
    body.text(fields.get("staff"), LONGEST_STAFF)
    return fields


def _match(value: object, pattern: re.Pattern[str]) -> str:
    found = body.name(value, may_be_empty=True)
    if not pattern.fullmatch(found):
        raise UnreadableCommandError
    return found


def _member_row(member: Member, phone: str) -> list[str]:
    return [
        member.member_id,
        member.name,
        member.phone_tail,
        member.building,
        member.room,
        phone,
    ]


def _member(value: object) -> tuple[Member, str]:
    member_id, name, tail, building, room, phone = body.row(value, 6)
    member = Member(
        body.name(member_id),
        body.text(name, LONGEST_NAME, 1),
        _match(tail, _TAIL),
        body.text(building, LONGEST_HOME),
        body.text(room, LONGEST_HOME),
    )
    return member, _match(phone, _PHONE)


def _order_row(order: Order) -> list[object]:
    return [
        order.order_id,
        order.point_id,
        order.member_id,
        order.claim_id,
        order.payment.value,
        order.cancelled,
        microseconds(order.placed_at),
        order.note,
        [
            [x.line_no, x.product_id, x.quantity, x.arrived, x.slot, x.unit_price]
            for x in order.lines
        ],
    ]


def _order(value: object) -> Order:
    order_id, point_id, member_id, claim_id, payment, cancelled, at, note, rows = body.row(value, 9)
    lines = tuple(_line(x) for x in body.rows(rows, MOST_LINES, 1))
    body.unique(line.line_no for line in lines)
    if not is_claim_id(body.name(claim_id)):
        raise UnreadableCommandError
    return Order(
        order_id=body.name(order_id),
        point_id=body.number(point_id, 0, body.MOST),
        member_id=body.name(member_id),
        claim_id=claim_id,
        payment=body.word(payment, Payment),
        cancelled=body.flag(cancelled),
        placed_at=body.moment(at),
        note=body.text(note, LONGEST_NOTE),
        lines=lines,
    )


def _line(value: object) -> OrderLine:
    line_no, product_id, quantity, arrived, slot, unit_price = body.row(value, 6)
    return OrderLine(
        line_no=body.number(line_no, 0, body.MOST),
        product_id=body.name(product_id),
        quantity=body.number(quantity, 1, MOST_PIECES),
        arrived=body.number(arrived, 0, MOST_PIECES),
        slot=body.text(slot, LONGEST_SLOT),
        unit_price=Fen(body.number(unit_price, 0, MOST_FEN)),
    )
