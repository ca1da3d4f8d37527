"""Names of things by id."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, FoodKind, Member, Point, Product, Zone
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Row
from leader_app.storage.session import Session
from leader_app.storage.tables import devices, members, points, products

# Products are read at every look at a code, and few have to wait for a parser.
_NONE = "[]"
_members = ByName(sa.select(members), members.c.member_id)
_products = ByName(sa.select(products), products.c.product_id)
_devices = ByName(sa.select(devices), devices.c.device_id)
_points = ByName(sa.select(points), points.c.point_id)


class NameShelf:
    """Keeps ``leader_app.ports.Names``."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection

    def members(self, ids: Collection[str]) -> Mapping[str, Member]:
        """Return members."""
        return members_of(self._connection, ids)

    def products(self, ids: Collection[str]) -> Mapping[str, Product]:
        """Return products."""
        rows = _products.all(self._connection, ids)
        return {row.product_id: product(row) for row in rows}

    def devices(self, ids: Collection[str]) -> Mapping[str, Device]:
        """Return counters."""
        rows = _devices.all(self._connection, ids)
        return {
            row.device_id: Device(
                row.device_id, row.point_id, row.name, row.public_key, bool(row.active)
            )
            for row in rows
        }

    def points(self, ids: Collection[int]) -> Mapping[int, Point]:
        """Return pickup points."""
        rows = _points.all(self._connection, ids)
        return {row.point_id: Point(row.point_id, row.name, row.address, row.hours) for row in rows}


def members_of(connection: Connection, ids: Collection[str]) -> Mapping[str, Member]:
    """Return members."""
    return {row.member_id: member(row) for row in _members.all(connection, ids)}


def member(row: Row) -> Member:
    """Return the member in a row."""
    return Member(row.member_id, row.name, row.phone_tail, row.building, row.room)


def product(row: Row) -> Product:
    """Return the product in a row."""
    return Product(
        product_id=row.product_id,
        name=row.name,
        unit=row.unit,
        zone=Zone(row.zone),
        price=Fen(row.price),
        barcodes=() if row.barcodes == _NONE else tuple(json.loads(row.barcodes)),
        food=FoodKind(row.food),
        volume_ml=row.volume_ml,
        shelf_days=row.shelf_days,
        low_stock=row.low_stock,
        pieces_per_carton=row.pieces_per_carton,
        own=bool(row.own),
        active=bool(row.active),
    )
