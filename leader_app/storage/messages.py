"""The messages of this counter's notices: queue and log in one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.outgoing import Message, MessageState
from leader_app.storage import held_reasons, many, message_rows
from leader_app.storage.notice_tables import channel_calls, messages
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.upserts import upsert

KEPT_CALLS = timedelta(days=2)
_message, _call = messages.c, channel_calls.c
_QUEUED: sa.ColumnElement[str] = sa.literal_column("'queued'")  # said for the index of the queue
_limit: sa.BindParameter[int] = sa.bindparam("count")
_channel: sa.BindParameter[str] = sa.bindparam("channel")
_put = upsert(messages)
_by_id = many.ByName(sa.select(messages), _message.message_id)
_known = Prepared(sa.select(_message.message_id).where(many.among(_message.message_id)))
_of_notice = (
    sa.select(messages)
    .where(_message.notice_id == sa.bindparam("notice"))
    .order_by(_message.sort, _message.message_id)
    .offset(sa.bindparam("start"))
    .limit(_limit)
)
_all_of_notice = Prepared(_of_notice)
_some_of_notice = Prepared(_of_notice.where(many.among(_message.state)))
_counts = Prepared(
    sa.select(_message.state, sa.func.count().label("count"))
    .where(_message.notice_id == sa.bindparam("notice"))
    .group_by(_message.state)
)
_due = Prepared(
    sa.select(messages)
    .where(
        _message.state == _QUEUED,
        _message.channel_id == _channel,
        _message.not_before <= sa.bindparam("now"),
    )
    .order_by(_message.not_before, _message.sort, _message.message_id)
    .limit(1)
)
_queued = _message.state == _QUEUED
_in = sa.and_(_message.state == sa.bindparam("state"), _message.state != _QUEUED)
_by_age = sa.select(messages).order_by(_message.changed_at, _message.message_id).limit(_limit)
_in_state = Prepared(_by_age.where(_in))
_in_queue = Prepared(_by_age.where(_queued))
_count = sa.select(sa.func.count().label("count")).select_from(messages)
_in_state_count = Prepared(_count.where(_in))
_in_queue_count = Prepared(_count.where(_queued))


def _next_due() -> Prepared:
    """Return the statement that steps through the queue from channel to channel."""
    later, first = messages.alias("later"), messages.alias("first")
    waiting = (
        sa.select(sa.func.min(_message.channel_id).label("channel_id"))
        .where(_message.state == _QUEUED)
        .cte("waiting", recursive=True)
    )
    following = sa.select(sa.func.min(later.c.channel_id)).where(
        later.c.state == _QUEUED, later.c.channel_id > waiting.c.channel_id
    )
    steps = waiting.union_all(
        sa.select(following.scalar_subquery()).where(waiting.c.channel_id.is_not(None))
    )
    at = sa.select(sa.func.min(first.c.not_before)).where(
        first.c.state == _QUEUED, first.c.channel_id == steps.c.channel_id
    )
    return Prepared(
        sa.select(steps.c.channel_id, at.scalar_subquery().label("at")).where(
            steps.c.channel_id.is_not(None)
        )
    )


_next = _next_due()
_note_call = Prepared(sa.insert(channel_calls), ["channel_id", "at"])
_forget_calls = Prepared(
    sa.delete(channel_calls).where(_call.channel_id == _channel, _call.at < sa.bindparam("before"))
)
_calls = Prepared(
    sa.select(_call.at)
    .where(_call.channel_id == _channel, _call.at >= sa.bindparam("since"))
    .order_by(_call.at)
)


class MessageShelf:
    """Keeps ``leader_app.ports.Messages``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection

    def add(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Queue messages and return those that were new, with what is left for them to tell."""
        known = set(_known.values(self._connection, many.listed(x.message_id for x in messages)))
        fresh = {x.message_id: x for x in messages if x.message_id not in known}
        kept = held_reasons.claim(self._connection, list(fresh.values()))
        put(self._session, kept)
        return kept

    def put(self, message: Message) -> None:
        """Change a message; a state that tells nothing frees its reasons for another one.

        A message that is queued again when all it says was told meanwhile is expired instead.
        """
        put(self._session, [held_reasons.settle(self._connection, message)])

    def get(self, message_id: str) -> Message | None:
        """Return a message."""
        found = by_id(self._session, [message_id])
        return found[0] if found else None

    def of_notice(
        self, notice_id: str, states: Collection[MessageState], offset: int, limit: int
    ) -> Sequence[Message]:
        """Return messages of a notice in the order of the broadcast; no states: all."""
        asked = {"notice": notice_id, "start": offset, "count": limit}
        if states:
            named = many.listed(x.value for x in states)
            rows = _some_of_notice.all(self._connection, {**asked, **named})
        else:
            rows = _all_of_notice.all(self._connection, asked)
        return [message_rows.message(row) for row in rows]

    def counts(self, notice_id: str) -> Mapping[MessageState, int]:
        """Count a notice's messages by state."""
        rows = _counts.all(self._connection, {"notice": notice_id})
        return {MessageState(row.state): row.count for row in rows}

    def due(self, channel_id: str, now: datetime) -> Message | None:
        """Return the message of a channel that goes next, if one may go now."""
        row = _due.first(self._connection, {"channel": channel_id, "now": microseconds(now)})
        return message_rows.message(row) if row else None

    def next_due(self) -> Mapping[str, datetime]:
        """Return when the next queued message of each channel may go."""
        rows = _next.all(self._connection)
        return {row.channel_id: from_microseconds(row.at) for row in rows}

    def in_state(self, state: MessageState, limit: int) -> Sequence[Message]:
        """Return messages in a state, those that came into it first before others."""
        asked = {"state": state.value, "count": limit}
        query = _in_queue if state is MessageState.QUEUED else _in_state
        rows = query.all(self._connection, asked)
        return [message_rows.message(row) for row in rows]

    def in_state_count(self, state: MessageState) -> int:
        """Count messages in a state."""
        query = _in_queue_count if state is MessageState.QUEUED else _in_state_count
        return int(query.value(self._connection, {"state": state.value}))

    def note_call(self, channel_id: str, at: datetime) -> None:
        """Write down that a channel was called; calls older than two days are dropped."""
        _note_call.run(self._connection, {"channel_id": channel_id, "at": microseconds(at)})
        before = {"channel": channel_id, "before": microseconds(at - KEPT_CALLS)}
        _forget_calls.run(self._connection, before)

    def calls_since(self, channel_id: str, since: datetime) -> Sequence[datetime]:
        """Return when a channel was called, oldest first."""
        asked = {"channel": channel_id, "since": microseconds(since)}
        return [from_microseconds(at) for at in _calls.values(self._connection, asked)]


def by_id(session: Session, message_ids: Collection[str]) -> Sequence[Message]:
    """Return the messages of these ids that are here."""
    return [message_rows.message(row) for row in _by_id.all(session.connection, message_ids)]


def put(session: Session, changed: Iterable[Message]) -> None:
    """Write messages down as they are."""
    kept = list(changed)
    if kept:
        _put.run_many(session.connection, [message_rows.row_of(x) for x in kept])
        session.changed(Entity.MESSAGE, *(x.message_id for x in kept))
        session.changed(Entity.NOTICE, *(x.notice_id for x in kept))
