"""Makes a queued message ready to go, or ends it: too late, collected, opted out, quiet now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from leader_app.domain.channel import Channel, ChannelKind, Reach
from leader_app.domain.notice import Form, Notice, NoticeState
from leader_app.domain.notice_time import good_moment
from leader_app.domain.outgoing import Message, MessageState, Piece, Refusal
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import find_channel
from leader_app.services.notices.outcomes import Outcomes
from leader_app.services.notices.setting import quiet_of
from leader_app.services.notices.troubles import MISSING
from leader_app.services.notices.truth import Fresh, Truth
from leader_app.services.notices.wording import PICTURE, form_for

OPTED_OUT = "opted_out"


@dataclass(frozen=True, slots=True)
class Ready:
    """A message whose next piece may go now; ``picture`` is that of its notice, if it is here."""

    notice: Notice
    channel: Channel
    message: Message
    picture: bytes | None

    def piece(self, to: str) -> Piece:
        """Return what the call carries."""
        text = self.message.pieces[self.message.pieces_done]
        is_last = self.message.pieces_done == len(self.message.pieces) - 1
        with_it = self.channel.kind is ChannelKind.EMAIL and is_last
        picture = self.picture if text == PICTURE or with_it else None
        form = form_for(self.notice, self.channel)
        if form is Form.PICTURE and picture is None:
            form = Form.TEXT
        return Piece(form, self.message.title, text, picture, to)


@dataclass(frozen=True, slots=True)
class Readying:
    """Looks at a due message in the light of now; the caller commits."""

    outcomes: Outcomes
    truth: Truth

    def __call__(self, work: UnitOfWork, message: Message) -> Ready | None:
        """Return a message that may go, with its texts as of now; ``None`` if it was settled."""
        voice = self.outcomes.voice
        now = voice.now(work)
        notice = work.notices.get(message.notice_id)
        channel = find_channel(work, message.channel_id)
        if notice is None or channel is None:
            work.messages.put(replace(message, state=MessageState.STOPPED, changed_at=now))
            return None
        if notice.state is not NoticeState.GOING:
            self.outcomes.end_early(work, notice, channel, message, MessageState.STOPPED)
            return None
        if message.expires_at is not None and message.expires_at <= now:
            self.outcomes.end_early(work, notice, channel, message, MessageState.EXPIRED)
            return None
        moment = good_moment(now, notice.purpose, notice.kind, quiet_of(work), voice.rest_days(now))
        if moment > now:
            work.messages.put(replace(message, not_before=moment))
            return None
        if not _may_be_told(work, notice, channel, message):
            said = replace(message, detail=OPTED_OUT)
            self.outcomes.end_early(work, notice, channel, said, MessageState.REFUSED)
            return None
        return self._worded(work, notice, channel, message, now)

    def _worded(
        self, work: UnitOfWork, notice: Notice, channel: Channel, message: Message, now: datetime
    ) -> Ready | None:
        picture = work.attachments.data(notice.picture) if notice.picture else None
        if message.pieces_done:
            return Ready(notice, channel, message, picture)
        try:
            fresh = self.truth.of(work, notice, channel, message, now)
        except ValueError:
            refused = replace(message, problem=Refusal.TOO_LONG.value)
            self.outcomes.end_early(work, notice, channel, refused, MessageState.REFUSED)
            return None
        if fresh is None:
            self.outcomes.end_early(work, notice, channel, message, MessageState.EXPIRED)
            return None
        pieces = _pieces(fresh, channel, picture)
        if not pieces or fresh.worded.missing:
            detail = MISSING + ",".join(fresh.worded.missing)
            refused = replace(message, problem=Refusal.OTHER.value, detail=detail)
            self.outcomes.end_early(work, notice, channel, refused, MessageState.REFUSED)
            return None
        going = replace(fresh.message, title=fresh.worded.title, pieces=pieces)
        return Ready(notice, channel, going, picture)


def _may_be_told(work: UnitOfWork, notice: Notice, channel: Channel, message: Message) -> bool:
    if channel.traits.reach is Reach.GROUP or message.pieces_done:
        return True
    people = work.contacts.people([message.member_id])
    person = people.get(message.member_id)
    return person is None or person.contact.allows(notice.purpose)


def _pieces(fresh: Fresh, channel: Channel, picture: bytes | None) -> tuple[str, ...]:
    """Return what goes one by one; mail carries its picture in the text's own piece."""
    found = fresh.worded.pieces
    if picture is None or channel.kind is ChannelKind.EMAIL:
        return tuple(x for x in found if x != PICTURE)
    return found
