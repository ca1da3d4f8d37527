"""What sending a notice would do: who is told over what, who is not and why, at what cost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from leader_app.domain.channel import Channel, ChannelKind, Reach
from leader_app.domain.contact_budget import RECENT, cost, is_over
from leader_app.domain.local_time import local_day
from leader_app.domain.notice import Notice, Purpose
from leader_app.domain.notice_time import good_moment, is_quiet
from leader_app.domain.touch import Account, AccountKind, told_key
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import channels_of
from leader_app.services.notices.crowd import Household, balances, gather
from leader_app.services.notices.desk import WhyNot
from leader_app.services.notices.meaning import LINE_KINDS, line_reason, occasion_reason
from leader_app.services.notices.picking import pick_for
from leader_app.services.notices.setting import Voice, language_of, point_of, quiet_of
from leader_app.services.notices.wording import Scene

MOST_GROUP_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Told:
    """One message to be: its account, the households it is about, what it tells, its cost."""

    channel: Channel
    account: Account
    households: tuple[Household, ...]
    reasons: tuple[str, ...]
    cost: int
    balance: int
    over_budget: bool


@dataclass(frozen=True, slots=True)
class NotTold:
    """A household that is not told, and why."""

    household: Household
    why: WhyNot
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice looked at in the light of now: ``begins_at`` is when its first message may go."""

    notice: Notice
    scene: Scene
    now: datetime
    begins_at: datetime
    channels: Sequence[Channel]
    told: Sequence[Told]
    not_told: Sequence[NotTold]


@dataclass(slots=True)
class _Look:
    """What is collected on the way."""

    work: UnitOfWork
    notice: Notice
    today: date
    begins: datetime
    late: bool
    taken: set[str]
    told: list[Told] = field(default_factory=list)
    not_told: list[NotTold] = field(default_factory=list)


def look_at(voice: Voice, work: UnitOfWork, notice: Notice, *, over_budget_too: bool) -> Draft:
    """Return what sending ``notice`` now, or at its time, would do."""
    now = voice.now(work)
    wanted = max(now, notice.start_at or now)
    quiet, rest = quiet_of(work), voice.rest_days(now)
    begins = good_moment(wanted, notice.purpose, notice.kind, quiet, rest)
    here = {x.channel_id: x for x in channels_of(work)}
    channels = [here[x] for x in notice.channels if x in here and here[x].active]
    scene = Scene(point_of(work), local_day(begins), language_of(work))
    late = is_quiet(begins, quiet, rest)
    households = gather(work, notice.kind, notice.audience, pick_for(work, notice, now))
    look = _Look(work, notice, local_day(begins), begins, late, set())
    look.taken = _told_before(look, households, channels)
    persons = [x for x in channels if x.traits.reach is Reach.PERSON]
    groups = [x for x in channels if x.traits.reach is Reach.GROUP]
    if groups:
        _tell_groups(look, groups, households, now)
    if persons:
        _tell_persons(look, persons, households, now, over_budget_too=over_budget_too)
    return Draft(notice, scene, now, begins, channels, look.told, look.not_told)


def reasons_of(
    notice: Notice, account: Account, households: Sequence[Household], today: date
) -> tuple[str, ...]:
    """Return what a message to an account tells: a reason a line, or one for the occasion."""
    if notice.kind in LINE_KINDS:
        return tuple(
            line_reason(notice.kind, line, notice.occasion, today)
            for household in households
            for line in household.lines
        )
    return (occasion_reason(notice.kind, notice.occasion or notice.notice_id, account),)


def _told_before(
    look: _Look, households: Sequence[Household], channels: Sequence[Channel]
) -> set[str]:
    accounts = {_group_account(x) for x in channels if x.traits.reach is Reach.GROUP}
    keys: set[str] = set()
    for household in households:
        for account in (household.account, *accounts):
            told = reasons_of(look.notice, account, [household], look.today)
            keys.update(told_key(account, reason) for reason in told)
    return set(look.work.contacts.told(keys)) if keys else set()


