"""Rules: what they would tell now, as a draft for the leader or as a notice that goes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.notice import Answer, Audience, Notice, NoticeKind, Rule, Trigger
from leader_app.domain.notice_time import closing
from leader_app.domain.outgoing import MessageState
from leader_app.domain.text import Text, say
from leader_app.domain.touch import told_key
from leader_app.ports import NoticeQuery, UnitOfWork
from leader_app.services.notices import sending
from leader_app.services.notices.desk import Suggestion
from leader_app.services.notices.drafting import draft_of
from leader_app.services.notices.meaning import usual_audience
from leader_app.services.notices.picking import UNTIL
from leader_app.services.notices.planning import Draft, look_at
from leader_app.services.notices.rules import rules_of
from leader_app.services.notices.setting import Voice, point_of
from leader_app.services.notices.texts import obstacles

SETTLED = timedelta(minutes=2)
_A_DAY = timedelta(days=1)
_LOOKED_BACK, _MOST = 50, 5_000
_IN_VAIN = frozenset({MessageState.REFUSED, MessageState.STOPPED, MessageState.EXPIRED})


@dataclass(frozen=True, slots=True)
class Found:
    """A rule whose moment has come, with what it would tell."""

    rule: Rule
    draft: Notice
    seen: Draft


def suggestions(voice: Voice, work: UnitOfWork) -> Sequence[Suggestion]:
    """Return what rules suggest now."""
    found = (look(voice, work, rule) for rule in rules_of(work) if rule.active)
    return [_suggestion(x) for x in found if x is not None and x.rule.answer is Answer.SUGGEST]


def run(voice: Voice) -> int:
    """Queue what rules send by themselves; returns how many notices that were."""
    with voice.store.read() as work:
        rules = [x for x in rules_of(work) if x.active and x.answer is Answer.SEND]
        ready = [x.rule_id for x in rules if look(voice, work, x) is not None]
    if not ready:
        return 0
    with voice.store.write() as work:
        for rule in rules_of(work):
            found = look(voice, work, rule) if rule.rule_id in ready else None
            seen = _affordable(found.seen) if found is not None else None
            if found is not None and seen is not None and not obstacles(seen):
                sending.queue(voice, work, seen, found.draft)
        work.commit()
    return len(ready)


def look(voice: Voice, work: UnitOfWork, rule: Rule) -> Found | None:
    """Return what a rule would tell now, ``None`` while it would tell nothing."""
    now = voice.now(work)
    if not _is_time(work, rule, now):
        return None
    draft = draft_by(voice, work, rule)
    seen = _untried(work, rule, look_at(voice, work, draft, over_budget_too=False))
    if not seen.told or (rule.trigger is Trigger.ARRIVED and not _is_settled(seen, now)):
        return None
    if rule.trigger is Trigger.BEFORE_CLOSING and local_day(seen.begins_at) != local_day(now):
        return None
    return Found(rule, draft, seen)


def draft_by(voice: Voice, work: UnitOfWork, rule: Rule) -> Notice:
    """Return the draft a rule writes."""
    now = voice.now(work)
    usual = draft_of(voice, work, rule.kind, rule.template_id)
    extra = dict(usual.extra)
    if rule.trigger is Trigger.NEAR_USE_BY:
        extra[UNTIL] = local_day(now + timedelta(hours=rule.hours)).isoformat()
    return replace(
        usual,
        form=rule.form,
        audience=_audience(work, rule, now),
        channels=rule.channels or usual.channels,
        rule_id=rule.rule_id,
        extra=extra,
    )


def _audience(work: UnitOfWork, rule: Rule, now: datetime) -> Audience:
    usual = usual_audience(rule.kind)
    if rule.trigger is not Trigger.ARRIVED:
        return usual
    return replace(usual, since=work.notices.rule_since(rule.rule_id) or now - _A_DAY)


def _is_time(work: UnitOfWork, rule: Rule, now: datetime) -> bool:
    if rule.trigger is not Trigger.BEFORE_CLOSING:
        return True
    ends = closing(point_of(work).hours, local_day(now))
    return ends is not None and ends - timedelta(hours=max(1, rule.hours)) <= now < ends


def _is_settled(seen: Draft, now: datetime) -> bool:
    """Tell whether nothing more arrived for a while: one truck is one notice."""
    times = [
        line.arrived_at
        for told in seen.told
        for household in told.households
        for line in household.lines
        if line.arrived_at is not None
    ]
    return not times or now - max(times) >= SETTLED


def _affordable(seen: Draft) -> Draft:
    """Return a draft without groups whose patience is used up: no rule tries it further."""
    return replace(seen, told=[x for x in seen.told if not x.over_budget])


def _untried(work: UnitOfWork, rule: Rule, seen: Draft) -> Draft:
    """Return a draft without what this rule tried to tell: what was refused or stopped stays so."""
    if not seen.told:
        return seen
    query = NoticeQuery(kinds=frozenset({rule.kind}))
    earlier = [x for x in work.notices.page(query, 0, _LOOKED_BACK) if x.rule_id == rule.rule_id]
    tried = {
        told_key(message.account, reason)
        for notice in earlier
        for message in work.messages.of_notice(notice.notice_id, _IN_VAIN, 0, _MOST)
        for reason in message.reasons
    }
    told = [x for x in seen.told if not {told_key(x.account, y) for y in x.reasons} <= tried]
    return replace(seen, told=told)


def _suggestion(found: Found) -> Suggestion:
    homes = {x.person.member_id for told in found.seen.told for x in told.households}
    words = _words(found.rule.kind, len(homes))
    return Suggestion(found.rule.rule_id, found.rule.kind, len(homes), words)


def _words(kind: NoticeKind, households: int) -> Text:
    if kind is NoticeKind.LAST_CALL:
        return say("{count} households have not collected yet.", count=households)
    if kind is NoticeKind.NEAR_USE_BY:
        return say("Goods of {count} households are near their use-by.", count=households)
    if kind is NoticeKind.SHORTAGE_SETTLED:
        return say("What {count} households were missing has come.", count=households)
    return say("Goods of {count} households have arrived.", count=households)
