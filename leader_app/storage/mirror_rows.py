"""Things of the feed as rows of the mirrored tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect, insert

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import HandOver
from leader_app.storage import many, tables
from leader_app.storage.hand_overs import lines_text
from leader_app.storage.prepared import Prepared

_Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of thing lies in its table: ``values`` follow key, version and era.

    ``put`` leaves the indexed columns of a row that is there as they are; ``move`` sets those
    that differ. SQLite writes every index of a column that an UPDATE names, changed or not.
    """

    table: sa.Table
    values: Callable[[Any], _Values]
    put: str
    move: str
    indexed: tuple[int, ...]
    versions: Prepared
    remove: Prepared

    def moved(self, row: _Values) -> _Values:
        """Return the values that ``move`` takes for a row."""
        values = [row[place] for place in self.indexed]
        return (*values, row[0], *values)


def statement(table: sa.Table, spared: Collection[str] = ()) -> str:
    """Return the SQL that puts a row, values in the order of the table's columns.

    Of a row that is there the ``spared`` columns stay.
    """
    keys = [column.name for column in table.primary_key.columns]
    new = insert(table)
    rest = {
        column.name: new.excluded[column.name]
        for column in table.c
        if column.name not in {*keys, *spared}
    }
    upsert = new.on_conflict_do_update(index_elements=keys, set_=rest)
    return str(upsert.compile(dialect=dialect(paramstyle="qmark")))


def _shape(table: sa.Table, values: Callable[[Any], _Values]) -> Shape:
    key = next(iter(table.primary_key.columns))
    chosen = many.among(key)
    names = [column.name for column in table.c]
    indexed = [name for name in names if any(name in index.columns for index in table.indexes)]
    return Shape(
        table,
        values,
        put=statement(table, indexed),
        move=_move(table.name, key.name, indexed) if indexed else "",
        indexed=tuple(names.index(name) for name in indexed),
        versions=Prepared(sa.select(key, table.c.version, table.c.era).where(chosen)),
        remove=Prepared(sa.delete(table).where(chosen)),
    )


def _move(table: str, key: str, columns: Sequence[str]) -> str:
    """Return the SQL that sets the columns where one of them differs."""
    values = ", ".join(f"{column} = ?" for column in columns)
    same = " AND ".join(f"{column} IS ?" for column in columns)
    return f"UPDATE {table} SET {values} WHERE {key} = ? AND NOT ({same})"  # noqa: S608 - our names


def _point(point: Point) -> _Values:
    return point.name, point.address, point.hours


def _device(device: Device) -> _Values:
    return device.point_id, device.name, device.public_key, int(device.active)


def _member(member: Member) -> _Values:
    return member.name, member.phone_tail


def _product(product: Product) -> _Values:
    return product.name, product.unit, product.zone.value, product.price


def _order(staged: tuple[Order, str]) -> _Values:
    order, stage = staged
    return (
        order.point_id,
        order.member_id,
        order.claim_id,
        order.payment.value,
        int(order.cancelled),
        microseconds(order.placed_at),
        order.note,
        stage,
    )


def _claim(claim: Claim) -> _Values:
    return (
        claim.point_id,
        claim.member_id,
        claim.generation,
        claim.issued_on.isoformat(),
        claim.valid_days,
        claim.short_tag,
    )


def _redemption(deed: HandOver) -> _Values:
    back = deed.reversal
    reversal = (
        (None,) * 5
        if back is None
        else (back.reversal_id, back.device_id, back.staff, microseconds(back.at), back.reason)
    )
    return (
        deed.claim_id,
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        int(deed.offline),
        lines_text(deed.lines),
        int(deed.primary),
        *reversal,
    )


def _incident(incident: Incident) -> _Values:
    return (
        incident.kind.value,
        incident.point_id,
        incident.claim_id,
        incident.device_id,
        json.dumps(incident.hand_over_ids),
        microseconds(incident.at),
        int(incident.settled),
    )


SHAPES: Mapping[str, Shape] = {
    Entity.POINT: _shape(tables.points, _point),
    Entity.DEVICE: _shape(tables.devices, _device),
    Entity.MEMBER: _shape(tables.members, _member),
    Entity.PRODUCT: _shape(tables.products, _product),
    Entity.CLAIM: _shape(tables.claims, _claim),
    # Before orders: an order's stage counts what was handed out.
    Entity.REDEMPTION: _shape(tables.redemptions, _redemption),
    Entity.ORDER: _shape(tables.orders, _order),
    Entity.INCIDENT: _shape(tables.incidents, _incident),
}


def lines(orders: Sequence[Order]) -> list[_Values]:
    """Return the rows of the lines of ``orders``."""
    return [
        (
            order.order_id,
            line.line_no,
            line.product_id,
            line.quantity,
            line.arrived,
            line.slot,
            line.unit_price,
        )
        for order in orders
        for line in order.lines
    ]
