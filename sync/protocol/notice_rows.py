"""The rows of notices as they travel: who was told what, what came back, who may be told."""

from __future__ import annotations

from sync.protocol.messages import Message


class TouchRow(Message, frozen=True):
    """That an account was told something; lines are (order, line number)."""

    touch_id: str
    notice_id: str
    point_id: int
    account_kind: str
    account: str
    kind: str
    purpose: str
    channel: str
    channel_name: str
    title: str
    member_ids: tuple[str, ...]
    reasons: tuple[bytes, ...]
    lines: tuple[tuple[str, int], ...]
    at: int
    device_id: str
    staff: str
    late: bool
    unsure: bool


class ReactionRow(Message, frozen=True):
    """What came back from an account, on a touch or in general."""

    reaction_id: str
    point_id: int
    account_kind: str
    account: str
    touch_id: str
    kind: str
    at: int
    detail: str


class ContactRow(Message, frozen=True):
    """What a member allows, and which ways the centre has to them."""

    member_id: str
    service: bool
    marketing: bool
    page: bool
    sms: bool
    email: bool
    segments: tuple[str, ...]
