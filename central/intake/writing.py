"""Takes in points, products, members and orders, with a claim and codes for each order."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.catalogue.products import product_row
from central.codes.keys import KeyChest, key_for
from central.feed.writing import FeedDraft
from central.intake.people import member_row
from central.stock import ledger
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.tables import (
    claims,
    members,
    order_lines,
    orders,
    points,
    products,
    redemptions,
)
from leader_app.domain import short_code
from leader_app.domain.command import microseconds
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.outflow import outflow
from leader_app.domain.pickup import HandOver
from leader_app.domain.pickup_code import DAY_ZERO

_into = {
    table: sa.insert(table)
    for table in (claims, members, order_lines, orders, points, products, redemptions)
}


class Intake:
    """Writes within one transaction; ``draft`` tells the points."""

    def __init__(self, database: Database, connection: Connection, draft: FeedDraft) -> None:
        self._sealer = database.sealer
        chest = KeyChest(database.keys)
        self._short_code_secret = chest.short_code_secret()
        self._point_secret = functools.cache(chest.point_secret)
        self._connection = connection
        self._draft = draft
        self._tags: dict[int, set[bytes]] = {}
        self._keys: dict[date, int] = {}

    def add_points(self, found: Sequence[Point]) -> None:
        """Add points, each telling itself."""
        rows = [
            {"point_id": p.point_id, "name": p.name, "address": p.address, "hours": p.hours}
            for p in found
        ]
        write_rows(self._connection, _into[points], rows)
        for point in found:
            for scope in found:
                self._draft.put(scope.point_id, point)

    def add_products(
        self, found: Sequence[Product], scopes: Iterable[int], own_of: int | None = None
    ) -> None:
        """Add products, told to every scope; ``own_of`` is the point whose own they are."""
        rows = [{**product_row(x), "point_id": own_of} for x in found]
        write_rows(self._connection, _into[products], rows)
        for scope in scopes:
            for product in found:
                self._draft.put(scope, product)

    def add_members(
        self, found: Sequence[tuple[Member, str, int]], own_of: int | None = None
    ) -> None:
        """Add members with their phone number and point; ``own_of`` is who brought them."""
        rows = [member_row(self._sealer, member, phone, own_of) for member, phone, _ in found]
        write_rows(self._connection, _into[members], rows)
        for member, _, point_id in found:
            self._draft.put(point_id, member)

    def add_orders(
        self, found: Sequence[Order], valid_days: int, imported_on: date | None = None
    ) -> None:
        """Add orders, each with a claim of its own, issued when it was placed.

        Those a point brings itself are claimed from the day ``imported_on``.
        """
        made = [
            self._claim(order, imported_on or local_day(order.placed_at), valid_days)
            for order in found
        ]
        write_rows(self._connection, _into[claims], [row for _, row in made])
        imported = imported_on is not None
        rows = [{**self._order_row(order), "imported": imported} for order in found]
        write_rows(self._connection, _into[orders], rows)
        lines = [row for order in found for row in _line_rows(order)]
        write_rows(self._connection, _into[order_lines], lines)
        for order, (claim, _) in zip(found, made, strict=True):
            self._draft.put(order.point_id, order)
            self._draft.put(order.point_id, claim)

    def add_hand_overs(self, found: Sequence[tuple[int, HandOver]]) -> None:
        """Add first hand-overs that happened before there were counters, by point.

        Stock moved as far as they say where their pieces came from.
        """
        if not found:
            return
        rows = [
            {
                "hand_over_id": deed.hand_over_id,
                "claim_id": deed.claim_id,
                "part": 1,
                "point_id": point_id,
                "device_id": deed.device_id,
                "staff": deed.staff,
                "at": microseconds(deed.at),
                "offline": deed.offline,
                "lines": json.dumps(
                    [[p.key.order_id, p.key.line_no, p.quantity] for p in deed.lines]
                ),
                "drawn": ledger.drawn_text(deed.drawn),
            }
            for point_id, deed in found
        ]
        write_rows(self._connection, _into[redemptions], rows)
        moved = [row for point_id, deed in found for row in _drawn_rows(deed, point_id)]
        ledger.write(self._connection, moved)
        for point_id, deed in found:
            self._draft.put(point_id, deed)

    def _claim(self, order: Order, day: date, valid_days: int) -> tuple[Claim, dict[str, object]]:
        attempt, tag = self._free_tag(order)
        claim = Claim(order.claim_id, order.point_id, order.member_id, 1, day, valid_days, tag)
        return claim, {
            "claim_id": claim.claim_id,
            "point_id": claim.point_id,
            "member_id": claim.member_id,
            "generation": claim.generation,
            "issued_on": (claim.issued_on - DAY_ZERO) // timedelta(days=1),
            "valid_days": valid_days,
            "key_id": self._key(day),
            "short_attempt": attempt,
            "short_tag": tag,
        }

    def _free_tag(self, order: Order) -> tuple[int, bytes]:
        """Return the first short code of the claim that no other claim of the point has."""
        secret = self._short_code_secret
        point_secret = self._point_secret(order.point_id)
        taken = self._taken(order.point_id)
        attempt = 0
        while True:
            code = short_code.make(secret, order.claim_id, 1, attempt)
            tag = short_code.tag(point_secret, code)
            if tag not in taken:
                taken.add(tag)
                return attempt, tag
            attempt += 1

    def _taken(self, point_id: int) -> set[bytes]:
        if point_id not in self._tags:
            statement = sa.select(claims.c.short_tag).where(claims.c.point_id == point_id)
            self._tags[point_id] = set(self._connection.scalars(statement))
        return self._tags[point_id]

    def _key(self, day: date) -> int:
        if day not in self._keys:
            self._keys[day] = key_for(self._connection, day)
        return self._keys[day]

    def _order_row(self, order: Order) -> dict[str, object]:
        return {
            "order_id": order.order_id,
            "point_id": order.point_id,
            "member_id": order.member_id,
            "claim_id": order.claim_id,
            "payment": order.payment.value,
            "cancelled": order.cancelled,
            "placed_at": microseconds(order.placed_at),
            "note": self._sealer.seal(order.note.encode()),
        }


def _drawn_rows(deed: HandOver, point_id: int) -> list[ledger.Row]:
    gone = outflow(deed, {}) or ()
    return ledger.rows_of_taken(deed.hand_over_id, point_id, deed.at, gone)


def _line_rows(order: Order) -> list[dict[str, object]]:
    return [
        {
            "order_id": order.order_id,
            "line_no": line.line_no,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "arrived": line.arrived,
            "slot": line.slot,
            "unit_price": line.unit_price,
        }
        for line in order.lines
    ]
