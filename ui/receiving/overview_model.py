"""The deliveries as an item model."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.receiving.overview import Entry, OverviewViewModel
from ui.receiving.overview_words import card_words, group_word

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CardRole(IntEnum):
    """What the delegate asks for."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    """The ``Entry``."""
    WORDS = Qt.ItemDataRole.UserRole + 2
    """Its ``CardWords``."""
    HEADING = Qt.ItemDataRole.UserRole + 3
    """The heading above it; empty unless it is the first of its group (str)."""


class OverviewModel(QAbstractListModel):
    """Follows the view-model; the same entries again only change."""

    def __init__(self, view_model: OverviewViewModel, parent: QObject | None = None) -> None:
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
        if role == CardRole.ENTRY:
            return entry
        if role == CardRole.WORDS:
            return card_words(entry, self._model.now())
        if role == CardRole.HEADING:
            return self._heading(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return card_words(entry, self._model.now()).spoken()
        return None

    def _heading(self, row: int) -> str:
        group = self._entries[row].group
        if row and self._entries[row - 1].group is group:
            return ""
        return group_word(group)

    def _follow(self) -> None:
        entries = self._model.entries
        if _keys(entries) == _keys(self._entries):
            self._entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()


def _keys(entries: tuple[Entry, ...]) -> list[object]:
    return [(entry.group, entry.key) for entry in entries]
