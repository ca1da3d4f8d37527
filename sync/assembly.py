"""Puts sync together for the roof: the worker of a window, one run for a scheduler, a look."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import Clock, Identity, Mirror, Outbox, Uploads
from sync.client import Client
from sync.engine import Engine, Report
from sync.lock import SyncLock
from sync.protocol.messages import NONCE, NonceAnswer, NonceRequest
from sync.session import Session
from sync.status import StatusBoard
from sync.transport import HttpTransport, Transport
from sync.troubles import TurnedDown
from sync.worker import Worker

_log = logging.getLogger(__name__)
_random = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class SyncParts:
    """What sync is made of.

    ``identity`` is read before every step (nothing before enrolment), ``device_seed`` whenever
    it changes; ``lock_path`` names a file beside the store; ``uploads`` are its pictures, if it
    has any.
    """

    identity: Callable[[], Identity | None]
    device_seed: Callable[[], bytes]
    outbox: Outbox
    mirror: Mirror
    clock: Clock
    lock_path: Path
    uploads: Uploads | None = None


class Connector:
    """Makes the engine for whoever this counter is, and keeps it while that stays the same."""

    def __init__(
        self,
        parts: SyncParts,
        board: StatusBoard,
        connect: Callable[[str], Transport] = HttpTransport,
    ) -> None:
        self._parts = parts
        self._board = board
        self._connect = connect
        self._identity: Identity | None = None
        self._engine: Engine | None = None

    def engine(self) -> Engine | None:
        """Return the engine; nothing before enrolment. ``Unavailable`` if the key is locked."""
        identity = self._parts.identity()
        if identity != self._identity:
            self.close()
            self._engine = None if identity is None else self._made(identity)
            self._identity = identity
        return self._engine

    def close(self) -> None:
        """End the waits of the engine and close its connections."""
        if self._engine is not None:
            self._engine.interrupt()

    def _made(self, identity: Identity) -> Engine:
        parts, url = self._parts, identity.centre_url
        session = Session(identity.device_id, parts.device_seed(), parts.clock)
        return Engine(
            lambda: Client(self._connect(url)),
            session,
            parts.outbox,
            parts.mirror,
            parts.clock,
            self._board.progress,
            parts.uploads,
        )


def build_worker(
    parts: SyncParts,
    board: StatusBoard,
    connect: Callable[[str], Transport] = HttpTransport,
) -> Worker:
    """Return a worker, not started."""
    connector = Connector(parts, board, connect)
    lock = SyncLock(parts.lock_path)
    return Worker(connector.engine, board, lock, parts.clock, _random.random)


def sync_once(
    parts: SyncParts,
    board: StatusBoard,
    connect: Callable[[str], Transport] = HttpTransport,
) -> Report:
    """Sync once, now, on the caller's thread.

    Raises ``Refused`` before enrolment, when another process syncs this store or when the centre
    says no, and ``Unavailable`` when the centre cannot be used just now.
    """
    lock = SyncLock(parts.lock_path)
    lock.take()
    connector = Connector(parts, board, connect)
    try:
        engine = connector.engine()
        if engine is None:
            raise Refused(
                say("This computer is not a counter yet."), say("Enrol it with a token first.")
            )
        report = _run(engine, board, parts.clock)
        _send_pictures(engine)
        return report
    finally:
        connector.close()
        lock.release()


def probe(url: str, seconds: float = 5.0) -> None:
    """Ask whether a centre answers at ``url``; raises ``Unavailable`` or ``Refused`` if not."""
    transport = HttpTransport(url, connect_seconds=seconds)
    try:
        Client(transport).ask(NONCE, NonceRequest(""), NonceAnswer)
    except TurnedDown:
        return  # it speaks our language, and that was the question
    finally:
        transport.interrupt()


def _send_pictures(engine: Engine) -> None:
    """Send the pictures there are; what does not go now goes with the next sync."""
    try:
        while not engine.upload():
            pass
    except LeaderError as trouble:
        _log.info("pictures are sent later: %s", trouble)


def _run(engine: Engine, board: StatusBoard, clock: Clock) -> Report:
    board.connecting()
    try:
        report = engine.run_once()
    except TurnedDown as no:
        board.refused(no)
        raise
    except LeaderError as error:
        board.offline(error)
        raise
    board.online(clock.now(), report.problem)
    return report
