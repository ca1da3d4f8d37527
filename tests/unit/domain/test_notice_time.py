"""Nobody is told in quiet hours, no channel is called too fast, and pauses grow."""

import bisect
import math
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leader_app.domain.local_time import POINT_ZONE, local
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.notice_time import (
    DAY,
    MINUTE,
    QuietTimes,
    closing,
    good_moment,
    is_quiet,
    next_call,
    pause,
)

SUNDAY = date(2026, 11, 22)
HOLIDAY = date(2026, 11, 23)
USUAL = QuietTimes()
NEVER = QuietTimes(time(0), time(0), keep_holidays=False)


def at(clock: str, day: date = SUNDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), POINT_ZONE).astimezone(UTC)


def moment(
    when: datetime,
    quiet: QuietTimes = USUAL,
    holidays: Collection[date] = (),
    kind: NoticeKind = NoticeKind.ARRIVED,
    purpose: Purpose = Purpose.SERVICE,
) -> datetime:
    return good_moment(when, purpose, kind, quiet, holidays)


@pytest.mark.parametrize(
    ("clock", "quiet", "expected"),
    [
        ("21:29:59.999999", USUAL, False),
        ("21:30", USUAL, True),
        ("00:00", USUAL, True),
        ("07:59", USUAL, True),
        ("08:00", USUAL, False),
        ("12:30", QuietTimes(time(12), time(14)), True),
        ("14:00", QuietTimes(time(12), time(14)), False),
        ("11:59", QuietTimes(time(12), time(14)), False),
        ("00:00", NEVER, False),
    ],
)
def test_quiet_hours_are_those_of_the_wall(clock: str, quiet: QuietTimes, expected: bool) -> None:
    assert is_quiet(at(clock), quiet, ()) is expected


def test_on_holidays_people_sleep_longer_if_that_is_kept() -> None:
    assert is_quiet(at("09:59", HOLIDAY), USUAL, {HOLIDAY})
    assert not is_quiet(at("10:00", HOLIDAY), USUAL, {HOLIDAY})
    assert not is_quiet(at("09:59"), USUAL, {HOLIDAY})
    assert not is_quiet(at("09:59", HOLIDAY), QuietTimes(keep_holidays=False), {HOLIDAY})


def test_a_good_moment_is_now_or_when_quiet_ends() -> None:
    assert moment(at("12:00")) == at("12:00")
    assert moment(at("22:00")) == at("08:00", HOLIDAY)
    assert moment(at("22:00"), holidays={HOLIDAY}) == at("10:00", HOLIDAY)
    assert moment(at("07:00")) == at("08:00")


def test_a_danger_is_told_at_any_hour() -> None:
    night = at("03:00")
    assert moment(night, kind=NoticeKind.RECALL, purpose=Purpose.SAFETY) == night


def test_nobody_is_asked_to_come_to_a_closed_door() -> None:
    closed = QuietTimes(closed_days=frozenset({SUNDAY, HOLIDAY}))
    assert moment(at("12:00"), closed) == at("08:00", HOLIDAY + DAY)
    thanks = NoticeKind.THANKS
    assert moment(at("12:00"), closed, kind=thanks) == at("12:00")


def test_who_is_closed_for_good_still_never_speaks_at_night() -> None:
    closed = frozenset(SUNDAY + n * DAY for n in range(61))
    assert moment(at("22:00"), QuietTimes(closed_days=closed)) == at("08:00", HOLIDAY)
    assert moment(at("22:00"), QuietTimes(closed_days=closed), {HOLIDAY}) == at("10:00", HOLIDAY)
    assert moment(at("12:00"), QuietTimes(closed_days=closed)) == at("12:00")


CLOCKS = st.times().map(lambda x: x.replace(second=0, microsecond=0))
DAYS = st.sets(st.dates(SUNDAY, SUNDAY + 20 * DAY), max_size=8)
QUIETS = st.builds(QuietTimes, CLOCKS, CLOCKS, st.booleans(), CLOCKS, DAYS.map(frozenset))


@given(
    st.integers(0, 20 * 24 * 60), QUIETS, DAYS, st.sampled_from(NoticeKind),
    st.sampled_from([Purpose.SERVICE, Purpose.MARKETING]),
)  # fmt: skip
def test_a_good_moment_is_never_quiet_nor_past_and_the_first_there_is(
    minutes: int, quiet: QuietTimes, holidays: set[date], kind: NoticeKind, purpose: Purpose
) -> None:
    start = at("00:00") + minutes * MINUTE
    found = moment(start, quiet, holidays, kind, purpose)
    assert found >= start
    assert not is_quiet(found, quiet, holidays)
    assert moment(found, quiet, holidays, kind, purpose) == found
    asks = kind not in {
        NoticeKind.DELAYED,
        NoticeKind.SHORTAGE,
        NoticeKind.RECALL,
        NoticeKind.LIVESTREAM,
        NoticeKind.THANKS,
        NoticeKind.FREE,
    }
    closed = quiet.closed_days if asks else frozenset()
    assert local(found).date() not in closed
    tried = start
    while tried < found:
        assert is_quiet(tried, quiet, holidays) or local(tried).date() in closed
        tried += 13 * MINUTE


