"""The presenter of the import page: a source, its lines, what a person says of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product
from leader_app.domain.understood import UnderstoodOrder
from leader_app.errors import LeaderError, Locked
from leader_app.services.importing.desk import (
    Correction,
    Entry,
    ImportDesk,
    ImportDone,
    Preview,
)
from ui.importing.groups import ALL, CHECK, group_of, in_group
from ui.tasks import Runner

_tr = QCoreApplication.translate
Change = Callable[[Preview], Preview]


class Phase(StrEnum):
    """What the page is about just now."""

    START = "start"
    READING = "reading"
    PASSWORD = "password"  # noqa: S105 - the phase in which one is asked for
    MAPPING = "mapping"
    REVIEW = "review"
    DONE = "done"
    ERROR = "error"


class ImportViewModel(QObject):
    """Reading is done aside; a preview is changed step by step and kept nowhere."""

    phase_changed = Signal()
    lines_changed = Signal()
    """Other lines, or what is said of them."""
    chosen_changed = Signal()
    products_changed = Signal()
    failed = Signal(object)
    """A deed failed; what was there before is still there (``LeaderError``)."""
    learned = Signal(str, str)
    """From now on buyers' words mean a product: the word, the product."""

    def __init__(
        self,
        desk: ImportDesk,
        database: Runner,
        *,
        side: Runner,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._database, self._side, self.now = desk, database, side, now
        self._waiting: deque[Change] = deque()
        self._changing = self._bringing = False
        self._path: Path | None = None
        self.phase = Phase.START
        self.preview: Preview | None = None
        self.done: ImportDone | None = None
        self.error: LeaderError | None = None
        self.group = ALL
        self.chosen = -1
        self.products: Sequence[Product] = ()

    @property
    def lines(self) -> list[Entry]:
        """Return the lines of the group in view."""
        entries = self.preview.entries if self.preview else ()
        return [entry for entry in entries if in_group(self.group, entry)]

    @property
    def line(self) -> Entry | None:
        """Return the chosen line."""
        entries = self.preview.entries if self.preview else ()
        return entries[self.chosen] if 0 <= self.chosen < len(entries) else None

    @property
    def file_name(self) -> str:
        """Return the name of the file that is being opened."""
        return self._path.name if self._path else ""

    def show(self) -> None:
        """Come into sight: have the product list at hand."""
        self._database.run(self, self._desk.products, self._products_came, self.failed.emit)

    def read_text(self, text: str) -> None:
        """Read pasted text."""
        if text.strip():
            self._path = None
            self._read(partial(self._desk.read_text, text, _tr("Import", "Pasted text")))

    def read_file(self, path: Path, password: str = "") -> None:
        """Read a file, with its password where it wants one."""
        self._path = path
        self._read(partial(self._desk.read_file, path, password))

    def give_password(self, password: str) -> None:
        """Open the file that is locked."""
        if self._path is not None and password:
            self.read_file(self._path, password)

    def begin_again(self) -> None:
        """Leave this source; nothing of it is kept."""
        self.preview, self.done, self.error = None, None, None
        self.chosen, self.group = -1, ALL
        self._waiting.clear()
        self._bringing = False
        self._set_phase(Phase.START)

    def review(self) -> None:
        """Go back to the lines that are left."""
        if self.preview is not None:
            self._set_phase(Phase.REVIEW)

    def ask_columns(self) -> None:
        """Say anew what the columns hold."""
        if self.preview is not None and self.preview.understood.columns:
            self._set_phase(Phase.MAPPING)

    def map_columns(self, mapping: Mapping[str, str]) -> None:
        """Read the sheet with these columns and keep them for the next of its kind."""
        preview = self.preview
        if preview is not None:
            self._read(lambda: self._desk.map_columns(preview, mapping))

    def filter(self, group: str) -> None:
        """Show one group of lines."""
        if group != self.group:
            self.group = group
            self.lines_changed.emit()

    def choose(self, number: int) -> None:
        """Look at a line, by its number; -1: at none."""
        if number != self.chosen:
            self.chosen = number
            self.chosen_changed.emit()

    def next_to_check(self) -> int:
        """Return the number of the next other line that needs a person, or -1."""
        entries = self.preview.entries if self.preview else ()
        waiting = [one.number for one in entries if group_of(one) == CHECK]
        waiting = [number for number in waiting if number != self.chosen]
        after = [number for number in waiting if number > self.chosen]
        return (after or waiting or [-1])[0]

    def confirm(self, order: UnderstoodOrder | None = None) -> None:
        """Say that the chosen line is right, as corrected in ``order`` or as it was read."""
        line = self.line
        if line is not None:
            kept = self._correction(line.number)
            said = order if order is not None and order != line.order else kept.order
            self._correct(Correction(said, confirmed=True, anew=kept.anew))

    def another(self) -> None:
        """Say that the chosen line is another order than the one like it that is here."""
        if self.line is not None:
            kept = self._correction(self.line.number)
            self._correct(Correction(kept.order, kept.confirmed, anew=True))

    def leave_out(self, *, out: bool) -> None:
        """Leave the chosen line out, or take it in again."""
        if self.line is not None:
            kept = self._correction(self.line.number)
            self._correct(Correction(kept.order, kept.confirmed, left_out=out, anew=kept.anew))

    def as_read(self) -> None:
        """Forget what was said of the chosen line."""
        if self.line is not None:
            self._correct(None)

    def all_anew(self) -> None:
        """Take every line for another order than the one like it that is here."""
        self._change(self._desk.all_anew)

    def learn(self, word: str, product_id: str) -> None:
        """Remember that ``word`` means a product, and read all lines again with it."""
        name = next((one.name for one in self.products if one.product_id == product_id), "")

        def learned(preview: Preview) -> Preview:
            self._desk.learn(word, product_id)
            return self._desk.read_again(preview)

        self._change(learned)
        self.learned.emit(word, name)

    def add_product(self, name: str, unit: str, price: Fen, word: str = "") -> None:
        """Put a product on the list; ``word`` is what buyers call it."""

        def added(preview: Preview) -> Preview:
            product = self._desk.add_product(name, unit, price)
            if word and word != product.name:
                self._desk.learn(word, product.product_id)
            return self._desk.read_again(preview)

        self._change(added)
        self._database.run(self, self._desk.products, self._products_came, self.failed.emit)

    def bring_in(self) -> None:
        """Import all that is ready, once what was said of the lines is taken in."""
        preview = self.preview
        self._bringing = self._changing
        if preview is None or not preview.ready or self._changing:
            return
        self._set_phase(Phase.READING)
        self._database.run(
            self, lambda: self._desk.bring_in(preview), self._brought, self._not_brought
        )

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Follow the product list."""
        if changes.concerns(Entity.PRODUCT):
            self.show()

    def _correction(self, number: int) -> Correction:
        corrections = self.preview.corrections if self.preview else {}
        return corrections.get(number, Correction())

    def _correct(self, correction: Correction | None) -> None:
        number = self.chosen
        self._change(lambda preview: self._desk.corrected(preview, number, correction))

    def _change(self, change: Change) -> None:
        """Do ``change`` to the newest preview, after those asked for before."""
        self._waiting.append(change)
        if not self._changing:
            self._change_next()

    def _change_next(self) -> None:
        preview = self.preview
        if not self._waiting or preview is None:
            self._changing = False
            if self._bringing:
                self.bring_in()
            return
        self._changing = True
        change = self._waiting.popleft()
        done = partial(self._changed, preview)
        self._side.run(self, lambda: change(preview), done, self._not_changed)

    def _changed(self, before: Preview, preview: Preview) -> None:
        if self.preview is before:
            self.preview = preview
            self.lines_changed.emit()
            self.chosen_changed.emit()
        self._change_next()

    def _not_changed(self, error: LeaderError) -> None:
        self.failed.emit(error)
        self._change_next()

    def _read(self, read: Callable[[], Preview]) -> None:
        self._set_phase(Phase.READING)
        self._side.run(self, read, self._came, self._not_read, latest="read")

    def _came(self, preview: Preview) -> None:
        self.preview, self.done = preview, None
        self.group = CHECK if any(group_of(one) == CHECK for one in preview.entries) else ALL
        self.chosen = -1
        self.lines_changed.emit()
        self.chosen_changed.emit()
        self._set_phase(Phase.MAPPING if preview.needs_mapping else Phase.REVIEW)

    def _not_read(self, error: LeaderError) -> None:
        self.error = error
        self._set_phase(Phase.PASSWORD if isinstance(error, Locked) else Phase.ERROR)

    def _brought(self, done: ImportDone) -> None:
        self.done = done
        self._set_phase(Phase.DONE)
        self._change(self._desk.read_again)

    def _not_brought(self, error: LeaderError) -> None:
        self._set_phase(Phase.REVIEW)
        self.failed.emit(error)

    def _products_came(self, products: Sequence[Product]) -> None:
        self.products = [product for product in products if product.active]
        self.products_changed.emit()

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