def _tell_groups(
    look: _Look, groups: Sequence[Channel], households: Sequence[Household], now: datetime
) -> None:
    by_account: dict[Account, Channel] = {}
    for channel in groups:
        by_account.setdefault(_group_account(channel), channel)
    held = balances(look.work, list(by_account), now)
    for account, channel in by_account.items():
        fresh = [x for x in (_untold(look, account, one) for one in households) if x is not None]
        if not fresh and (households or _is_known(look, account)):
            look.not_told += [NotTold(x, WhyNot.TOLD) for x in households]
            continue
        recent = _recent(look, account, now)
        price = cost(look.notice.kind, late=look.late, recent=recent).points
        value = held[account].value
        over = is_over(value, price, look.notice.purpose)
        many = look.notice.kind in LINE_KINDS
        for few in _portions(fresh) if many else [fresh]:
            reasons = reasons_of(look.notice, account, few, look.today)
            look.told.append(Told(channel, account, tuple(few), reasons, price, value, over))
            price = 0  # one broadcast in several messages is one touch of patience


def _is_known(look: _Look, account: Account) -> bool:
    """Tell whether a group has nothing to be told where nobody in it is meant in particular."""
    if look.notice.kind in LINE_KINDS:
        return True
    told = {told_key(account, x) for x in reasons_of(look.notice, account, (), look.today)}
    return bool(look.work.contacts.told(told))


def _tell_persons(
    look: _Look,
    persons: Sequence[Channel],
    households: Sequence[Household],
    now: datetime,
    *,
    over_budget_too: bool,
) -> None:
    purpose = look.notice.purpose
    willing: list[tuple[Household, Channel]] = []
    for household in households:
        fresh = _untold(look, household.account, household)
        channel = _way(persons, household)
        if fresh is None:
            look.not_told.append(NotTold(household, WhyNot.TOLD))
        elif not household.person.contact.allows(purpose):
            look.not_told.append(NotTold(household, WhyNot.OPTED_OUT))
        elif channel is None:
            look.not_told.append(NotTold(household, WhyNot.NO_WAY))
        else:
            willing.append((fresh, channel))
    held = balances(look.work, [x.account for x, _ in willing], now)
    recent = _recent_all(look, [x.account for x, _ in willing], now)
    for household, channel in willing:
        account = household.account
        price = cost(look.notice.kind, late=look.late, recent=recent.get(account, 0)).points
        over = is_over(held[account].value, price, purpose)
        if over and not over_budget_too:
            look.not_told.append(NotTold(household, WhyNot.OVER_BUDGET))
            continue
        reasons = reasons_of(look.notice, account, [household], look.today)
        told = Told(channel, account, (household,), reasons, price, held[account].value, over)
        look.told.append(told)


def _untold(look: _Look, account: Account, household: Household) -> Household | None:
    """Return a household with what it was not told yet; nothing if it knows all."""
    notice, today = look.notice, look.today
    if notice.kind not in LINE_KINDS:
        (one,) = reasons_of(notice, account, [household], today)
        return None if told_key(account, one) in look.taken else household
    lines = tuple(
        line
        for line in household.lines
        if told_key(account, line_reason(notice.kind, line, notice.occasion, today))
        not in look.taken
    )
    if not lines:
        return None
    return Household(household.person, household.member_ids, lines, household.missing)


def _way(persons: Sequence[Channel], household: Household) -> Channel | None:
    contact = household.person.contact
    for channel in persons:
        if channel.kind is not ChannelKind.CENTRE or contact.page or contact.sms or contact.email:
            return channel
    return None


def _recent(look: _Look, account: Account, now: datetime) -> int:
    return _recent_all(look, [account], now).get(account, 0)


def _recent_all(look: _Look, accounts: Collection[Account], now: datetime) -> Mapping[Account, int]:
    counts: dict[Account, int] = {}
    for touch in look.work.contacts.touches(accounts, now - RECENT) if accounts else ():
        if touch.purpose is not Purpose.SAFETY:
            counts[touch.account] = counts.get(touch.account, 0) + 1
    return counts


def _portions(households: Sequence[Household]) -> Sequence[Sequence[Household]]:
    portions: list[list[Household]] = [[]]
    count = 0
    for household in households:
        count += len(household.lines)
        if portions[-1] and count > MOST_GROUP_LINES:
            portions.append([])
            count = len(household.lines)
        portions[-1].append(household)
    return portions


def _group_account(channel: Channel) -> Account:
    return Account(AccountKind.GROUP, channel.group or channel.name)