def test_a_channel_is_called_at_its_pace() -> None:
    now = at("12:00")
    assert next_call([], now, 20, 0) == now
    assert next_call([now - 30 * MINUTE] * 50, now, 20, 0) == now
    twenty = [now - timedelta(seconds=n) for n in range(20)]
    assert next_call(twenty, now, 20, 0) == now + timedelta(seconds=41)
    assert next_call(twenty, now, 0, 0) == now
    assert next_call([now - timedelta(hours=3)] * 5, now, 10, 5) == now + timedelta(hours=21)


def test_a_clock_put_back_slows_a_channel_and_a_wrong_year_does_not_silence_it() -> None:
    now = at("12:00")
    ahead = [now + timedelta(seconds=30)] * 20
    assert next_call(ahead, now, 20, 0) == now + MINUTE
    assert next_call([now + 365 * DAY] * 500, now, 20, 200) == now


@given(
    st.lists(st.integers(0, 200), min_size=1, max_size=60),
    st.integers(1, 5),
    st.integers(0, 12),
)
@example([0] * 40, 1, 3)
def test_never_more_than_the_limit_in_any_window(
    waits: list[int], per_minute: int, per_day: int
) -> None:
    now, calls = at("12:00"), list[datetime]()
    for wait in waits:
        now = next_call(calls, now + timedelta(seconds=wait), per_minute, per_day)
        calls.append(now)
    assert calls == sorted(calls)
    for most, span in ((per_minute, MINUTE), (per_day or 10**6, DAY)):
        assert _busiest(calls, span) <= most


def _busiest(calls: Sequence[datetime], span: timedelta) -> int:
    return max(n + 1 - bisect.bisect_right(calls, x - span) for n, x in enumerate(calls))


def test_pauses_double_from_five_seconds_to_an_hour() -> None:
    assert pause(1, 0, 1) == timedelta(seconds=5)
    assert pause(2, 0, 1) == timedelta(seconds=10)
    assert pause(0, 0, 0) == timedelta(seconds=2.5)
    assert pause(10_000, 0, 1) == timedelta(hours=1)
    assert pause(1, 90, 0.5) == timedelta(seconds=90)
    assert pause(3, 10**9, 0.5) == DAY


@pytest.mark.parametrize("rubbish", [-1.0, math.nan, math.inf, -math.inf])
def test_rubbish_in_an_answer_makes_no_rubbish_of_a_pause(rubbish: float) -> None:
    assert timedelta(seconds=2) < pause(1, rubbish, 0.5) <= DAY


@given(st.integers(-5, 10**6), st.floats(), st.floats(0, 1))
def test_a_pause_is_never_none_nor_more_than_a_day(tries: int, wait: float, chance: float) -> None:
    found = pause(tries, wait, chance)
    assert timedelta(seconds=2.5) <= found <= DAY
    assert pause(tries + 1, wait, chance) >= found


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        ("8:00-22:00", "22:00"),
        ("08:00–21:30", "21:30"),
        ("８：００－２１：３０", "21:30"),
        ("周一至周日 8：00～22：00", "22:00"),
        ("8:00-12:00 14:00-21:30", "21:30"),
        ("14:00-21:30，8:00-12:00", "21:30"),
        ("8.00 — 22.30", "22:30"),
        ("8-22", "22:00"),
        ("早8点到晚9点", "21:00"),
        ("8点30分至21点30分", "21:30"),
        ("上午9:00到晚上10:00", "22:00"),
        ("8am - 9:30pm", "21:30"),
        ("021-5555 8:00-20:00", "20:00"),
        ("11-22 8:00-20:00", "20:00"),
    ],
)
def test_opening_hours_are_read_as_people_write_them(hours: str, ends: str) -> None:
    assert closing(hours, SUNDAY) == at(ends)


def test_past_midnight_is_the_next_day() -> None:
    assert closing("18:00-2:00", SUNDAY) == at("02:00", HOLIDAY)
    assert closing("0:00-24:00", SUNDAY) == at("00:00", HOLIDAY)


@pytest.mark.parametrize("hours", ["", "24小时", "99:99-99:99", "8:00-8:00", "8:70-9:80", "随时"])
def test_what_cannot_be_read_is_not_guessed(hours: str) -> None:
    assert closing(hours, SUNDAY) is None


@given(st.text(st.sampled_from("0123456789:-点到晚 ap m~，"), max_size=30) | st.text(max_size=40))
def test_any_hours_can_be_tried(hours: str) -> None:
    found = closing(hours, SUNDAY)
    assert found is None or at("00:00") < found <= at("00:00") + 2 * DAY
