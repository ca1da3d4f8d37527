"""A run of one counter's commands, and how each kind of them is booked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from sqlalchemy.engine import Connection

from central.counters.devices import DeviceRow
from central.feed.writing import FeedDraft
from central.storage.database import Database
from leader_app.domain.command import CommandResult, LoggedCommand, Outcome
from leader_app.domain.incident import Incident


@dataclass(frozen=True, slots=True)
class Run:
    """What a counter's commands are booked with: a transaction, and news for the points."""

    database: Database
    connection: Connection
    device: DeviceRow
    draft: FeedDraft


class Booking(Protocol):
    """Books the commands of some kinds of a run.

    A command that cannot be booked leaves no trace.
    """

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one command; ``UnreadableCommandError`` if its body cannot be read."""

    def write(self) -> None:
        """Write what was booked and is not written yet."""


BookingMaker: TypeAlias = Callable[[Run, Sequence[LoggedCommand]], Booking]
Deed: TypeAlias = Callable[[Run, LoggedCommand], CommandResult]


class RejectedError(Exception):
    """An intent is turned down; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _AtOnce:
    """Books and writes each command by itself, wholly or not at all."""

    run: Run
    deed: Deed

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book and write one command; turned down, it is rejected."""
        own = FeedDraft(self.run.database)
        savepoint = self.run.connection.begin_nested()
        try:
            result = self.deed(replace(self.run, draft=own), logged)
        except RejectedError as no:
            savepoint.rollback()
            return _result(logged, Outcome.REJECTED, no.code)
        except BaseException:
            savepoint.rollback()
            raise
        savepoint.commit()
        self.run.draft.absorb(own)
        return result

    def write(self) -> None:
        """Do nothing: all is written."""


def at_once(deed: Deed) -> BookingMaker:
    """Return a booking that does ``deed`` for each command, wholly or not at all."""
    return lambda run, _commands: _AtOnce(run, deed)


def accepted(logged: LoggedCommand, incident: Incident | None = None) -> CommandResult:
    """Return the word on a command that is in the books, with the incident it calls for."""
    if incident is None:
        return _result(logged, Outcome.ACCEPTED)
    return CommandResult(
        logged.seq,
        logged.command.command_id,
        Outcome.ACCEPTED_WITH_INCIDENT,
        incident.kind.value,
        incident.incident_id,
    )


def parked(logged: LoggedCommand, code: str) -> CommandResult:
    """Return the word on a command that is put aside."""
    return _result(logged, Outcome.PARKED, code)


def incident_id(logged: LoggedCommand) -> str:
    """Return the name of the incident a command calls for."""
    return f"I-{logged.hash.hex()[:32]}"


def _result(logged: LoggedCommand, outcome: Outcome, code: str = "") -> CommandResult:
    return CommandResult(logged.seq, logged.command.command_id, outcome, code)
