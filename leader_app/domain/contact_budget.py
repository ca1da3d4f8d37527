"""The contact budget (情感账户): what a member's or a group's patience holds, line by line.

An account begins with ``START`` points and holds ``LEAST`` to ``MOST``. Being told costs, what was
useful pays, and days of rest give back up to ``START``. The figures are ours: a reminder that
brings somebody pays more than it cost, three ignored advertisements use an account up, and what is
left then is kept for news about a member's own goods. The same facts in any order give the same
balance, on every counter and at the centre.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from leader_app.domain.notice import PURPOSES, NoticeKind, Purpose
from leader_app.domain.order import LineKey
from leader_app.domain.text import Text, say
from leader_app.domain.touch import Account, AccountKind, Came, Reaction, ReactionKind, Touch

START, MOST, LEAST = 10, 20, -10
MUST_LEAVE = {Purpose.MARKETING: 4, Purpose.SERVICE: -5}
WINDOW = timedelta(days=90)
EFFECT = timedelta(hours=48)
REST = timedelta(days=3)
RECENT = timedelta(hours=24)
CAME, CAME_SOME, IGNORED = 3, 1, -1
LATE, AGAIN = 2, 1
PRIOR = 10
PRIOR_SHARES = (0.6, 0.4)

_COSTS = {Purpose.SAFETY: 0, Purpose.SERVICE: 1, Purpose.MARKETING: 3}
_LAST_CALL = 2
_REACTIONS = {
    ReactionKind.OPENED: (1, say("Opened a notice.")),
    ReactionKind.RATED: (2, say("Rated what was collected.")),
    ReactionKind.THANKED: (3, say("Said thank you.")),
    ReactionKind.COMPLAINED: (-4, say("Complained about a notice.")),
    ReactionKind.MUTED: (-6, say("Wants fewer notices.")),
}
_ANSWERS = frozenset({ReactionKind.OPENED, ReactionKind.RATED, ReactionKind.THANKED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account: what happened, when, by how much; one sentence says why."""

    at: datetime
    change: int
    words: Text


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds now, between ``LEAST`` and ``MOST``, and how it came to it."""

    value: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a touch takes from an account, 0 or more, and why."""

    points: int
    words: Text


@dataclass(frozen=True, slots=True)
class _Step:
    at: datetime
    rank: int
    change: int
    words: Text


_REST_WORDS = say("Three days of rest give a point back.")
_REST_RANK, _TOLD_RANK, _BACK_RANK = 0, 1, 2


def cost(kind: NoticeKind, *, late: bool, recent: int) -> Cost:
    """Return what a notice costs an account that was told ``recent`` things in the last day.

    ``late`` if it falls into quiet hours. News of danger is free.
    """
    purpose = PURPOSES[kind]
    if purpose is Purpose.SAFETY:
        return Cost(0, say("A warning is free."))
    base = _LAST_CALL if kind is NoticeKind.LAST_CALL else _COSTS[purpose]
    points = base + (LATE if late else 0) + AGAIN * recent
    return Cost(points, _cost_words(purpose, kind, late=late, recent=recent))


def is_over(balance: int, points: int, purpose: Purpose) -> bool:
    """Tell whether a touch would take an account below what must be left in it.

    Advertising leaves ``MUST_LEAVE`` for news about a member's own goods; warnings always go.
    """
    least = MUST_LEAVE.get(purpose)
    return least is not None and balance - points < least


def balance(
    account: Account,
    touches: Iterable[Touch],
    reactions: Iterable[Reaction],
    came: Iterable[Came],
    now: datetime,
) -> Balance:
    """Return what ``account`` holds at ``now``, from the facts of the last ``WINDOW``.

    Facts of other accounts are passed over, those told twice count once.
    """
    since = now - WINDOW
    told = _in_window({x.touch_id: x for x in touches if x.account == account}, since, now)
    back = {x.reaction_id: x for x in reactions if x.account == account and since <= x.at <= now}
    heard = sorted(back.values(), key=lambda x: (x.at, x.reaction_id))
    steps = [*_told(told), *_reacted(heard), *_rest(told, now)]
    steps += _answered(told, heard, _brought_by(told, came, now), now)
    steps.sort(key=lambda x: (x.at, x.rank, x.change, x.words.source))
    return _walk(steps, since)


