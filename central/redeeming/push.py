"""A push: a run of one counter's log, checked link by link, booked in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.counters import devices as counters
from central.counters.devices import DeviceRow, Standing
from central.feed.writing import FeedDraft
from central.intake.claims import lock_states
from central.redeeming import log
from central.redeeming.deeds import Desk, keep_incident
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices
from central.wire import logged_command
from leader_app.domain import command as chains
from leader_app.domain import deed as bodies
from leader_app.domain.command import (
    FACTS,
    CommandResult,
    LoggedCommand,
    LogHead,
    Outcome,
)
from leader_app.domain.incident import Incident, IncidentKind
from sync.protocol.codec import push_digest
from sync.protocol.messages import (
    MAX_PUSH_COMMANDS,
    ErrorCode,
    PushAnswer,
    PushRequest,
    WireResult,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pushed:
    """The answer, and the points that have something new to pull."""

    answer: PushAnswer
    scopes: frozenset[int]


class _Fork(Exception):
    """The counter's log says two different things at one place."""

    def __init__(self, at: LoggedCommand) -> None:
        super().__init__()
        self.at = at


@dataclass(frozen=True, slots=True)
class PushOffice:
    """Takes pushes."""

    database: Database

    def push(self, device_id: str, asked: PushRequest) -> Pushed:
        """Book what is new and return one result a command.

        Raises ``Refusal``: damaged or unsigned push, a gap before it, or a forked log.
        """
        commands = _checked(device_id, asked)
        try:
            return self.database.write(lambda c: self._push(c, device_id, asked, commands))
        except _Fork as fork:
            at = fork.at
            self.database.write(lambda c: self._quarantine(c, device_id, commands, at))
            raise Refusal(409, ErrorCode.FORK, "This log was continued elsewhere.") from fork

    def _push(
        self,
        connection: Connection,
        device_id: str,
        asked: PushRequest,
        commands: Sequence[LoggedCommand],
    ) -> Pushed:
        device = counters.require(connection, device_id, lock=True)
        _require_signature(device, asked, commands)
        if device.standing is not Standing.ACTIVE:
            log.set_aside(self.database, connection, commands)
            return Pushed(_put_aside(device, commands), frozenset())
        known = log.stored(connection, device_id, asked.epoch, commands)
        fresh = _fresh(device, asked.epoch, commands, known)
        desk = self._desk(connection, device, [*fresh, *log.parked(commands, known)])
        results = [self._result(desk, logged, known) for logged in commands]
        if fresh:
            _advance(connection, device_id, fresh[-1])
        desk.draft.write(connection)
        head = fresh[-1].seq if fresh else device.head_seq
        return Pushed(PushAnswer(tuple(map(_wire, results)), head), desk.draft.scopes())

    def _desk(
        self, connection: Connection, device: DeviceRow, commands: Sequence[LoggedCommand]
    ) -> Desk:
        claim_ids = {claim for logged in commands if (claim := _claim(logged))}
        states = lock_states(self.database, connection, claim_ids) if claim_ids else {}
        return Desk(connection, device, dict(states), FeedDraft(self.database))

    def _result(
        self, desk: Desk, logged: LoggedCommand, known: dict[int, log.Stored]
    ) -> CommandResult:
        stored = known.get(logged.seq)
        if stored and stored.result.outcome is not Outcome.PARKED:
            return stored.result
        result = _book(desk, logged)
        if stored:
            log.settle(desk.connection, logged, result)
        else:
            log.keep(desk.connection, logged, result, datetime.now(UTC))
        return result

    def _quarantine(
        self,
        connection: Connection,
        device_id: str,
        commands: Sequence[LoggedCommand],
        at: LoggedCommand,
    ) -> None:
        device = counters.require(connection, device_id, lock=True)
        log.set_aside(self.database, connection, commands)
        if device.standing is not Standing.ACTIVE:
            return
        counters.mark(connection, device_id, Standing.QUARANTINED)
        draft = FeedDraft(self.database)
        draft.put(device.point_id, counters.require(connection, device_id).seen_by_others())
        incident = _fork_incident(device, at)
        keep_incident(connection, incident)
        draft.put(device.point_id, incident)
        draft.write(connection)


