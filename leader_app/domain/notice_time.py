"""When a notice may go: quiet hours, holidays, the pace of a channel, and when to try again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from leader_app.domain.local_time import POINT_ZONE, local
from leader_app.domain.notice import NoticeKind, Purpose

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=1)
_ASKS_TO_COME = frozenset(
    {
        NoticeKind.ARRIVED,
        NoticeKind.PARTLY_ARRIVED,
        NoticeKind.LAST_CALL,
        NoticeKind.NEAR_USE_BY,
        NoticeKind.SHORTAGE_SETTLED,
    }
)
_LOOK_AHEAD_DAYS = 60
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—~～至到]\s*(\d{1,2})(?:[:.](\d{2}))?")
_LAST_HOUR, _LAST_MINUTE = 24, 59


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """When nobody is told anything but dangers, as on the point's wall.

    Quiet from ``quiet_from`` to ``quiet_to``, both the same: never; on public holidays (if
    ``keep_holidays``) until ``holiday_to``. On ``closed_days`` nothing that asks people to come
    goes out.
    """

    quiet_from: time = time(21, 30)
    quiet_to: time = time(8, 0)
    keep_holidays: bool = True
    holiday_to: time = time(10, 0)
    closed_days: frozenset[date] = frozenset()


def is_quiet(at: datetime, quiet: QuietTimes, holidays: Collection[date]) -> bool:
    """Tell whether an aware time falls into quiet hours at the point."""
    here = local(at)
    now, day = here.time(), here.date()
    if quiet.keep_holidays and day in holidays and now < quiet.holiday_to:
        return True
    if quiet.quiet_from <= quiet.quiet_to:
        return quiet.quiet_from <= now < quiet.quiet_to
    return now >= quiet.quiet_from or now < quiet.quiet_to


def good_moment(
    at: datetime,
    purpose: Purpose,
    kind: NoticeKind,
    quiet: QuietTimes,
    holidays: Collection[date],
) -> datetime:
    """Return the first moment from ``at`` on at which such a notice may go; dangers go at once.

    Where no moment is free for sixty days (somebody is closed for good), ``at`` itself.
    """
    if purpose is Purpose.SAFETY:
        return at
    moment = at
    for _ in range(_LOOK_AHEAD_DAYS * 3):
        following = _next(moment, kind, quiet, holidays)
        if following == moment:
            return moment
        moment = following
    return at


def next_call(calls: Sequence[datetime], now: datetime, per_minute: int, per_day: int) -> datetime:
    """Return when a channel may be called next, not before ``now``; a rate of 0 is no limit.

    ``calls`` are the past ones. In any minute there are at most ``per_minute``, in any 24 hours
    at most ``per_day``. Calls in the future (a clock was put back) count as now.
    """
    past = sorted(min(at, now) for at in calls)
    free = now
    for most, span in ((per_minute, MINUTE), (per_day, DAY)):
        if 0 < most <= len(past):
            free = max(free, past[-most] + span)
    return free


def pause(attempts: int, wait_s: float, chance: float) -> timedelta:
    """Return how long to rest after ``attempts`` failures (1 or more) before the next try.

    Doubles from five seconds to an hour, between half and all of it by ``chance`` (0 to 1), and
    never less than the channel asked for with ``wait_s``, up to a day.
    """
    doubled: timedelta = _FIRST_PAUSE * 2 ** min(max(attempts, 1) - 1, 20)
    calm = min(doubled, _LONGEST_PAUSE) * (0.5 + 0.5 * min(max(chance, 0.0), 1.0))
    asked = timedelta(seconds=min(max(wait_s, 0.0), _LONGEST_WAIT.total_seconds()))
    return max(calm, asked)


def closing(hours: str, day: date) -> datetime | None:
    """Return when a point closes on a local day, from its opening hours as people write them.

    Of several spans (8:00-12:00 14:00-21:30) the last end counts; one past midnight ends on the
    next day. ``None`` where no hours can be read.
    """
    ends = [_end(match, day) for match in _SPAN.finditer(hours.replace("：", ":"))]
    return max((end for end in ends if end is not None), default=None)


def _next(
    moment: datetime, kind: NoticeKind, quiet: QuietTimes, holidays: Collection[date]
) -> datetime:
    here = local(moment)
    day = here.date()
    if kind in _ASKS_TO_COME and day in quiet.closed_days:
        return _at(day + DAY, time())
    if not is_quiet(moment, quiet, holidays):
        return moment
    ends = [_at(day, quiet.quiet_to), _at(day + DAY, quiet.quiet_to)]
    if quiet.keep_holidays and day in holidays:
        ends.append(_at(day, quiet.holiday_to))
    return min((end for end in ends if end > moment), default=moment)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, POINT_ZONE).astimezone(UTC)


def _end(match: re.Match[str], day: date) -> datetime | None:
    begins = _minutes(match.group(1), match.group(2))
    ends = _minutes(match.group(3), match.group(4))
    if begins is None or ends is None or begins == ends:
        return None
    if ends < begins:
        ends += 24 * 60
    return _at(day, time()) + timedelta(minutes=ends)


def _minutes(hour: str, minute: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return None
    return hours * 60 + minutes
