"""What the window lends to its screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ui.memory import Look
from ui.tasks import Runner


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``database`` is for what a person waits for, ``office`` for long looks, in order too.

    ``folder`` is where the data lies, to be shown.

    ``camera`` overrides the setting, if not empty, until another one is chosen.
    """

    database: Runner
    office: Runner
    side: Runner
    look: Look
    folder: str
    camera: str = ""
    now: Callable[[], datetime] = utc_now
