"""Who came for their goods, and how likely somebody comes on a day without being told."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.local_time import local_day
from leader_app.domain.order import LineKey, Stage
from leader_app.domain.pickup import HandOver
from leader_app.domain.touch import Came
from leader_app.storage import hand_overs, many
from leader_app.storage.notice_tables import touches
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.tables import claims, order_lines, orders, own_hand_overs, redemptions

DAY = timedelta(days=1)
Days = dict[str, set[int]]
_HOUR = 3_600_000_000
_NEVER: frozenset[int] = frozenset()

_order, _line, _claim, _touch = orders.c, order_lines.c, claims.c, touches.c
_owners = many.ByName(
    sa.select(_order.order_id, _order.claim_id, _order.member_id), _order.order_id
)
_start: sa.BindParameter[int] = sa.bindparam("start")
_collected = Prepared(
    sa.select(redemptions.c.claim_id)
    .where(redemptions.c.at >= _start)
    .union(sa.select(own_hand_overs.c.claim_id).where(own_hand_overs.c.at >= _start))
)
_WITH_GOODS = [Stage.PARTLY_ARRIVED.value, Stage.READY.value, Stage.PARTLY_COLLECTED.value]
_came_in = sa.func.min(sa.func.coalesce(_line.arrived_at, _order.placed_at))
_waiting = (
    sa.select(
        _order.order_id,
        _order.claim_id,
        _order.member_id,
        _order.stage,
        _came_in.label("since"),
        _claim.issued_on,
        _claim.valid_days,
    )
    .select_from(
        orders.join(order_lines, _line.order_id == _order.order_id).outerjoin(
            claims, _claim.claim_id == _order.claim_id
        )
    )
    .where(_line.arrived > 0)
    .group_by(_order.order_id)
)
_waiting_now = Prepared(_waiting.where(many.one_of(_order.stage, _WITH_GOODS)))
_waiting_of = many.ByName(_waiting.where(_order.stage == Stage.COLLECTED.value), _order.claim_id)
_told = Prepared(
    sa.select(_touch.at, _touch.member_ids).where(
        _touch.at >= _start, _touch.at < sa.bindparam("end")
    )
)


def first(connection: Connection, keys: Collection[LineKey], since: datetime) -> Sequence[Came]:
    """Return the first standing hand-over of each line after ``since``, oldest first."""
    owners = {x.order_id: x for x in _owners.all(connection, {key.order_id for key in keys})}
    deeds = hand_overs.of_claims(connection, {x.claim_id for x in owners.values()})
    left = {key for key in keys if key.order_id in owners}
    found: list[Came] = []
    for deed in _standing(deeds.values()):
        if deed.at <= since:
            continue
        for pieces in deed.lines:
            if pieces.key in left and pieces.quantity > 0:
                left.remove(pieces.key)
                found.append(Came(pieces.key, owners[pieces.key.order_id].member_id, deed.at))
    return found


def share(connection: Connection, start: datetime, end: datetime) -> tuple[int, int]:
    """Return how many member-days goods waited on, and on how many of those somebody came.

    Goods wait from the day they arrived to the day they are collected or their code ends. Days
    on which a member had been told something, and the days after those, are not counted.
    """
    claims = set(_collected.values(connection, {"start": microseconds(start)}))
    rows = [*_waiting_now.all(connection), *_waiting_of.all(connection, claims)]
    deeds = hand_overs.of_claims(connection, {row.claim_id for row in rows})
    came = {name: {_number(x.at) for x in _standing([done])} for name, done in deeds.items()}
    span = (_number(start), _number(end - timedelta(microseconds=1)))
    waited: Days = defaultdict(set)
    arrived: Days = defaultdict(set)
    for row in rows:
        days = _days(row, came.get(row.claim_id, _NEVER), span)
        waited[row.member_id].update(days)
        if row.claim_id in came:
            arrived[row.member_id].update(came[row.claim_id].intersection(days))
    told = _told_days(connection, start, end)
    untold = {name: days - told.get(name, _NEVER) for name, days in waited.items()}
    return (
        sum(len(days) for days in untold.values()),
        sum(len(days & arrived[name]) for name, days in untold.items() if name in arrived),
    )


def _number(at: datetime) -> int:
    """Return the number of the day at the point: thousands of days are compared."""
    return local_day(at).toordinal()


@lru_cache(maxsize=4096)
def _number_in(hour: int) -> int:
    """Return the same for an hour since 1970; days at the point begin with whole ones."""
    return _number(from_microseconds(hour * _HOUR))


@lru_cache(maxsize=4096)
def _last_number(issued_on: str, valid_days: int) -> int:
    return date.fromisoformat(issued_on).toordinal() + valid_days


def _days(row: Row, came: Collection[int], span: tuple[int, int]) -> range:
    """Return the days of ``span`` on which the goods of an order waited."""
    first_day, last = span
    if row.issued_on is not None:
        last = min(last, _last_number(row.issued_on, row.valid_days))
    if row.stage == Stage.COLLECTED.value and came:
        last = min(last, max(came))
    return range(max(first_day, _number_in(row.since // _HOUR)), last + 1)


def _told_days(connection: Connection, start: datetime, end: datetime) -> Days:
    told: Days = defaultdict(set)
    span = {"start": microseconds(start - DAY), "end": microseconds(end)}
    for row in _told.all(connection, span):
        day = _number_in(row.at // _HOUR)
        for name in json.loads(row.member_ids):
            told[name] |= {day, day + 1}
    return told


def _standing(deeds: Iterable[Sequence[HandOver]]) -> Sequence[HandOver]:
    """Return hand-overs that were not taken back, oldest first."""
    standing = [deed for of_claim in deeds for deed in of_claim if deed.reversal is None]
    return sorted(standing, key=lambda x: (x.at, x.hand_over_id))
