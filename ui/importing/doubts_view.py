"""What is not certain about a line, each in a sentence with its sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leader_app.services.importing.desk import Entry
from ui.core_text import sentence
from ui.kit.label import IconLabel, Paragraph
from ui.theme.tokens import Ink, Size, Space

_Said = tuple[str, str, Ink]


class Doubts(QWidget):
    """Sentences one under the other; none takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[QWidget, IconLabel, Paragraph]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.S)
        self._said: tuple[_Said, ...] = ()

    def tell(self, said: Sequence[_Said]) -> None:
        """Show sentences, each with its drawing and its ink."""
        if tuple(said) == self._said:
            return
        self._said = tuple(said)
        while len(self._lines) < len(said):
            self._lines.append(self._new_line())
        for at, (line, sign, words) in enumerate(self._lines):
            line.setVisible(at < len(said))
            if at < len(said):
                text, icon, ink = said[at]
                sign.set_icon(icon, ink)
                words.set_words(text)
        self.setVisible(bool(said))

    def _new_line(self) -> tuple[QWidget, IconLabel, Paragraph]:
        line, sign, words = QWidget(), IconLabel("info", size=Size.ICON_SMALL), Paragraph()
        words.set_ink(Ink.PRIMARY)
        both = QHBoxLayout(line)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(Space.S)
        both.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(words, 1)
        self._layout.addWidget(line)
        return line, sign, words


def doubts_of(entry: Entry) -> list[_Said]:
    """Return what is missing in a line and what is not certain about it."""
    missing = [(sentence(text), "pencil", Ink.BAD) for text in entry.hindrances]
    if entry.confirmed:
        return missing
    asked = {value for text in entry.hindrances for _, value in text.params}
    doubts = [
        sentence(text)
        for text in entry.order.doubts
        if dict(text.params).get("word") not in asked or "product" in dict(text.params)
    ]
    return [*missing, *((text, "question", Ink.WARN) for text in dict.fromkeys(doubts))]
