"""For a chat that no robot may enter: what to paste, piece by piece, and what was pasted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.outgoing import Message, MessageState, Refusal
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import channels_of, find_channel
from leader_app.services.notices.outcomes import Outcomes
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.shown import PasteRound, PasteStep
from leader_app.services.notices.telling import tell
from leader_app.services.notices.truth import Truth
from leader_app.services.notices.wording import PICTURE

_MOST = 500
_SHOWN = frozenset({MessageState.QUEUED, MessageState.SENT})


@dataclass(frozen=True, slots=True)
class PasteByHand:
    """Keeps ``services.notices.desk.Pasting``."""

    voice: Voice

    def open(self, notice_id: str) -> Sequence[PasteRound]:
        """Return what is to be pasted, texts as of now where nothing was pasted yet."""
        with self.voice.store.write() as work:
            notice = work.notices.get(notice_id)
            if notice is None:
                return ()
            rounds: dict[str, list[PasteStep]] = defaultdict(list)
            for channel, message in _by_hand(work, notice):
                fresh = self._fresh(work, notice, channel, message)
                if fresh is not None:
                    rounds[fresh.account.name] += _steps(work, notice, fresh)
            work.commit()
        return [PasteRound(notice, group, steps) for group, steps in rounds.items()]

    def done(self, message_id: str, piece: int) -> None:
        """Tick a piece off, and those before it; the last one makes the message sent."""
        with self.voice.store.write() as work:
            message, notice, channel = _open(work, message_id)
            _require_piece(message, piece)
            now = self.voice.now(work)
            ticked = max(message.pieces_done, piece + 1)
            after = replace(message, pieces_done=ticked, changed_at=now)
            if ticked == len(message.pieces):
                after = replace(after, state=MessageState.SENT, attempts=1)
                tell(self.voice, work, notice, channel, after)
            work.messages.put(after)
            work.commit()
        self.voice.wake.wake()

    def not_done(self, message_id: str, piece: int) -> None:
        """Take a tick back, and those after it, while its message is not wholly sent."""
        with self.voice.store.write() as work:
            message, _, _ = _open(work, message_id)
            _require_piece(message, piece)
            work.messages.put(replace(message, pieces_done=min(message.pieces_done, piece)))
            work.commit()

    def _fresh(
        self, work: UnitOfWork, notice: Notice, channel: Channel, message: Message
    ) -> Message | None:
        """Return a message with its pieces; those of which something was pasted stay."""
        if message.pieces_done or message.state is not MessageState.QUEUED:
            return message
        outcomes, now = Outcomes(self.voice), self.voice.now(work)
        late = message.expires_at is not None and message.expires_at <= now
        try:
            found = None if late else Truth().of(work, notice, channel, message, now)
        except ValueError:
            refused = replace(message, problem=Refusal.TOO_LONG.value)
            outcomes.end_early(work, notice, channel, refused, MessageState.REFUSED)
            return None
        if found is None:
            outcomes.end_early(work, notice, channel, message, MessageState.EXPIRED)
            return None
        has_picture = bool(notice.picture) and work.attachments.data(notice.picture) is not None
        pieces = tuple(x for x in found.worded.pieces if x != PICTURE or has_picture)
        kept = replace(found.message, title=found.worded.title, pieces=pieces)
        if kept != message:
            work.messages.put(kept)
        return kept


def _by_hand(work: UnitOfWork, notice: Notice) -> Sequence[tuple[Channel, Message]]:
    channels = {x.channel_id: x for x in channels_of(work) if x.kind is ChannelKind.CLIPBOARD}
    found = work.messages.of_notice(notice.notice_id, _SHOWN, 0, _MOST)
    return [(channels[x.channel_id], x) for x in found if x.channel_id in channels]


def _steps(work: UnitOfWork, notice: Notice, message: Message) -> Sequence[PasteStep]:
    picture = work.attachments.data(notice.picture) if PICTURE in message.pieces else None
    return [
        PasteStep(
            message.message_id,
            number,
            piece,
            picture if piece == PICTURE else None,
            done=number < message.pieces_done,
        )
        for number, piece in enumerate(message.pieces)
    ]


def _open(work: UnitOfWork, message_id: str) -> tuple[Message, Notice, Channel]:
    message = work.messages.get(message_id)
    if message is not None and message.state is MessageState.QUEUED:
        notice = work.notices.get(message.notice_id)
        channel = find_channel(work, message.channel_id)
        going = notice is not None and notice.state is NoticeState.GOING
        if going and notice is not None and channel is not None:
            return message, notice, channel
    raise Refused(say("This message has moved on."), say("Look at how it stands now in the log."))


def _require_piece(message: Message, piece: int) -> None:
    if not 0 <= piece < len(message.pieces):
        raise Refused(
            say("The text has changed."), say("Open it again and paste what it says now.")
        )
