"""How long goods keep, as people say it. QtCore only: view-models use it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from leader_app.domain import local_time
from ui.kit import words
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
SOON = 3
_WEEKS = 14


def expiry_words(day: date | None, today: date) -> str:
    """Return 今天到期, 还有 3 天, 已过期 2 天, or the date where it is far; empty for none."""
    if day is None:
        return ""
    left = (day - today).days
    if left < 0:
        return _tr("Expiry", "%n day(s) past", "", -left)
    if left == 0:
        return _tr("Expiry", "Use today")
    if left <= _WEEKS:
        return _tr("Expiry", "%n day(s) left", "", left)
    return date_words(day, today)


def expiry_look(day: date | None, today: date) -> tuple[str, Tone] | None:
    """Return the drawing and the colour of an expiry; ``None`` where nothing calls for anyone."""
    if day is None:
        return None
    left = (day - today).days
    if left < 0:
        return "cross-circle", Tone.BAD
    return ("clock", Tone.WARN) if left <= SOON else None


def widest_expiry() -> tuple[str, str]:
    """Return samples of the longest words for a use-by day, to measure by."""
    far = QLocale().toString(QDate(2028, 9, 30), _tr("Words", "d MMMM yyyy"))
    return _tr("Expiry", "%n day(s) past", "", 30), far


def date_words(day: date, today: date) -> str:
    """Return a day as people say it: Today, Yesterday, Tomorrow, 20 November (2025)."""
    return words.day(local_time.day_span(day)[0], local_time.day_span(today)[0])
