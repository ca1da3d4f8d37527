"""The measures of printed paper, as the tokens are for the screen; in hundredths of a mm."""

from __future__ import annotations

from dataclasses import dataclass

MM = 100
"""Units in a millimetre."""

LINE = 1.28
"""Height of a line as a share of its type."""
SHEET_LINE = round(0.15 * MM)
BOX_LINE = round(0.3 * MM)
QUIET = 0.14
"""The white edge a reader wants around a code, as a share of its side: four modules of 29."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Type sizes and gaps of one width of paper."""

    title: int
    heading: int
    body: int
    small: int
    gap: int
    padding: int
    box: int
    code: int
    signature: int


WIDE = Scale(
    title=round(6.5 * MM),
    heading=round(4.2 * MM),
    body=round(3.5 * MM),
    small=round(2.7 * MM),
    gap=4 * MM,
    padding=round(0.9 * MM),
    box=round(3.4 * MM),
    code=22 * MM,
    signature=18 * MM,
)
NARROW = Scale(
    title=round(4.6 * MM),
    heading=round(3.6 * MM),
    body=round(3.1 * MM),
    small=round(2.6 * MM),
    gap=2 * MM,
    padding=round(0.5 * MM),
    box=round(2.8 * MM),
    code=20 * MM,
    signature=12 * MM,
)
NARROW_BELOW = 100 * MM
LONGEST_PIECE = 280 * MM
"""A roll is printed in pieces of this length: a printer's memory is small, a picture's side too."""
