"""Opens a pickup point at a running centre."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.catalogue.products import product_of
from central.feed.writing import FeedDraft
from central.storage.database import Database
from central.storage.tables import points, products
from leader_app.domain.neighbourhood import Point

LAST_POINT_ID = 65_535


class NoMorePointsError(RuntimeError):
    """Every number of a point has been used."""


def open_point(database: Database, name: str, address: str, hours: str) -> Point:
    """Add a point under the next free number; it hears of the brand's goods, others of it.

    Raises ``ValueError`` for a name another point has, ``NoMorePointsError``.
    """

    def add(connection: Connection) -> Point:
        known = [_point(row) for row in connection.execute(sa.select(points))]
        if any(point.name == name for point in known):
            raise ValueError(name)
        point_id = 1 + max((point.point_id for point in known), default=0)
        if point_id > LAST_POINT_ID:
            raise NoMorePointsError
        point = Point(point_id, name, address, hours)
        row = {"point_id": point_id, "name": name, "address": address, "hours": hours}
        connection.execute(sa.insert(points), row)
        _tell(database, connection, point, known)
        return point

    return database.write(add)


def _tell(database: Database, connection: Connection, point: Point, known: list[Point]) -> None:
    draft = FeedDraft(database)
    for other in (*known, point):
        draft.put(point.point_id, other)
        draft.put(other.point_id, point)
    of_brand = sa.select(products).where(products.c.point_id.is_(None))
    for row in connection.execute(of_brand):
        draft.put(point.point_id, product_of(row))
    draft.write(connection)


def _point(row: sa.Row[tuple[object, ...]]) -> Point:
    return Point(row.point_id, row.name, row.address, row.hours)
