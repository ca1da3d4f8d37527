"""The day and the time of day at a pickup point, and the best guess at what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

# China has kept this one zone, without summer time, since 1991; Windows has no zone database.
POINT_ZONE = timezone(timedelta(hours=8), "CST")
TRUSTED_DRIFT = timedelta(days=7)


def local(at: datetime) -> datetime:
    """Return an aware time as the clock on the point's wall shows it."""
    return at.astimezone(POINT_ZONE)


def local_day(at: datetime) -> date:
    """Return the day it is at the point at an aware time."""
    return local(at).date()


def clock_time(at: datetime) -> str:
    """Return the time of day at the point, as in ``09:12``."""
    return f"{local(at):%H:%M}"


def day_span(day: date) -> tuple[datetime, datetime]:
    """Return when a day at the point begins and when the next one does, both UTC."""
    start = datetime.combine(day, time(), POINT_ZONE).astimezone(UTC)
    return start, start + timedelta(days=1)


def likely_now(clock: datetime, lead: timedelta, heard_at: datetime | None) -> datetime:
    """Return the centre's time as well as a counter can know it.

    That is this computer's ``clock`` corrected by the ``lead`` of the centre's clock at the last
    contact. A clock that was set wrong since then cannot take it before that contact
    (``heard_at``) nor more than a week after it: no code expires by a wrong clock alone.
    """
    corrected = clock + lead
    if heard_at is None:
        return corrected
    return max(heard_at, min(corrected, heard_at + TRUSTED_DRIFT))
