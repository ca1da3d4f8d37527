"""Texts one under the other: measured first, so that a picture may have the room that is left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

from ui.posters.lettering import LEADING, Fitted, fit, shown
from ui.posters.sheet import Sheet

_ROUNDS, _LESS = 6, 0.97


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a stack: the most of size, lines and height it may take; ``gap`` is above."""

    text: str
    size: float
    ink: str
    strong: bool = False
    lines: int = 2
    high: float = 200.0
    gap: float = 16.0
    leading: float = LEADING


class Stack:
    """What has words of some parts, fitted to a width; smaller if it would be over ``room``."""

    def __init__(self, parts: list[Part], width: float, room: float) -> None:
        self._width = width
        said = [part for part in parts if shown(part.text)]
        self._fit(said)
        for _ in range(_ROUNDS):
            if self.height <= room:
                break
            share = max(room, 1.0) / self.height * _LESS
            said = [
                replace(x, high=made.height * share, gap=x.gap * share) for x, made in self._made
            ]
            self._fit(said)

    def _fit(self, said: list[Part]) -> None:
        self._made: list[tuple[Part, Fitted]] = [
            (
                part,
                fit(
                    part.text,
                    self._width,
                    part.high,
                    part.size,
                    strong=part.strong,
                    lines=part.lines,
                    leading=part.leading,
                ),
            )
            for part in said
        ]

    @property
    def height(self) -> float:
        """How high all is together."""
        gaps = sum(part.gap for part, _ in self._made[1:])
        return gaps + sum(made.height for _, made in self._made)

    def paint(self, sheet: Sheet, left: float, top: float, across: float = 0.0) -> float:
        """Write it all and return where it ends."""
        for number, (part, made) in enumerate(self._made):
            top += part.gap if number else 0
            box = QRectF(left, top, self._width, made.height)
            sheet.place(part.text, made, box, part.ink, strong=part.strong, across=across)
            top += made.height
        return top
