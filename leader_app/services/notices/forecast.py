"""A plan for the screen: who is told, what it costs them, and what it is likely to bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from leader_app.domain.channel import ChannelKind, Reach
from leader_app.domain.contact_budget import WINDOW, likely
from leader_app.domain.message_text import sms_segments
from leader_app.domain.notice import Purpose
from leader_app.domain.notice_text import flaws
from leader_app.domain.notice_words import CHINESE
from leader_app.domain.text import Text, say
from leader_app.ports import UnitOfWork
from leader_app.services.notices.crowd import Household
from leader_app.services.notices.desk import (
    ChannelLoad,
    Flaw,
    LeftOut,
    Likely,
    Plan,
    Recipient,
)
from leader_app.services.notices.effects import came_share
from leader_app.services.notices.meaning import LINE_KINDS
from leader_app.services.notices.planning import Draft, Told
from leader_app.services.notices.texts import obstacles, worded
from leader_app.services.notices.wording import PICTURE, goods, masked

_MANY = 100
_SAMPLE = 30
_MINUTE = 60


def plan_of(work: UnitOfWork, seen: Draft) -> Plan:
    """Return the plan of a draft that was looked at with those over budget in it."""
    recipients = _recipients(seen)
    told = {x.member_id for x in recipients}
    left_out = {
        x.household.person.member_id: LeftOut(
            x.household.person.member_id,
            masked(x.household.person.name),
            _home(x.household),
            x.why,
            x.when,
        )
        for x in seen.not_told
        if x.household.person.member_id not in told
    }
    texts = (seen.notice.title, seen.notice.template)
    return Plan(
        recipients=recipients,
        left_out=list(left_out.values()),
        loads=_loads(seen),
        begins_at=seen.begins_at,
        cost=sum(x.cost for x in seen.told),
        over_budget=sum(x.over_budget for x in seen.told),
        likely=_likely(work, seen, len(recipients)),
        flaws=[Flaw(x.start, x.length, x.words) for text in texts[1:] for x in flaws(text)],
        obstacles=obstacles(seen),
        warnings=_warnings(seen),
    )


def _recipients(seen: Draft) -> Sequence[Recipient]:
    via: dict[str, list[Told]] = defaultdict(list)
    homes: dict[str, Household] = {}
    for told in seen.told:
        for household in told.households:
            via[household.person.member_id].append(told)
            homes.setdefault(household.person.member_id, household)
    return [_recipient(seen, homes[name], theirs) for name, theirs in via.items()]


def _recipient(seen: Draft, household: Household, told: Sequence[Told]) -> Recipient:
    own = [x for x in told if x.account == household.account]
    person = household.person
    return Recipient(
        member_id=person.member_id,
        name=masked(person.name),
        phone_tail=person.phone_tail,
        home=_home(household),
        household_size=len(household.member_ids),
        what=goods(seen.notice.kind, household.lines, CHINESE),
        via=tuple(dict.fromkeys(x.channel.channel_id for x in told)),
        balance=own[0].balance if own else 0,
        cost=sum(x.cost for x in own),
        over_budget=any(x.over_budget for x in own),
    )


def _loads(seen: Draft) -> Sequence[ChannelLoad]:
    loads = []
    for channel in seen.channels:
        theirs = [x for x in seen.told if x.channel.channel_id == channel.channel_id]
        pieces = _pieces(seen, theirs)
        group = channel.traits.reach is Reach.GROUP
        per_minute = channel.per_minute or channel.traits.per_minute
        seconds = (max(0, pieces - per_minute) * _MINUTE) // per_minute if per_minute else 0
        loads.append(
            ChannelLoad(
                channel=channel,
                messages=len(theirs),
                pieces=pieces,
                seconds=seconds,
                balance=theirs[0].balance if group and theirs else 0,
                cost=sum(x.cost for x in theirs),
                over_budget=group and any(x.over_budget for x in theirs),
                words=_sms_words(seen, theirs) or _load_words(seconds),
            )
        )
    return loads


def _pieces(seen: Draft, told: Sequence[Told]) -> int:
    """Count pieces; of many persons from a sample: each text is nearly as long as the others."""
    try:
        counts = [len(worded(seen, x).pieces) for x in told[:_SAMPLE]]
    except ValueError:
        return len(told)
    return -(-sum(counts) * len(told) // len(counts)) if counts else 0


def _sms_words(seen: Draft, told: Sequence[Told]) -> Text | None:
    """Return how many SMS a gateway will count, from a sample of the texts; nothing for others."""
    if not told or told[0].channel.kind is not ChannelKind.SMS:
        return None
    try:
        counts = [
            sum(sms_segments(piece) for piece in worded(seen, x).pieces) for x in told[:_SAMPLE]
        ]
    except ValueError:
        return None
    return say("Counts as {count} SMS.", count=-(-sum(counts) * len(told) // len(counts)))


def _load_words(seconds: int) -> Text | None:
    if seconds < _MINUTE:
        return None
    return say("Takes about {minutes} minutes at the channel's pace.", minutes=-(-seconds // 60))


def _likely(work: UnitOfWork, seen: Draft, households: int) -> Likely:
    if seen.notice.kind not in LINE_KINDS:
        words = say("This kind asks nobody to come; look at who opened and thanked afterwards.")
        return Likely(households, 0.0, 0.0, 0, words)
    since = seen.now - WINDOW
    told, came = came_share(work, seen.notice.kind, since, seen.now)
    days, untold = work.audiences.collected_share(since, seen.now - timedelta(days=1))
    comers, anyhow = likely(households, (told, came), (days, untold))
    words = say(
        "Of {told} earlier notices of this kind {came} brought somebody within a day; on a day "
        "without one, {share} of 100 came.",
        told=told,
        came=came,
        share=round(100 * anyhow / households) if households else 0,
    )
    return Likely(households, comers, anyhow, told, words)


def _warnings(seen: Draft) -> Sequence[Text]:
    found: list[Text] = []
    if seen.begins_at > max(seen.now, seen.notice.start_at or seen.now):
        found.append(say("It is quiet time: it goes out at {time}.", time=seen.begins_at))
    if seen.notice.purpose is Purpose.MARKETING and len(seen.told) >= _MANY:
        found.append(say("That is advertising to {count} people.", count=len(seen.told)))
    over = sum(x.over_budget for x in seen.told)
    if over:
        found.append(say("{count} are over their budget and are left out.", count=over))
    for channel in seen.channels:
        if channel.problem:
            words = say("The channel {name} was stopped: put it right first.", name=channel.name)
            found.append(words)
    if any(PICTURE in worded_pieces for worded_pieces in _some_pieces(seen)):
        return found
    if seen.notice.picture and seen.told:
        found.append(say("These channels take no picture: the text goes alone."))
    return found


def _some_pieces(seen: Draft) -> Sequence[tuple[str, ...]]:
    found = []
    for told in seen.told[:_SAMPLE]:
        try:
            found.append(worded(seen, told).pieces)
        except ValueError:
            continue
    return found


def _home(household: Household) -> str:
    person = household.person
    return f"{person.building}-{person.room}" if person.building and person.room else ""
