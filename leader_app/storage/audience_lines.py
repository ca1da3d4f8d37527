"""The order lines of people who may be told something, with all a text can say about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Stage
from leader_app.ports import AudienceLine
from leader_app.storage import many, moments, waiting
from leader_app.storage.goods_tables import stock_levels
from leader_app.storage.notice_tables import contacts
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.tables import claims, members, order_lines, orders, products

OPEN = frozenset(
    {
        Stage.UNPAID,
        Stage.WAITING,
        Stage.PARTLY_ARRIVED,
        Stage.READY,
        Stage.PARTLY_COLLECTED,
    }
)
_UNTOUCHED = frozenset(x.value for x in (Stage.WAITING, Stage.PARTLY_ARRIVED, Stage.READY))
_STAGES, _ZONES = {x.value: x for x in Stage}, {x.value: x for x in Zone}

_order, _line, _member = orders.c, order_lines.c, members.c
_product, _claim, _level = products.c, claims.c, stock_levels.c
_lines = sa.select(
    _line.order_id,
    _line.line_no,
    _line.product_id,
    sa.func.coalesce(_product.name, "").label("product_name"),
    sa.func.coalesce(_product.unit, "").label("unit"),
    sa.func.coalesce(_product.zone, Zone.SHELF.value).label("zone"),
    _line.quantity,
    _line.arrived,
    _line.slot,
    _line.unit_price,
    _order.member_id,
    sa.func.coalesce(_member.name, "").label("member_name"),
    sa.func.coalesce(_member.phone_tail, "").label("phone_tail"),
    sa.func.coalesce(_member.building, "").label("building"),
    sa.func.coalesce(_member.room, "").label("room"),
    _order.claim_id,
    _order.stage,
    _order.placed_at,
    _line.arrived_at,
    _claim.issued_on,
    _claim.valid_days,
).select_from(
    orders.join(order_lines, _line.order_id == _order.order_id)
    .outerjoin(members, _member.member_id == _order.member_id)
    .outerjoin(products, _product.product_id == _line.product_id)
    .outerjoin(claims, _claim.claim_id == _order.claim_id)
)
_later = order_lines.alias("later")
_segment = sa.func.json_each(contacts.c.segments).table_valued("value")
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "asked": many.among(_order.stage, "asked"),
    "products": many.among(_line.product_id, "products"),
    "buildings": many.among(_member.building, "buildings"),
    "segments": _order.member_id.in_(
        sa.select(contacts.c.member_id)
        .select_from(contacts.join(_segment, sa.true()))
        .where(many.among(_segment.c.value, "segments"))
    ),
    "since": sa.exists().where(
        _later.c.order_id == _order.order_id, _later.c.arrived_at > sa.bindparam("since")
    ),
}
# SQLite's way to say that the index of a column is not to be used.
_unindexed_stage: ColumnElement[str] = sa.literal_column("+orders.stage", sa.Text)
_of_orders = Prepared(_lines.where(many.among(_line.order_id)))
_use_by = Prepared(
    sa.select(_level.product_id, _level.slot, sa.func.min(_level.expires_on).label("day"))
    .where(many.among(_level.product_id), _level.expires_on != "", _level.quantity > 0)
    .group_by(_level.product_id, _level.slot)
)


def of_audience(connection: Connection, audience: Audience) -> Sequence[AudienceLine]:
    """Return the lines of an audience, each member's together, oldest order first.

    Goods that were collected are among them only where collected orders are asked for.
    """
    asked = _asked(audience)
    rows = _statement(frozenset(asked)).all(connection, asked)
    found = _whole(connection, rows)
    if Stage.COLLECTED not in audience.stages:
        found = [x for x in found if x.taken < x.quantity]
    return sorted(found, key=_by_member)


def of_keys(connection: Connection, keys: Collection[LineKey]) -> Sequence[AudienceLine]:
    """Return those of these lines of which something is left to collect or to wait for."""
    wanted = set(keys)
    rows = _of_orders.all(connection, many.listed({key.order_id for key in wanted}))
    found = _whole(connection, [x for x in rows if LineKey(x.order_id, x.line_no) in wanted])
    return sorted((x for x in found if x.taken < x.quantity and x.stage in OPEN), key=_by_member)


def _asked(audience: Audience) -> dict[str, object]:
    """Return the parameters of an audience; what it does not ask for has none."""
    lists: dict[str, Collection[str]] = {
        "products": audience.product_ids,
        "buildings": audience.buildings,
        "segments": audience.segments,
        "members": audience.members if not audience.everybody else (),
        "without": audience.without,
        "asked": audience.stages if audience.members else (),
        "stages": audience.stages | OPEN if audience.members else audience.stages or OPEN,
    }
    asked: dict[str, object] = {}
    for name, names in lists.items():
        if names:
            asked |= many.listed(sorted(names), name)
    if audience.since is not None:
        asked["since"] = microseconds(audience.since)
    return asked


@lru_cache(maxsize=128)
def _statement(asked: frozenset[str]) -> Prepared:
    """Return the statement with these parameters."""
    filters = [condition for name, condition in _FILTERS.items() if name in asked]
    stage: ColumnElement[str] = _order.stage
    if "members" in asked:
        chosen = many.among(_order.member_id, "members")
        stage = stage if filters else _unindexed_stage
        filters = [sa.or_(sa.and_(*filters), chosen) if filters else chosen]
    if "without" in asked:
        filters.append(~many.among(_order.member_id, "without"))
    return Prepared(_lines.where(many.among(stage, "stages"), *filters))


def _whole(connection: Connection, rows: Sequence[Row]) -> list[AudienceLine]:
    touched = {row.claim_id for row in rows if row.stage not in _UNTOUCHED}
    gone = waiting.gone_of(connection, touched) if touched else {}
    used = _used_by(connection, {row.product_id for row in rows if row.arrived > 0})
    last_days: dict[tuple[str, int], date] = {}
    found = []
    for row in rows:
        key = LineKey(row.order_id, row.line_no)
        code = (row.issued_on, row.valid_days)
        if row.issued_on is not None and code not in last_days:
            last_days[code] = date.fromisoformat(row.issued_on) + timedelta(days=row.valid_days)
        taken = gone.get(key, 0) if gone else 0
        found.append(_line_of(row, key, taken, last_days.get(code), used))
    return found


def _line_of(
    row: Row, key: LineKey, taken: int, last_day: date | None, used: Mapping[tuple[str, str], date]
) -> AudienceLine:
    return AudienceLine(
        key=key,
        product_id=row.product_id,
        product_name=row.product_name,
        unit=row.unit,
        zone=_ZONES[row.zone],
        quantity=row.quantity,
        arrived=row.arrived,
        taken=taken,
        slot=row.slot,
        unit_price=Fen(row.unit_price),
        member_id=row.member_id,
        member_name=row.member_name,
        phone_tail=row.phone_tail,
        building=row.building,
        room=row.room,
        stage=_STAGES[row.stage],
        placed_at=from_microseconds(row.placed_at),
        arrived_at=moments.moment(row.arrived_at),
        collect_by=last_day,
        use_by=used.get((row.product_id, row.slot)) if row.arrived > 0 else None,
    )


def _used_by(
    connection: Connection, product_ids: Collection[str]
) -> Mapping[tuple[str, str], date]:
    """Return the earliest expiry of products by slot."""
    if not product_ids:
        return {}
    rows = _use_by.all(connection, many.listed(product_ids))
    return {(x.product_id, x.slot): date.fromisoformat(x.day) for x in rows}


def _by_member(line: AudienceLine) -> tuple[object, ...]:
    return line.member_id, line.placed_at, line.key.order_id, line.key.line_no
