"""The lines of the card as an item model."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.kit.stages import zone_word
from ui.pickup.card import Card, Face, Pick

_tr = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LineRole(IntEnum):
    """What the delegate asks for."""

    PICK = Qt.ItemDataRole.UserRole + 1
    """The ``Pick``."""
    LEADS = Qt.ItemDataRole.UserRole + 2
    """Whether it is the first line of its slot (bool)."""
    NOTE = Qt.ItemDataRole.UserRole + 3
    """What is particular about it, in words (str)."""
    GONE = Qt.ItemDataRole.UserRole + 4
    """Whether it has just been handed over (bool)."""


class LinesModel(QAbstractListModel):
    """Follows the card; the same lines again only change, they do not move."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card = Card()

    def set_card(self, card: Card) -> None:
        """Show the lines of ``card``."""
        old, new = self._keys(self._card), self._keys(card)
        if old == new:
            self._card = card
            self.dataChanged.emit(self.index(0), self.index(max(0, len(new) - 1)))
            return
        self.beginResetModel()
        self._card = card
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._card.picks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about."""
        if not index.isValid() or index.row() >= len(self._card.picks):
            return None
        pick = self._card.picks[index.row()]
        if role == LineRole.LEADS:
            return self._leads(index.row())
        if role == LineRole.GONE:
            return self._card.face is Face.DONE
        answer = _ANSWERS.get(role)
        return None if answer is None else answer(pick)

    def _leads(self, row: int) -> bool:
        if row == 0:
            return True
        line, above = self._card.picks[row].line, self._card.picks[row - 1].line
        return (line.zone, line.slot) != (above.zone, above.slot)

    def _keys(self, card: Card) -> list[object]:
        return [pick.line.key for pick in card.picks]


def note(pick: Pick) -> str:
    """Say what differs from a line that is all here and goes whole; empty if nothing does."""
    line, parts = pick.line, []
    if line.taken >= line.ordered:
        return _tr("Lines", "taken")
    if line.taken:
        parts.append(_of(_tr("Lines", "%1 of %2 taken"), line.taken, line.ordered))
    if line.arrived < line.ordered:
        parts.append(_of(_tr("Lines", "%1 of %2 here"), line.arrived, line.ordered))
    if line.spoilt:
        parts.append(_tr("Lines", "%1 past use-by, stays here").replace("%1", str(line.spoilt)))
    if pick.open and line.ready and pick.quantity == 0:
        parts.append(_tr("Lines", "left out"))
    elif pick.open and pick.quantity < line.ready:
        parts.append(_of(_tr("Lines", "%1 of %2 now"), pick.quantity, line.ready))
    return " · ".join(parts)


def _of(words: str, part: int, whole: int) -> str:
    return words.replace("%1", str(part)).replace("%2", str(whole))


def _said(pick: Pick) -> str:
    line = pick.line
    place = line.slot or zone_word(line.zone)
    return f"{place} · {line.product_name} · {pick.shown} {line.unit}"


_ANSWERS: dict[int, Callable[[Pick], object]] = {
    LineRole.PICK: lambda pick: pick,
    LineRole.NOTE: note,
    Qt.ItemDataRole.DisplayRole: _said,
    Qt.ItemDataRole.AccessibleTextRole: _said,
}
