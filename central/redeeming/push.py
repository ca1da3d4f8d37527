"""A push: a run of one counter's log, checked link by link, booked in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.run import Booking, Run, parked
from central.counters import devices as counters
from central.counters.devices import DeviceRow, Standing
from central.feed.writing import FeedDraft
from central.redeeming import log
from central.redeeming.checking import checked, require_signature
from central.redeeming.forks import ForkError, fresh_part, quarantine
from central.redeeming.kinds import bookings, stretches
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import CommandResult, LoggedCommand, Outcome
from sync.protocol.messages import ErrorCode, PushAnswer, PushRequest, WireResult

logger = logging.getLogger(__name__)
_new_head = sa.update(devices).where(devices.c.device_id == sa.bindparam("device"))


@dataclass(frozen=True, slots=True)
class Pushed:
    """The answer, and the points that have something new to pull."""

    answer: PushAnswer
    scopes: frozenset[int]


@dataclass(frozen=True, slots=True)
class PushOffice:
    """Takes pushes."""

    database: Database

    def push(self, device_id: str, asked: PushRequest) -> Pushed:
        """Book what is new and return one result a command.

        Raises ``Refusal``: damaged or unsigned push, a gap before it, or a forked log.
        """
        commands = checked(device_id, asked)
        try:
            return self._book(device_id, asked, commands)
        except ForkError as fork:
            at = fork.at
            self.database.write(lambda c: quarantine(self.database, c, device_id, commands, at))
            raise Refusal(409, ErrorCode.FORK, "This log was continued elsewhere.") from fork

    def _book(
        self, device_id: str, asked: PushRequest, commands: Sequence[LoggedCommand]
    ) -> Pushed:
        def work(connection: Connection, *, singly: bool) -> Pushed:
            device = counters.require(connection, device_id, lock=True)
            require_signature(device, asked, commands)
            if device.standing is not Standing.ACTIVE:
                log.set_aside(self.database, connection, commands)
                return Pushed(_put_aside(device, commands), frozenset())
            return _Push(self.database, connection, device, commands).book(singly=singly)

        try:
            return self.database.write(lambda connection: work(connection, singly=False))
        except sa.exc.DBAPIError:
            # one command may be what the database cannot take; the others shall not suffer
            logger.exception("a push of %s is booked one by one", device_id)
            return self.database.write(lambda connection: work(connection, singly=True))


@dataclass(frozen=True, slots=True)
class _Push:
    """The commands of one push within its transaction."""

    database: Database
    connection: Connection
    device: DeviceRow
    commands: Sequence[LoggedCommand]

    def book(self, *, singly: bool) -> Pushed:
        """Book what is new or was parked; the feed's numbers are taken last."""
        connection, device, epoch = self.connection, self.device, self.commands[0].epoch
        head = log.head(connection, device, epoch)
        is_news = self.commands[0].seq > head.seq  # nothing is kept of what comes after the head
        known = {} if is_news else log.stored(connection, device.device_id, epoch, self.commands)
        fresh = fresh_part(head, self.commands, known)
        due = [*log.parked(self.commands, known), *fresh]
        words = {seq: stored.result for seq, stored in known.items()}
        draft = FeedDraft(self.database)
        self._judge(due, words, draft, singly=singly)
        if fresh:
            _advance(connection, device, fresh[-1])
        draft.write(connection)
        applied = _applied(device, fresh[-1] if fresh else None)
        results = tuple(_wire(words[logged.seq]) for logged in self.commands)
        return Pushed(PushAnswer(results, applied), draft.scopes())

    def _judge(
        self,
        due: Sequence[LoggedCommand],
        words: dict[int, CommandResult],
        draft: FeedDraft,
        *,
        singly: bool,
    ) -> None:
        if not due:
            return
        alike = log.named_alike(self.database, self.connection, due)
        runs = [[logged] for logged in due] if singly else [due]
        said: dict[int, CommandResult] = {}
        for run in runs:
            fitting = [logged for logged in run if logged.hash.hex() not in alike]
            said |= self._said(fitting, draft, singly=singly)
        for logged in due:
            if logged.hash.hex() in alike:
                said[logged.seq] = alike[logged.hash.hex()] or _duplicate(logged)
        self._keep(due, words, said, alike)
        words |= said

    def _said(
        self, run: Sequence[LoggedCommand], draft: FeedDraft, *, singly: bool
    ) -> dict[int, CommandResult]:
        book = self._booked_singly if singly else self._booked
        said: dict[int, CommandResult] = {}
        for stretch in stretches(run):
            said |= book(stretch, draft)
        return said

    def _booked(
        self, stretch: Sequence[LoggedCommand], draft: FeedDraft
    ) -> dict[int, CommandResult]:
        made = bookings(Run(self.database, self.connection, self.device, draft), stretch)
        said = {logged.seq: _said(made.get(logged.command.kind), logged) for logged in stretch}
        for booking in {id(x): x for x in made.values()}.values():
            booking.write()
        return said

    def _booked_singly(
        self, stretch: Sequence[LoggedCommand], draft: FeedDraft
    ) -> dict[int, CommandResult]:
        """Book; what the database cannot take is parked and leaves no trace."""
        own = FeedDraft(self.database)
        savepoint = self.connection.begin_nested()
        try:
            said = self._booked(stretch, own)
        except sa.exc.DBAPIError:
            savepoint.rollback()
            return {logged.seq: parked(logged, "internal") for logged in stretch}
        savepoint.commit()
        draft.absorb(own)
        return said

    def _keep(
        self,
        due: Sequence[LoggedCommand],
        words: dict[int, CommandResult],
        said: dict[int, CommandResult],
        alike: dict[str, CommandResult | None],
    ) -> None:
        new = [logged for logged in due if logged.seq not in words]
        log.keep(
            self.database, self.connection, [(logged, said[logged.seq]) for logged in new], alike
        )
        for logged in due:
            if logged.seq in words:
                log.settle(self.connection, logged, said[logged.seq])
        nameless = [logged for logged in new if logged.hash.hex() in alike]
        if nameless:
            log.set_aside(self.database, self.connection, nameless)


def _said(booking: Booking | None, logged: LoggedCommand) -> CommandResult:
    if booking is None:
        return parked(logged, "unknown_kind")
    try:
        return booking.book(logged)
    except UnreadableCommandError:
        return parked(logged, "unreadable")
    except sa.exc.DBAPIError:
        raise
    except Exception:
        logger.exception("command %s of %s is parked", logged.seq, logged.device_id)
        return parked(logged, "internal")


def _duplicate(logged: LoggedCommand) -> CommandResult:
    return CommandResult(logged.seq, logged.command.command_id, Outcome.REJECTED, log.DUPLICATE)


def _advance(connection: Connection, device: DeviceRow, last: LoggedCommand) -> None:
    """Note how far the counter's newest log has come; an older one is found in the log itself."""
    if last.epoch >= device.epoch:
        connection.execute(
            _new_head,
            {
                "device": device.device_id,
                "epoch": last.epoch,
                "head_seq": last.seq,
                "head_hash": last.hash,
            },
        )


def _applied(device: DeviceRow, last: LoggedCommand | None) -> int:
    return device.head_seq if last is None or last.epoch < device.epoch else last.seq


def _put_aside(device: DeviceRow, commands: Sequence[LoggedCommand]) -> PushAnswer:
    code = device.standing.value
    return PushAnswer(tuple(_wire(parked(x, code)) for x in commands), device.head_seq)


def _wire(result: CommandResult) -> WireResult:
    return WireResult(
        result.seq, result.command_id, result.outcome.value, result.code, result.incident_id
    )
