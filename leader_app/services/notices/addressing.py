"""Addresses of persons: asked of the centre for one sending, held in memory, never kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Notice, Purpose
from leader_app.domain.outgoing import MessageState
from leader_app.ports import ContactBook
from leader_app.services.notices.setting import Voice

MOST_ASKED = 100
GOOD_FOR = timedelta(minutes=10)
_Key = tuple[ChannelKind, Purpose, str]


class Addresses:
    """The addresses of the next hundred messages of a broadcast; each is given out once."""

    def __init__(self, book: ContactBook) -> None:
        self._book = book
        self._known: dict[_Key, str] = {}
        self._asked_at: datetime | None = None

    def ask(self, voice: Voice, channel: Channel) -> None:
        """See that the address of a channel's first due message is known.

        ``LeaderError`` if the centre cannot be asked; nothing is locked meanwhile.
        """
        with voice.store.read() as work:
            now = voice.now(work)
            message = work.messages.due(channel.channel_id, now)
            notice = work.notices.get(message.notice_id) if message is not None else None
            if message is None or notice is None:
                return
            self._drop_old(now)
            if (channel.kind, notice.purpose, message.member_id) in self._known:
                return
            queued = work.messages.of_notice(notice.notice_id, [MessageState.QUEUED], 0, MOST_ASKED)
        others = [x.member_id for x in queued if x.channel_id == channel.channel_id]
        asked = list(dict.fromkeys((message.member_id, *others)))[:MOST_ASKED]
        found = self._book.addresses(channel.kind, asked, notice.purpose)
        self._known |= {(channel.kind, notice.purpose, x): found.get(x, "") for x in asked}
        self._asked_at = now

    def take(self, channel: Channel, notice: Notice, member_id: str) -> tuple[bool, str]:
        """Return whether it was asked for, and the address, empty if there is none; once."""
        key = (channel.kind, notice.purpose, member_id)
        known = key in self._known
        return known, self._known.pop(key, "")

    def forget(self) -> None:
        """Drop all that was not used."""
        self._known.clear()

    def _drop_old(self, now: datetime) -> None:
        if self._asked_at is not None and abs(now - self._asked_at) > GOOD_FOR:
            self.forget()
