"""Facts, a name on the left and what is so on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.label import ElidedLabel, Label, Paragraph
from ui.theme.tokens import Ink, Size, Space, Type


@dataclass(frozen=True, slots=True)
class Fact:
    """One row."""

    name: str
    words: str
    ink: Ink = Ink.PRIMARY


class FactRows(QWidget):
    """Rows of facts; setting the same number of rows again moves nothing."""

    def __init__(self, *, selectable: bool = True) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._selectable = selectable
        self._rows: list[tuple[Label, ElidedLabel]] = []

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show ``facts``."""
        while len(self._rows) < len(facts):
            self._rows.append(self._add_row(len(self._rows)))
        for at, (name, words) in enumerate(self._rows):
            shown = at < len(facts)
            name.setVisible(shown)
            words.setVisible(shown)
            if shown:
                name.setText(facts[at].name)
                words.setText(facts[at].words)
                words.set_ink(facts[at].ink)

    def _add_row(self, at: int) -> tuple[Label, ElidedLabel]:
        name, words = Label("", Type.BODY, Ink.HINT), ElidedLabel()
        if self._selectable:
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(words, at, 1)
        return name, words


class SettingRow(QWidget):
    """A setting: its name, what it does, and on the right the thing to set it with."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self._name = Label("", Type.BODY)
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, Space.S, 0, Space.S)
        layout.setSpacing(Space.XL)
        layout.addLayout(words, 1)
        layout.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(Size.CONTROL_LARGE)

    def set_words(self, name: str, hint: str = "") -> None:
        """Name the setting."""
        self._name.setText(name)
        self._hint.set_words(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(hint)
