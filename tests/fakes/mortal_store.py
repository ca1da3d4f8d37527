"""A store whose process can end at any of its commits, just before it or just after."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from leader_app.domain.changes import ChangeSet
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import UnitOfWork
from leader_app.storage.store import SqlStore


class Killed(BaseException):
    """The process ended here: nothing catches it, nothing after it happens."""


@dataclass
class MortalStore:
    """Keeps ``leader_app.ports.Store`` over a real one.

    ``dies_at`` numbers the commit (from 1) at which it ends, ``after`` it or before; at
    ``full_at`` the disk is full. ``inside`` counts the units of work that are open.
    """

    store: SqlStore
    dies_at: int = 0
    after: bool = False
    full_at: int = 0
    commits: int = 0
    inside: int = 0

    def read(self) -> UnitOfWork:
        return _Unit(self, self.store.read())

    def write(self) -> UnitOfWork:
        return _Unit(self, self.store.write())

    def require_outside(self) -> None:
        """Fail if a unit of work is open."""
        assert self.inside == 0


class _Unit:
    def __init__(self, mortal: MortalStore, work: UnitOfWork) -> None:
        self._mortal = mortal
        self._work = work

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._work, name)

    def __enter__(self) -> Self:
        self._work.__enter__()
        self._mortal.inside += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._mortal.inside -= 1
        self._work.__exit__(kind, error, trace)

    def commit(self) -> ChangeSet:
        mortal = self._mortal
        mortal.commits += 1
        dies = mortal.commits == mortal.dies_at
        if dies and not mortal.after:
            raise Killed
        if mortal.commits == mortal.full_at:
            raise Unavailable(say("The disk is full."), say("Make room."))
        changes = self._work.commit()
        if dies:
            raise Killed
        return changes
