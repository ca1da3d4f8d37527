"""Boxes that hold what belongs together."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.label import Label, restyle
from ui.theme.tokens import Size, Space, Tone, Type

_L = TypeVar("_L", bound=QBoxLayout)


class Card(QFrame):
    """A surface with a thin line; put things into ``card.body``."""

    def __init__(self, look: str | Tone = "plain", padding: int = Space.L) -> None:
        super().__init__()
        self.setProperty("card", str(look))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(Space.M)

    def set_look(self, look: str | Tone) -> None:
        """Change to ``plain``, ``sunken`` or a tone."""
        self.setProperty("card", str(look))
        restyle(self)


class Section(Card):
    """A card with a heading and, below it, what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", Type.LEAD, strong=True)
        self.body.addWidget(self.heading)


def rule(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("rule", "true")
    if orientation is Qt.Orientation.Horizontal:
        line.setFixedHeight(Size.LINE)
    else:
        line.setFixedWidth(Size.LINE)
    return line


def row(*things: QWidget | int, spacing: int = Space.S, margins: int = 0) -> QHBoxLayout:
    """Return things side by side; a number is a gap, 0 one that takes all room left."""
    return _fill(QHBoxLayout(), things, spacing, margins)


def column(*things: QWidget | int, spacing: int = Space.S, margins: int = 0) -> QVBoxLayout:
    """Return things one under the other; a number is a gap, 0 one that takes all room left."""
    return _fill(QVBoxLayout(), things, spacing, margins)


def _fill(layout: _L, things: tuple[QWidget | int, ...], spacing: int, margins: int) -> _L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for thing in things:
        if isinstance(thing, QWidget):
            layout.addWidget(thing)
        elif thing:
            layout.addSpacing(thing)
        else:
            layout.addStretch(1)
    return layout
