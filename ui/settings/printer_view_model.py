"""The printers of this counter: set up, changed, tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.printer import Connection, Printer
from leader_app.errors import LeaderError
from leader_app.services.printing.desk import PrintDesk
from ui.tasks import Runner

_USUAL = {Connection.SYSTEM: "A4"}
_RECEIPTS = "80mm"
_NEW = Printer("", Connection.SYSTEM, "", "A4")


class PrinterViewModel(QObject):
    """``draft`` is what the form holds, ``editing`` the name of the printer it changes."""

    changed = Signal()
    saved = Signal(str)
    tested = Signal(str)
    """The printer a test page goes to."""

    def __init__(
        self,
        desk: PrintDesk,
        database: Runner,
        side: Runner,
        names: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__()
        self._desk, self._database, self._side, self._names = desk, database, side, names
        self.printers: Sequence[Printer] = ()
        self.system_names: Sequence[str] = ()
        self.draft, self.editing = _NEW, ""
        self.error: LeaderError | None = None
        self._untouched = True

    def load(self) -> None:
        """Read the printers, and ask the system for its own."""
        self._read()
        self._side.run(self, self._names, self._take_names, self._failed, latest="names")

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Follow what was set up elsewhere."""
        if changes.concerns(Entity.SETTING):
            self._read()

    def begin_new(self) -> None:
        """Empty the form."""
        self._untouched = False
        self._take_draft(_NEW, "")

    def edit(self, name: str) -> None:
        """Put a printer into the form."""
        found = next((one for one in self.printers if one.name == name), None)
        if found is not None:
            self._take_draft(found, name)

    def connect_by(self, connection: Connection) -> None:
        """Say how it is reached; the address of another way is no use."""
        self._untouched = False
        if connection is not self.draft.connection:
            paper = _USUAL.get(connection, _RECEIPTS)
            address = self._first_name() if connection is Connection.SYSTEM else ""
            self.draft = replace(
                self.draft, connection=connection, address=address, paper_key=paper
            )
            self.changed.emit()

    def change(self, **fields: object) -> None:
        """Change parts of the draft; nothing is kept yet."""
        self._untouched = False
        self.draft = replace(self.draft, **fields)  # type: ignore[arg-type]
        self.error = None
        self.changed.emit()

    def save(self) -> None:
        """Keep what the form holds."""
        address = self.draft.address.strip()
        draft = replace(self.draft, name=self.draft.name.strip(), address=address)
        editing = self.editing
        self._database.run(
            self,
            lambda: self._desk.put_printer(draft, editing),
            lambda _: self._kept(draft),
            self._failed,
        )

    def forget(self) -> None:
        """Drop the printer that is in the form."""
        name = self.editing
        if name:
            self._database.run(
                self, lambda: self._desk.forget_printer(name), lambda _: self._gone(), self._failed
            )

    def test(self) -> None:
        """Print a test page on the printer that is in the form, as it was saved."""
        name = self.editing
        if name:
            self._database.run(
                self,
                lambda: self._desk.print_test(name),
                lambda _: self.tested.emit(name),
                self._failed,
            )

    def _read(self) -> None:
        self._database.run(self, self._desk.printers, self._take, self._failed, latest="printers")

    def _take(self, printers: Sequence[Printer]) -> None:
        self.printers = printers
        if self._untouched and not self.editing and printers:
            self.draft, self.editing = printers[0], printers[0].name
        self.changed.emit()

    def _take_names(self, names: Sequence[str]) -> None:
        self.system_names = names
        if self.draft.connection is Connection.SYSTEM and not self.draft.address:
            self.draft = replace(self.draft, address=self._first_name())
        self.changed.emit()

    def _take_draft(self, draft: Printer, editing: str) -> None:
        address = draft.address or (self._first_name() if not editing else "")
        self.draft, self.editing = replace(draft, address=address), editing
        self.error = None
        self.changed.emit()

    def _first_name(self) -> str:
        return self.system_names[0] if self.system_names else ""

    def _kept(self, draft: Printer) -> None:
        self._take_draft(draft, draft.name)
        self.saved.emit(draft.name)
        self._read()

    def _gone(self) -> None:
        self._untouched = True
        self._take_draft(_NEW, "")
        self._read()

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self.changed.emit()
