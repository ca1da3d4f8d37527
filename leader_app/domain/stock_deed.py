"""The bodies of commands that move stock, to canonical JSON and back.

Movements are ``[product, lot code, expiry, slot, pieces, fen apiece]``, counts
``[product, lot code, expiry, slot, counted, expected]``; an expiry is an ISO date or null.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from leader_app.domain import body, canonical
from leader_app.domain.body import Fields, UnreadableCommandError
from leader_app.domain.command import STOCK_KINDS, Command, CommandKind
from leader_app.domain.delivery import Finding, FindingKind, Receipt
from leader_app.domain.money import Fen
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import (
    Count,
    Draw,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
)

MOST_PIECES = 1_000_000
MOST_EXPECTED = 1_000_000_000
MOST_FEN = 1_000_000_000
MOST_ROWS = 2_000
MOST_PHOTOS = 20
LONGEST_LOT = 40
LONGEST_SLOT = 40
LONGEST_STAFF = 60
LONGEST_REASON = 40
LONGEST_NOTE = 500
# claims to the kitchen are named after the receipt and a number
LONGEST_RECEIPT_ID = body.LONGEST_ID - 5
_COLDEST, _HOTTEST = -1_000, 1_000
_ATTACHMENT = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MAY_BE_EMPTY = frozenset({CommandKind.RECEIVE, CommandKind.ADJUST})


def stock_body(
    movements: Sequence[Movement],
    staff: str,
    *,
    reference: str = "",
    reason: str = "",
    note: str = "",
    payment: PaymentKind | None = None,
    photos: Sequence[str] = (),
    counts: Sequence[Count] = (),
) -> bytes:
    """Return the body of any deed that moves stock but a receipt."""
    return canonical.pack(
        _stock_fields(movements, staff, reference, reason, note, payment, photos, counts)
    )


def stock_deed(command: Command, device_id: str) -> StockDeed:
    """Return the deed ``command`` records.

    ``UnreadableCommandError`` if it is none, or a receipt (``receipt`` reads those).
    """
    if command.kind == CommandKind.RECEIVE:
        raise UnreadableCommandError
    return _deed(command, body.fields(command, *STOCK_KINDS), device_id)


def receipt_body(receipt: Receipt) -> bytes:
    """Return the body of a receipt; its id, counter and time are those of its command."""
    stock = receipt.stock
    moved = _stock_fields(
        stock.movements,
        stock.staff,
        stock.reference,
        stock.reason,
        stock.note,
        stock.payment,
        stock.photos,
        stock.counts,
    )
    return canonical.pack(
        {
            **moved,
            "chilled": receipt.chilled_decidegrees,
            "driver_signature": receipt.driver_signature,
            "final": receipt.final,
            "findings": [_finding_row(x) for x in receipt.findings],
            "frozen": receipt.frozen_decidegrees,
            "leader_signature": receipt.leader_signature,
        }
    )


def receipt(command: Command, device_id: str) -> Receipt:
    """Return the receipt ``command`` records; ``UnreadableCommandError`` if it is none."""
    fields = body.fields(command, CommandKind.RECEIVE)
    body.text(command.command_id, LONGEST_RECEIPT_ID)
    return Receipt(
        stock=_deed(command, fields, device_id),
        findings=tuple(_finding(x) for x in body.rows(fields.get("findings"), MOST_ROWS)),
        final=body.flag(fields.get("final")),
        driver_signature=_signature(fields.get("driver_signature")),
        leader_signature=_signature(fields.get("leader_signature")),
        chilled_decidegrees=_temperature(fields.get("chilled")),
        frozen_decidegrees=_temperature(fields.get("frozen")),
    )


def share_out_body(delivery_id: str, staff: str, arrivals: Sequence[Arrival]) -> bytes:
    """Return the body of a share-out of what a delivery brought."""
    return canonical.pack(
        {
            "arrivals": [[x.key.order_id, x.key.line_no, x.pieces, x.slot] for x in arrivals],
            "delivery": delivery_id,
            "staff": staff,
        }
    )


def arrivals(command: Command) -> tuple[Arrival, ...]:
    """Return the arrivals a share-out books; ``UnreadableCommandError`` if it is none."""
    fields = body.fields(command, CommandKind.SHARE_OUT)
    body.name(fields.get("delivery"), may_be_empty=True)
    body.text(fields.get("staff"), LONGEST_STAFF)
    return tuple(_arrival(x) for x in body.rows(fields.get("arrivals"), MOST_ROWS, 1))


def draw_rows(drawn: Sequence[Draw]) -> list[list[Any]]:
    """Return draws as bodies spell them."""
    return [[*_key_row(x.key), x.quantity] for x in drawn]


def draws(value: object) -> tuple[Draw, ...]:
    """Return the draws a body spells; ``UnreadableCommandError`` if it does not."""
    return tuple(_draw(x) for x in body.rows(value, MOST_ROWS))


def _stock_fields(
    movements: Sequence[Movement],
    staff: str,
    reference: str,
    reason: str,
    note: str,
    payment: PaymentKind | None,
    photos: Sequence[str],
    counts: Sequence[Count],
) -> Mapping[str, object]:
    return {
        "counts": [[*_key_row(x.key), x.counted, x.expected] for x in counts],
        "movements": [[*_key_row(x.key), x.quantity, x.unit_price] for x in movements],
        "note": note,
        "payment": None if payment is None else payment.value,
        "photos": list(photos),
        "reason": reason,
        "reference": reference,
        "staff": staff,
    }


def _deed(command: Command, fields: Fields, device_id: str) -> StockDeed:
    payment = fields.get("payment")
    deed = StockDeed(
        deed_id=command.command_id,
        kind=MovementKind(command.kind),
        device_id=device_id,
        staff=body.text(fields.get("staff"), LONGEST_STAFF),
        at=command.at,
        movements=tuple(_movement(x) for x in body.rows(fields.get("movements"), MOST_ROWS)),
        reference=body.name(fields.get("reference"), may_be_empty=True),
        reason=body.text(fields.get("reason"), LONGEST_REASON),
        note=body.text(fields.get("note"), LONGEST_NOTE),
        payment=None if payment is None else body.word(payment, PaymentKind),
        photos=_photos(fields.get("photos")),
        counts=tuple(_count(x) for x in body.rows(fields.get("counts"), MOST_ROWS)),
    )
    if not deed.movements and command.kind not in _MAY_BE_EMPTY:
        raise UnreadableCommandError
    return deed


def _key_row(key: StockKey) -> list[str | None]:
    return [key.product_id, key.lot.code, body.spelled_day(key.lot.expires_on), key.slot]


def _key(product_id: object, code: object, expires_on: object, slot: object) -> StockKey:
    lot = Lot(body.text(code, LONGEST_LOT), body.day(expires_on))
    return StockKey(body.name(product_id), lot, body.text(slot, LONGEST_SLOT))


def _movement(value: object) -> Movement:
    *key, quantity, unit_price = body.row(value, 6)
    pieces = body.number(quantity, -MOST_PIECES, MOST_PIECES)
    if not pieces:
        raise UnreadableCommandError
    return Movement(_key(*key), pieces, Fen(body.number(unit_price, 0, MOST_FEN)))


def _count(value: object) -> Count:
    *key, counted, expected = body.row(value, 6)
    return Count(
        _key(*key),
        body.number(counted, 0, MOST_PIECES),
        body.number(expected, -MOST_EXPECTED, MOST_EXPECTED),
    )


def _draw(value: object) -> Draw:
    *key, quantity = body.row(value, 5)
    return Draw(_key(*key), body.number(quantity, 1, MOST_PIECES))


def _finding_row(finding: Finding) -> list[object]:
    return [
        finding.kind.value,
        finding.line_no,
        finding.product_id,
        finding.quantity,
        finding.note,
        list(finding.photos),
    ]


def _finding(value: object) -> Finding:
    kind, line_no, product_id, quantity, note, photos = body.row(value, 6)
    return Finding(
        body.word(kind, FindingKind),
        body.number(line_no, 0, body.MOST),
        body.name(product_id, may_be_empty=True),
        body.number(quantity, 1, MOST_PIECES),
        body.text(note, LONGEST_NOTE),
        _photos(photos),
    )


def _arrival(value: object) -> Arrival:
    order_id, line_no, pieces, slot = body.row(value, 4)
    return Arrival(
        LineKey(body.name(order_id), body.number(line_no, 0, body.MOST)),
        body.number(pieces, -MOST_PIECES, MOST_PIECES),
        body.text(slot, LONGEST_SLOT),
    )


def _photos(value: object) -> tuple[str, ...]:
    return tuple(_attachment(x) for x in body.rows(value, MOST_PHOTOS))


def _attachment(value: object) -> str:
    found = body.name(value)
    if not _ATTACHMENT.fullmatch(found):
        raise UnreadableCommandError
    return found


def _signature(value: object) -> str:
    return "" if value == "" else _attachment(value)


def _temperature(value: object) -> int | None:
    return None if value is None else body.number(value, _COLDEST, _HOTTEST)
