"""Shelf places of the point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.slot import Slot
from leader_app.storage import provisional
from leader_app.storage.goods_tables import slots, stock_levels
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import products

_slot, _level, _product = slots.c, stock_levels.c, products.c
_zones = list(Zone)
_by_zone = sa.case({zone.value: number for number, zone in enumerate(_zones)}, value=_slot.zone)
_active = Prepared(
    sa.select(slots).where(_slot.active == 1).order_by(_by_zone, _slot.position, _slot.slot_id)
)
_used = Prepared(
    sa.select(_level.slot, sa.func.sum(_level.quantity * _product.volume_ml).label("used"))
    .join(products, _product.product_id == _level.product_id)
    .where(_level.slot != "", _level.quantity > 0)
    .group_by(_level.slot)
)


class SlotShelf:
    """Keeps ``leader_app.ports.Slots``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Slot]:
        """Return the active slots by zone and position."""
        return [
            Slot(
                slot_id=row.slot_id,
                point_id=row.point_id,
                zone=Zone(row.zone),
                capacity_ml=row.capacity_ml,
                position=row.position,
                active=bool(row.active),
            )
            for row in _active.all(self._session.connection)
        ]

    def put(self, slot: Slot) -> None:
        """Keep a slot of ours until the centre's word on it comes."""
        provisional.put(self._session, Entity.SLOT, {slot.slot_id: slot})
        self._session.changed(Entity.SLOT, slot.slot_id)

    def used_ml(self) -> Mapping[str, int]:
        """Return the space taken in each slot by the stock on hand that lies there."""
        return {row.slot: row.used for row in _used.all(self._session.connection)}
