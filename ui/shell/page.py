"""The place a page has on the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.kit.page import Page

# Not F9 and F10: at the counter they take a hand-over back and show those of today.
_FUNCTION_KEYS = (1, 2, 3, 4, 5, 6, 7, 8, 11, 12)
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is found: a stable key, a drawing, its name now, and how it is made.

    ``make`` is called when the place is first visited, on the GUI thread.
    """

    key: str
    icon: str
    name: Callable[[], str]
    make: Callable[[], Page]
    at_foot: bool = False


def place_keys(at: int) -> tuple[str, ...]:
    """Return the keys that go to the place number ``at`` (from 0), the one to show first."""
    named = (f"F{_FUNCTION_KEYS[at]}",) if at < len(_FUNCTION_KEYS) else ()
    numbered = (f"Ctrl+{at + 1}",) if at < _DIGITS else ()
    return (*named, *numbered)
