"""The log as sync sees it. What is unsent is derived from the log and the centre's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.command import CommandResult, LoggedCommand, LogHead, microseconds
from leader_app.storage import command_log as log
from leader_app.storage import unsent
from leader_app.storage.session import Session
from leader_app.storage.tables import command_log, command_state
from leader_app.storage.unit_of_work import Units

_FIRST_REST = timedelta(minutes=1)
_LONGEST_REST = timedelta(hours=6)
# What a command weighs on the wire beside its body.
_ENVELOPE_BYTES = 220

_log, _state = command_log.c, command_state.c
_place = sa.select(_log.epoch, _log.seq).where(_log.command_id == sa.bindparam("command_id"))
_known = sa.select(_state.outcome, _state.attempts).where(
    _state.command_id == sa.bindparam("command_id")
)
_new_state = insert(command_state)
_keep = _new_state.on_conflict_do_update(
    index_elements=["epoch", "seq"],
    set_={
        name: _new_state.excluded[name]
        for name in ("outcome", "code", "incident_id", "attempts", "next_try")
    },
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
            epochs = {_record(unit.session, result) for result in results}
            for epoch in filter(None, epochs):
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


def _record(session: Session, result: CommandResult) -> int | None:
    """Keep one word; return the epoch of its command, ``None`` if it changes nothing."""
    named = {"command_id": result.command_id}
    place = session.connection.execute(_place, named).first()
    known = session.connection.execute(_known, named).first()
    if place is None or (known is not None and known.outcome in unsent.FINAL):
        return None
    attempts = 1 if known is None else known.attempts + 1
    session.connection.execute(
        _keep,
        {
            "epoch": place.epoch,
            "seq": place.seq,
            "command_id": result.command_id,
            "outcome": result.outcome.value,
            "code": result.code,
            "incident_id": result.incident_id,
            "attempts": attempts,
            "next_try": microseconds(session.clock.now() + _rest(attempts)),
            "dismissed": 0,
        },
    )
    session.changed(Entity.COMMAND, result.command_id)
    return int(place.epoch)


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
