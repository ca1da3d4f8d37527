"""Runners without threads: one does its work at once, one when told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from leader_app.errors import LeaderError

T = TypeVar("T")


class RunsAtOnce:
    """Does every work where it is asked for."""

    def run(
        self,
        receiver: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[LeaderError], object] | None = None,
        latest: str = "",
    ) -> None:
        try:
            result = work()
        except LeaderError as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(result)


class RunsWhenTold(RunsAtOnce):
    """Keeps works, in order, until :meth:`go`; of the same ``latest`` only the newest."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, Callable[[], None]]] = []

    def run(
        self,
        receiver: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[LeaderError], object] | None = None,
        latest: str = "",
    ) -> None:
        if latest:
            self.waiting = [job for job in self.waiting if job[0] != latest]
        now = super().run
        self.waiting.append((latest, lambda: now(receiver, work, done, failed)))

    def go(self, count: int = 1) -> None:
        """Do the oldest ``count`` works."""
        for _ in range(count):
            self.waiting.pop(0)[1]()

    def go_all(self) -> None:
        """Do all, those they ask for included."""
        while self.waiting:
            self.go()
