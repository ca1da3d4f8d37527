"""Writers of an embedded store share commits: what waited while one was written goes out at once.

A durable commit costs the same for one deed as for sixteen. Whoever holds the turn does the work
of all who wait, each in a savepoint of its own, commits once, and only then does anyone return.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

MOST = 16
_Result = TypeVar("_Result")


@dataclass(slots=True)
class _Job(Generic[_Result]):
    work: Callable[[Connection], _Result]
    results: list[_Result] = field(default_factory=list)
    error: BaseException | None = None
    is_done: bool = False


class GroupCommit:
    """Runs works in shared transactions; ``begin`` opens one that commits with its block."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._waiting: list[_Job[object]] = []

    def do(self, work: Callable[[Connection], _Result]) -> _Result:
        """Return what ``work`` returns once it is durable; raises what it raises.

        A work that raises is undone alone. If the commit fails, all of its group raise.
        """
        job = _Job(work)
        with self._guard:
            self._waiting.append(job)  # type: ignore[arg-type]
        while not job.is_done:
            with self._turn:
                if not job.is_done:
                    self._lead()
        if job.error is not None:
            raise job.error
        return job.results[0]

    def _lead(self) -> None:
        with self._guard:
            jobs, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            with self._begin() as connection:
                if len(jobs) == 1:  # nobody else's work to keep: the transaction is its own
                    jobs[0].results.append(jobs[0].work(connection))
                else:
                    for job in jobs:
                        _try(connection, job)
        except BaseException as error:  # noqa: BLE001 - it is raised where it belongs
            for job in jobs:
                job.error = job.error or error
        for job in jobs:
            job.is_done = True


def _try(connection: Connection, job: _Job[object]) -> None:
    savepoint = connection.begin_nested()
    try:
        job.results.append(job.work(connection))
    except BaseException as error:  # noqa: BLE001 - it is raised where it belongs
        savepoint.rollback()
        job.error = error
    else:
        savepoint.commit()
