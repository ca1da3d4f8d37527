"""Which days a report is about, and how one goes back and forth among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leader_app.services.reports.desk import ReportKind

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Period:
    """The local days ``first`` to ``last``."""

    first: date
    last: date

    def moved(self, steps: int, today: date) -> Period:
        """Return the period so many of its own lengths later, never beyond ``today``."""
        length = self.last - self.first + timedelta(days=1)
        first, last = self.first + steps * length, self.last + steps * length
        return self if steps > 0 and first > today else Period(first, last)


def usual(kind: ReportKind, day: date) -> Period:
    """Return the period a report begins with: the day, its week (from Monday), or 30 days."""
    if kind is ReportKind.DAY:
        return Period(day, day)
    if kind is ReportKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + _WEEK - timedelta(days=1))
    return Period(day - _MONTH + timedelta(days=1), day)
