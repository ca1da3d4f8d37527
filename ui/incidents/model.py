"""The list of incidents as an item model."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.core_text import sentence
from ui.incidents.view_model import Entry, IncidentsViewModel
from ui.kit import words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EntryRole(IntEnum):
    """What the delegate asks for."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    """The ``Entry``."""
    WHEN = Qt.ItemDataRole.UserRole + 2
    """Its time in words (str)."""


class IncidentsModel(QAbstractListModel):
    """Follows the view-model; the same entries again only change."""

    def __init__(self, view_model: IncidentsViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = view_model
        self._entries: tuple[Entry, ...] = view_model.entries
        view_model.changed.connect(self._follow)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == EntryRole.ENTRY:
            return entry
        if role == EntryRole.WHEN:
            return words.moment(entry.at, self._model.now())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " · ".join(filter(None, (sentence(entry.title), entry.who)))
        return None

    def _follow(self) -> None:
        entries = self._model.entries
        if [entry.key for entry in entries] == [entry.key for entry in self._entries]:
            self._entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()
