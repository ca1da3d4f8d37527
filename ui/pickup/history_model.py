"""The day's hand-overs as an item model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from leader_app.services.pickup.verdict import HandOverNote
from ui.kit import words
from ui.pickup import wording
from ui.pickup.card import may_undo

_tr = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class HistoryRole(IntEnum):
    """What the delegate asks for."""

    NOTE = Qt.ItemDataRole.UserRole + 1
    """The ``HandOverNote``."""
    MAY_UNDO = Qt.ItemDataRole.UserRole + 2
    """Whether it can be taken back (bool)."""
    GOODS = Qt.ItemDataRole.UserRole + 3
    """What went, in one line (str)."""


class HistoryModel(QAbstractListModel):
    """Newest first; what is already there does not move when something comes on top."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._notes: tuple[HandOverNote, ...] = ()

    def set_notes(self, notes: tuple[HandOverNote, ...]) -> None:
        """Show ``notes``."""
        old = [note.hand_over_id for note in self._notes]
        new = [note.hand_over_id for note in notes]
        more = len(new) - len(old)
        if more < 0 or new[more:] != old:
            self.beginResetModel()
            self._notes = notes
            self.endResetModel()
            return
        if more:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self._notes = notes
            self.endInsertRows()
        self._notes = notes
        if notes:
            self.dataChanged.emit(self.index(0), self.index(len(notes) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of hand-overs."""
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about."""
        if not index.isValid() or index.row() >= len(self._notes):
            return None
        note = self._notes[index.row()]
        if role == HistoryRole.MAY_UNDO:
            return may_undo(note, self._now())
        answer = _ANSWERS.get(role)
        return None if answer is None else answer(note)


def marks(note: HandOverNote) -> list[str]:
    """Return what is particular about a hand-over, in words."""
    found = []
    if note.reversed_at is not None:
        found.append(_tr("History", "taken back"))
    if not note.primary:
        found.append(_tr("History", "handed out twice"))
    if note.offline:
        found.append(_tr("History", "offline"))
    return found


def _said(note: HandOverNote) -> str:
    who = wording.person(note.member_name, note.phone_tail)
    parts = [words.clock_time(note.at), who, wording.goods(note.goods), note.device_name]
    return " · ".join([*parts, *marks(note)])


_ANSWERS: dict[int, Callable[[HandOverNote], object]] = {
    HistoryRole.NOTE: lambda note: note,
    HistoryRole.GOODS: lambda note: wording.goods(note.goods),
    Qt.ItemDataRole.DisplayRole: _said,
    Qt.ItemDataRole.AccessibleTextRole: _said,
    Qt.ItemDataRole.ToolTipRole: _said,
}
