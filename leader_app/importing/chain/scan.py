"""One line under the reader's finger: what was understood is taken out, the rest remains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leader_app.importing.chain.normal import TAKEN, Normal

HIDDEN = "\ue000"
"""Stands for a letter of a word that is out of sight."""
EDGES = " \t\n,;、。.:!?|/…~\"'=·-_>@*&`^"
_RUN = re.compile(rf"[^{TAKEN}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text nobody has explained yet, from ``start`` to ``end`` of the normal form."""

    start: int
    end: int
    text: str


class Scan:
    """A line of which parts are taken one after another."""

    def __init__(self, line: Normal) -> None:
        self.line = line
        self.text = line.text
        self.left = line.text
        self._hidden: tuple[int, int] | None = None

    def take(self, start: int, end: int) -> None:
        """Mark ``start`` to ``end`` as understood."""
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def hide(self, start: int, end: int) -> None:
        """Keep ``start`` to ``end`` out of sight until ``show``."""
        self._hidden = (start, end)
        self.left = self.left[:start] + HIDDEN * (end - start) + self.left[end:]

    def show(self) -> None:
        """Bring back what was hidden."""
        if self._hidden is not None:
            start, end = self._hidden
            self.left = self.left[:start] + self.text[start:end] + self.left[end:]

    def cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first place where ``pattern`` stands and return it."""
        found = pattern.search(self.left)
        if found is not None:
            self.take(found.start(), found.end())
        return found

    def cut_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Take every place where ``pattern`` stands and return them."""
        found = list(pattern.finditer(self.left))
        for match in found:
            self.take(match.start(), match.end())
        return found

    def written(self, start: int, end: int) -> str:
        """Return what was written there, without the blanks around it."""
        return self.line.original(start, end).strip()

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[Piece]:
        """Yield what remains between ``start`` and ``end``, without what only separates."""
        for run in _RUN.finditer(self.left, start, len(self.left) if end is None else end):
            trimmed = _trimmed(run.group())
            if trimmed is not None:
                first, last = trimmed
                text = run.group()[first:last]
                yield Piece(run.start() + first, run.start() + last, text)


def _trimmed(text: str) -> tuple[int, int] | None:
    """Return the part of ``text`` inside its separators and lone brackets."""
    first, last = 0, len(text)
    while first < last and (text[first] in EDGES or _is_lone(text, first, first, last)):
        first += 1
    while first < last and (text[last - 1] in EDGES or _is_lone(text, last - 1, first, last)):
        last -= 1
    if last - first > 1 and (text[first], text[last - 1]) in {("(", ")"), ("[", "]")}:
        return _inside(text, first, last)
    return (first, last) if first < last else None


def _inside(text: str, first: int, last: int) -> tuple[int, int] | None:
    inner = text[first + 1 : last - 1]
    if "(" in inner or "[" in inner:
        return first, last
    found = _trimmed(inner)
    return None if found is None else (first + 1 + found[0], first + 1 + found[1])


def _is_lone(text: str, at: int, first: int, last: int) -> bool:
    """Whether a bracket has lost its other half to something that was understood."""
    char = text[at]
    if char in "([【":
        return not any(other in text[at + 1 : last] for other in ")]】")
    if char in ")]】":
        return not any(other in text[first:at] for other in "([【")
    return False
