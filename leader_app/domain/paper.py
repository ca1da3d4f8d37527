"""Papers: what a document is laid out on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_MM_PER_INCH = 25.4
_BITS = 8


class PaperForm(StrEnum):
    """How a paper ends: cut sheets, a roll that is cut where the print ends, labels on a roll."""

    SHEET = "sheet"
    ROLL = "roll"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in millimetres; a roll's ``width_mm`` is what the head can print, its height 0."""

    key: str
    form: PaperForm
    width_mm: float
    height_mm: float
    margin_mm: float


A4 = Paper("A4", PaperForm.SHEET, 210, 297, 12)
A5 = Paper("A5", PaperForm.SHEET, 148, 210, 9)
ROLL_80 = Paper("80mm", PaperForm.ROLL, 72, 0, 1)
ROLL_58 = Paper("58mm", PaperForm.ROLL, 48, 0, 1)
LABEL_40X30 = Paper("40x30", PaperForm.LABEL, 40, 30, 1.5)
LABEL_50X30 = Paper("50x30", PaperForm.LABEL, 50, 30, 1.5)
LABEL_60X40 = Paper("60x40", PaperForm.LABEL, 60, 40, 2)
LABEL_70X50 = Paper("70x50", PaperForm.LABEL, 70, 50, 2)
LABEL_100X100 = Paper("100x100", PaperForm.LABEL, 100, 100, 3)

PAPERS: dict[str, Paper] = {
    paper.key: paper
    for paper in (
        A4,
        A5,
        ROLL_80,
        ROLL_58,
        LABEL_40X30,
        LABEL_50X30,
        LABEL_60X40,
        LABEL_70X50,
        LABEL_100X100,
    )
}


def dots(millimetres: float, dpi: int) -> int:
    """Return how many printer dots a length has at ``dpi`` dots an inch."""
    return round(millimetres * dpi / _MM_PER_INCH)


def head_dots(paper: Paper, dpi: int) -> int:
    """Return the width of a paper in dots, in whole bytes as a print head takes them."""
    return -(-dots(paper.width_mm, dpi) // _BITS) * _BITS
