"""What a queued message says now: goods that were collected drop out, texts are filled afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from leader_app.domain.channel import Channel, Reach
from leader_app.domain.local_time import local_day
from leader_app.domain.notice import Audience, Notice, NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message
from leader_app.domain.touch import AccountKind
from leader_app.ports import AudienceLine, UnitOfWork
from leader_app.services.notices.crowd import Household, regroup
from leader_app.services.notices.meaning import LINE_KINDS, line_reason, speaks_of
from leader_app.services.notices.setting import language_of, point_of
from leader_app.services.notices.wording import Scene, Worded, for_group, for_household

_GROWING = frozenset({NoticeKind.ARRIVED, NoticeKind.PARTLY_ARRIVED, NoticeKind.SHORTAGE_SETTLED})


@dataclass(frozen=True, slots=True)
class Fresh:
    """A message with what is left for it to say, and the words for that."""

    message: Message
    worded: Worded


@dataclass(slots=True)
class Truth:
    """Reads a message anew; of the last recall it remembers the lines, which do not change."""

    _recalled: str = ""
    _lines: Mapping[LineKey, AudienceLine] = field(default_factory=dict)

    def of(
        self,
        work: UnitOfWork,
        notice: Notice,
        channel: Channel,
        message: Message,
        now: datetime,
    ) -> Fresh | None:
        """Return what a message says now, ``None`` if nothing is left to say.

        ``ValueError`` if the text does not fit the channel at all.
        """
        found = self._households(work, notice, message)
        lines = [line for household in found for line in household.lines]
        if notice.kind in LINE_KINDS and not lines:
            return None
        told = _with_lines(notice, message, found) if lines else message
        scene = Scene(point_of(work), local_day(now), language_of(work))
        if channel.traits.reach is Reach.GROUP:
            return Fresh(told, for_group(notice, channel, scene, found))
        if not found:
            return None
        return Fresh(told, for_household(notice, channel, scene, found[0]))

    def _households(
        self, work: UnitOfWork, notice: Notice, message: Message
    ) -> Sequence[Household]:
        wanted = frozenset(message.lines)
        about = self._about(work, notice, message, wanted) if wanted else []
        if message.account.kind is AccountKind.GROUP:
            names = {x.member_id for x in about} if wanted else set(message.member_ids)
            return regroup(work, notice.kind, names, about, wanted)
        people = work.contacts.people([message.member_id])
        person = people.get(message.member_id)
        if person is None:
            return []
        spoken = tuple(speaks_of(notice.kind, [x for x in about if x.key in wanted]))
        missing = tuple(x for x in about if x.arrived < x.quantity)
        return [Household(person, message.member_ids, spoken, missing)]

    def _about(
        self, work: UnitOfWork, notice: Notice, message: Message, wanted: frozenset[LineKey]
    ) -> list[AudienceLine]:
        """Return the lines a message is about and those of its people that are still awaited."""
        if notice.kind is NoticeKind.RECALL:
            recalled = self._recall(work, notice)
            return [recalled[key] for key in message.lines if key in recalled]
        asked = notice.audience
        lines = work.audiences.lines(Audience(members=frozenset(message.member_ids)))
        members = {x.member_id for x in lines if x.key in wanted}
        return [
            x
            for x in lines
            if x.key in wanted
            or (
                x.member_id in members
                and (not asked.stages or x.stage in asked.stages)
                and (not asked.product_ids or x.product_id in asked.product_ids)
            )
        ]

    def _recall(self, work: UnitOfWork, notice: Notice) -> Mapping[LineKey, AudienceLine]:
        if self._recalled != notice.notice_id:
            found = work.audiences.lines(notice.audience)
            self._lines = {x.key: x for x in found}
            self._recalled = notice.notice_id
        return self._lines


def _with_lines(notice: Notice, message: Message, found: Sequence[Household]) -> Message:
    """Return a message about the lines that are left, telling what it tells of them."""
    lines = [line for household in found for line in household.lines]
    names = {name for household in found for name in household.member_ids}
    left = replace(
        message,
        lines=tuple(x.key for x in lines),
        member_ids=tuple(x for x in message.member_ids if x in names),
    )
    if notice.kind not in LINE_KINDS:
        return left
    was = dict(zip(message.lines, message.reasons, strict=True))
    today = local_day(message.not_before)
    grown = notice.kind in _GROWING
    reasons = (
        line_reason(notice.kind, x, notice.occasion, today) if grown else was[x.key] for x in lines
    )
    return replace(left, reasons=tuple(reasons))
