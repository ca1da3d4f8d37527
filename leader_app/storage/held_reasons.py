"""Which message tells what: a reason is held by one message, and told once.

The unique index over ``told_key`` decides, also between two programs. A message that will never
tell anything (refused, expired, stopped) holds nothing. What touches told is told, ours and those
of others, unless the centre says that it did not arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import ReactionKind, told_key
from leader_app.storage import many
from leader_app.storage.notice_tables import held_reasons, reactions, touch_reasons
from leader_app.storage.prepared import Prepared

TELLS_NOTHING = frozenset({MessageState.REFUSED, MessageState.EXPIRED, MessageState.STOPPED})

_held, _told, _back = held_reasons.c, touch_reasons.c, reactions.c
_claim = Prepared(insert(held_reasons).on_conflict_do_nothing())
_of_messages = Prepared(
    sa.select(_held.message_id, _held.told_key).where(many.among(_held.message_id))
)
_holders = Prepared(sa.select(_held.told_key, _held.message_id).where(many.among(_held.told_key)))
_free = Prepared(
    sa.delete(held_reasons).where(
        _held.message_id == sa.bindparam("message_id"), _held.told_key == sa.bindparam("told_key")
    )
)


def _came_back(*kinds: ReactionKind) -> ColumnElement[bool]:
    return sa.exists().where(
        _back.touch_id == _told.touch_id,
        # Said for the index, which leaves out what came back in general.
        _back.touch_id != sa.literal_column("''"),
        many.one_of(_back.kind, sorted(x.value for x in kinds)),
    )


_counts = sa.or_(
    ~_came_back(ReactionKind.REFUSED), _came_back(ReactionKind.DELIVERED, ReactionKind.OPENED)
)
_by_touches = Prepared(
    sa.select(_told.told_key, _told.touch_id).where(many.among(_told.told_key), _counts)
)


def keys_of(message: Message) -> Mapping[str, str]:
    """Return the reasons of a message by ``touch.told_key``."""
    return {told_key(message.account, told): told for told in message.reasons}


def told(connection: Connection, keys: Collection[str]) -> set[str]:
    """Return which of these were told by anybody, or are held by a message of ours."""
    names = many.listed(keys)
    found = {str(row.told_key) for row in _by_touches.all(connection, names)}
    return found.union(_holders.values(connection, names))


def told_by_touches(connection: Connection, keys: Collection[str]) -> Mapping[str, set[str]]:
    """Return which of these were told by touches that count, and by which."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _by_touches.all(connection, many.listed(keys)):
        found[row.told_key].add(row.touch_id)
    return found


def holders(connection: Connection, keys: Collection[str]) -> Sequence[tuple[str, str]]:
    """Return which messages hold these, as (told key, message)."""
    return [tuple(row) for row in _holders.all(connection, many.listed(keys))]


def claim(connection: Connection, messages: Sequence[Message]) -> list[Message]:
    """Return the messages with the reasons that are theirs to tell, now held by them.

    Reasons are given in the order of ``messages``; those without one left are left out.
    """
    keys = {x.message_id: keys_of(x) for x in messages}
    spoken = told_by_touches(connection, {key for held in keys.values() for key in held})
    wanted = [
        {"told_key": key, "message_id": name}
        for name, held in keys.items()
        for key in held
        if not spoken.get(key, set()) - {name}
    ]
    _claim.run_many(connection, wanted)
    held = held_by(connection, keys)
    kept = (without(x, keys[x.message_id].keys() - held[x.message_id]) for x in messages)
    return [x for x in kept if x.reasons]


def held_by(connection: Connection, message_ids: Iterable[str]) -> Mapping[str, set[str]]:
    """Return what each of these messages holds."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _of_messages.all(connection, many.listed(message_ids)):
        found[row.message_id].add(row.told_key)
    return found


def settle(connection: Connection, message: Message) -> Message:
    """Let a changed message hold what it tells now; return it as it may be kept.

    One that waits again loses reasons that were told meanwhile; without one left it is expired.
    """
    wanted = set() if message.state in TELLS_NOTHING else set(keys_of(message))
    had = held_by(connection, [message.message_id])[message.message_id]
    free(connection, message.message_id, had - wanted)
    if wanted <= had:
        return message
    claimed = claim(connection, [message])
    if message.state is not MessageState.QUEUED:
        return message
    return claimed[0] if claimed else replace(message, state=MessageState.EXPIRED)


def free(connection: Connection, message_id: str, keys: Iterable[str]) -> None:
    """Let others tell what this message held."""
    rows = [{"message_id": message_id, "told_key": key} for key in keys]
    if rows:
        _free.run_many(connection, rows)


def without(message: Message, keys: Collection[str]) -> Message:
    """Return a message without the reasons of these keys.

    Where it has a reason for each of its lines, their lines go with them.
    """
    if not keys:
        return message
    stays = [told_key(message.account, told) not in keys for told in message.reasons]
    reasons = tuple(x for x, stay in zip(message.reasons, stays, strict=True) if stay)
    lines = message.lines
    if len(lines) == len(message.reasons):
        lines = tuple(x for x, stay in zip(lines, stays, strict=True) if stay)
    return replace(message, reasons=reasons, lines=lines)
