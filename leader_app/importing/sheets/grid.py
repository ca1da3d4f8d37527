"""One sheet as text cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Merge = tuple[tuple[int, int], tuple[int, int]]
Place = tuple[int, int]
_MOSTLY = 0.9


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


def written_down(grids: Sequence[Grid]) -> str:
    """Return the text that somebody pasted into sheets, line by line; empty if they are tables."""
    rows = [[cell for cell in row if cell] for grid in grids for row in grid.rows]
    lines = [row for row in rows if row]
    single = sum(len(row) == 1 for row in lines)
    if not lines or single < _MOSTLY * len(lines):
        return ""
    return "\n".join(" ".join(row) for row in rows)