def likely(households: int, told: tuple[int, int], untold: tuple[int, int]) -> tuple[float, float]:
    """Return how many of ``households`` will come within a day when told, and how many anyhow.

    ``told`` and ``untold`` are (how many, how many of them came) of the past; with little past the
    shares lean on ``PRIOR_SHARES``, as if ``PRIOR`` households had behaved like that.
    """
    with_it, without = (
        (came + PRIOR * prior) / (count + PRIOR)
        for (count, came), prior in zip((told, untold), PRIOR_SHARES, strict=True)
    )
    return households * max(with_it, without), households * without


def _cost_words(purpose: Purpose, kind: NoticeKind, *, late: bool, recent: int) -> Text:
    if late:
        return say("Told in quiet hours.")
    if recent:
        return say("Told again within a day.")
    if kind is NoticeKind.LAST_CALL:
        return say("Reminded to collect.")
    if purpose is Purpose.MARKETING:
        return say("Told about an offer.")
    return say("Told about own goods.")


def _in_window(found: dict[str, Touch], since: datetime, now: datetime) -> list[Touch]:
    inside = [x for x in found.values() if since <= x.at <= now]
    return sorted(inside, key=lambda x: (x.at, x.touch_id))


def _brought_by(
    told: Sequence[Touch], came: Iterable[Came], now: datetime
) -> dict[str, list[datetime]]:
    """Return when people came, by touch; of several touches of a line the last one brought them.

    Earlier ones that may have helped have an empty list.
    """
    spoke: dict[LineKey, list[Touch]] = {}
    for touch in told:
        for key in touch.lines:
            spoke.setdefault(key, []).append(touch)
    brought: dict[str, list[datetime]] = {}
    for one in sorted(set(came), key=lambda x: (x.at, x.key.order_id, x.key.line_no)):
        before = [x for x in spoke.get(one.key, []) if x.at <= one.at <= min(now, x.at + EFFECT)]
        for touch in before:
            brought.setdefault(touch.touch_id, [])
        if before:
            brought[before[-1].touch_id].append(one.at)
    return brought


def _told(told: Sequence[Touch]) -> Iterable[_Step]:
    before: list[datetime] = []
    for touch in told:
        free = touch.purpose is Purpose.SAFETY
        before = [at for at in before if touch.at - at < RECENT]
        price = cost(touch.kind, late=touch.late, recent=len(before))
        if not free:
            before.append(touch.at)
            yield _Step(touch.at, _TOLD_RANK, -price.points, price.words)


def _reacted(heard: Sequence[Reaction]) -> Iterable[_Step]:
    for reaction in heard:
        if found := _REACTIONS.get(reaction.kind):
            yield _Step(reaction.at, _BACK_RANK, *found)


def _answered(
    told: Sequence[Touch],
    heard: Sequence[Reaction],
    brought: dict[str, list[datetime]],
    now: datetime,
) -> Iterable[_Step]:
    answered = {x.touch_id for x in heard if x.kind in _ANSWERS} | brought.keys()
    for touch in told:
        if times := brought.get(touch.touch_id):
            yield _brought(touch, times)
        elif touch.purpose is not Purpose.SAFETY and touch.touch_id not in answered:
            at = touch.at + EFFECT
            if at <= now:
                yield _Step(at, _BACK_RANK, IGNORED, say("Nobody answered within two days."))


def _brought(touch: Touch, times: Sequence[datetime]) -> _Step:
    if touch.account.kind is AccountKind.GROUP and 2 * len(times) < len(touch.lines):
        return _Step(min(times), _BACK_RANK, CAME_SOME, say("Some came after being told."))
    return _Step(min(times), _BACK_RANK, CAME, say("Came to collect after being told."))


def _rest(told: Sequence[Touch], now: datetime) -> Iterable[_Step]:
    costly = [x.at for x in told if x.purpose is not Purpose.SAFETY]
    for at, following in itertools.pairwise([*costly, now]):
        for number in range(1, (following - at) // REST + 1):
            yield _Step(at + number * REST, _REST_RANK, 1, _REST_WORDS)


def _walk(steps: Sequence[_Step], since: datetime) -> Balance:
    value = START
    entries = [Entry(since, START, say("Every account begins with this."))]
    for step in steps:
        if step.rank == _REST_RANK and value >= START:
            continue
        after = max(LEAST, min(MOST, value + step.change))
        if after != value:
            entries.append(Entry(step.at, after - value, step.words))
        value = after
    return Balance(value, tuple(entries))
