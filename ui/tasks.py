"""Work off the GUI thread: one worker for the database, a few for the rest."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from leader_app.domain.text import say
from leader_app.errors import LeaderError

T = TypeVar("T")
Failed = Callable[[LeaderError], object]
_SIDE_WORKERS = 3


class Runner(Protocol):
    """What a view-model asks for; fakes run at once."""

    def run(
        self,
        receiver: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        latest: str = "",
    ) -> None:
        """Do ``work`` elsewhere, then ``done`` or ``failed`` on the GUI thread.

        Nothing is called once ``receiver`` is gone. Of several works with the same
        ``receiver`` and ``latest`` only the newest is done and delivered. Without
        ``failed`` a ``LeaderError`` is reported like a bug. A bug is reported and told to
        ``failed`` in general words, so that no page waits for ever.
        """


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    receiver: QObject
    work: Callable[[], T]
    done: Callable[[T], object]
    failed: Failed | None
    ticket: tuple[int, str]
    number: int


class Tasks(QObject):
    """A pool of ``workers``; with one, work is done in the order it was asked for."""

    _ended = Signal(object)

    def __init__(self, workers: int, name: str) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._stopped = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        receiver: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        latest: str = "",
    ) -> None:
        """See :class:`Runner`. After :meth:`stop` nothing is taken on."""
        if self._stopped:
            return
        self._count += 1
        ticket = (id(receiver), latest)
        if latest:
            self._newest[ticket] = self._count
        self._pool.submit(self._do, _Job(receiver, work, done, failed, ticket, self._count))

    def stop(self) -> None:
        """Finish what was begun, drop what nobody waits for, and end the threads."""
        self._stopped = True
        self._pool.shutdown(wait=True)

    def _do(self, job: _Job[T]) -> None:
        if self._outdated(job):
            return
        try:
            result = job.work()
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread and raised there
            self._ended.emit((job, None, error))
        else:
            self._ended.emit((job, result, None))

    def _deliver(self, ended: tuple[_Job[T], T, BaseException | None]) -> None:
        job, result, error = ended
        if self._stopped or not isValid(job.receiver) or self._outdated(job):
            return
        if error is None:
            job.done(result)
            return
        known = isinstance(error, LeaderError)
        if job.failed is not None:
            job.failed(error if isinstance(error, LeaderError) else _surprise())
        if not known or job.failed is None:
            raise error

    def _outdated(self, job: _Job[T]) -> bool:
        return bool(job.ticket[1]) and self._newest.get(job.ticket) != job.number


def _surprise() -> LeaderError:
    return LeaderError(
        say("Something went wrong"),
        say("What was done before is safe. Try once more; if it happens again, tell the centre."),
    )


def database_tasks() -> Tasks:
    """Return the one-worker pool through which every screen reaches the store."""
    return Tasks(1, "database")


def office_tasks() -> Tasks:
    """Return the one-worker pool for long looks at the store, so that no scan waits for them."""
    return Tasks(1, "office")


def side_tasks() -> Tasks:
    """Return the pool for files, pictures and the like."""
    return Tasks(_SIDE_WORKERS, "side")
