"""The scanner test: every key with its timing, and what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

_NEW_BURST_MS = 1000
_MOST_KEYS = 400
_NAMES = {"\r": "⏎", "\n": "⏎", "\t": "⇥", " ": "␣"}
_ENDS = frozenset("\r\n\t")


class Hand(StrEnum):
    """Who seems to have pressed the keys."""

    NOBODY = "nobody"
    SCANNER = "scanner"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Press:
    """One key: what it types and the milliseconds since the one before."""

    text: str
    gap_ms: int

    @property
    def name(self) -> str:
        """The key as it is shown."""
        return _NAMES.get(self.text, self.text)


class ScannerTestViewModel(QObject):
    """Keys come from the window, the understood text from the scanner recognition."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presses: list[Press] = []
        self.text = ""
        self._last_ms = 0

    def press(self, text: str, at_ms: int) -> None:
        """Take a key that types ``text``; a pause of a second begins a new try."""
        gap = at_ms - self._last_ms if self.presses else 0
        if gap > _NEW_BURST_MS or len(self.presses) >= _MOST_KEYS:
            self.clear()
            gap = 0
        self._last_ms = at_ms
        self.presses.append(Press(text, gap))
        self.changed.emit()

    def understood(self, text: str) -> None:
        """Take what was recognised as one scan."""
        self.text = text
        self.changed.emit()

    def clear(self) -> None:
        """Begin anew."""
        self.presses, self.text = [], ""
        self.changed.emit()

    @property
    def hand(self) -> Hand:
        """Who seems to have pressed the keys so far."""
        if not self.presses:
            return Hand.NOBODY
        return Hand.SCANNER if self.text else Hand.PERSON

    @property
    def average_ms(self) -> float:
        """The average gap between keys in milliseconds; 0 with fewer than two keys."""
        gaps = [press.gap_ms for press in self.presses[1:]]
        return sum(gaps) / len(gaps) if gaps else 0.0

    @property
    def longest_ms(self) -> int:
        """The longest gap in milliseconds."""
        return max((press.gap_ms for press in self.presses), default=0)

    @property
    def ends_with(self) -> str:
        """The key that ended it, as it is shown; empty if it was none of Enter and Tab."""
        last = self.presses[-1].text if self.presses else ""
        return _NAMES[last] if last in _ENDS and last else ""
