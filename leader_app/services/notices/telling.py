"""Books that somebody was told: a touch here, and a command that tells the others of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from leader_app.domain.channel import Channel
from leader_app.domain.command import CommandKind
from leader_app.domain.notice import Notice
from leader_app.domain.notice_deed import (
    LONGEST_GROUP,
    LONGEST_TITLE,
    MOST_LINES,
    MOST_PEOPLE,
    tell_body,
)
from leader_app.domain.notice_time import is_quiet
from leader_app.domain.outgoing import Message
from leader_app.domain.touch import Touch
from leader_app.ports import UnitOfWork
from leader_app.services.notices.setting import Voice, quiet_of
from leader_app.services.pickup.moment import enrolled


def tell(
    voice: Voice,
    work: UnitOfWork,
    notice: Notice,
    channel: Channel,
    message: Message,
    *,
    unsure: bool = False,
) -> None:
    """Book that a message went out, once; the caller commits and wakes sync."""
    if work.contacts.has_touch(message.message_id):
        return
    now = voice.now(work)
    late = is_quiet(now, quiet_of(work), voice.rest_days(now))
    touch = replace(_touch(work, notice, channel, message, now), late=late, unsure=unsure)
    work.log.append(voice.new_id(), CommandKind.TELL, tell_body([touch], notice.staff))
    work.contacts.record_touch(touch)


def _touch(
    work: UnitOfWork, notice: Notice, channel: Channel, message: Message, now: datetime
) -> Touch:
    identity = enrolled(work)
    return Touch(
        touch_id=message.message_id,
        notice_id=notice.notice_id,
        point_id=identity.point_id,
        account=message.account,
        kind=notice.kind,
        purpose=notice.purpose,
        channel=channel.kind,
        channel_name=channel.name[:LONGEST_GROUP],
        title=(message.title or notice.title)[:LONGEST_TITLE],
        member_ids=message.member_ids[:MOST_PEOPLE],
        reasons=message.reasons[:MOST_LINES],
        lines=message.lines[:MOST_LINES],
        at=now,
        device_id=identity.device_id,
        staff=notice.staff,
    )
