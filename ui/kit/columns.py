"""Tables made of columns: each says its heading and, of a row, what its cell shows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.kit.cells import CELL, Cell
from ui.kit.longlist import LongList

T = TypeVar("T")
Q = TypeVar("Q")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column; ``samples`` are the widest things expected in it, to measure by."""

    key: str
    heading: Callable[[], str]
    cell: Callable[[T], Cell]
    samples: Callable[[], Sequence[str]] = tuple
    on_right: bool = False
    pills: bool = False


class ColumnsModel(QAbstractTableModel, Generic[T]):
    """Rows that a subclass holds, seen through columns."""

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count = 0

    def at(self, row: int) -> T | None:
        """Return a row; ``None`` if it has not come yet."""
        raise NotImplementedError

    def place(self, key: str) -> int:
        """Return where the column ``key`` stands."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name a column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].on_right:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about; nothing for a row that has not come yet."""
        if not index.isValid() or index.row() >= self._count:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.on_right else None
        if role not in _ANSWERED:
            return None
        row = self.at(index.row())
        if row is None:
            return None
        cell = column.cell(row)
        if role != CELL:
            return cell.words
        return replace(cell, on_right=True) if column.on_right else cell

    def _all_changed(self) -> None:
        if self._count:
            last = self.index(self._count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class LongModel(ColumnsModel[T], Generic[Q, T]):
    """As many rows as a ``LongList`` counts; they come when they are looked at."""

    def __init__(
        self, rows: LongList[Q, T], columns: Sequence[Column[T]], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._rows = rows
        self._count = rows.count
        rows.reset.connect(self._reset)
        rows.rows_changed.connect(self._all_changed)

    def at(self, row: int) -> T | None:
        """Return a row, or have it fetched."""
        return self._rows.row(row)

    def _reset(self, _top: int) -> None:
        self.beginResetModel()
        self._count = self._rows.count
        self.endResetModel()


class ListModel(ColumnsModel[T]):
    """Rows held whole; the same keys again only change, they do not move."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._key = key
        self._rows: tuple[T, ...] = ()

    def at(self, row: int) -> T | None:
        """Return a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def find(self, key: Hashable) -> int:
        """Return the number of the row of ``key``, else -1."""
        return next((at for at, row in enumerate(self._rows) if self._key(row) == key), -1)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these."""
        same = [self._key(row) for row in rows] == [self._key(row) for row in self._rows]
        if same:
            self._rows = tuple(rows)
            self._all_changed()
            return
        self.beginResetModel()
        self._rows, self._count = tuple(rows), len(rows)
        self.endResetModel()


_Role = Qt.ItemDataRole
_ANSWERED = frozenset({_Role.DisplayRole, _Role.AccessibleTextRole, _Role.ToolTipRole, CELL})
