"""The codes of a claim: the text a member shows and the short code they can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.codes.keys import KeyChest
from central.storage.tables import claims, orders
from leader_app.domain import pickup_code, short_code
from leader_app.domain.pickup_code import DAY_ZERO, CodeKind, PickupCode


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """Both forms of one claim's code."""

    text: str
    short: str


def of_order(connection: Connection, chest: KeyChest, order_id: str) -> IssuedCode | None:
    """Return the codes of the claim that opens an order, or ``None`` for an unknown order."""
    row = connection.execute(
        sa.select(claims)
        .join(orders, orders.c.claim_id == claims.c.claim_id)
        .where(orders.c.order_id == order_id)
    ).one_or_none()
    if row is None:
        return None
    code = PickupCode(
        kind=CodeKind.ORDER,
        key_id=row.key_id,
        point_id=row.point_id,
        claim_id=row.claim_id,
        issued_on=DAY_ZERO + timedelta(days=row.issued_on),
        valid_days=row.valid_days,
        generation=row.generation,
    )
    text = pickup_code.issue(code, chest.code_seed(row.key_id))
    secret = chest.short_code_secret()
    short = short_code.make(secret, row.claim_id, row.generation, row.short_attempt)
    return IssuedCode(text, short_code.spaced(short))


def png(text: str) -> bytes:
    """Draw a code as a QR symbol (version 6-M for our texts) with its quiet zone, as PNG."""
    import io

    import segno

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=8, border=4)
    return out.getvalue()
