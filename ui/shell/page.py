"""The place a page has on the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.kit.page import Page


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
