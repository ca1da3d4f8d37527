"""Several products that fit what was typed; a digit chooses one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from leader_app.services.stock.desk import FoundProduct
from ui.kit import words
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.stages import zone_word
from ui.theme.tokens import Ink, Size

_Numbered = tuple[int, FoundProduct]


class FoundList(Grid):
    """Rows with the digit that chooses each."""

    chosen = Signal(int)

    def __init__(self) -> None:
        self._items = ListModel[_Numbered](_columns(), lambda row: row[1].product.product_id)
        super().__init__(self._items, "name", row_height=Size.ROW)
        self._items.setParent(self)
        self.horizontalHeader().hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def set_found(self, found: Sequence[FoundProduct]) -> None:
        """Show these."""
        if found and not self._widths:
            self.retranslate()
        self._items.set_rows(list(enumerate(found, start=1)))


def _columns() -> list[Column[_Numbered]]:
    return [
        Column(
            "digit",
            lambda: "",
            lambda row: Cell(str(row[0]), strong=True, ink=Ink.ACCENT),
            lambda: ("0",),
        ),
        Column("name", lambda: "", lambda row: Cell(row[1].product.name, strong=True)),
        Column(
            "zone",
            lambda: "",
            lambda row: Cell(zone_word(row[1].product.zone), ink=Ink.SECONDARY),
            lambda: ("Freezer",),
        ),
        Column(
            "price",
            lambda: "",
            lambda row: Cell(words.money(row[1].product.price)),
            lambda: ("¥ 0,000.00",),
            on_right=True,
        ),
    ]
