"""The book of touches: facts, kept as they came, each thing told marked the first time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.notices.accounts import BRAND, account_word, told_digest
from central.notices.people import scopes_of, served
from central.storage.bulk import rows_named, write_rows
from central.storage.database import Database
from central.storage.notice_tables import told_reasons, touches
from central.storage.tables import points
from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.touch import Account, AccountKind, Touch
from sync.protocol import items

_into_touches = sa.insert(touches)
_into_told = sa.insert(told_reasons)
_t, _r = touches.c, told_reasons.c
_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_digests: sa.BindParameter[list[bytes]] = sa.bindparam("ids", expanding=True)
_known = sa.select(_t.touch_id).where(_t.point_id == sa.bindparam("point"), _t.touch_id.in_(_ids))
_told = sa.select(_r.told).where(_r.point_id == sa.bindparam("point"), _r.told.in_(_digests))
_lock = (
    sa.select(points.c.point_id).where(points.c.point_id == sa.bindparam("point")).with_for_update()
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A touch to be kept, and whether something of it had been told before."""

    touch: Touch
    repeated: bool


def lock_point(connection: Connection, point_id: int) -> None:
    """Let nobody else tell anything for a point until the transaction ends."""
    connection.execute(_lock, {"point": point_id})


def digests(database: Database, account: Account, reasons: Iterable[str]) -> tuple[bytes, ...]:
    """Return what an account is told, as the book keeps it."""
    return tuple(dict.fromkeys(told_digest(database.keys, account, x) for x in reasons))


def known(connection: Connection, point_id: int, touch_ids: Collection[str]) -> set[str]:
    """Return which of these touches are in the book."""
    rows = rows_named(connection, _known, touch_ids, point=point_id)
    return {row.touch_id for row in rows}


def told(connection: Connection, point_id: int, wanted: Collection[bytes]) -> set[bytes]:
    """Return which of these were told at a point, or are on their way."""
    rows = rows_named(connection, _told, wanted, point=point_id)
    return {bytes(row.told) for row in rows}


def keep(database: Database, connection: Connection, found: Sequence[Kept]) -> None:
    """Write touches that are not in the book yet."""
    write_rows(connection, _into_touches, [_row(database, x) for x in found])


def keep_told(
    connection: Connection, point_id: int, found: Iterable[tuple[str, Iterable[bytes]]]
) -> None:
    """Write what touches told for the first time: pairs of a touch's id and its digests."""
    rows = [
        {"point_id": point_id, "told": digest, "touch_id": touch_id}
        for touch_id, digests_ in found
        for digest in digests_
    ]
    write_rows(connection, _into_told, rows)


def first_told_by(connection: Connection, point_id: int, touch_id: str) -> int:
    """Count what a touch was the first to tell."""
    mine = sa.select(sa.func.count()).where(_r.point_id == point_id, _r.touch_id == touch_id)
    return connection.scalar(mine) or 0


def forget_told(connection: Connection, point_id: int, touch_id: str) -> None:
    """Let what a touch was to tell be told by another one: it never went out."""
    mine = sa.and_(_r.point_id == point_id, _r.touch_id == touch_id)
    connection.execute(sa.delete(told_reasons).where(mine))


def tell_points(connection: Connection, draft: FeedDraft, found: Sequence[Touch]) -> None:
    """Put touches into the feed: a point's own into its own, the brand's where people are known."""
    of_brand = {x.account.name for x in found if x.point_id == BRAND}
    scopes = scopes_of(connection, of_brand)
    for touch in found:
        if touch.point_id != BRAND:
            draft.put(touch.point_id, touch)
        elif touch.account.kind is AccountKind.MEMBER:
            for scope in scopes[touch.account.name]:
                draft.put(scope, replace(touch, point_id=scope))


def of_point(
    database: Database, connection: Connection, point_id: int, limit: int = 10_000
) -> Iterator[Touch]:
    """Yield what a point told, and the brand told its members, newest first."""
    newest = (
        sa.select(_t.payload)
        .where(_t.point_id.in_([point_id, BRAND]))
        .order_by(_t.at.desc(), _t.touch_id.desc())
    )
    found = [open_touch(database, x) for x in connection.scalars(newest.limit(limit))]
    of_brand = {x.account.name for x in found if x.point_id == BRAND}
    here = served(connection, point_id, of_brand)
    return (x for x in found if x.point_id == point_id or x.account.name in here)


def seal_touch(database: Database, touch: Touch) -> bytes:
    """Return a touch as tables keep it."""
    return database.sealer.seal(items.pack(touch))


def open_touch(database: Database, payload: bytes) -> Touch:
    """Return the touch a table keeps."""
    found = items.unpack(Entity.TOUCH, database.sealer.open(payload))
    if not isinstance(found, Touch):
        raise TypeError
    return found


def _row(database: Database, kept: Kept) -> dict[str, object]:
    touch = kept.touch
    return {
        "point_id": touch.point_id,
        "touch_id": touch.touch_id,
        "account": account_word(database.keys, touch.account),
        "notice_id": touch.notice_id,
        "kind": touch.kind.value,
        "channel": touch.channel.value,
        "device_id": touch.device_id,
        "at": microseconds(touch.at),
        "late": touch.late,
        "unsure": touch.unsure,
        "repeated": kept.repeated,
        "payload": seal_touch(database, touch),
    }
