"""Puts what a transaction changed into the feeds of the points it concerns."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.bulk import write_rows
from central.storage.database import Database, insert_into
from central.storage.tables import feed, scopes
from leader_app.domain.changes import Entity
from leader_app.domain.delivery import Delivery, KitchenClaim, Receipt
from leader_app.domain.feed import FeedItem
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import HandOver
from leader_app.domain.slot import Slot
from leader_app.domain.stock import StockDeed
from leader_app.domain.touch import Contact, Reaction, Touch
from sync.protocol import items


class FeedDraft:
    """The newest state of each thing a transaction touched, by scope, until ``write``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: dict[int, dict[tuple[str, str], bytes]] = defaultdict(dict)

    def put(self, scope: int, item: FeedItem) -> None:
        """Tell a scope of the present state of ``item``."""
        self._rows[scope][named(item)] = items.pack(item)

    def absorb(self, other: FeedDraft) -> None:
        """Take over what another draft holds; it is the newer one."""
        for scope, rows in other._rows.items():
            self._rows[scope].update(rows)

    def write(self, connection: Connection) -> None:
        """Number and write the rows: the last step before the commit, scopes in order.

        The row lock on the scope is held until the commit, so numbers become visible in the
        order they were given, and a reader by number misses none.
        """
        for scope in sorted(self._rows):
            rows = self._rows[scope]
            seq = take_numbers(self._database, connection, scope, len(rows))
            self._upsert(connection, scope, seq, rows)

    def scopes(self) -> frozenset[int]:
        """Return the scopes that hear of something."""
        return frozenset(self._rows)

    def _upsert(
        self, connection: Connection, scope: int, seq: int, rows: dict[tuple[str, str], bytes]
    ) -> None:
        seal = self._database.sealer.seal
        values = [
            {"scope": scope, "entity": entity, "id": name, "seq": number, "payload": seal(payload)}
            for number, ((entity, name), payload) in enumerate(rows.items(), seq)
        ]
        statement = _newest_rows(sqlite=self._database.is_sqlite)
        write_rows(connection, statement, values)


def take_numbers(database: Database, connection: Connection, scope: int, count: int) -> int:
    """Take ``count`` numbers of a scope under its lock and return the first of them."""
    statement = _next_numbers(sqlite=database.is_sqlite)
    last = connection.execute(statement, {"scope": scope, "seq": count}).scalar_one()
    return int(last) - count + 1


@functools.cache
def _next_numbers(*, sqlite: bool) -> sa.UpdateBase:
    insert = insert_into(scopes, sqlite=sqlite)
    return insert.on_conflict_do_update(
        index_elements=["scope"], set_={"seq": scopes.c.seq + insert.excluded.seq}
    ).returning(scopes.c.seq)


@functools.cache
def _newest_rows(*, sqlite: bool) -> sa.UpdateBase:
    insert = insert_into(feed, sqlite=sqlite)
    return insert.on_conflict_do_update(
        index_elements=["scope", "entity", "id"],
        set_={"seq": insert.excluded.seq, "payload": insert.excluded.payload},
    )


def named(item: FeedItem) -> tuple[str, str]:
    """Return the entity and id of a thing."""
    entity, name = _NAMES[type(item)]
    return entity.value, str(name(item))


_NAMES: dict[type, tuple[Entity, Callable[[Any], object]]] = {
    Order: (Entity.ORDER, attrgetter("order_id")),
    Claim: (Entity.CLAIM, attrgetter("claim_id")),
    HandOver: (Entity.REDEMPTION, attrgetter("hand_over_id")),
    Incident: (Entity.INCIDENT, attrgetter("incident_id")),
    Member: (Entity.MEMBER, attrgetter("member_id")),
    Product: (Entity.PRODUCT, attrgetter("product_id")),
    Device: (Entity.DEVICE, attrgetter("device_id")),
    Point: (Entity.POINT, attrgetter("point_id")),
    Slot: (Entity.SLOT, attrgetter("slot_id")),
    StockDeed: (Entity.STOCK_DEED, attrgetter("deed_id")),
    Receipt: (Entity.RECEIPT, attrgetter("stock.deed_id")),
    Delivery: (Entity.DELIVERY, attrgetter("delivery_id")),
    KitchenClaim: (Entity.KITCHEN_CLAIM, attrgetter("kitchen_claim_id")),
    Touch: (Entity.TOUCH, attrgetter("touch_id")),
    Reaction: (Entity.REACTION, attrgetter("reaction_id")),
    Contact: (Entity.CONTACT, attrgetter("member_id")),
}


def server_epoch(connection: Connection) -> str:
    """Return what tells this life of the database from one restored from a backup."""
    from central.storage.tables import facts

    return str(connection.execute(sa.select(facts.c.value).filter_by(name="epoch")).scalar_one())
