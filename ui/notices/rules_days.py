"""Days as people type them, and the days of a year that are not like others. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

_NUMBERS = re.compile(r"\d+")
_MOST_DIGITS = 4
_DAY, _MONTH_DAY, _WHOLE, _PACKED = 1, 2, 3, 8


@dataclass(frozen=True, slots=True)
class DayRow:
    """A public holiday, or a day the store is closed; ``name`` is empty for any other day."""

    day: date
    name: str
    closed: bool


def day_rows(holidays: Mapping[date, str], closed: Collection[date], year: int) -> Sequence[DayRow]:
    """Return the holidays and closed days of a year in their order."""
    days = {*holidays, *(day for day in closed if day.year == year)}
    return [DayRow(day, holidays.get(day, ""), day in closed) for day in sorted(days)]


def read_day(text: str, today: date) -> date | None:
    """Return the day of ``2026-11-25``, ``11-25``, ``11月25日``, ``20261125`` or ``25``.

    Without a year (or month) it is the next such day from ``today`` on; ``None`` if it is no day.
    """
    found = _NUMBERS.findall(unicodedata.normalize("NFKC", text))
    if len(found) == 1 and len(found[0]) == _PACKED:
        found = [found[0][:4], found[0][4:6], found[0][6:]]
    if not found or len(found) > _WHOLE or any(len(one) > _MOST_DIGITS for one in found):
        return None
    numbers = [int(one) for one in found]
    if len(numbers) == _WHOLE:
        return _day(*numbers)
    if len(numbers) == _MONTH_DAY:
        month, day = numbers
        tries = [_day(today.year + later, month, day) for later in range(9)]
    else:
        months = [(today.month - 1 + later) for later in range(3)]
        tries = [_day(today.year + at // 12, at % 12 + 1, numbers[0]) for at in months]
    return next((one for one in tries if one is not None and one >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
