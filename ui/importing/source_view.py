"""What is to be said about a source as a whole: its totals, who left the chain, remarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product
from leader_app.services.importing.desk import Entry, Preview
from ui.core_text import sentence
from ui.importing.doubts_view import Doubts
from ui.importing.view_model import ImportViewModel
from ui.kit import words
from ui.kit.card import column
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.rows import Fact, FactRows
from ui.theme.tokens import Ink, Space, Type


class SourceNotes(Spoken):
    """Shown while no line is chosen."""

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._heading = Label("", Type.LEAD, strong=True)
        self._facts, self._notes = FactRows(), Doubts()
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        parts = column(self._heading, self._facts, self._notes, 0, self._hint, spacing=Space.M)
        parts.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        inside.setLayout(parts)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = column(area)
        self.setLayout(whole)
        view_model.lines_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("What was read"))
        self._hint.set_words(
            self.tr("Down and Up go through the lines, Enter puts one right, Alt+N finds the next.")
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the source as it is now."""
        preview = self._model.preview
        if preview is not None:
            self._facts.set_facts(self._about(preview))
            self._notes.tell(self._remarks(preview))

    def _about(self, preview: Preview) -> list[Fact]:
        understood = preview.understood
        going = [entry for entry in preview.entries if not entry.order.cancelled]
        pieces = sum(item.quantity or 0 for entry in going for item in entry.order.items)
        facts = [
            Fact(self.tr("Orders"), f"{len(preview.entries):,}"),
            Fact(self.tr("Pieces"), f"{pieces:,}"),
            Fact(self.tr("Worth"), words.money(_worth(going, self._model.products))),
        ]
        if understood.told_pieces is not None:
            fits = understood.told_pieces == pieces
            ink = Ink.OK if fits else Ink.BAD
            facts.append(Fact(self.tr("Pieces it says"), f"{understood.told_pieces:,}", ink))
        if understood.told_amount is not None:
            facts.append(Fact(self.tr("Sum it says"), words.money(understood.told_amount)))
        return facts

    def _remarks(self, preview: Preview) -> list[tuple[str, str, Ink]]:
        removed = "、".join(preview.understood.removed)
        said = [(sentence(text), "info", Ink.WARN) for text in preview.understood.remarks]
        if removed:
            gone = self.tr("No longer in the chain: %1. Ask whether they still want it.")
            said.insert(0, (gone.replace("%1", removed), "question", Ink.WARN))
        return said


def _worth(entries: Sequence[Entry], products: Sequence[Product]) -> Fen:
    """Return what the goods cost by the product list."""
    prices = {product.product_id: product.price for product in products}
    total = sum(
        prices.get(item.product_id, 0) * (item.quantity or 0)
        for entry in entries
        for item in entry.order.items
    )
    return Fen(total)
