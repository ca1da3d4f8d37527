"""The order lines of people who may be told something, with all a text can say about them.

Twenty thousand open orders are asked for in parts, each thing once: names of members and products
joined to every line would cost three times as much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.neighbourhood import Member, Zone
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Stage
from leader_app.ports import AudienceLine
from leader_app.storage import many, moments, names, waiting
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
_ZONES = {x.value: x for x in Zone}
_UNKNOWN = ("", "", Zone.SHELF.value)

_order, _line, _member = orders.c, order_lines.c, members.c
_product, _claim, _level = products.c, claims.c, stock_levels.c
_orders = sa.select(
    _order.order_id,
    _order.claim_id,
    _order.member_id,
    _order.stage,
    _order.placed_at,
    _claim.issued_on,
    _claim.valid_days,
).select_from(orders.outerjoin(claims, _claim.claim_id == _order.claim_id))
_orders_of = Prepared(_orders.where(many.among(_order.order_id)))
_lines = sa.select(
    _line.order_id,
    _line.line_no,
    _line.product_id,
    _line.quantity,
    _line.arrived,
    _line.slot,
    _line.unit_price,
    _line.arrived_at,
).where(many.among(_line.order_id))
_in_order = (_line.order_id, _line.line_no)
_all_lines = Prepared(_lines.order_by(*_in_order))
_lines_of_products = Prepared(
    _lines.where(many.among(_line.product_id, "products")).order_by(*_in_order)
)
_some = order_lines.alias("some")
_of_order = _some.c.order_id == _order.order_id
_segment = sa.func.json_each(contacts.c.segments).table_valued("value")
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "asked": many.among(_order.stage, "asked"),
    "products": sa.exists().where(_of_order, many.among(_some.c.product_id, "products")),
    "buildings": _order.member_id.in_(
        sa.select(_member.member_id).where(many.among(_member.building, "buildings"))
    ),
    "segments": _order.member_id.in_(
        sa.select(contacts.c.member_id)
        .select_from(contacts.join(_segment, sa.true()))
        .where(many.among(_segment.c.value, "segments"))
    ),
    "since": sa.exists().where(_of_order, _some.c.arrived_at > sa.bindparam("since")),
}
# SQLite's way to say that the index of a column is not to be used.
_unindexed_stage: ColumnElement[str] = sa.literal_column("+orders.stage", sa.Text)
_goods = many.ByName(
    sa.select(_product.product_id, _product.name, _product.unit, _product.zone),
    _product.product_id,
)
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
    found = _statement(frozenset(asked)).all(connection, asked)
    lines = _written(connection, found, _lines_in(connection, found, audience))
    if Stage.COLLECTED in audience.stages:
        return lines
    return [x for x in lines if x.taken < x.quantity]


def of_keys(connection: Connection, keys: Collection[LineKey]) -> Sequence[AudienceLine]:
    """Return those of these lines of which something is left to collect or to wait for."""
    wanted = {(key.order_id, key.line_no) for key in keys}
    listed = many.listed({key.order_id for key in keys})
    found = [x for x in _orders_of.all(connection, listed) if x.stage in OPEN]
    rows = [x for x in _all_lines.plain(connection, listed) if (x[0], x[1]) in wanted]
    return [x for x in _written(connection, found, rows) if x.taken < x.quantity]


def _lines_in(connection: Connection, found: Sequence[Row], audience: Audience) -> Sequence[Row]:
    """Return the rows of the lines of orders, of the products that were asked for.

    Of members who were chosen themselves every line.
    """
    wanted = many.listed(row.order_id for row in found)
    if not audience.product_ids:
        return _all_lines.plain(connection, wanted)
    if not audience.members:
        goods = many.listed(sorted(audience.product_ids), "products")
        return _lines_of_products.plain(connection, {**wanted, **goods})
    chosen = {row.order_id for row in found if row.member_id in audience.members}
    lines = _all_lines.plain(connection, wanted)
    return [x for x in lines if x[2] in audience.product_ids or x[0] in chosen]


def _asked(audience: Audience) -> dict[str, object]:
    """Return the parameters of an audience; what it does not ask for has none.

    Members are chosen for themselves, or added to those who are asked for otherwise.
    """
    unasked = replace(audience, members=frozenset(), without=frozenset())
    chosen = frozenset() if unasked == Audience(everybody=True) else audience.members
    lists: dict[str, Collection[str]] = {
        "products": audience.product_ids,
        "buildings": audience.buildings,
        "segments": audience.segments,
        "members": chosen,
        "without": audience.without,
        "asked": audience.stages if chosen else (),
        "stages": audience.stages | OPEN if chosen else audience.stages or OPEN,
    }
    asked: dict[str, object] = {}
    for name, wanted in lists.items():
        if wanted:
            asked |= many.listed(sorted(wanted), name)
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
    return Prepared(_orders.where(many.among(stage, "stages"), *filters))


class _Moments(dict[int | None, datetime | None]):
    """Moments by microseconds, each made once: what came in one page came at one moment."""

    def __missing__(self, at: int | None) -> datetime | None:
        self[at] = moments.moment(at)
        return self[at]


class _Order(NamedTuple):
    """What all lines of an order share."""

    member: Member
    stage: Stage
    placed_at: datetime
    last_day: date | None


def _written(
    connection: Connection, found: Sequence[Row], rows: Sequence[Row]
) -> list[AudienceLine]:
    """Return the lines in ``rows`` of the orders that were found, by member and age.

    Rows are in the order of their orders and numbers.
    """
    of_order: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_order[row[0]].append(row)
    touched = {row.claim_id for row in found if row.stage not in _UNTOUCHED}
    gone = waiting.gone_of(connection, touched) if touched else {}
    goods = {x[0]: x[1:] for x in _goods.all(connection, {row[2] for row in rows})}
    used = _used_by(connection, {row[2] for row in rows if row[4] > 0})
    people = names.members_of(connection, {row.member_id for row in found})
    days, came = _last_days(found), _Moments()
    lines: list[AudienceLine] = []
    for row in sorted(found, key=_by_member):
        member = people.get(row.member_id) or Member(row.member_id, "", "")
        placed_at = from_microseconds(row.placed_at)
        last_day = days[row.issued_on, row.valid_days]
        order = _Order(member, Stage(row.stage), placed_at, last_day)
        taken = gone if row.stage not in _UNTOUCHED else {}
        lines.extend(_line_of(x, order, goods, taken, used, came) for x in of_order[row.order_id])
    return lines


def _last_days(found: Sequence[Row]) -> Mapping[tuple[str | None, int | None], date | None]:
    """Return the last day of codes by the day they were issued on and how long they are good."""
    days: dict[tuple[str | None, int | None], date | None] = {(None, None): None}
    for issued_on, valid_days in {(row.issued_on, row.valid_days) for row in found} - {*days}:
        days[issued_on, valid_days] = date.fromisoformat(issued_on) + timedelta(days=valid_days)
    return days


def _line_of(
    row: Row,
    order: _Order,
    goods: Mapping[str, Row],
    gone: Mapping[LineKey, int],
    used: Mapping[tuple[str, str], date],
    came: _Moments,
) -> AudienceLine:
    order_id, line_no, product_id, quantity, arrived, slot, unit_price, arrived_at = row
    member, stage, placed_at, last_day = order
    name, unit, zone = goods.get(product_id, _UNKNOWN)
    key = LineKey(order_id, line_no)
    # In the order of the fields: naming twenty of them costs a fifth of the time.
    return AudienceLine(
        key,
        product_id,
        name,
        unit,
        _ZONES[zone],
        quantity,
        arrived,
        gone.get(key, 0) if gone else 0,
        slot,
        unit_price,
        member.member_id,
        member.name,
        member.phone_tail,
        member.building,
        member.room,
        stage,
        placed_at,
        came[arrived_at],
        last_day,
        used.get((product_id, slot)) if arrived > 0 else None,
    )


def _by_member(row: Row) -> tuple[str, int, str]:
    return row.member_id, row.placed_at, row.order_id


def _used_by(
    connection: Connection, product_ids: Collection[str]
) -> Mapping[tuple[str, str], date]:
    """Return the earliest expiry of products by slot."""
    if not product_ids:
        return {}
    rows = _use_by.all(connection, many.listed(product_ids))
    return {(x.product_id, x.slot): date.fromisoformat(x.day) for x in rows}
