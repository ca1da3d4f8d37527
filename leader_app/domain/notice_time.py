"""When a notice may go: quiet hours, holidays, the pace of a channel, and when to try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """When nobody is told anything but dangers, as on the point's wall.

    Quiet from ``quiet_from`` to ``quiet_to``; on public holidays (if ``keep_holidays``) until
    ``holiday_to``. On ``closed_days`` nothing that asks people to come goes out.
    """

    quiet_from: time = time(21, 30)
    quiet_to: time = time(8, 0)
    keep_holidays: bool = True
    holiday_to: time = time(10, 0)
    closed_days: frozenset[date] = frozenset()
