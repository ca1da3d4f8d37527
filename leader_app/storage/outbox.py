"""The log as sync sees it. What is unsent is derived from the log and the centre's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.command import CommandResult, LoggedCommand, LogHead, Outcome, microseconds
from leader_app.storage import command_log as log
from leader_app.storage import rejected, unsent
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import command_log, command_state
from leader_app.storage.unit_of_work import Units

_FIRST_REST = timedelta(minutes=1)
_LONGEST_REST = timedelta(hours=6)
# What a command weighs on the wire beside its body.
_ENVELOPE_BYTES = 220

_log, _state = command_log.c, command_state.c
_places = ByName(
    sa.select(_log.command_id, _log.epoch, _log.seq, _state.outcome, _state.attempts).select_from(
        command_log.outerjoin(
            command_state, sa.and_(_state.epoch == _log.epoch, _state.seq == _log.seq)
        )
    ),
    _log.command_id,
)
_new_state = insert(command_state)
_keep = Prepared(
    _new_state.on_conflict_do_update(
        index_elements=["epoch", "seq"],
        set_={
            name: _new_state.excluded[name]
            for name in ("outcome", "code", "incident_id", "attempts", "next_try")
        },
    )
)


class SqlOutbox:
    """Keeps ``leader_app.ports.Outbox``."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def head(self) -> LogHead:
        """Return the newest place of this counter's log."""
        with self._units.read() as unit:
            return log.head(unit.session.connection)

    def unsent(self, limit: int, max_bytes: int) -> Sequence[LoggedCommand]:
        """Return due commands of the oldest open epoch, oldest first, at least one if any is due.

        A parked command is due again after a rest that doubles from a minute to six hours.
        """
        with self._units.read() as unit:
            now = microseconds(unit.session.clock.now())
            commands = unsent.due(unit.session.connection, now, limit)
        return _fitting([x for x in commands if x.epoch == commands[0].epoch], max_bytes)

    def record(self, results: Sequence[CommandResult]) -> ChangeSet:
        """Keep the centre's words; an earlier final word on a command is not overwritten."""
        with self._units.write() as unit:
            for epoch in _record(unit.session, results):
                unsent.settle(unit.session.connection, epoch)
            return unit.commit()

    def reoffer(self, after_seq: int) -> ChangeSet:
        """Mark every command after ``after_seq`` of this epoch unsent: the centre has lost it."""
        with self._units.write() as unit:
            connection = unit.session.connection
            epoch = log.head(connection).epoch
            unsent.reopen(connection, epoch, after_seq)
            for logged in log.after(connection, epoch, after_seq):
                unit.session.changed(Entity.COMMAND, logged.command.command_id)
            return unit.commit()


def _record(session: Session, results: Sequence[CommandResult]) -> set[int]:
    """Keep the words that are news, all at once; return the epochs of their commands."""
    told: dict[str, CommandResult] = {}
    for result in results:
        if result.command_id not in told or not _is_final(told[result.command_id]):
            told[result.command_id] = result
    places = _places.all(session.connection, told)
    news = [place for place in places if place.outcome not in unsent.FINAL]
    now = session.clock.now()
    _keep.run_many(session.connection, [_row(x, told[x.command_id], now) for x in news])
    session.changed(Entity.COMMAND, *(place.command_id for place in news))
    turned_down = [x.command_id for x in news if told[x.command_id].outcome is Outcome.REJECTED]
    if turned_down:
        rejected.forget(session, turned_down)
    return {place.epoch for place in news}


def _is_final(result: CommandResult) -> bool:
    return result.outcome.value in unsent.FINAL


def _row(place: Row, result: CommandResult, now: datetime) -> dict[str, object]:
    attempts = (place.attempts or 0) + 1
    return {
        "epoch": place.epoch,
        "seq": place.seq,
        "command_id": result.command_id,
        "outcome": result.outcome.value,
        "code": result.code,
        "incident_id": result.incident_id,
        "attempts": attempts,
        "next_try": microseconds(now + _rest(attempts)),
        "dismissed": 0,
    }


def _rest(attempts: int) -> timedelta:
    doubled: timedelta = _FIRST_REST * 2 ** min(attempts - 1, 16)
    return min(_LONGEST_REST, doubled)


def _fitting(commands: Sequence[LoggedCommand], max_bytes: int) -> Sequence[LoggedCommand]:
    """Return the first commands that fit together, the very first in any case."""
    weight = 0
    for count, logged in enumerate(commands):
        weight += len(logged.command.body) + _ENVELOPE_BYTES
        if count and weight > max_bytes:
            return commands[:count]
    return commands
