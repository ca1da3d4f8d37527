"""Sync by itself, for months: one thread sends, one listens for news, one carries pictures."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from leader_app.ports import Clock
from sync.backoff import Backoff
from sync.bell import Bell
from sync.engine import Engine
from sync.lock import SyncLock
from sync.protocol.messages import LONG_POLL_SECONDS
from sync.status import StatusBoard
from sync.troubles import Interrupted, LogsDisagree, Trouble, TurnedDown

_log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0  # how soon the deeds of another process are seen
LOCKED_SECONDS = 2.0
IDLE_SECONDS = 60.0
REFUSED_SECONDS = 60.0
STOP_SECONDS = 1.0
STORE_SECONDS = 10.0
_SECOND = 1_000_000_000
_LEAST_LISTEN_NS = _SECOND // 2


class Worker:
    """Keeps ``leader_app.ports.Wake``. Only ``wake``, ``start`` and ``stop`` are for others.

    ``connect`` returns the engine to use, or nothing before enrolment; it is asked again before
    every step. While offline the sender tries with growing pauses; while online it sends at once
    and the listener holds a long poll open.
    """

    def __init__(
        self,
        connect: Callable[[], Engine | None],
        board: StatusBoard,
        lock: SyncLock,
        clock: Clock,
        random: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._board = board
        self._lock = lock
        self._clock = clock
        self._backoff = Backoff(random)
        self._bell = Bell()
        self._ear = Bell()
        self._cart = Bell()
        self._cart_backoff = Backoff(random)
        self._engine: Engine | None = None
        self._listening: Engine | None = None
        self._trouble: Exception | None = None
        self._patience = LONG_POLL_SECONDS
        self._not_before_ns = self._push_after_ns = clock.monotonic_ns()
        self._woken = False
        self._stopping = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin; once in a worker's life."""
        for name, work in (
            ("sync", self._send),
            ("sync-listen", self._listen),
            ("sync-pictures", self._carry),
        ):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wake(self) -> None:
        """Ask for a run soon; never blocks."""
        self._woken = True
        self._bell.ring()
        self._cart.ring()

    def stop(self) -> None:
        """End within about a second, waits for the centre included; may be called twice.

        Afterwards nothing of this worker touches the store.
        """
        self._stopping = True
        for bell in (self._bell, self._ear, self._cart):
            bell.ring()
        if self._engine is not None:
            self._engine.interrupt()
        for thread in self._threads:
            thread.join(STOP_SECONDS)
            if thread.is_alive() and not (self._engine and self._engine.is_waiting()):
                thread.join(STORE_SECONDS)
        self._lock.release()

    def _send(self) -> None:
        while not self._stopping:
            self._bell.wait(self._step())

    def _step(self) -> float:
        """Do what is to be done now and return how many seconds it may rest."""
        if self._woken:
            self._woken = False
            self._backoff.reset()
        try:
            return self._sync()
        except Interrupted:
            return 0.0
        except TurnedDown as no:
            self._hang_up()
            self._board.refused(no)
            return REFUSED_SECONDS
        except LeaderError as error:
            return self._go_offline(error)
        except Exception:  # noqa: BLE001 - months without supervision: say it and go on
            _log.exception("sync failed in a way nobody thought of")
            return self._go_offline(_bug())

    def _sync(self) -> float:
        away = self._not_before_ns - self._clock.monotonic_ns()
        if away > 0:
            return away / _SECOND
        try:
            self._lock.take()
        except LeaderError as busy:
            self._board.offline(busy)
            return LOCKED_SECONDS
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            raise trouble
        return self._advance()

    def _advance(self) -> float:
        engine = self._connect()
        if engine is not self._engine:
            self._hang_up()
            self._engine = engine
        if engine is None:
            self._board.never()
            return IDLE_SECONDS
        if self._stopping:
            engine.interrupt()
        if self._listening is None:
            self._come_online(engine)
        elif self._clock.monotonic_ns() >= self._push_after_ns and engine.has_unsent():
            self._push(engine)
        return LOOK_SECONDS

    def _come_online(self, engine: Engine) -> None:
        self._board.connecting()
        report = engine.run_once()
        self._rest_if_forked(report.problem)
        self._board.online(self._clock.now(), report.problem)
        self._listening = engine
        self._ear.ring()
        self._cart.ring()

    def _push(self, engine: Engine) -> None:
        problem: LeaderError | None = None
        try:
            engine.push()
        except LogsDisagree as fork:
            problem = fork
            self._rest_if_forked(fork)
        self._board.heard(self._clock.now(), problem)

    def _rest_if_forked(self, problem: LeaderError | None) -> None:
        if isinstance(problem, LogsDisagree):
            self._push_after_ns = self._clock.monotonic_ns() + int(REFUSED_SECONDS * _SECOND)

    def _go_offline(self, error: LeaderError) -> float:
        self._hang_up()
        self._board.offline(error)
        retry_after = error.retry_after if isinstance(error, Trouble) else 0.0
        self._not_before_ns = self._clock.monotonic_ns() + int(retry_after * _SECOND)
        return self._backoff.after_failure(retry_after)

    def _hang_up(self) -> None:
        if self._listening is not None:
            engine, self._listening = self._listening, None
            engine.hang_up()

    def _listen(self) -> None:
        while not self._stopping:
            engine = self._listening
            if engine is None:
                self._ear.wait(IDLE_SECONDS)
            else:
                self._hear(engine)

    def _hear(self, engine: Engine) -> None:
        """Wait for news once; whatever goes wrong is the sender's to deal with."""
        started = self._clock.monotonic_ns()
        try:
            pulled = engine.pull(self._patience)
        except Exception as error:  # noqa: BLE001 - handed to the other thread
            self._report(engine, error)
            return
        self._patience = min(LONG_POLL_SECONDS, self._patience * 2)
        if self._listening is engine:
            self._backoff.reset()
            self._board.heard(self._clock.now(), pulled.problem)
        if pulled.reoffered:
            self._bell.ring()
        if not pulled.rows and self._clock.monotonic_ns() - started < _LEAST_LISTEN_NS:
            self._ear.wait(1.0)  # a centre that does not wait must not keep us busy

    def _carry(self) -> None:
        while not self._stopping:
            engine = self._listening
            self._cart.wait(IDLE_SECONDS if engine is None else self._carried(engine))

    def _carried(self, engine: Engine) -> float:
        """Send a part of a picture and return how long to rest; nobody else minds its troubles."""
        try:
            rest = engine.upload()
        except LeaderError as trouble:
            _log.info("pictures wait: %s", trouble)
        except Exception:  # noqa: BLE001 - as above: say it and go on
            _log.exception("a picture could not be sent in a way nobody thought of")
        else:
            self._cart_backoff.reset()
            return rest
        return max(1.0, self._cart_backoff.after_failure())

    def _report(self, engine: Engine, error: Exception) -> None:
        if self._listening is not engine or isinstance(error, Interrupted):
            return
        # Something on the way may not bear long silence.
        self._patience = max(1, self._patience // 2)
        self._trouble = error
        self._bell.ring()
        self._ear.wait(IDLE_SECONDS)


def _bug() -> Unavailable:
    return Unavailable(
        say("Sync ran into a mistake of this program."),
        say("It goes on trying. Please report it; the log of this program has the details."),
    )
