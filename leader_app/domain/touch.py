"""Touches: somebody was told something, once; and what they made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.order import LineKey


class AccountKind(StrEnum):
    """Whose patience a touch draws on."""

    MEMBER = "member"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Account:
    """A member, by id, or a chat group, by its name as people call it."""

    kind: AccountKind
    name: str

    def __str__(self) -> str:
        """Return the one word it is stored under."""
        return f"{self.kind.value}:{self.name}"


@dataclass(frozen=True, slots=True)
class Touch:
    """One message to one account. It is a fact: booked when it went out, never changed.

    ``reasons`` are what it told (:func:`reason`); ``lines`` the order lines it spoke of;
    ``member_ids`` everybody it was for (the whole household, all who are named in a group).
    ``late`` if it fell into quiet hours. ``unsure`` if the channel's answer was lost. A touch of
    the brand has an empty ``device_id``.
    """

    touch_id: str
    notice_id: str
    point_id: int
    account: Account
    kind: NoticeKind
    purpose: Purpose
    channel: ChannelKind
    channel_name: str
    title: str
    member_ids: tuple[str, ...]
    reasons: tuple[str, ...]
    lines: tuple[LineKey, ...]
    at: datetime
    device_id: str
    staff: str = ""
    late: bool = False
    unsure: bool = False


class ReactionKind(StrEnum):
    """What came back."""

    DELIVERED = "delivered"
    OPENED = "opened"
    THANKED = "thanked"
    RATED = "rated"
    MUTED = "muted"
    COMPLAINED = "complained"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reaction:
    """Something that came back from an account, on a touch or (empty ``touch_id``) in general.

    ``DELIVERED`` and ``REFUSED`` are the centre's word on what it was asked to deliver;
    ``detail`` then says why not.
    """

    reaction_id: str
    point_id: int
    account: Account
    touch_id: str
    kind: ReactionKind
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody collected something of an order line."""

    key: LineKey
    member_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """What the centre knows about reaching a member; without one see :func:`unknown_contact`.

    ``service`` and ``marketing`` are what the member allows. ``page``, ``sms`` and ``email`` tell
    whether the centre has that way to them: the addresses stay there.
    """

    member_id: str
    service: bool = True
    marketing: bool = False
    page: bool = True
    sms: bool = False
    email: bool = False
    segments: tuple[str, ...] = ()

    def allows(self, purpose: Purpose) -> bool:
        """Tell whether the member may be told something for this purpose."""
        if purpose is Purpose.SAFETY:
            return True
        return self.service if purpose is Purpose.SERVICE else self.marketing


def unknown_contact(member_id: str) -> Contact:
    """Return what holds for a member of whom nothing is known: no advertising, no address."""
    return Contact(member_id)


_REASON_BYTES = 16


def reason(*parts: str) -> str:
    """Return the short name (32 hex digits) of a reason: what is told, about what.

    ``reason(kind, occasion)`` or ``reason(kind, order, line, state)``; equal parts give equal
    names on every counter and at the centre.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return digest[:_REASON_BYTES].hex()


def told_key(account: Account, told: str) -> str:
    """Return what must be unique: a reason is told once to persons, and once to each group."""
    return f"{account if account.kind is AccountKind.GROUP else AccountKind.MEMBER.value}|{told}"
