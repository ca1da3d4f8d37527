"""What members allow: the newest word holds, and a word that says no is never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.run import RejectedError, Run, accepted
from central.feed.writing import FeedDraft
from central.notices import people
from central.storage.database import Database
from central.storage.notice_tables import consents, contacts
from leader_app.domain import notice_deed
from leader_app.domain.command import CommandResult, LoggedCommand, microseconds

UNKNOWN_MEMBER = "unknown_member"


class Source(StrEnum):
    """Who brought a member's word: a counter, the member's own page, or the centre's staff."""

    COUNTER = "counter"
    PAGE = "page"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Word:
    """What a member said they allow; ``consent_id`` is the word's own name."""

    consent_id: str
    member_id: str
    service: bool
    marketing: bool
    source: Source
    at: datetime
    device_id: str = ""


@dataclass(frozen=True, slots=True)
class Muting:
    """That a member had enough of advertising."""

    consent_id: str
    member_id: str
    at: datetime
    source: Source
    device_id: str = ""


def set_contact(run: Run, logged: LoggedCommand) -> CommandResult:
    """Book what a member said at a counter; turned down for a member the point does not know."""
    said = notice_deed.contact(logged.command)
    if not people.served(run.connection, run.device.point_id, [said.member_id]):
        raise RejectedError(UNKNOWN_MEMBER)
    word = Word(
        logged.command.command_id,
        said.member_id,
        said.service,
        said.marketing,
        Source.COUNTER,
        logged.command.at,
        run.device.device_id,
    )
    keep_word(run.database, run.connection, run.draft, word)
    return accepted(logged)


def keep_word(database: Database, connection: Connection, draft: FeedDraft, word: Word) -> None:
    """Book a member's word and tell the points; the same word again changes nothing.

    Times to come count as now. An older word than the newest only switches off.
    """
    row = people.lock_contact(database, connection, word.member_id)
    if _note(database, connection, word):
        at = min(microseconds(word.at), microseconds(datetime.now(UTC)))
        newest = at >= row.said_at
        said = {
            "service": word.service and (newest or row.service),
            "marketing": word.marketing and (newest or row.marketing),
            "said_at": max(at, row.said_at),
        }
        mine = contacts.c.member_id == word.member_id
        connection.execute(sa.update(contacts).where(mine).values(said))
    people.announce(database, connection, draft, [word.member_id])


def mute(database: Database, connection: Connection, draft: FeedDraft, muting: Muting) -> None:
    """Switch advertising off for a member; what they allow else stays."""
    row = people.lock_contact(database, connection, muting.member_id)
    word = Word(
        muting.consent_id,
        muting.member_id,
        row.service,
        marketing=False,
        source=muting.source,
        at=muting.at,
        device_id=muting.device_id,
    )
    keep_word(database, connection, draft, word)


def _note(database: Database, connection: Connection, word: Word) -> bool:
    """Keep a word for good; ``False`` if it was kept before."""
    row = {
        "consent_id": word.consent_id,
        "member_id": word.member_id,
        "service": word.service,
        "marketing": word.marketing,
        "source": word.source.value,
        "device_id": word.device_id,
        "at": microseconds(word.at),
    }
    statement = database.insert(consents).on_conflict_do_nothing().returning(consents.c.consent_id)
    return connection.execute(statement, row).one_or_none() is not None
