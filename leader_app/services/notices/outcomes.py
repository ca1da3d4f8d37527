"""What the log says after a channel was called: each in one transaction with what it tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.outgoing import (
    CHANNEL_BROKEN,
    PASSING,
    Fate,
    Message,
    MessageState,
    Refusal,
    Reply,
)
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import find_channel
from leader_app.services.notices.holds import hold, release
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.telling import tell

LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Writes down what became of calls; the caller commits."""

    voice: Voice

    def book(self, work: UnitOfWork, message: Message, reply: Reply) -> None:
        """Write down what a channel answered to the piece of ``message`` that was on its way."""
        notice = work.notices.get(message.notice_id)
        channel = find_channel(work, message.channel_id)
        now = self.voice.now(work)
        sent = replace(message, changed_at=now, detail=reply.detail[:LONGEST_DETAIL])
        if notice is None or channel is None:
            work.messages.put(replace(sent, state=MessageState.UNSURE))
        elif reply.fate is Fate.TAKEN:
            release(work, channel.channel_id)
            self._taken(work, notice, channel, replace(sent, problem=""))
        elif reply.fate is Fate.UNSURE:
            self.lost(work, notice, channel, sent)
        else:
            refusal = reply.refusal or Refusal.OTHER
            refused = replace(sent, problem=refusal.value)
            self._refused(work, notice, channel, refused, reply, now)

    def lost(self, work: UnitOfWork, notice: Notice, channel: Channel, message: Message) -> None:
        """Write down that nobody knows whether a piece arrived: it counts as told."""
        unsure = replace(message, state=MessageState.UNSURE, changed_at=self.voice.now(work))
        work.messages.put(unsure)
        tell(self.voice, work, notice, channel, unsure, unsure=True)

    def end_early(
        self,
        work: UnitOfWork,
        notice: Notice,
        channel: Channel,
        message: Message,
        end: MessageState,
    ) -> None:
        """End a message with what of it is gone: told in part is told, else it ends as ``end``."""
        now = self.voice.now(work)
        if not message.pieces_done:
            work.messages.put(replace(message, state=end, changed_at=now))
            return
        told = replace(message, state=MessageState.SENT, changed_at=now)
        work.messages.put(told)
        tell(self.voice, work, notice, channel, told)

    def _taken(self, work: UnitOfWork, notice: Notice, channel: Channel, sent: Message) -> None:
        after = replace(sent, pieces_done=sent.pieces_done + 1)
        if after.pieces_done < len(after.pieces):
            self._go_on(work, notice, channel, after)
            return
        done = replace(after, state=MessageState.SENT)
        work.messages.put(done)
        tell(self.voice, work, notice, channel, done)

    def _go_on(self, work: UnitOfWork, notice: Notice, channel: Channel, after: Message) -> None:
        if notice.state is NoticeState.STOPPED:
            self.end_early(work, notice, channel, after, MessageState.STOPPED)
        else:
            work.messages.put(replace(after, state=MessageState.QUEUED))

    def _refused(
        self,
        work: UnitOfWork,
        notice: Notice,
        channel: Channel,
        refused: Message,
        reply: Reply,
        now: datetime,
    ) -> None:
        refusal = Refusal(refused.problem)
        if refusal in PASSING:
            hold(work, channel.channel_id, now, reply.wait_s, chance_of(self.voice))
            self._go_on(work, notice, channel, refused)
        elif refusal in CHANNEL_BROKEN:
            work.notices.put_channel(replace(channel, problem=refusal.value))
            self._go_on(work, notice, channel, refused)
        else:
            release(work, channel.channel_id)
            self.end_early(work, notice, channel, refused, MessageState.REFUSED)


def chance_of(voice: Voice) -> float:
    """Return a random share from 0 to 1."""
    return int.from_bytes(voice.random(2), "big") / 0xFFFF
