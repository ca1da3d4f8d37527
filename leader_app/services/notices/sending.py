"""Turns a notice into messages in the queue, and takes back what has not gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.notice_text import flaws
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import find_channel
from leader_app.services.notices.meaning import expiry
from leader_app.services.notices.planning import Draft, Told, look_at
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.telling import tell
from leader_app.services.notices.texts import obstacles
from leader_app.services.pickup.moment import on_duty

_AT_ONCE = 500


def send(voice: Voice, draft: Notice, *, over_budget_too: bool) -> Notice:
    """Queue the messages of a draft, or let it wait for its time.

    ``Refused`` names what is in the way; then nothing of it is kept.
    """
    with voice.store.write() as work:
        known = work.notices.get(draft.notice_id)
        if known is not None and known.state is not NoticeState.DRAFT:
            raise Refused(say("This notice was sent already."), say("Write a new one."))
        seen = look_at(voice, work, draft, over_budget_too=over_budget_too)
        _require_sendable(seen)
        notice = replace(draft, staff=draft.staff or on_duty(work))
        if notice.start_at is not None and notice.start_at > seen.now:
            extra = {**notice.extra, OVER_BUDGET: "yes"} if over_budget_too else notice.extra
            sent = replace(notice, state=NoticeState.WAITING, extra=extra)
            work.notices.put(sent)
        else:
            sent = queue(voice, work, seen, notice)
        work.commit()
    voice.wake.wake()
    return sent


OVER_BUDGET = "over_budget_too"
"""In ``Notice.extra``: the leader wants those over budget told as well."""


def open_waiting(voice: Voice, work: UnitOfWork, notice: Notice) -> Notice:
    """Queue the messages of a notice whose time has come; the caller commits.

    With nobody left to tell it is expired.
    """
    seen = look_at(voice, work, notice, over_budget_too=bool(notice.extra.get(OVER_BUDGET)))
    late = notice.expires_at is not None and notice.expires_at <= seen.now
    if late or not seen.told or obstacles(seen):
        gone = replace(notice, state=NoticeState.EXPIRED)
        work.notices.put(gone)
        return gone
    return queue(voice, work, seen, notice)


def queue(voice: Voice, work: UnitOfWork, seen: Draft, notice: Notice) -> Notice:
    """Keep a notice as going with one message for each that is told; the caller commits."""
    ends = notice.expires_at or expiry(
        notice.kind, seen.begins_at, seen.scene.point.hours, seen.scene.today
    )
    going = replace(
        notice,
        state=NoticeState.GOING,
        expires_at=ends,
        occasion=notice.occasion or notice.notice_id,
    )
    work.notices.put(going)
    found = [
        _message(voice, going, told, number, seen.begins_at)
        for number, told in enumerate(seen.told)
    ]
    for start in range(0, len(found), _AT_ONCE):
        work.messages.add(found[start : start + _AT_ONCE])
    return going


def stop(voice: Voice, notice_id: str) -> int:
    """Stop what of a notice has not gone; returns how many messages that were."""
    stopped = 0
    with voice.store.write() as work:
        notice = work.notices.get(notice_id)
        if notice is None or notice.state not in {NoticeState.WAITING, NoticeState.GOING}:
            return 0
        now = voice.now(work)
        while found := work.messages.of_notice(notice_id, [MessageState.QUEUED], 0, _AT_ONCE):
            for message in found:
                _stop(voice, work, notice, message, now)
            stopped += len(found)
        work.notices.put(replace(notice, state=NoticeState.STOPPED))
        work.commit()
    voice.wake.wake()
    return stopped


def _stop(voice: Voice, work: UnitOfWork, notice: Notice, message: Message, now: datetime) -> None:
    """Stop a message; one that went in part was told."""
    channel = find_channel(work, message.channel_id)
    told = channel is not None and message.pieces_done > 0
    state = MessageState.SENT if told else MessageState.STOPPED
    work.messages.put(replace(message, state=state, changed_at=now))
    if told and channel is not None:
        tell(voice, work, notice, channel, message)


def _message(voice: Voice, notice: Notice, told: Told, number: int, begins_at: datetime) -> Message:
    lines = tuple(line.key for household in told.households for line in household.lines)
    member_ids = tuple(
        dict.fromkeys(name for household in told.households for name in household.member_ids)
    )
    return Message(
        message_id=voice.new_id(),
        notice_id=notice.notice_id,
        channel_id=told.channel.channel_id,
        account=told.account,
        member_id=told.account.name if len(told.households) == 1 and _is_person(told) else "",
        member_ids=member_ids,
        lines=lines,
        reasons=told.reasons,
        state=MessageState.QUEUED,
        not_before=begins_at,
        expires_at=notice.expires_at,
        sort=number,
    )


def _is_person(told: Told) -> bool:
    return told.account == told.households[0].account


def _require_sendable(seen: Draft) -> None:
    for text in (seen.notice.title, seen.notice.template):
        for flaw in flaws(text):
            raise Refused(say("The text cannot be sent yet."), flaw.words)
    for words in obstacles(seen):
        raise Refused(say("The notice cannot be sent yet."), words)
