"""What the feed tells of notices, as rows of the mirrored tables."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.touch import Contact, Reaction, Touch
from leader_app.storage import message_rows, notice_tables
from leader_app.storage.mirror_shape import Shape, Values, shaped


def _touch(touch: Touch) -> Values:
    return (
        touch.notice_id,
        touch.point_id,
        str(touch.account),
        touch.kind.value,
        touch.purpose.value,
        touch.channel.value,
        touch.channel_name,
        touch.title,
        json.dumps(touch.member_ids),
        json.dumps(touch.reasons),
        message_rows.lines_text(touch.lines),
        microseconds(touch.at),
        touch.device_id,
        touch.staff,
        int(touch.late),
        int(touch.unsure),
    )


def _reaction(reaction: Reaction) -> Values:
    return (
        reaction.point_id,
        str(reaction.account),
        reaction.touch_id,
        reaction.kind.value,
        microseconds(reaction.at),
        reaction.detail,
    )


def _contact(contact: Contact) -> Values:
    return (
        int(contact.service),
        int(contact.marketing),
        int(contact.page),
        int(contact.sms),
        int(contact.email),
        json.dumps(contact.segments),
    )


# Touches before reactions: what came back moves the message further.
SHAPES: Mapping[str, Shape] = {
    Entity.TOUCH: shaped(notice_tables.touches, _touch, is_fact=True),
    Entity.REACTION: shaped(notice_tables.reactions, _reaction, is_fact=True),
    Entity.CONTACT: shaped(notice_tables.contacts, _contact),
}
