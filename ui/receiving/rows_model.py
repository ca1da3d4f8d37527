"""Short rows of one kind: goods, findings, claims, slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.theme.tokens import Ink, Tone

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1
"""The ``Row``."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How full a place is and becomes, in millilitres; a ``capacity`` of 0 is any."""

    capacity: int
    used: int
    added: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Words on the left (a quieter line under them), a number on the right, a bar below."""

    key: str
    words: str
    sub: str = ""
    right: str = ""
    ink: Ink = Ink.PRIMARY
    icon: str = ""
    tone: Tone = Tone.NEUTRAL
    pill: tuple[str, str, Tone] | None = None
    bar: Bar | None = None
    spoken: str = ""

    def told(self) -> str:
        """Return all of it in one line, for a screen reader."""
        pill = self.pill[0] if self.pill else ""
        parts = (self.words, self.right, pill, self.spoken, self.sub)
        return " · ".join(part for part in parts if part)


class RowsModel(QAbstractListModel):
    """The same rows again only change, they do not move."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        new = tuple(rows)
        if [row.key for row in new] == [row.key for row in self._rows]:
            changed = [at for at, row in enumerate(new) if row != self._rows[at]]
            self._rows = new
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        """Return a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == ROW:
            return self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._rows[index.row()].told()
        return None
