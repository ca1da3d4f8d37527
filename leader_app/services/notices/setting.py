"""What notices need to know of this counter: where it is, what time it is, when people rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from leader_app.domain.ids import new_command_id
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Point
from leader_app.domain.notice_time import QuietTimes
from leader_app.domain.notice_words import CHINESE
from leader_app.ports import Clock, Store, UnitOfWork, Wake
from leader_app.services.pickup.moment import enrolled, present

QUIET = "notices.quiet"
LANGUAGE = "notices.language"
Holidays = Callable[[int], Mapping[date, str]]
"""Gives the public holidays of a year, with their names; none where they are not known."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What every verb of notices needs; ``wake`` is told when there is something to carry out."""

    store: Store
    clock: Clock
    wake: Wake
    random: Callable[[int], bytes]
    holidays: Holidays

    def new_id(self) -> str:
        """Return an id for a notice, a message or a command."""
        return new_command_id(self.clock.now(), self.random)

    def now(self, work: UnitOfWork) -> datetime:
        """Return the time by the centre's clock, as well as it can be known."""
        return present(work, self.clock)

    def rest_days(self, now: datetime) -> Collection[date]:
        """Return the public holidays around now."""
        year = local_day(now).year
        return {*self.holidays(year), *self.holidays(year + 1)}


def point_of(work: UnitOfWork) -> Point:
    """Return the pickup point of this counter; without a name before the first sync."""
    point_id = enrolled(work).point_id
    return work.names.points([point_id]).get(point_id, Point(point_id, "", "", ""))


def language_of(work: UnitOfWork) -> str:
    """Return the language neighbours are written to in."""
    return work.settings.get(LANGUAGE) or CHINESE


def quiet_of(work: UnitOfWork) -> QuietTimes:
    """Return the quiet times; the usual ones where none or nothing readable was kept."""
    kept = work.settings.get(QUIET)
    try:
        return _quiet(json.loads(kept)) if kept else QuietTimes()
    except (ValueError, KeyError, TypeError):
        return QuietTimes()


def keep_quiet(work: UnitOfWork, quiet: QuietTimes) -> None:
    """Keep the quiet times."""
    said = {
        "from": quiet.quiet_from.isoformat("minutes"),
        "to": quiet.quiet_to.isoformat("minutes"),
        "holidays": quiet.keep_holidays,
        "holiday_to": quiet.holiday_to.isoformat("minutes"),
        "closed": sorted(day.isoformat() for day in quiet.closed_days),
    }
    work.settings.put(QUIET, json.dumps(said))


def _quiet(said: Mapping[str, object]) -> QuietTimes:
    closed = said["closed"]
    return QuietTimes(
        quiet_from=time.fromisoformat(str(said["from"])),
        quiet_to=time.fromisoformat(str(said["to"])),
        keep_holidays=bool(said["holidays"]),
        holiday_to=time.fromisoformat(str(said["holiday_to"])),
        closed_days=frozenset(
            date.fromisoformat(str(day)) for day in (closed if isinstance(closed, list) else [])
        ),
    )
