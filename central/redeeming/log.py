"""The logs of the counters as the centre keeps them, with the word on each command."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.counters.devices import DeviceRow
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.tables import device_log, quarantine
from leader_app.domain.command import (
    CommandResult,
    LoggedCommand,
    LogHead,
    Outcome,
    first_head,
    microseconds,
)

DUPLICATE = "duplicate_id"
_log = device_log.c
_words: sa.Select[Any] = sa.select(
    _log.device_id,
    _log.seq,
    _log.hash,
    _log.command_id,
    _log.kind,
    _log.body,
    _log.outcome,
    _log.code,
    _log.incident_id,
)
_by_place = _words.where(
    _log.device_id == sa.bindparam("device"),
    _log.epoch == sa.bindparam("epoch"),
    _log.seq.between(sa.bindparam("first"), sa.bindparam("last")),
)
_by_name = _words.where(_log.command_id.in_(sa.bindparam("ids", expanding=True)))
_insert = sa.insert(device_log)


@dataclass(frozen=True, slots=True)
class Stored:
    """A command the centre has, and what it said."""

    hash: bytes
    result: CommandResult


def stored(
    connection: Connection, device_id: str, epoch: int, commands: Sequence[LoggedCommand]
) -> dict[int, Stored]:
    """Return what is known of the places of ``commands``, by seq."""
    span = {
        "device": device_id,
        "epoch": epoch,
        "first": commands[0].seq,
        "last": commands[-1].seq,
    }
    names = {logged.seq: logged.command.command_id for logged in commands}
    return {
        row.seq: Stored(row.hash, _result(row, row.seq, names[row.seq]))
        for row in connection.execute(_by_place, span)
    }


def head(connection: Connection, device: DeviceRow, epoch: int) -> LogHead:
    """Return how far the log of one of a counter's epochs has come."""
    if epoch == device.epoch:
        return LogHead(device.device_id, epoch, device.head_seq, device.head_hash)
    statement = sa.select(_log.seq, _log.hash).where(
        _log.device_id == device.device_id, _log.epoch == epoch
    )
    newest = connection.execute(statement.order_by(_log.seq.desc()).limit(1)).one_or_none()
    if newest is None:
        return first_head(device.device_id, epoch)
    return LogHead(device.device_id, epoch, newest.seq, newest.hash)


def named_alike(
    database: Database, connection: Connection, commands: Sequence[LoggedCommand]
) -> dict[str, CommandResult | None]:
    """Return the commands of ``commands`` whose id is taken, by hash.

    The same deed of the same counter, sent from another place, has its word already. Any other
    command under a taken id has none.
    """
    ids = [logged.command.command_id for logged in commands]
    taken = {row.command_id: row for row in connection.execute(_by_name, {"ids": ids})}
    found: dict[str, CommandResult | None] = {}
    seen: set[str] = set()
    for logged in commands:
        name = logged.command.command_id
        row = taken.get(name)
        if row is not None and row.hash != logged.hash:
            body = database.sealer.open(row.body)
            same = (row.device_id, row.kind, body) == _deed(logged)
            found[logged.hash.hex()] = _result(row, logged.seq, name) if same else None
        elif name in seen:
            found[logged.hash.hex()] = None
        seen.add(name)
    return found


def parked(commands: Sequence[LoggedCommand], known: dict[int, Stored]) -> list[LoggedCommand]:
    """Return the commands that were put aside earlier and may be tried again."""
    return [
        logged
        for logged in commands
        if (found := known.get(logged.seq)) and found.result.outcome is Outcome.PARKED
    ]


def keep(
    database: Database,
    connection: Connection,
    words: Iterable[tuple[LoggedCommand, CommandResult]],
    nameless: Container[str],
) -> None:
    """Store commands with the word on each; those whose hash is in ``nameless`` without their id.

    An id is unique; a command whose id was taken is in quarantine with it.
    """
    now = datetime.now(UTC)
    rows = [
        {
            **_row(database, logged, now),
            "command_id": None if logged.hash.hex() in nameless else logged.command.command_id,
            "outcome": result.outcome.value,
            "code": result.code,
            "incident_id": result.incident_id,
        }
        for logged, result in words
    ]
    write_rows(connection, _insert, rows)


def settle(connection: Connection, logged: LoggedCommand, result: CommandResult) -> None:
    """Replace the word on a command that had been put aside."""
    connection.execute(
        sa.update(device_log)
        .where(
            _log.device_id == logged.device_id,
            _log.epoch == logged.epoch,
            _log.seq == logged.seq,
        )
        .values(outcome=result.outcome.value, code=result.code, incident_id=result.incident_id)
    )


def set_aside(
    database: Database, connection: Connection, commands: Sequence[LoggedCommand]
) -> None:
    """Keep what a counter without standing says, for a person to look at."""
    now = datetime.now(UTC)
    statement = database.insert(quarantine).on_conflict_do_nothing()
    connection.execute(statement, [_row(database, logged, now) for logged in commands])


def _result(row: sa.Row[Any], seq: int, command_id: str) -> CommandResult:
    return CommandResult(seq, command_id, Outcome(row.outcome), row.code, row.incident_id)


def _deed(logged: LoggedCommand) -> tuple[str, str, bytes]:
    return logged.device_id, logged.command.kind, logged.command.body


def _row(database: Database, logged: LoggedCommand, now: datetime) -> dict[str, object]:
    command = logged.command
    return {
        "device_id": logged.device_id,
        "epoch": logged.epoch,
        "seq": logged.seq,
        "hash": logged.hash,
        "command_id": command.command_id,
        "kind": command.kind,
        "schema": command.schema,
        "body": database.sealer.seal(command.body),
        "at": microseconds(command.at),
        "monotonic_ns": command.monotonic_ns,
        "boot_id": command.boot_id,
        "base_cursor": command.base_cursor,
        "previous_hash": logged.previous_hash,
        "received_at": microseconds(now),
    }
