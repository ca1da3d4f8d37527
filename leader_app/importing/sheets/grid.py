"""One sheet as text cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Merge = tuple[tuple[int, int], tuple[int, int]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows as text, row 0 being row 1 of the file.

    ``spread`` are the cells that show the value of the merged cell above them, ``unread`` those
    whose formula has no value in the file, ``inexact`` numbers too long for a spreadsheet.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    spread: frozenset[Place] = field(default=frozenset())
    unread: frozenset[Place] = field(default=frozenset())
    inexact: frozenset[Place] = field(default=frozenset())


def fill_merged(rows: list[list[str]], merges: Iterable[Merge]) -> frozenset[Place]:
    """Write the value of each merged cell into the rows below it; return where.

    Only downwards: a title across a sheet is one title, not twelve.
    """
    filled = set()
    for (top, left), (bottom, _) in merges:
        if bottom <= top or top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
            continue
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]) and not rows[row][left]:
                rows[row][left] = rows[top][left]
                filled.add((row, left))
    return frozenset(filled)
