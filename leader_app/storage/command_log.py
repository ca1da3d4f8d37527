"""The append-only log: each command in its place of the chain, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.changes import Entity
from leader_app.domain.command import (
    SCHEMA,
    Command,
    LoggedCommand,
    LogHead,
    chain,
    first_head,
    from_microseconds,
    microseconds,
    verify_chain,
)
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import command_log, device, sync_state

_BATCH = 1000
_log = command_log.c
_newest = Prepared(
    sa.select(_log.device_id, _log.epoch, _log.seq, _log.hash)
    .order_by(_log.epoch.desc(), _log.seq.desc())
    .limit(1)
)
_owner = Prepared(sa.select(device.c.device_id, device.c.epoch))
_cursor = Prepared(sa.select(sync_state.c.cursor))
_insert = Prepared(sa.insert(command_log))
_onwards = Prepared(
    sa.select(command_log)
    .where(sa.tuple_(_log.epoch, _log.seq) > sa.tuple_(sa.bindparam("epoch"), sa.bindparam("seq")))
    .order_by(_log.epoch, _log.seq)
    .limit(sa.bindparam("count"))
)


class LogShelf:
    """Keeps ``leader_app.ports.CommandLog``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self) -> LogHead:
        """Return the newest place."""
        return head(self._session.connection)

    def append(self, command_id: str, kind: str, body: bytes) -> LoggedCommand:
        """Add a command with the time, boot and cursor of now; ``Refused`` before enrolment."""
        at = self.head()
        if not at.device_id:
            raise Refused(
                say("This computer is not a counter yet."), say("Enrol it with a token first.")
            )
        clock = self._session.clock
        logged = chain(
            at,
            Command(
                command_id=command_id,
                kind=kind,
                schema=SCHEMA,
                body=body,
                at=clock.now(),
                monotonic_ns=clock.monotonic_ns(),
                boot_id=clock.boot_id(),
                base_cursor=_cursor.value(self._session.connection),
            ),
        )
        _insert.run(self._session.connection, as_row(logged))
        self._session.logged.append(logged)
        self._session.changed(Entity.COMMAND, command_id)
        return logged


def head(connection: Connection) -> LogHead:
    """Return the newest place of the log; before enrolment the empty log of nobody."""
    newest = _newest.first(connection)
    owner = _owner.first(connection)
    if owner is None:
        return first_head("", 0)
    if newest is None or newest.epoch < owner.epoch:
        return first_head(owner.device_id, owner.epoch)
    return LogHead(newest.device_id, newest.epoch, newest.seq, newest.hash)


def after(connection: Connection, epoch: int, seq: int) -> Iterator[LoggedCommand]:
    """Yield the commands after a place, oldest first, in batches."""
    while True:
        place = {"epoch": epoch, "seq": seq, "count": _BATCH}
        rows = _onwards.all(connection, place)
        for row in rows:
            yield from_row(row)
        if len(rows) < _BATCH:
            return
        epoch, seq = rows[-1].epoch, rows[-1].seq


def verify(connection: Connection, last: int | None = None) -> int:
    """Follow the chain through all (or the ``last``) commands and return how many they were.

    Raises ``BrokenChainError`` at the first one that is changed, missing or out of order.
    """
    start = head(connection)
    first_seq = 0 if last is None else max(0, start.seq - last - 1)
    epoch = 0 if last is None else start.epoch
    return _follow(after(connection, epoch, first_seq), trusted=first_seq > 0)


def _follow(commands: Iterator[LoggedCommand], *, trusted: bool) -> int:
    """Follow a chain; the first command is taken as it is if it is ``trusted``."""
    count = 0
    at: LogHead | None = None
    for logged in commands:
        if at is None and trusted:
            at = LogHead(logged.device_id, logged.epoch, logged.seq - 1, logged.previous_hash)
        elif at is None or logged.epoch != at.epoch:
            at = first_head(logged.device_id, logged.epoch)
        at = verify_chain(at, [logged])
        count += 1
    return count


def from_row(row: Row) -> LoggedCommand:
    """Return the command in a row of the log."""
    command = Command(
        command_id=row.command_id,
        kind=row.kind,
        schema=row.schema,
        body=row.body,
        at=from_microseconds(row.at),
        monotonic_ns=row.monotonic_ns,
        boot_id=row.boot_id,
        base_cursor=row.base_cursor,
    )
    return LoggedCommand(row.device_id, row.epoch, row.seq, command, row.previous_hash, row.hash)


def as_row(logged: LoggedCommand) -> dict[str, object]:
    """Return a command as a row of the log."""
    command = logged.command
    return {
        "epoch": logged.epoch,
        "seq": logged.seq,
        "device_id": logged.device_id,
        "command_id": command.command_id,
        "kind": command.kind,
        "schema": command.schema,
        "body": command.body,
        "at": microseconds(command.at),
        "monotonic_ns": command.monotonic_ns,
        "boot_id": command.boot_id,
        "base_cursor": command.base_cursor,
        "previous_hash": logged.previous_hash,
        "hash": logged.hash,
    }
