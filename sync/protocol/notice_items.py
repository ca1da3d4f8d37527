"""Touches, reactions and contacts to rows and back."""

from __future__ import annotations

from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account, AccountKind, Contact, Reaction, ReactionKind, Touch
from sync.protocol.notice_rows import ContactRow, ReactionRow, TouchRow


def touch_row(touch: Touch) -> TouchRow:
    """Return the row of a touch."""
    return TouchRow(
        touch.touch_id,
        touch.notice_id,
        touch.point_id,
        touch.account.kind.value,
        touch.account.name,
        touch.kind.value,
        touch.purpose.value,
        touch.channel.value,
        touch.channel_name,
        touch.title,
        touch.member_ids,
        tuple(bytes.fromhex(x) for x in touch.reasons),
        tuple((x.order_id, x.line_no) for x in touch.lines),
        microseconds(touch.at),
        touch.device_id,
        touch.staff,
        touch.late,
        touch.unsure,
    )


def touch(row: TouchRow) -> Touch:
    """Return the touch in a row."""
    return Touch(
        row.touch_id,
        row.notice_id,
        row.point_id,
        Account(AccountKind(row.account_kind), row.account),
        NoticeKind(row.kind),
        Purpose(row.purpose),
        ChannelKind(row.channel),
        row.channel_name,
        row.title,
        row.member_ids,
        tuple(x.hex() for x in row.reasons),
        tuple(LineKey(order_id, line_no) for order_id, line_no in row.lines),
        from_microseconds(row.at),
        row.device_id,
        row.staff,
        row.late,
        row.unsure,
    )


def reaction_row(reaction: Reaction) -> ReactionRow:
    """Return the row of a reaction."""
    return ReactionRow(
        reaction.reaction_id,
        reaction.point_id,
        reaction.account.kind.value,
        reaction.account.name,
        reaction.touch_id,
        reaction.kind.value,
        microseconds(reaction.at),
        reaction.detail,
    )


def reaction(row: ReactionRow) -> Reaction:
    """Return the reaction in a row."""
    return Reaction(
        row.reaction_id,
        row.point_id,
        Account(AccountKind(row.account_kind), row.account),
        row.touch_id,
        ReactionKind(row.kind),
        from_microseconds(row.at),
        row.detail,
    )


def contact_row(contact: Contact) -> ContactRow:
    """Return the row of a contact."""
    return ContactRow(
        contact.member_id,
        contact.service,
        contact.marketing,
        contact.page,
        contact.sms,
        contact.email,
        contact.segments,
    )


def contact(row: ContactRow) -> Contact:
    """Return the contact in a row."""
    return Contact(
        row.member_id,
        row.service,
        row.marketing,
        row.page,
        row.sms,
        row.email,
        row.segments,
    )
