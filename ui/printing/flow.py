"""A column of paper that things are put into from above; where it ends, another page begins."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from leader_app.domain.paper import Paper, PaperForm
from ui.printing.faces import Face, clean, face
from ui.printing.marks import Box, Mark, Page
from ui.printing.measures import LONGEST_PIECE, MM, NARROW, NARROW_BELOW, WIDE


class Flow:
    """``top`` is where the next thing goes; :meth:`need` turns the page if there is no room."""

    def __init__(self, paper: Paper) -> None:
        self.width, self.margin = paper.width_mm * MM, paper.margin_mm * MM
        self.left, self.right = self.margin, self.width - self.margin
        self.inner = self.right - self.left
        self.is_wide = self.inner >= NARROW_BELOW
        self.scale = WIDE if self.is_wide else NARROW
        self.is_roll = paper.form is PaperForm.ROLL
        self._height = inf if self.is_roll else paper.height_mm * MM
        self._foot = 0.0 if self.is_roll else face(self.scale.small).line * 1.4
        self.pages: list[list[Mark]] = [[]]
        self.top = self.margin
        self.on_new_page: Callable[[], None] | None = None

    @property
    def bottom(self) -> float:
        """Where the room for things ends."""
        end = LONGEST_PIECE if self.is_roll else self._height
        return end - self.margin - self._foot

    @property
    def capacity(self) -> float:
        """The room on an empty page."""
        return self.bottom - self.margin

    def add(self, *marks: Mark) -> None:
        """Put marks on the page."""
        self.pages[-1].extend(marks)

    def need(self, height: float) -> None:
        """Turn the page if less than ``height`` is left, unless it is empty already."""
        if self.top + height > self.bottom and self.top > self.margin:
            self.turn()

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.top = self.margin
        if self.on_new_page is not None:
            self.on_new_page()

    def gap(self, height: float) -> None:
        """Leave room, but not at the head of a page."""
        if self.top > self.margin:
            self.top += height

    def text(self, text: str, one: Face, *, width: float = 0.0, centred: bool = False) -> None:
        """Write a paragraph."""
        room = width or self.inner
        for words in one.wrap(clean(text), room):
            self.need(one.line)
            left = self.left + (max(0.0, room - one.width(words)) / 2 if centred else 0.0)
            self.add(one.at(words, left, self.top))
            self.top += one.line

    def rule(self, line: float) -> None:
        """Draw a line across."""
        self.add(Box(self.left, self.top, self.inner, line))
        self.top += line

    def finished(self, foot: str) -> list[Page]:
        """Return the pages, numbered where there are several."""
        if self.is_roll:
            return self._pieces()
        count = len(self.pages)
        return [
            Page(self.width, self._height, [*marks, *self._footer(foot, number, count)])
            for number, marks in enumerate(self.pages, 1)
        ]

    def _pieces(self) -> list[Page]:
        last = len(self.pages) - 1
        return [
            Page(self.width, self._end_of(marks, last=at == last), marks, cut=at == last)
            for at, marks in enumerate(self.pages)
        ]

    def _end_of(self, marks: list[Mark], *, last: bool) -> float:
        ends = max((mark.top + mark.height for mark in marks), default=self.margin)
        return max(ends, self.top if last else 0.0) + self.margin

    def _footer(self, foot: str, number: int, count: int) -> list[Mark]:
        one = face(self.scale.small)
        top = self._height - self.margin - one.line
        numbers = f"{number}/{count}"
        left = self.right - one.width(numbers)
        marks: list[Mark] = [one.at(numbers, left, top)] if count > 1 else []
        words = one.wrap(clean(foot), max(left - self.left - self.scale.gap, 1.0))
        if len(words) == 1 and words[0]:
            marks.append(one.at(words[0], self.left, top))
        return marks
