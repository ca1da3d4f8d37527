"""What came back: booked once, told to the points, and no more advertising to who had enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.run import Run, accepted
from central.feed.writing import FeedDraft
from central.notices import consenting
from central.notices.accounts import BRAND, account_word
from central.notices.consenting import UNKNOWN_MEMBER, Source
from central.notices.people import scopes_of, served
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.notice_tables import reactions
from leader_app.domain import notice_deed
from leader_app.domain.command import CommandResult, LoggedCommand, microseconds
from leader_app.domain.touch import Account, AccountKind, Reaction, ReactionKind, reason
from sync.protocol import items

_r = reactions.c
_into = sa.insert(reactions)


def react(run: Run, logged: LoggedCommand) -> CommandResult:
    """Book what was said at a counter: a fact, whoever it is about."""
    point_id, device_id = run.device.point_id, run.device.device_id
    said = notice_deed.reaction(logged.command, point_id)
    is_new = keep(run.database, run.connection, run.draft, said)
    if said.account.kind is not AccountKind.MEMBER:
        return accepted(logged)
    member_id = said.account.name
    if not served(run.connection, point_id, [member_id]):
        return replace(accepted(logged), code=UNKNOWN_MEMBER)
    if is_new and said.kind is ReactionKind.MUTED:
        consenting.mute(
            run.database,
            run.connection,
            run.draft,
            consenting.Muting(
                logged.command.command_id, member_id, said.at, Source.COUNTER, device_id
            ),
        )
    return accepted(logged)


def record_reaction(  # noqa: PLR0913 - a reaction has that many sides
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    *,
    point_id: int,
    touch_id: str,
    account: Account,
    kind: ReactionKind,
    at: datetime,
    detail: str = "",
    name: str = "",
) -> bool:
    """Book what the centre heard of a touch, once a kind (or ``name``); ``False`` if it was before.

    ``point_id`` is the touch's, 0 for the brand's own. ``MUTED`` by a member switches advertising
    off, whoever it came from.
    """
    name = name or reaction_id(point_id, touch_id, kind)
    said = Reaction(name, point_id, account, touch_id, kind, at, detail)
    if not keep(database, connection, draft, said):
        return False
    if kind is ReactionKind.MUTED and account.kind is AccountKind.MEMBER:
        muting = consenting.Muting(name, account.name, at, Source.PAGE)
        consenting.mute(database, connection, draft, muting)
    return True


def reaction_id(point_id: int, touch_id: str, kind: ReactionKind) -> str:
    """Return the name of what the centre hears of a touch: one a kind."""
    return reason("reaction", str(point_id), touch_id, kind.value)


def keep_new(
    database: Database, connection: Connection, draft: FeedDraft, found: Sequence[Reaction]
) -> None:
    """Write reactions of a point that nobody booked before, and tell it."""
    write_rows(connection, _into, [_row(database, x) for x in found])
    for reaction in found:
        draft.put(reaction.point_id, reaction)


def keep(database: Database, connection: Connection, draft: FeedDraft, reaction: Reaction) -> bool:
    """Write a reaction and tell the points; ``False`` if one of its name was there."""
    statement = database.insert(reactions).on_conflict_do_nothing().returning(_r.reaction_id)
    if connection.execute(statement, _row(database, reaction)).one_or_none() is None:
        return False
    for scope in _scopes(connection, reaction):
        draft.put(scope, replace(reaction, point_id=scope))
    return True


def _scopes(connection: Connection, reaction: Reaction) -> set[int]:
    if reaction.point_id != BRAND:
        return {reaction.point_id}
    return scopes_of(connection, [reaction.account.name])[reaction.account.name]


def _row(database: Database, reaction: Reaction) -> dict[str, object]:
    return {
        "point_id": reaction.point_id,
        "reaction_id": reaction.reaction_id,
        "account": account_word(database.keys, reaction.account),
        "touch_id": reaction.touch_id,
        "kind": reaction.kind.value,
        "at": microseconds(reaction.at),
        "payload": database.sealer.seal(items.pack(reaction)),
    }
