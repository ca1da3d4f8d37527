"""The presenter of goods that wait for their buyers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import FoodKind
from leader_app.domain.stock import is_past_use_by
from leader_app.domain.text import Text
from leader_app.errors import LeaderError
from leader_app.ports import PickLine
from leader_app.services.stock.desk import ProductStock, StockRoom, Unclaimed
from ui.stock.deeds import DeedsViewModel, Verb
from ui.tasks import Runner


class Phase(StrEnum):
    """What the page is about just now."""

    LOADING = "loading"
    ROWS = "rows"
    NOTHING = "nothing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Left:
    """Pieces one member has not collected."""

    food: FoodKind
    line: PickLine
    rule: Text

    @property
    def pieces(self) -> int:
        """How many are here and still wait."""
        return self.line.arrived - self.line.taken


class UnclaimedViewModel(QObject):
    """Pieces by food type, longest waiting first."""

    changed = Signal()
    sell_wanted = Signal(object, int)
    """A ``ProductStock`` of which so many pieces were freed, to be sold."""
    failed = Signal(object)

    def __init__(
        self,
        stock: StockRoom,
        deeds: DeedsViewModel,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stock, self._deeds, self._database, self.now = stock, deeds, database, now
        self.phase = Phase.LOADING
        self.all: tuple[Left, ...] = ()
        self.food: FoodKind | None = None
        self.at = -1
        self.asking: Left | None = None
        self.error: LeaderError | None = None
        self._in_sight = False

    @property
    def rows(self) -> tuple[Left, ...]:
        """What is shown."""
        return tuple(row for row in self.all if self.food in {None, row.food})

    @property
    def chosen(self) -> Left | None:
        """The line that is looked at."""
        rows = self.rows
        return rows[self.at] if 0 <= self.at < len(rows) else None

    def foods(self) -> dict[FoodKind, int]:
        """Return the pieces of each food type there is."""
        found: dict[FoodKind, int] = {}
        for row in self.all:
            found[row.food] = found.get(row.food, 0) + row.pieces
        return found

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self.refresh()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def refresh(self) -> None:
        """Read again, if anybody looks."""
        if self._in_sight:
            self._database.run(
                self, self._stock.unclaimed, self._came, self._lost, latest="unclaimed"
            )

    def show_food(self, food: FoodKind | None) -> None:
        """Show one food type, or all."""
        self.food = food
        self.at = min(self.at, len(self.rows) - 1)
        self.changed.emit()

    def stand_at(self, number: int) -> None:
        """Look at a line."""
        if number != self.at:
            self.at, self.asking = number, None
            self.changed.emit()

    def ask(self) -> None:
        """Ask whether what is chosen shall go to somebody else."""
        self.asking = self.chosen
        self.changed.emit()

    def leave(self) -> None:
        """Keep it for the member after all."""
        self.asking = None
        self.changed.emit()

    def sell(self) -> None:
        """Give up on what was asked about, so that it may be sold."""
        given, self.asking = self.asking, None
        if given is not None:
            release = partial(self._stock.release, given.line.key, given.pieces)
            self._database.run(self, release, partial(self._released, given), self.failed.emit)
            self.changed.emit()

    def write_off(self) -> None:
        """Throw away what is chosen."""
        chosen = self.chosen
        if chosen is not None:
            product = partial(self._stock.product, chosen.line.product_id)
            begin = partial(self._begin, chosen)
            self._database.run(self, product, begin, self.failed.emit, latest="product")

    def _begin(self, chosen: Left, found: ProductStock) -> None:
        here = [x for x in found.levels if x.quantity > 0]
        near = [x for x in here if x.key.slot == chosen.line.slot] or here
        if near:
            level, past = near[0], is_past_use_by(near[0].key.lot, local_day(self.now()))
            self._deeds.begin(Verb.WRITE_OFF, found.product, level, past=past)
            self._deeds.set_quantity(min(chosen.pieces, level.quantity))

    def _released(self, given: Left, found: ProductStock) -> None:
        self.sell_wanted.emit(found, given.pieces)
        self.refresh()

    def _came(self, groups: Sequence[Unclaimed]) -> None:
        before = self.chosen
        self.all = tuple(
            Left(group.food, line, group.rule) for group in groups for line in group.lines
        )
        self.phase = Phase.ROWS if self.all else Phase.NOTHING
        if self.food is not None and self.food not in self.foods():
            self.food = None
        keys = [row.line.key for row in self.rows]
        if before is not None and before.line.key in keys:
            self.at = keys.index(before.line.key)
        else:
            self.at, self.asking = max(0, min(self.at, len(keys) - 1)) if keys else -1, None
        self.changed.emit()

    def _lost(self, error: LeaderError) -> None:
        self.error, self.phase = error, Phase.ERROR
        self.changed.emit()
