"""Where members are reached, and which segments they are in: set by the centre's staff."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.intake.people import phone_of
from central.notices import people
from central.storage.database import Database
from central.storage.notice_tables import contact_addresses, segment_members
from central.storage.tables import members
from leader_app.domain.command import microseconds

SMS, EMAIL = "sms", "email"
_PHONE = re.compile(r"\+?[0-9]{5,20}", re.ASCII)
_MAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}\.[^@\s,;<>\".]{2,63}")
_AT_ONCE = 500


def checked(way: str, address: str) -> str:
    """Return an address in the form it is kept in; ``ValueError`` if it is none."""
    plain = address.strip()
    if way == SMS:
        plain = re.sub(r"[\s()-]", "", plain)
        if not _PHONE.fullmatch(plain):
            raise ValueError(address)
        return plain
    _, found = parseaddr(plain)
    if found != plain or not _MAIL.fullmatch(plain):
        raise ValueError(address)
    return plain


def set_address(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    member_id: str,
    way: str,
    address: str,
) -> None:
    """Keep how a member is reached, sealed; an empty address takes it away.

    ``ValueError`` for what is no address, ``LookupError`` for nobody's id.
    """
    require_members(connection, [member_id])
    people.lock_contact(database, connection, member_id)
    mine = (contact_addresses.c.member_id == member_id) & (contact_addresses.c.way == way)
    connection.execute(sa.delete(contact_addresses).where(mine))
    if address:
        row = {
            "member_id": member_id,
            "way": way,
            "address": database.sealer.seal(checked(way, address).encode()),
            "set_at": microseconds(datetime.now(UTC)),
        }
        connection.execute(sa.insert(contact_addresses), row)
    people.announce(database, connection, draft, [member_id])


def addresses_of(
    database: Database, connection: Connection, way: str, member_ids: Collection[str]
) -> Mapping[str, str]:
    """Return where members are reached: what was set for them, else (SMS) their phone."""
    wanted = sorted(member_ids)
    found: dict[str, str] = {}
    if way == SMS:
        asked = sa.select(members).where(members.c.member_id.in_(wanted))
        phones = {x.member_id: phone_of(database.sealer, x) for x in connection.execute(asked)}
        found = {name: phone for name, phone in phones.items() if _PHONE.fullmatch(phone)}
    rows = sa.select(contact_addresses).where(
        contact_addresses.c.member_id.in_(wanted), contact_addresses.c.way == way
    )
    for row in connection.execute(rows):
        found[row.member_id] = database.sealer.open(row.address).decode()
    return found


def set_segment(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    segment: str,
    member_ids: Iterable[str],
) -> int:
    """Make these, and nobody else, the members of a segment; returns how many changed.

    ``LookupError`` names somebody who is no member.
    """
    wanted = set(member_ids)
    require_members(connection, wanted)
    of_it = segment_members.c.segment == segment
    before = set(connection.scalars(sa.select(segment_members.c.member_id).where(of_it)))
    gone, new = sorted(before - wanted), sorted(wanted - before)
    for member_id in new:
        people.lock_contact(database, connection, member_id)
    connection.execute(
        sa.delete(segment_members).where(of_it, segment_members.c.member_id.in_(gone))
    )
    if new:
        rows = [{"segment": segment, "member_id": member_id} for member_id in new]
        connection.execute(sa.insert(segment_members), rows)
    people.announce(database, connection, draft, [*gone, *new])
    return len(gone) + len(new)


def segments(connection: Connection) -> Mapping[str, int]:
    """Count members by segment."""
    counted = (
        sa.select(segment_members.c.segment, sa.func.count().label("members"))
        .group_by(segment_members.c.segment)
        .order_by(segment_members.c.segment)
    )
    return {row.segment: row.members for row in connection.execute(counted)}


def require_members(connection: Connection, member_ids: Collection[str]) -> None:
    """Raise ``LookupError`` with the first id that is no member's."""
    wanted = sorted(member_ids)
    known: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        few = wanted[start : start + _AT_ONCE]
        asked = sa.select(members.c.member_id).where(members.c.member_id.in_(few))
        known.update(connection.scalars(asked))
    for member_id in wanted:
        if member_id not in known:
            raise LookupError(member_id)
