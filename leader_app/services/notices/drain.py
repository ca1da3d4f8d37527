"""Sends one message of one channel: written down before it leaves, and again when it has."""

from __future__ import annotations

from dataclasses import replace

from leader_app.domain.channel import Channel, ChannelKind, Reach
from leader_app.domain.outgoing import Fate, Message, MessageState, Refusal, Reply
from leader_app.errors import LeaderError, Unavailable
from leader_app.ports import NoticeSender, SecretStore, UnitOfWork
from leader_app.services.notices.addressing import Addresses
from leader_app.services.notices.holds import hold
from leader_app.services.notices.outcomes import Outcomes, chance_of
from leader_app.services.notices.post import Bundle, hand_in, post_of, posted, too_long
from leader_app.services.notices.readying import Ready, Readying
from leader_app.services.notices.truth import Truth

_AT_ONCE = 500


class Drain:
    """Sends what is due, at most once each; nothing is locked while a channel is called."""

    def __init__(
        self, outcomes: Outcomes, secrets: SecretStore, sender: NoticeSender, addresses: Addresses
    ) -> None:
        self._outcomes = outcomes
        self._voice = outcomes.voice
        self._secrets = secrets
        self._sender = sender
        self._addresses = addresses
        self._ready = Readying(outcomes, Truth())
        self._answered: tuple[Message, Reply] | None = None

    def finish(self) -> None:
        """Write down the answer that could not be written before; ``Unavailable`` if not now."""
        if self._answered is None:
            return
        message, reply = self._answered
        with self._voice.store.write() as work:
            self._outcomes.book(work, message, reply)
            work.commit()
        self._answered = None
        self._voice.wake.wake()

    def lose(self) -> int:
        """Say of what was on its way when the program ended that nobody knows; returns how many."""
        with self._voice.store.read() as work:
            if not work.messages.in_state_count(MessageState.SENDING):
                return 0
        with self._voice.store.write() as work:
            lost = work.messages.in_state(MessageState.SENDING, _AT_ONCE)
            for message in lost:
                self._outcomes.book(work, message, Reply(Fate.UNSURE))
            work.commit()
        return len(lost)

    def send(self, channel: Channel) -> None:
        """Send the next piece of a channel's first due message, or settle that message."""
        if channel.kind is ChannelKind.CENTRE:
            self._post(channel)
            return
        try:
            address = self._secrets.get(channel.secret_name)
            if address is not None and channel.traits.reach is Reach.PERSON:
                self._addresses.ask(self._voice, channel)
        except LeaderError as trouble:
            self._rest(channel, trouble)
            return
        if address is None:
            self._break(channel)
            return
        leaving = self._leave(channel)
        if leaving is not None:
            ready, to = leaving
            self._call(channel, address.decode(), ready, to)

    def _call(self, channel: Channel, address: str, ready: Ready, to: str) -> None:
        """Call a channel and write down what it answered; after a bug in it nobody knows."""
        self._answered = ready.message, Reply(Fate.UNSURE)
        try:
            reply = self._sender.send(channel, address, ready.piece(to))
        except Exception:
            self.finish()
            raise
        self._answered = ready.message, reply
        self.finish()

    def _leave(self, channel: Channel) -> tuple[Ready, str] | None:
        """Write down that a piece is leaving now, and return it."""
        with self._voice.store.write() as work:
            now = self._voice.now(work)
            message = work.messages.due(channel.channel_id, now)
            ready = self._ready(work, message) if message is not None else None
            to = self._to(work, ready) if ready is not None else None
            leaving = None
            if ready is not None and to is not None:
                going = replace(
                    ready.message,
                    state=MessageState.SENDING,
                    attempts=ready.message.attempts + 1,
                    changed_at=now,
                )
                work.messages.put(going)
                work.messages.note_call(channel.channel_id, now)
                leaving = replace(ready, message=going), to
            work.commit()
        return leaving

    def _to(self, work: UnitOfWork, ready: Ready) -> str | None:
        """Return the address of a person ("" for a group), ``None`` if it cannot go now."""
        if ready.channel.traits.reach is Reach.GROUP:
            return ""
        known, to = self._addresses.take(ready.channel, ready.notice, ready.message.member_id)
        if known and not to:
            message = replace(ready.message, problem=Refusal.NO_ADDRESS.value)
            self._outcomes.end_early(
                work, ready.notice, ready.channel, message, MessageState.REFUSED
            )
        return to or None

    def _post(self, channel: Channel) -> None:
        """Hand what is due for the centre to it, as much as one command may say."""
        with self._voice.store.write() as work:
            now = self._voice.now(work)
            bundle = Bundle([])
            while not bundle.is_full:
                message = work.messages.due(channel.channel_id, now)
                if message is None:
                    break
                ready = self._ready(work, message)
                if ready is not None and not self._bundled(work, bundle, ready):
                    break
            hand_in(self._voice, work, bundle)
            work.commit()
        self._voice.wake.wake()

    def _bundled(self, work: UnitOfWork, bundle: Bundle, ready: Ready) -> bool:
        now = self._voice.now(work)
        message = replace(ready.message, attempts=ready.message.attempts + 1, changed_at=now)
        post = post_of(ready.notice, ready.channel, message)
        if post is None:
            work.messages.put(too_long(message))
            return True
        if not bundle.takes(post):
            return False
        bundle.staff = ready.notice.staff
        bundle.add(post)
        work.messages.put(posted(message))
        return True

    def _rest(self, channel: Channel, trouble: LeaderError) -> None:
        with self._voice.store.write() as work:
            now = self._voice.now(work)
            hold(work, channel.channel_id, now, 0.0, chance_of(self._voice))
            message = work.messages.due(channel.channel_id, now)
            if message is not None:
                refusal = Refusal.OFFLINE if isinstance(trouble, Unavailable) else Refusal.BUSY
                work.messages.put(replace(message, problem=refusal.value, changed_at=now))
            work.commit()

    def _break(self, channel: Channel) -> None:
        with self._voice.store.write() as work:
            work.notices.put_channel(replace(channel, problem=Refusal.WRONG_ADDRESS.value))
            work.commit()
