"""What is doubtful, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.card import row
from ui.kit.label import ElidedLabel, IconLabel
from ui.theme.tokens import Ink, Size, Space, Type


class WarningLines(QWidget):
    """Up to ``most`` lines; the whole of a long one, and what found no line, is the tool tip."""

    def __init__(self, most: int) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        self._lines: list[tuple[QWidget, ElidedLabel]] = []
        for _ in range(most):
            line, words = QWidget(), ElidedLabel("", Type.BODY, Ink.WARN)
            line.setLayout(row(IconLabel("warning", Ink.WARN, Size.ICON_SMALL), words))
            layout.addWidget(line)
            self._lines.append((line, words))

    def set_lines(self, told: Sequence[str]) -> None:
        """Show these."""
        for at, (line, words) in enumerate(self._lines):
            line.setVisible(at < len(told))
            words.setText(told[at] if at < len(told) else "")
        self.setToolTip("\n".join(told) if len(told) > len(self._lines) else "")
        self.setAccessibleName(" ".join(told))
        self.setVisible(bool(told))
