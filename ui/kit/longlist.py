"""The presenter of a list of any length: one question, its count, a window of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from leader_app.errors import LeaderError
from ui.kit.window import PAGE, PageWindow, pages_around
from ui.tasks import Runner

Q = TypeVar("Q")
T = TypeVar("T")
_PAGES_AT_ONCE = 3


class Phase(StrEnum):
    """What a list is about just now."""

    LOADING = "loading"
    ROWS = "rows"
    NOTHING = "nothing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Source(Generic[Q, T]):
    """Where rows come from; both verbs may block and raise ``LeaderError``.

    ``count`` counts the rows of a question, ``page`` returns those from an offset on, at most a
    limit.
    """

    count: Callable[[Q], int]
    page: Callable[[Q, int, int], Sequence[T]]


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[T]):
    count: int
    pages: Mapping[int, Sequence[T]]


@dataclass(slots=True)
class _Standing:
    """What the view last said of itself."""

    top: int = 0
    in_sight: bool = False
    dirty: bool = True


class LongList(QObject, Generic[Q, T]):
    """Asks off the GUI thread; an outdated answer is dropped. Out of sight it waits."""

    reset = Signal(int)
    """Other rows: the number of the row to show on top."""
    rows_changed = Signal()
    phase_changed = Signal()

    def __init__(
        self, source: Source[Q, T], database: Runner, query: Q, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._database = source, database
        self._window = PageWindow[T]()
        self._standing = _Standing()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self.query = query
        self.phase = Phase.LOADING
        self.count = 0
        self.error: LeaderError | None = None

    def row(self, number: int) -> T | None:
        """Return a row, or ``None`` and have its page fetched."""
        found = self._window.row(number)
        if found is None and number < self.count and not self._soon.isActive():
            self._soon.start()
        return found

    def peek(self, number: int) -> T | None:
        """Return a row if it is here, and want nothing."""
        return self._window.peek(number)

    def find(self, fits: Callable[[T], bool]) -> int:
        """Return the number of the first row here that ``fits``, else -1."""
        return self._window.find(fits)

    def show(self) -> None:
        """Come into sight."""
        self._standing.in_sight = True
        if self._standing.dirty:
            self._read(keep=self.phase is Phase.ROWS)

    def hide(self) -> None:
        """Go out of sight."""
        self._standing.in_sight = False

    def stand(self, top: int) -> None:
        """Hear which row the view shows on top."""
        self._standing.top = max(0, top)

    def ask(self, query: Q) -> None:
        """Ask something else."""
        if query != self.query:
            self.query = query
            self.retry()

    def retry(self) -> None:
        """Ask from the start."""
        self._standing.dirty = True
        if self._standing.in_sight:
            self._read(keep=False)
        else:
            self.phase = Phase.LOADING

    def refresh(self) -> None:
        """Read the same again, standing still; out of sight later."""
        self._standing.dirty = True
        if self._standing.in_sight:
            self._read(keep=self.phase is Phase.ROWS)

    def _read(self, *, keep: bool) -> None:
        self._standing.dirty = False
        top = self._standing.top if keep else 0
        if not keep:
            self._set_phase(Phase.LOADING)
        self._database.run(
            self,
            partial(_load, self._source, self.query, top),
            partial(self._loaded, keep=keep),
            self._failed,
            latest="list",
        )

    def _loaded(self, answer: _Loaded[T], *, keep: bool) -> None:
        same = keep and answer.count == self.count
        self._window.clear()
        for page, rows in answer.pages.items():
            self._window.put(page, rows)
        self.count = answer.count
        self.error = None
        if not same:
            self.reset.emit(self._standing.top if keep else 0)
        self.rows_changed.emit()
        self._set_phase(Phase.ROWS if answer.count else Phase.NOTHING)

    def _fetch(self) -> None:
        wanted = self._window.take_wanted(_PAGES_AT_ONCE)
        if wanted:
            self._database.run(
                self,
                partial(_pages, self._source, self.query, wanted),
                partial(self._fetched, self.query),
                self._failed,
                latest="rows",
            )

    def _fetched(self, query: Q, pages: Mapping[int, Sequence[T]]) -> None:
        if query != self.query:
            return
        for page, rows in pages.items():
            self._window.put(page, rows)
        self.rows_changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self._standing.dirty = True
        self._set_phase(Phase.ERROR)

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()


def _load(source: Source[Q, T], query: Q, top: int) -> _Loaded[T]:
    count = source.count(query)
    wanted = list(pages_around(top, count))
    return _Loaded(count, _pages(source, query, wanted) if count else {})


def _pages(source: Source[Q, T], query: Q, wanted: Sequence[int]) -> Mapping[int, Sequence[T]]:
    return {page: source.page(query, page * PAGE, PAGE) for page in wanted}
