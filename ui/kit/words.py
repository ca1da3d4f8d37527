"""How times and amounts are written, in the language in force. QtCore only: view-models use it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from leader_app.domain import local_time
from leader_app.domain.money import Fen, yuan

_tr = QCoreApplication.translate
_THIN = "\u2009"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def money(amount: Fen) -> str:
    """Return ``amount`` as ``¥ 1,234.50``: two decimals, a thin space after the unit."""
    whole, _, cents = yuan(Fen(abs(amount))).partition(".")
    sign = "\u2212" if amount < 0 else ""
    return f"{sign}¥{_THIN}{int(whole):,}.{cents}"


def clock_time(moment: datetime) -> str:
    """Return the local time of day, ``14:20``."""
    return local_time.clock_time(moment)


def day(moment: datetime, now: datetime) -> str:
    """Return the local day as people say it: Today, Yesterday, 20 November (2025)."""
    local, today = local_time.local(moment), local_time.local_day(now)
    if local.date() == today:
        return _tr("Words", "Today")
    if local.date() == today - timedelta(days=1):
        return _tr("Words", "Yesterday")
    if local.date() == today + timedelta(days=1):
        return _tr("Words", "Tomorrow")
    date = QDate(local.year, local.month, local.day)
    same_year = local.year == today.year
    pattern = _tr("Words", "d MMMM") if same_year else _tr("Words", "d MMMM yyyy")
    return QLocale().toString(date, pattern)


def moment(when: datetime, now: datetime) -> str:
    """Return day and time: 今天 14:20, Yesterday 09:12, 11月20日 18:05."""
    return f"{day(when, now)} {clock_time(when)}"


def age(since: datetime, now: datetime) -> str:
    """Return how long ago ``since`` is, in one unit: just now, 5 min ago, 3 h ago, 2 days ago."""
    passed = now - since
    if passed < _MINUTE:
        return _tr("Words", "just now")
    minutes, hours, days = (passed // unit for unit in (_MINUTE, _HOUR, _DAY))
    if passed < _HOUR:
        return _tr("Words", "%n min ago", "", minutes)
    if passed < _DAY:
        return _tr("Words", "%n h ago", "", hours)
    return _tr("Words", "%n day(s) ago", "", days)
