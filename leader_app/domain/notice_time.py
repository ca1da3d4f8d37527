"""When a notice may go: quiet hours, holidays, the pace of a channel, and when to try again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
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
_LOOK_AHEAD = timedelta(days=60)
_CLOCK = r"(上午|早上|早|下午|晚上|晚)?(?<!\d)(\d{1,2})(?:[:.点时](\d{2})?)?分?(?!\d)\s*(am|pm)?"
_SPAN = re.compile(rf"{_CLOCK}\s*[-–—~～〜至到]+\s*{_CLOCK}", re.IGNORECASE)
_WIDE = str.maketrans("０１２３４５６７８９：．－", "0123456789:.-")
_AFTER_NOON = frozenset({"下午", "晚上", "晚", "pm"})
_LAST_HOUR, _LAST_MINUTE, _NOON_HOUR = 24, 59, 12


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

    Where somebody is closed for sixty days, closed days no longer count.
    """
    if purpose is Purpose.SAFETY:
        return at
    moment = _first(at, kind, quiet, holidays)
    if moment - at <= _LOOK_AHEAD:
        return moment
    return _first(at, kind, replace(quiet, closed_days=frozenset()), holidays)


def next_call(calls: Sequence[datetime], now: datetime, per_minute: int, per_day: int) -> datetime:
    """Return when a channel may be called next, not before ``now``; a rate of 0 is no limit.

    ``calls`` are the past ones. In any minute there are at most ``per_minute``, in any 24 hours
    at most ``per_day``. Calls in the future (a clock was put back) count as now, those farther in
    it than the minute or the day not at all: a wrong year must not silence a channel.
    """
    free = now
    for most, span in ((per_minute, MINUTE), (per_day, DAY)):
        past = sorted(min(at, now) for at in calls if at - now <= span)
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
    heard = wait_s if wait_s > 0 else 0.0  # a channel may well answer "nan"
    asked = timedelta(seconds=min(heard, _LONGEST_WAIT.total_seconds()))
    return max(calm, asked)


def closing(hours: str, day: date) -> datetime | None:
    """Return when a point closes on a local day, from its opening hours as people write them.

    Of several spans (8:00-12:00 14:00-21:30) the last end counts; one past midnight ends on the
    next day. Where spans have minutes, numbers without them (a date, a telephone) are passed
    over. ``None`` where no hours can be read.
    """
    spans = list(_SPAN.finditer(hours.translate(_WIDE)))
    exact = [span for span in spans if span.group(3) or span.group(7)]
    ends = [_end(span, day) for span in exact or spans]
    return max((end for end in ends if end is not None), default=None)


def _first(
    at: datetime, kind: NoticeKind, quiet: QuietTimes, holidays: Collection[date]
) -> datetime:
    moment = at
    while (following := _next(moment, kind, quiet, holidays)) != moment:
        moment = following
    return moment


def _next(
    moment: datetime, kind: NoticeKind, quiet: QuietTimes, holidays: Collection[date]
) -> datetime:
    """Return ``moment`` if it is a good one, else the end of what is in its way."""
    day = local(moment).date()
    if kind in _ASKS_TO_COME and day in quiet.closed_days:
        return _at(day + DAY, time())
    if not is_quiet(moment, quiet, holidays):
        return moment
    ends = [_at(day, quiet.quiet_to), _at(day + DAY, quiet.quiet_to)]
    if quiet.keep_holidays and day in holidays:
        ends.append(_at(day, quiet.holiday_to))
    return min(end for end in ends if end > moment)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, POINT_ZONE).astimezone(UTC)


def _end(span: re.Match[str], day: date) -> datetime | None:
    begins, ends = _minutes(*span.groups()[:4]), _minutes(*span.groups()[4:])
    if begins is None or ends is None or begins == ends:
        return None
    if ends < begins:
        ends += 24 * 60
    return _at(day, time()) + timedelta(minutes=ends)


def _minutes(before: str | None, hour: str, minute: str | None, after: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    said = (before or after or "").lower()
    if said in _AFTER_NOON and hours < _NOON_HOUR:
        hours += _NOON_HOUR
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return None
    return hours * 60 + minutes
