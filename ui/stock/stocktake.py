"""The presenter of a stocktake: what to count, what was counted, and what to count again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.scanned_text import normalise
from leader_app.domain.stock import StockDeed, StockKey
from leader_app.domain.text import Text, say
from leader_app.errors import LeaderError
from leader_app.services.stock.desk import (
    SlotRoom,
    SlotView,
    StocktakeLine,
    Stocktakes,
    StocktakeSheet,
)
from ui.stock.tally import Tally, is_open, tally_of, walking_order
from ui.tasks import Runner

MOST_DIGITS = 4


class Step(StrEnum):
    """Where the counting is."""

    LOADING = "loading"
    START = "start"
    COUNTING = "counting"
    SUMMARY = "summary"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class _Start:
    open_ones: Sequence[StocktakeSheet]
    past: Sequence[StockDeed]
    slots: Sequence[SlotView]


class StocktakeViewModel(QObject):
    """Every count is kept at once: leaving, a power cut or pickups meanwhile cost nothing."""

    changed = Signal()
    finished = Signal(object)
    """The ``StockDeed`` that booked the differences."""
    cue = Signal(str)
    """One of the window's sounds; after "refused" ``error`` or ``news`` says what."""

    def __init__(
        self,
        stocktakes: Stocktakes,
        slots: SlotRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._slots, self._database, self.now = stocktakes, slots, database, now
        self.step = Step.LOADING
        self.open_ones: Sequence[StocktakeSheet] = ()
        self.past: Sequence[StockDeed] = ()
        self.slots: Sequence[SlotView] = ()
        self.sheet: StocktakeSheet | None = None
        self.lines: tuple[StocktakeLine, ...] = ()
        self.at: StockKey | None = None
        self.blind = True
        self._scanned: StockKey | None = None
        self.news: Text | None = None
        self.error: LeaderError | None = None
        self._in_sight = False

    @property
    def current(self) -> StocktakeLine | None:
        """The place that is being counted."""
        return next((line for line in self.lines if line.key == self.at), None)

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self.refresh()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def refresh(self) -> None:
        """Read again what is shown."""
        if not self._in_sight:
            return
        if self.sheet is None:
            self._database.run(self, self._read, self._start_came, self._lost, latest="start")
        else:
            read = partial(self._desk.sheet, self.sheet.stocktake_id)
            self._database.run(self, read, self._heard, self._lost, latest="sheet")

    def begin(self, zone: Zone | None = None, slot: str | None = None) -> None:
        """Begin to count everything, a zone or a slot."""
        self._database.run(self, partial(self._desk.begin, zone, slot), self._opened, self._failed)

    def resume(self, stocktake_id: str) -> None:
        """Go on with one that was begun."""
        read = partial(self._desk.sheet, stocktake_id)
        self._database.run(self, read, self._opened, self._failed)

    def pause(self) -> None:
        """Leave it for now; it is kept."""
        self.sheet, self.lines, self.at, self._scanned = None, (), None, None
        self.step = Step.LOADING
        self._tell(None)
        self.refresh()

    def abandon(self, stocktake_id: str) -> None:
        """Drop one; nothing is booked."""
        drop = partial(self._desk.abandon, stocktake_id)
        self._database.run(self, drop, lambda _: self.pause(), self._failed)

    def turn_blind(self, *, blind: bool) -> None:
        """Hide or show what should be there."""
        if blind != self.blind:
            self.blind = blind
            self.changed.emit()

    def stand_at(self, number: int) -> None:
        """Go to a line."""
        key = self.lines[number].key if 0 <= number < len(self.lines) else None
        if key is not None and key != self.at:
            self.at = key
            self.changed.emit()

    def number(self) -> int:
        """Return the number of the current line, or -1."""
        keys = [line.key for line in self.lines]
        return keys.index(self.at) if self.at in keys else -1

    def move(self, step: int) -> None:
        """Go up or down."""
        self.stand_at(max(0, min(self.number() + step, len(self.lines) - 1)))

    def entered(self, raw: str) -> None:
        """Take what was typed: pieces of the current place, a name, a slot, or a code."""
        text = normalise(raw)
        if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
            self.set_counted(int(text))
        elif text:
            self._go_to(text)

    def scanned(self, text: str) -> None:
        """Count one more of what was scanned."""
        if self.sheet is not None:
            scan = partial(self._desk.scan, self.sheet.stocktake_id, text)
            self._database.run(self, scan, partial(self._counted_one, text), self._failed)

    def set_counted(self, pieces: int) -> None:
        """Say how many lie in the current place, and go to the next one."""
        if self.sheet is not None and self.at is not None:
            put = partial(self._desk.set_counted, self.sheet.stocktake_id, self.at, pieces)
            self._database.run(self, put, self._counted, self._failed)

    def one_more(self, pieces: int) -> None:
        """Count more or fewer in the current place, and stay there."""
        line = self.current
        if self.sheet is not None and line is not None:
            count = max(0, (line.counted or 0) + pieces)
            put = partial(self._desk.set_counted, self.sheet.stocktake_id, line.key, count)
            self._database.run(self, put, self._sheet_came, self._failed)

    def clear(self) -> None:
        """Take the count of the current place back."""
        if self.sheet is not None and self.at is not None:
            clear = partial(self._desk.clear, self.sheet.stocktake_id, self.at)
            self._database.run(self, clear, self._sheet_came, self._failed)

    def sum_up(self) -> None:
        """Show what finishing would book."""
        if self.sheet is not None:
            self.step = Step.SUMMARY
            self._tell(None)

    def count_on(self) -> None:
        """Go back from the summary."""
        if self.step is Step.SUMMARY:
            self.step = Step.COUNTING
            self._tell(None)

    def finish(self) -> None:
        """Book the differences."""
        if self.sheet is not None and self.step is Step.SUMMARY:
            finish = partial(self._desk.finish, self.sheet.stocktake_id)
            self._database.run(self, finish, self._finished, self._failed)

    def tally(self) -> Tally:
        """Return the sheet in figures."""
        return tally_of(self.lines)

    def _go_to(self, text: str) -> None:
        low = text.lower()
        fits = (x for x in self.lines if low in x.product.name.lower() or low == x.key.slot.lower())
        found = next(fits, None)
        if found is None:
            self.scanned(text)
        else:
            self.at = found.key
            self._tell(None)

    def _read(self) -> _Start:
        return _Start(self._desk.open_ones(), self._desk.done(), self._slots.all())

    def _start_came(self, start: _Start) -> None:
        self.open_ones, self.past, self.slots = start.open_ones, start.past, start.slots
        if self.sheet is None:
            self.step, self.error = Step.START, None
            self.changed.emit()

    def _opened(self, sheet: StocktakeSheet) -> None:
        self.step, self.at = Step.COUNTING, None
        self._sheet_came(sheet)

    def _sheet_came(self, sheet: StocktakeSheet) -> None:
        self.error = self.news = None
        self._heard(sheet)

    def _heard(self, sheet: StocktakeSheet) -> None:
        if self.sheet is None and self.step is not Step.COUNTING:
            return
        self.sheet = sheet
        self.lines = tuple(
            sorted(sheet.lines, key=lambda x: (x.key != self._scanned, walking_order(x)))
        )
        if self.current is None:
            self.at = self.lines[0].key if self.lines else None
        self.changed.emit()

    def _counted(self, sheet: StocktakeSheet) -> None:
        before, self._scanned = self.number(), None
        self._sheet_came(sheet)
        left = [at for at, line in enumerate(self.lines) if is_open(line)]
        later = [at for at in left if at >= before]
        wanted = (later or left or [self.number()])[0]
        self.stand_at(wanted)

    def _counted_one(self, text: str, answer: tuple[StocktakeSheet, StockKey | None]) -> None:
        sheet, key = answer
        self._scanned = key or self._scanned
        self._sheet_came(sheet)
        if key is None:
            self._tell(say("Nobody knows {text} here", text=text))
            self.cue.emit("refused")
        else:
            self.at = key
            self._tell(None)
            self.cue.emit("accepted")

    def _finished(self, deed: StockDeed) -> None:
        self.pause()
        self.finished.emit(deed)
        self.cue.emit("done")

    def _tell(self, news: Text | None) -> None:
        self.news, self.error = news, None
        self.changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error, self.news = error, None
        self.changed.emit()
        self.cue.emit("refused")

    def _lost(self, error: LeaderError) -> None:
        self.error, self.step = error, Step.ERROR
        self.changed.emit()
