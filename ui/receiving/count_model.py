"""The lines of a count as an item model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from leader_app.domain.neighbourhood import Zone
from leader_app.services.receiving.desk import CountLine
from ui.receiving import wording
from ui.receiving.counting import CountViewModel
from ui.receiving.sheet import State, state_of
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class LineWords:
    """All that is drawn of a line, in one question."""

    name: str
    below: str
    late: bool
    zone: Zone
    here: str
    of: str
    unit: str
    state: State
    pill: tuple[str, str, Tone]

    def spoken(self) -> str:
        """Return it in one line, for a screen reader."""
        here = _tr("Receiving", "%1 of %2").replace("%1", self.here).replace("%2", self.of)
        counted = here if self.of else self.here
        return wording.dotted(self.name, f"{counted} {self.unit}", self.pill[0], self.below)


class LineRole(IntEnum):
    """What the delegate asks for."""

    WORDS = Qt.ItemDataRole.UserRole + 1
    """The ``LineWords``."""


class CountModel(QAbstractListModel):
    """Follows the count; lines that are already listed do not move."""

    def __init__(self, view_model: CountViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = view_model
        self._lines: tuple[CountLine, ...] = view_model.rows
        view_model.changed.connect(self._follow)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        if role == LineRole.WORDS:
            return self._words(self._lines[index.row()])
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(self._lines[index.row()]).spoken()
        return None

    def line(self, at: int) -> CountLine | None:
        """Return what stands at a place."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def place(self, row: int) -> int:
        """Return where the line with this number stands, or -1."""
        return next((at for at, line in enumerate(self._lines) if line.row == row), -1)

    def _words(self, line: CountLine) -> LineWords:
        today = self._model.today()
        state = state_of(line)
        icon, tone = wording.STATE_LOOKS[state]
        late = line.lot.expires_on is not None and line.lot.expires_on < today
        return LineWords(
            line.product.name,
            wording.line_below(line, today),
            late,
            line.product.zone,
            f"{line.earlier + line.counted:,}",
            f"{line.expected:,}" if line.expected else "",
            line.product.unit,
            state,
            (wording.state_word(line, state), icon, tone),
        )

    def _follow(self) -> None:
        old, new = self._lines, self._model.rows
        known = [line.row for line in old]
        now = [line.row for line in new]
        if known == now[: len(known)]:
            self._change(new[: len(old)])
            if len(new) > len(old):
                self.beginInsertRows(_NOWHERE, len(old), len(new) - 1)
                self._lines = new
                self.endInsertRows()
            return
        self.beginResetModel()
        self._lines = new
        self.endResetModel()

    def _change(self, new: tuple[CountLine, ...]) -> None:
        changed = [at for at, line in enumerate(new) if line != self._lines[at]]
        self._lines = new
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
