"""What is drawn on a page, in hundredths of a millimetre from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(slots=True)
class Words:
    """One line of text; ``top`` and ``height`` are of the line, ``width`` of what is written."""

    left: float
    top: float
    width: float
    height: float
    baseline: float
    text: str
    size: int
    strong: bool
    white: bool = False


@dataclass(slots=True)
class Box:
    """A rectangle: filled black, or only its line of ``line`` units."""

    left: float
    top: float
    width: float
    height: float
    line: float = 0.0


@dataclass(slots=True)
class Code:
    """A QR code in the upper right corner of a square, as large as whole dots allow."""

    left: float
    top: float
    width: float
    height: float
    text: str


@dataclass(slots=True)
class Picture:
    """A PNG, fitted."""

    left: float
    top: float
    width: float
    height: float
    png: bytes


Mark = Words | Box | Code | Picture


@dataclass(slots=True)
class Page:
    """A page, label or piece of a roll; after it the paper is cut if ``cut``."""

    width: float
    height: float
    marks: list[Mark]
    cut: bool = True


def shifted(mark: Mark, right: float, down: float) -> Mark:
    """Return a mark somewhere else."""
    if isinstance(mark, Words):
        return replace(
            mark, left=mark.left + right, top=mark.top + down, baseline=mark.baseline + down
        )
    return replace(mark, left=mark.left + right, top=mark.top + down)