def _book(desk: Desk, logged: LoggedCommand) -> CommandResult:
    command = logged.command
    if command.kind not in FACTS:
        return CommandResult(logged.seq, command.command_id, Outcome.PARKED, "unknown_kind")
    savepoint = desk.connection.begin_nested()
    try:
        result = desk.book(logged)
    except bodies.UnreadableCommandError:
        savepoint.rollback()
        return CommandResult(logged.seq, command.command_id, Outcome.PARKED, "unreadable")
    except sa.exc.DBAPIError:
        savepoint.rollback()
        raise
    except Exception:
        savepoint.rollback()
        logger.exception("command %s of %s is parked", logged.seq, logged.device_id)
        return CommandResult(logged.seq, command.command_id, Outcome.PARKED, "internal")
    savepoint.commit()
    return result


def _checked(device_id: str, asked: PushRequest) -> list[LoggedCommand]:
    if not asked.commands or len(asked.commands) > MAX_PUSH_COMMANDS:
        raise Refusal(400, ErrorCode.BAD_REQUEST, "A push has 1 to 200 commands.")
    if asked.count != len(asked.commands) or asked.digest != push_digest(asked.commands):
        raise Refusal(400, ErrorCode.BAD_DIGEST, "The push was damaged on its way.")
    try:
        commands = [logged_command(device_id, asked.epoch, wire) for wire in asked.commands]
        first = commands[0]
        before = LogHead(device_id, asked.epoch, first.seq - 1, first.previous_hash)
        chains.verify_chain(before, commands)
    except (chains.BrokenChainError, OverflowError, ValueError) as error:
        raise Refusal(
            400, ErrorCode.BAD_DIGEST, "The commands do not follow one another."
        ) from error
    return commands


def _require_signature(
    device: DeviceRow, asked: PushRequest, commands: Sequence[LoggedCommand]
) -> None:
    head = chains.head_of(commands[-1])
    if not chains.is_head_genuine(head, asked.signature, device.public_key):
        raise Refusal(403, ErrorCode.BAD_SIGNATURE, "The signature is not this counter's.")


def _fresh(
    device: DeviceRow,
    epoch: int,
    commands: Sequence[LoggedCommand],
    known: dict[int, log.Stored],
) -> list[LoggedCommand]:
    if epoch != device.epoch:
        raise Refusal(409, ErrorCode.FORK, "This counter has begun another log.")
    for logged in commands:
        stored = known.get(logged.seq)
        if stored and stored.hash != logged.hash:
            raise _Fork(logged)
    fresh = [logged for logged in commands if logged.seq > device.head_seq]
    if fresh and fresh[0].seq != device.head_seq + 1:
        message = "Commands before these are missing."
        raise Refusal(409, ErrorCode.GAP, message, device.head_seq + 1)
    if fresh and fresh[0].previous_hash != device.head_hash:
        raise _Fork(fresh[0])
    return fresh


def _advance(connection: Connection, device_id: str, last: LoggedCommand) -> None:
    connection.execute(
        sa.update(devices)
        .where(devices.c.device_id == device_id)
        .values(head_seq=last.seq, head_hash=last.hash)
    )


def _claim(logged: LoggedCommand) -> str | None:
    try:
        return bodies.claim_of(logged.command)
    except bodies.UnreadableCommandError:
        return None


def _put_aside(device: DeviceRow, commands: Sequence[LoggedCommand]) -> PushAnswer:
    code = device.standing.value
    results = tuple(
        WireResult(x.seq, x.command.command_id, Outcome.PARKED.value, code) for x in commands
    )
    return PushAnswer(results, device.head_seq)


def _fork_incident(device: DeviceRow, at: LoggedCommand) -> Incident:
    return Incident(
        incident_id=f"I-fork-{device.device_id}-{at.epoch}",
        kind=IncidentKind.FORKED_LOG,
        point_id=device.point_id,
        claim_id=_claim(at) or "",
        device_id=device.device_id,
        hand_over_ids=(at.command.command_id,),
        at=at.command.at,
        settled=False,
    )


def _wire(result: CommandResult) -> WireResult:
    return WireResult(
        result.seq, result.command_id, result.outcome.value, result.code, result.incident_id
    )
