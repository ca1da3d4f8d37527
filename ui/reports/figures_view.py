"""The headline figures of a report, each with what it is compared to and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from leader_app.services.reports.desk import Figure
from ui.core_text import sentence
from ui.kit.card import Card
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Spoken
from ui.reports.values import change, written
from ui.theme.tokens import Ink, Space, Type

MOST = 5


class _FigureCard(Card):
    def __init__(self) -> None:
        super().__init__(padding=Space.M)
        self.body.setSpacing(Space.XS)
        self._name = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self._value = Label("", Type.TITLE, strong=True)
        self._change = ElidedLabel("", Type.CAPTION, Ink.SECONDARY)
        self._why = ElidedLabel("", Type.CAPTION, Ink.HINT)
        for part in (self._name, self._value, self._change, self._why):
            self.body.addWidget(part)

    def show_figure(self, figure: Figure) -> None:
        """Show one figure."""
        name, value = sentence(figure.name), written(figure.value, figure.kind)
        self._name.setText(name)
        self._value.setText(value)
        self._change.setText(change(figure.value, figure.before))
        self._why.setText(sentence(figure.why))
        self.setToolTip(sentence(figure.why))
        self.setAccessibleName(f"{name}: {value}")
        self.setAccessibleDescription(sentence(figure.why))


class FiguresView(Spoken):
    """Side by side; never more than fit."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = tuple(_FigureCard() for _ in range(MOST))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        for card in self._cards:
            layout.addWidget(card, 1)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these."""
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(figures))
            if at < len(figures):
                card.show_figure(figures[at])
        self.setVisible(bool(figures))
