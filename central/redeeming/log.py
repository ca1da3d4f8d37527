"""The logs of the counters as the centre keeps them, with the word on each command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.database import Database
from central.storage.tables import device_log, quarantine
from leader_app.domain.command import CommandResult, LoggedCommand, Outcome, microseconds


@dataclass(frozen=True, slots=True)
class Stored:
    """A command the centre has, and what it said."""

    hash: bytes
    result: CommandResult


def stored(
    connection: Connection, device_id: str, epoch: int, commands: Sequence[LoggedCommand]
) -> dict[int, Stored]:
    """Return what is known of the places of ``commands``, by seq."""
    log = device_log.c
    statement = sa.select(
        log.seq, log.hash, log.command_id, log.outcome, log.code, log.incident_id
    ).where(
        log.device_id == device_id,
        log.epoch == epoch,
        log.seq.between(commands[0].seq, commands[-1].seq),
    )
    return {
        row.seq: Stored(
            row.hash,
            CommandResult(row.seq, row.command_id, Outcome(row.outcome), row.code, row.incident_id),
        )
        for row in connection.execute(statement)
    }


def parked(commands: Sequence[LoggedCommand], known: dict[int, Stored]) -> list[LoggedCommand]:
    """Return the commands that were put aside earlier and may be tried again."""
    return [
        logged
        for logged in commands
        if (found := known.get(logged.seq)) and found.result.outcome is Outcome.PARKED
    ]


def keep(
    connection: Connection, logged: LoggedCommand, result: CommandResult, now: datetime
) -> None:
    """Store a command with the word on it."""
    row = {
        **_row(logged, now),
        "outcome": result.outcome.value,
        "code": result.code,
        "incident_id": result.incident_id,
    }
    connection.execute(sa.insert(device_log), row)


def settle(connection: Connection, logged: LoggedCommand, result: CommandResult) -> None:
    """Replace the word on a command that had been put aside."""
    log = device_log.c
    connection.execute(
        sa.update(device_log)
        .where(
            log.device_id == logged.device_id,
            log.epoch == logged.epoch,
            log.seq == logged.seq,
        )
        .values(outcome=result.outcome.value, code=result.code, incident_id=result.incident_id)
    )


def set_aside(
    database: Database, connection: Connection, commands: Sequence[LoggedCommand]
) -> None:
    """Keep what a counter without standing says, for a person to look at."""
    now = datetime.now(UTC)
    statement = database.insert(quarantine).on_conflict_do_nothing()
    connection.execute(statement, [_row(logged, now) for logged in commands])


def _row(logged: LoggedCommand, now: datetime) -> dict[str, object]:
    command = logged.command
    return {
        "device_id": logged.device_id,
        "epoch": logged.epoch,
        "seq": logged.seq,
        "hash": logged.hash,
        "command_id": command.command_id,
        "kind": command.kind,
        "schema": command.schema,
        "body": command.body,
        "at": microseconds(command.at),
        "monotonic_ns": command.monotonic_ns,
        "boot_id": command.boot_id,
        "base_cursor": command.base_cursor,
        "previous_hash": logged.previous_hash,
        "received_at": microseconds(now),
    }
