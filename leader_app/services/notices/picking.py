"""Which lines a notice is about, beyond what its audience says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.notice import Notice, NoticeKind
from leader_app.ports import AudienceLine, UnitOfWork
from leader_app.services.notices.crowd import Pick

UNTIL = "use_by_until"
"""In ``Notice.extra``: the last use-by day (ISO) that is meant by near."""
SHORT_FOR = timedelta(days=30)
NEAR = timedelta(days=1)
_SHORT = frozenset({NoticeKind.SHORTAGE, NoticeKind.DELAYED})


def pick_for(work: UnitOfWork, notice: Notice, now: datetime) -> Pick:
    """Return which lines a notice speaks of.

    Near use-by means still good, and until the day that is said (tomorrow); what was missing and
    came is what somebody was told of as missing.
    """
    if notice.kind is NoticeKind.NEAR_USE_BY:
        today = local_day(now)
        until = _day(notice.extra.get(UNTIL, "")) or today + NEAR
        return lambda line: line.use_by is not None and today <= line.use_by <= until
    if notice.kind is NoticeKind.SHORTAGE_SETTLED:
        told = work.contacts.touches((), now - SHORT_FOR)
        missed = {key for touch in told if touch.kind in _SHORT for key in touch.lines}
        return lambda line: line.key in missed
    return _any


def _any(_line: AudienceLine) -> bool:
    return True


def _day(spelled: str) -> date | None:
    try:
        return date.fromisoformat(spelled)
    except ValueError:
        return None
