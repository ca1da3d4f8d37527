"""The part of a long list that is held here: pages, the least used go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
PAGE = 64
MOST_PAGES = 32


class PageWindow(Generic[T]):
    """Rows by number; ``None`` for what has not come yet, which is then wanted."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[T]] = OrderedDict()
        self._wanted: dict[int, None] = {}

    def row(self, number: int) -> T | None:
        """Return a row if it is here; otherwise remember that its page is wanted."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._wanted.pop(page, None)
            self._wanted[page] = None
            return None
        self._pages.move_to_end(page)
        at = number % PAGE
        return rows[at] if at < len(rows) else None

    def peek(self, number: int) -> T | None:
        """Return a row if it is here, and want nothing."""
        rows = self._pages.get(number // PAGE, ()) if number >= 0 else ()
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def put(self, page: int, rows: Sequence[T]) -> None:
        """Keep a page; the page longest unused goes when there are too many."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        self._wanted.pop(page, None)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)

    def take_wanted(self, most: int) -> list[int]:
        """Return the pages asked for last, at most ``most``, and forget the others."""
        newest = list(self._wanted)[-most:]
        self._wanted.clear()
        return newest

    def find(self, fits: Callable[[T], bool]) -> int:
        """Return the number of the first row here that ``fits``, else -1."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if fits(row):
                    return page * PAGE + at
        return -1

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
        self._wanted.clear()


def pages_around(row: int, count: int, rows: int = PAGE) -> Iterable[int]:
    """Return the pages with the ``rows`` rows from ``row`` on, of ``count`` in all."""
    first = max(0, min(row, count - rows))
    last = max(0, min(count - 1, first + rows))
    return range(first // PAGE, last // PAGE + 1)
