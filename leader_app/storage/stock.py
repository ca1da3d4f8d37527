"""The ledger of stock: what this counter records, and what lies where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.stock import Level, MovementKind, StockDeed, StockKey
from leader_app.ports import MovementQuery, MovementRow, StockLine, StockQuery
from leader_app.storage import (
    ledger,
    movement_pages,
    places,
    provisional,
    stock_deeds,
    stock_pages,
    waiting,
)
from leader_app.storage.goods_tables import movements, stock_levels
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session

_level, _move = stock_levels.c, movements.c
_FEFO = (_level.expires_on == "", _level.expires_on, _level.lot_code, _level.slot)
_levels = sa.select(stock_levels).order_by(*_FEFO, _level.product_id)
_all_levels = Prepared(_levels)
_levels_of = ByName(_levels, _level.product_id)
_in_slot = Prepared(_levels.where(_level.slot == sa.bindparam("slot")))
_totals = ByName(
    sa.select(_level.product_id, sa.func.sum(_level.quantity).label("quantity")).group_by(
        _level.product_id
    ),
    _level.product_id,
)
_expiring = Prepared(
    sa.select(stock_levels)
    .where(_level.expires_on != "", _level.expires_on <= sa.bindparam("until"), _level.quantity > 0)
    .order_by(_level.expires_on, _level.product_id, _level.lot_code, _level.slot)
    .limit(sa.bindparam("count"))
)


def _is_at(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    names = ("product_id", "lot_code", "expires_on", "slot")
    return [table.c[name] == sa.bindparam(name) for name in names]


_one = Prepared(sa.select(_level.quantity).where(*_is_at(stock_levels)))
_heard = Prepared(sa.select(sa.func.coalesce(sa.func.max(_move.heard), 0)))
_arrived = Prepared(
    sa.select(sa.func.coalesce(sa.func.sum(_move.quantity), 0)).where(
        *_is_at(movements),
        _move.heard > sa.bindparam("heard"),
        _move.at < sa.bindparam("counted_at"),
    )
)


class StockShelf:
    """Keeps ``leader_app.ports.Stock``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection

    def record(self, deed: StockDeed) -> None:
        """Book a deed of this counter; the same deed again changes nothing."""
        if self.deed(deed.deed_id) is None:
            provisional.put(self._session, Entity.STOCK_DEED, {deed.deed_id: deed})
            ledger.book(self._session, [deed])
            self._session.changed(Entity.STOCK_DEED, deed.deed_id)

    def deed(self, deed_id: str) -> StockDeed | None:
        """Return a deed that is no hand-over."""
        found = stock_deeds.by_id(self._connection, [deed_id])
        return found[0] if found else None

    def deeds(self, reference: str) -> Sequence[StockDeed]:
        """Return the deeds that belong to a delivery, a stocktake or a deed, oldest first."""
        return stock_deeds.of_reference(self._connection, reference)

    def deeds_between(
        self, kind: MovementKind, start: datetime, end: datetime, limit: int
    ) -> Sequence[StockDeed]:
        """Return the deeds of a kind (not hand-overs) in a time span, newest first."""
        return stock_deeds.between(self._connection, kind, start, end, limit)

    def levels(self, product_ids: Collection[str] | None = None) -> Sequence[Level]:
        """Return what lies where, of some products or of all; first expired first out."""
        if product_ids is None:
            rows = _all_levels.all(self._connection)
        else:
            rows = _levels_of.all(self._connection, product_ids)
        return [places.level(row) for row in rows]

    def level(self, key: StockKey) -> int:
        """Return the pieces in one place."""
        return _one.value(self._connection, places.named(key)) or 0

    def in_slot(self, slot: str) -> Sequence[Level]:
        """Return what lies in a slot."""
        return [places.level(row) for row in _in_slot.all(self._connection, {"slot": slot})]

    def reserved(self, product_ids: Collection[str] | None = None) -> Mapping[tuple[str, str], int]:
        """Return the pieces that are here for members, by product and slot of their lines."""
        return waiting.reserved(self._connection, product_ids)

    def totals(self, product_ids: Collection[str]) -> Mapping[str, int]:
        """Return the pieces of products over all places; products without stock are left out."""
        rows = _totals.all(self._connection, product_ids)
        return {row.product_id: row.quantity for row in rows if row.quantity}

    def count(self, query: StockQuery) -> int:
        """Count the products of a query that have stock, ever had, or are the store's own."""
        return stock_pages.count(self._connection, query)

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        """Return products by name."""
        return stock_pages.page(self._connection, query, offset, limit)

    def expiring(self, until: date, limit: int) -> Sequence[Level]:
        """Return positive levels whose lots expire on or before a day, earliest first."""
        asked = {"until": until.isoformat(), "count": limit}
        return [places.level(row) for row in _expiring.all(self._connection, asked)]

    def movement_count(self, query: MovementQuery) -> int:
        """Count movements."""
        return movement_pages.count(self._connection, query)

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementRow]:
        """Return movements, newest first."""
        return movement_pages.page(self._connection, query, offset, limit)

    def heard(self) -> int:
        """Return how many movements were heard of so far."""
        return int(_heard.value(self._connection))

    def arrived_since(self, key: StockKey, heard: int, counted_at: datetime) -> int:
        """Sum the movements of a place made before it was counted but heard of only after it."""
        asked = {**places.named(key), "heard": heard, "counted_at": microseconds(counted_at)}
        return int(_arrived.value(self._connection, asked))
