"""The presenter of a count at the truck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from leader_app.domain.delivery import FindingKind
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.services.receiving.desk import CountLine, ScanOutcome
from ui.receiving import typed
from ui.receiving.count_state import OpenCount
from ui.receiving.count_work import as_announced, counted_by, describe, learn, step
from ui.receiving.sheet import Panel, Phase, Show, fits, next_untouched


class CountViewModel(OpenCount):
    """Every change is durable when the sheet shows it; scans are counted in the order they came."""

    def scanned(self, text: str) -> None:
        """Count what a scanner or the camera read."""
        delivery_id = self.delivery_id
        self._ask(lambda: self._receiving.scan(delivery_id, text))

    def submit(self, text: str) -> bool:
        """Take what was typed: a quantity for the chosen line, or else a barcode."""
        said, line = typed.plain(text), self.line
        if not said:
            return False
        quantity = typed.pieces(said, self.per_carton(line)) if line is not None else None
        if line is not None and quantity is not None:
            self.set_counted(line.row, quantity.pieces)
        else:
            self.scanned(said)
        return True

    def per_carton(self, line: CountLine | None) -> int:
        """Return how many pieces a carton of a line has; 0 where nobody knows."""
        if line is None or self.sheet is None:
            return 0
        delivery = self.sheet.delivery
        for announced in delivery.lines if delivery is not None else ():
            if announced.line_no == line.line_no and announced.pieces_per_carton:
                return announced.pieces_per_carton
        return line.product.pieces_per_carton

    def set_counted(self, row: int, pieces: int) -> None:
        """Say how many pieces a row has."""
        self._count(counted_by(row, pieces), row)

    def step(self, delta: int) -> None:
        """Count some pieces of the chosen line more, or fewer."""
        if self.line is not None:
            self._count(step(self.chosen, delta), self.chosen)

    def take_back(self) -> None:
        """Take back what was scanned last, once."""
        last = self.last
        if last is None or last.line is None or last.by_hand or last.outcome.pieces <= 0:
            self.cue.emit("look")
            return
        self.choose(last.line.row)
        self._count(step(last.line.row, -last.outcome.pieces), last.line.row)
        self.last = replace(last, by_hand=True)

    def take_as_announced(self) -> None:
        """Take the chosen line as the manifest says, and go to the next one not counted."""
        line = self.line
        if line is not None and line.expected:
            self._count(as_announced(line.row), line.row)
            self.choose(next_untouched(self.rows, line.row))

    def take_rest(self) -> None:
        """Take every line not touched yet as the manifest says."""
        delivery_id, self.last = self.delivery_id, None
        self.last_changed.emit()
        self._do(lambda: self._receiving.count_as_announced(delivery_id), "done")

    def describe(self, row: int, lot: Lot, slot: str) -> None:
        """Say which lot a row is, and where its pieces were put (empty: as planned)."""
        self._do(
            partial(describe, self._receiving, self.delivery_id, row, lot, slot), "done", close=True
        )

    def reject(
        self, row: int, kind: FindingKind, pieces: int, note: str, photos: Sequence[str]
    ) -> None:
        """Turn pieces of a row down; 0 takes that back."""
        delivery_id, kept = self.delivery_id, tuple(photos)
        self._do(
            lambda: self._receiving.reject(delivery_id, row, kind, pieces, note, kept),
            "done",
            close=True,
        )

    def keep_photo(self, data: bytes, kept: Callable[[str], object]) -> None:
        """Keep a picture and tell its id."""
        self._database.run(self, lambda: self._receiving.keep_photo(data), kept, self.trouble.emit)

    def set_temperatures(self, chilled: int | None, frozen: int | None) -> None:
        """Say how cold the truck is, in tenths of a degree Celsius."""
        delivery_id = self.delivery_id
        self._do(
            lambda: self._receiving.set_temperatures(delivery_id, chilled, frozen),
            "done",
            close=True,
        )

    def add(self, product: Product, pieces: int, *, remember: bool = False) -> None:
        """Count goods chosen by hand; ``remember`` teaches the barcode that was asked about."""
        question = self.questions[0] if self.questions else None
        lot = question.lot if question is not None else NO_LOT
        barcode = question.barcode if question is not None and remember else ""
        self.questions = self.questions[1:]
        delivery_id, goods, receiving = self.delivery_id, self._goods, self._receiving

        def work() -> ScanOutcome:
            if barcode:
                learn(goods, product, barcode)
            return receiving.add(delivery_id, product.product_id, lot, pieces)

        self._ask(work)
        self._after_question()

    def skip_question(self) -> None:
        """Leave the goods asked about uncounted."""
        self.questions = self.questions[1:]
        self._after_question()

    def move(self, steps: int) -> None:
        """Choose the line so many places further down; up from the first chooses none."""
        numbers = [line.row for line in self.rows]
        at = numbers.index(self.chosen) if self.chosen in numbers else -1
        to = min(at + steps, len(numbers) - 1)
        self.choose(numbers[to] if to >= 0 else -1)

    def filter(self, show: Show) -> None:
        """Show some of the lines; they stay to be seen until another choice."""
        self.show = show
        lines = self.sheet.lines if self.sheet is not None else ()
        self._kept = frozenset(line.row for line in lines if fits(line, show))
        self._set_rows()
        self.changed.emit()

    def open_panel(self, panel: Panel) -> None:
        """Open what stands beside the list; a line's panels need a line."""
        if panel in {Panel.LOT, Panel.REJECT} and self.line is None:
            self.cue.emit("look")
            return
        if self.phase is Phase.OPEN:
            self._set_panel(panel)

    def close_panel(self) -> None:
        """Go back to the last scan; a question asked is left for good."""
        if self.panel is Panel.CHOOSE and self.questions:
            self.skip_question()
        else:
            self._set_panel(Panel.LAST)

    def today(self) -> date:
        """Return the day it is at the point."""
        return local_day(self.now())
