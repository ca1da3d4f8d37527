"""What is known of reaching members, and which points know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.intake.people import phone_of
from central.storage.bulk import rows_named
from central.storage.database import Database
from central.storage.notice_tables import contact_addresses, contacts, segment_members
from central.storage.tables import feed, members, points
from leader_app.domain.changes import Entity
from leader_app.domain.touch import Contact, unknown_contact

_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_own = sa.select(members.c.member_id, members.c.point_id).where(members.c.member_id.in_(_ids))
_heard = sa.select(feed.c.id, feed.c.scope).where(
    feed.c.scope.in_(sa.select(points.c.point_id)),
    feed.c.entity == Entity.MEMBER.value,
    feed.c.id.in_(_ids),
    feed.c.payload.is_not(None),
)
_heard_here = _heard.where(feed.c.scope == sa.bindparam("point"))
_contacts = sa.select(contacts).where(contacts.c.member_id.in_(_ids))
_ways = sa.select(contact_addresses.c.member_id, contact_addresses.c.way).where(
    contact_addresses.c.member_id.in_(_ids)
)
_phones: sa.Select[Any] = sa.select(members.c.member_id, members.c.phone).where(
    members.c.member_id.in_(_ids)
)
_segments = (
    sa.select(segment_members)
    .where(segment_members.c.member_id.in_(_ids))
    .order_by(segment_members.c.segment)
)


def served(connection: Connection, point_id: int, member_ids: Collection[str]) -> set[str]:
    """Return which members a point brought itself, or was told of."""
    rows = list(rows_named(connection, _own, member_ids))
    own = {row.member_id for row in rows if row.point_id == point_id}
    of_brand = [row.member_id for row in rows if row.point_id is None]
    here = rows_named(connection, _heard_here, of_brand, point=point_id)
    return own | {row.id for row in here}


def scopes_of(connection: Connection, member_ids: Collection[str]) -> Mapping[str, set[int]]:
    """Return the points that know each member."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows_named(connection, _own, member_ids):
        if row.point_id is not None:
            found[row.member_id].add(row.point_id)
    for row in rows_named(connection, _heard, member_ids):
        found[row.id].add(row.scope)
    return found


def contacts_of(
    database: Database, connection: Connection, member_ids: Collection[str]
) -> Mapping[str, Contact]:
    """Return what is known of reaching members; of those who never said anything: nothing."""
    known = list(rows_named(connection, _contacts, member_ids))
    names = [row.member_id for row in known]
    ways: dict[str, set[str]] = defaultdict(set)
    for row in rows_named(connection, _ways, names):
        ways[row.member_id].add(row.way)
    for row in rows_named(connection, _phones, names):
        if phone_of(database.sealer, row):
            ways[row.member_id].add("sms")
    segments: dict[str, list[str]] = defaultdict(list)
    for row in rows_named(connection, _segments, names):
        segments[row.member_id].append(row.segment)
    return {x.member_id: _contact(x, ways[x.member_id], segments[x.member_id]) for x in known}


def announce(
    database: Database, connection: Connection, draft: FeedDraft, member_ids: Collection[str]
) -> None:
    """Tell every point that knows these members how they are reached now."""
    known = contacts_of(database, connection, member_ids)
    scopes = scopes_of(connection, member_ids)
    for member_id in sorted(member_ids):
        contact = known.get(member_id, unknown_contact(member_id))
        for scope in scopes[member_id]:
            draft.put(scope, contact)


def lock_contact(database: Database, connection: Connection, member_id: str) -> sa.Row[Any]:
    """Return a member's row, made if there is none, that nobody else changes until the end."""
    nobody = unknown_contact(member_id)
    row = {
        "member_id": member_id,
        "service": nobody.service,
        "marketing": nobody.marketing,
        "page": nobody.page,
        "said_at": 0,
    }
    connection.execute(database.insert(contacts).on_conflict_do_nothing(), row)
    mine = sa.select(contacts).where(contacts.c.member_id == member_id)
    return connection.execute(mine.with_for_update()).one()


def _contact(row: sa.Row[Any], ways: Collection[str], segments: Collection[str]) -> Contact:
    plain = unknown_contact(row.member_id)
    return replace(
        plain,
        service=row.service,
        marketing=row.marketing,
        page=row.page,
        sms="sms" in ways,
        email="email" in ways,
        segments=tuple(segments),
    )
