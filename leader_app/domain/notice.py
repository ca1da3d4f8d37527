"""Notices: what a leader tells neighbours, whom it is for, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from leader_app.domain.order import Stage


class NoticeKind(StrEnum):
    """What a notice is about."""

    ARRIVED = "arrived"
    PARTLY_ARRIVED = "partly_arrived"
    LAST_CALL = "last_call"
    DELAYED = "delayed"
    SHORTAGE = "shortage"
    SHORTAGE_SETTLED = "shortage_settled"
    NEAR_USE_BY = "near_use_by"
    RECALL = "recall"
    LIVESTREAM = "livestream"
    THANKS = "thanks"
    FREE = "free"


class Purpose(StrEnum):
    """Why a member is told: it decides on consent, quiet hours and what it costs.

    ``SAFETY`` goes to everybody at any hour and is free, ``SERVICE`` is about goods the member
    paid for, ``MARKETING`` needs consent where it is sent to a person.
    """

    SAFETY = "safety"
    SERVICE = "service"
    MARKETING = "marketing"


PURPOSES: Mapping[NoticeKind, Purpose] = MappingProxyType(
    {
        NoticeKind.RECALL: Purpose.SAFETY,
        NoticeKind.LIVESTREAM: Purpose.MARKETING,
        NoticeKind.FREE: Purpose.MARKETING,
        NoticeKind.THANKS: Purpose.SERVICE,
        NoticeKind.ARRIVED: Purpose.SERVICE,
        NoticeKind.PARTLY_ARRIVED: Purpose.SERVICE,
        NoticeKind.LAST_CALL: Purpose.SERVICE,
        NoticeKind.DELAYED: Purpose.SERVICE,
        NoticeKind.SHORTAGE: Purpose.SERVICE,
        NoticeKind.SHORTAGE_SETTLED: Purpose.SERVICE,
        NoticeKind.NEAR_USE_BY: Purpose.SERVICE,
    }
)


class Form(StrEnum):
    """How a notice looks: plain text, a card of headings and bold words, or with a picture."""

    TEXT = "text"
    CARD = "card"
    PICTURE = "picture"


class NoticeState(StrEnum):
    """Where a notice stands as a whole; single messages have states of their own."""

    DRAFT = "draft"
    WAITING = "waiting"
    GOING = "going"
    DONE = "done"
    STOPPED = "stopped"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a notice is for: orders that match all of this; empty sets mean all.

    ``buildings`` are those of the members, ``segments`` are named by the centre. ``members`` adds
    to or, where nothing else is asked, is the whole audience; ``without`` are left out always.
    ``since`` keeps orders of which something arrived after it. With ``everybody`` the
    members without an open order are meant as well (livestreams, thanks).
    """

    stages: frozenset[Stage] = frozenset()
    product_ids: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    since: datetime | None = None
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as written: ``template`` still has its places in it.

    ``channels`` are ids of this counter's channels. ``picture`` is the name of a kept picture or
    empty. ``occasion`` tells two notices of one kind and audience apart where the orders do not
    (a stream's id, the notice's own id for free text); ``rule_id`` is empty for one written by
    hand. Nothing of it goes out before ``start_at`` or after ``expires_at``.
    """

    notice_id: str
    point_id: int
    kind: NoticeKind
    title: str
    template: str
    form: Form
    audience: Audience
    channels: tuple[str, ...]
    state: NoticeState
    made_at: datetime
    device_id: str
    picture: str = ""
    occasion: str = ""
    rule_id: str = ""
    staff: str = ""
    start_at: datetime | None = None
    expires_at: datetime | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def purpose(self) -> Purpose:
        """Why members are told."""
        return PURPOSES[self.kind]


class Trigger(StrEnum):
    """What a rule waits for."""

    ARRIVED = "arrived"
    BEFORE_CLOSING = "before_closing"
    NEAR_USE_BY = "near_use_by"
    SHORTAGE_SETTLED = "shortage_settled"


class Answer(StrEnum):
    """What a rule does when its moment has come."""

    SUGGEST = "suggest"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Rule:
    """A notice that writes itself: ``hours`` before closing, or ``hours`` before the use-by."""

    rule_id: str
    trigger: Trigger
    answer: Answer
    kind: NoticeKind
    template_id: str
    channels: tuple[str, ...]
    form: Form = Form.TEXT
    hours: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places to fill; those of the house have fixed ids and can be put back."""

    template_id: str
    kind: NoticeKind
    name: str
    title: str
    text: str
    own: bool = False
