"""What came of notices: how many of those told came within a day, and how fast."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from leader_app.domain.notice import NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.touch import AccountKind, Came, ReactionKind, Touch
from leader_app.ports import UnitOfWork
from leader_app.services.notices.desk import Effect

A_DAY = timedelta(days=1)
NO_EFFECT = Effect(0, 0, None, 0, 0, 0, settled=False)


def effect_of(work: UnitOfWork, notice_id: str, now: datetime) -> Effect:
    """Return what came of a notice so far."""
    told = work.contacts.touches_of(notice_id)
    if not told:
        return NO_EFFECT
    arrivals = _arrivals(work, told)
    households = sum(_households(touch) for touch in told)
    reactions = work.contacts.reactions_to([x.touch_id for x in told])
    heard = {kind: {x.touch_id for x in reactions if x.kind is kind} for kind in ReactionKind}
    minutes = [int((at - touch.at) / timedelta(minutes=1)) for touch, at in arrivals]
    return Effect(
        households=households,
        came=min(households, len(arrivals)),
        median_minutes=round(statistics.median(minutes)) if minutes else None,
        opened=len(heard[ReactionKind.OPENED]),
        thanked=len(heard[ReactionKind.THANKED]),
        muted=len(heard[ReactionKind.MUTED]),
        settled=now >= max(x.at for x in told) + A_DAY,
    )


def came_share(
    work: UnitOfWork, kind: NoticeKind, since: datetime, now: datetime
) -> tuple[int, int]:
    """Return how many households were told things of a kind, and how many came within a day."""
    settled = now - A_DAY
    told = [
        x
        for x in work.contacts.touches((), since)
        if x.kind is kind and x.at <= settled and x.lines
    ]
    households = sum(_households(touch) for touch in told)
    return households, min(households, len(_arrivals(work, told)))


def _arrivals(work: UnitOfWork, told: Sequence[Touch]) -> list[tuple[Touch, datetime]]:
    """Return, by touch and by who came, the first time within a day of being told."""
    keys = {key for touch in told for key in touch.lines}
    if not keys:
        return []
    came: dict[LineKey, list[Came]] = defaultdict(list)
    for one in work.audiences.came(keys, min(x.at for x in told)):
        came[one.key].append(one)
    found = []
    for touch in told:
        found += [(touch, at) for at in _first_by_person(touch, came)]
    return found


def _first_by_person(touch: Touch, came: dict[LineKey, list[Came]]) -> Iterable[datetime]:
    firsts: dict[str, datetime] = {}
    alone = touch.account.kind is AccountKind.MEMBER
    for key in touch.lines:
        for one in came.get(key, ()):
            if touch.at <= one.at <= touch.at + A_DAY:
                who = "" if alone else one.member_id
                firsts[who] = min(firsts.get(who, one.at), one.at)
    return firsts.values()


def _households(touch: Touch) -> int:
    return 1 if touch.account.kind is AccountKind.MEMBER else max(1, len(touch.member_ids))
