"""What went out and what came of it; what a person says about it at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import CommandKind
from leader_app.domain.contact_budget import Balance
from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.notice_deed import contact_body, react_body
from leader_app.domain.outgoing import Fate, Message, MessageState, Reply
from leader_app.domain.text import say
from leader_app.domain.touch import (
    Account,
    AccountKind,
    Contact,
    Reaction,
    ReactionKind,
    unknown_contact,
)
from leader_app.errors import Refused
from leader_app.ports import NoticeQuery, UnitOfWork
from leader_app.services.notices.automation import suggestions
from leader_app.services.notices.channels import channels_of, find_channel
from leader_app.services.notices.crowd import balances
from leader_app.services.notices.effects import effect_of
from leader_app.services.notices.outcomes import Outcomes
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.shown import MessageNote, NoticeCard, TodayView
from leader_app.services.notices.troubles import message_words
from leader_app.services.notices.wording import masked
from leader_app.services.pickup.moment import enrolled, on_duty

_MOST = 200
_UNDER_WAY = frozenset({NoticeState.WAITING, NoticeState.GOING})


@dataclass(frozen=True, slots=True)
class KeepLog:
    """Keeps ``services.notices.desk.NoticeLog``."""

    voice: Voice

    def today(self) -> TodayView:
        """Return what the first tab shows."""
        with self.voice.store.read() as work:
            going = work.notices.page(NoticeQuery(states=_UNDER_WAY), 0, _MOST)
            drafts = NoticeQuery(states=frozenset({NoticeState.DRAFT}))
            unsure = work.messages.in_state(MessageState.UNSURE, _MOST)
            by_hand = {x.notice_id for x in going if _waits_for_hands(work, x)}
            return TodayView(
                suggestions=suggestions(self.voice, work),
                under_way=[self._card(work, x) for x in going],
                to_paste=[self._card(work, x) for x in going if x.notice_id in by_hand],
                unsure=self._notes(work, unsure),
                broken=[x for x in channels_of(work) if x.problem],
                drafts=work.notices.page(drafts, 0, _MOST),
            )

    def count(self, query: NoticeQuery) -> int:
        """Count notices."""
        with self.voice.store.read() as work:
            return work.notices.count(query)

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[NoticeCard]:
        """Return notices, newest first."""
        with self.voice.store.read() as work:
            found = work.notices.page(query, offset, limit)
            return [self._card(work, x) for x in found]

    def card(self, notice_id: str) -> NoticeCard:
        """Return one notice; ``Refused`` if there is none."""
        with self.voice.store.read() as work:
            notice = work.notices.get(notice_id)
            if notice is None:
                raise Refused(say("This notice is gone."), say("Look for it in the log."))
            return self._card(work, notice)

    def messages(
        self, notice_id: str, states: frozenset[MessageState], offset: int, limit: int
    ) -> Sequence[MessageNote]:
        """Return its messages."""
        with self.voice.store.read() as work:
            found = work.messages.of_notice(notice_id, states, offset, limit)
            return self._notes(work, found)

    def settle(self, message_id: str, *, arrived: bool) -> None:
        """Say of an unsure message whether it is there; if not, it is queued again."""
        with self.voice.store.write() as work:
            message = _in(work, message_id, MessageState.UNSURE)
            if arrived:
                _reopen(work, message)
                Outcomes(self.voice).book(work, message, Reply(Fate.TAKEN))
            elif _is_late(message, self.voice.now(work)):
                now = self.voice.now(work)
                work.messages.put(replace(message, state=MessageState.EXPIRED, changed_at=now))
            else:
                self._queue_again(work, message)
            work.commit()
        self.voice.wake.wake()

    def retry(self, message_id: str) -> None:
        """Queue a refused message again; ``Refused`` if it came too late or was told meanwhile."""
        with self.voice.store.write() as work:
            message = _in(work, message_id, MessageState.REFUSED)
            self._queue_again(work, message)
            work.commit()
        self.voice.wake.wake()

    def balance(self, account: Account) -> Balance:
        """Return an account with the lines it is made of."""
        with self.voice.store.read() as work:
            return balances(work, [account], self.voice.now(work))[account]

    def contact(self, member_id: str) -> Contact:
        """Return what a member allows, as far as it is known here."""
        with self.voice.store.read() as work:
            return _contact(work, member_id)

    def react(self, account: Account, kind: ReactionKind, message_id: str = "") -> None:
        """Book what somebody said at the counter; one who wants less gets no advertising."""
        with self.voice.store.write() as work:
            heard = Reaction(
                reaction_id=self.voice.new_id(),
                point_id=enrolled(work).point_id,
                account=account,
                touch_id=message_id,
                kind=kind,
                at=self.voice.now(work),
            )
            body = react_body(heard, on_duty(work))
            work.log.append(heard.reaction_id, CommandKind.REACT, body)
            work.contacts.record_reaction(heard)
            if kind is ReactionKind.MUTED and account.kind is AccountKind.MEMBER:
                self._mute(work, account.name)
            work.commit()
        self.voice.wake.wake()

    def allow(self, member_id: str, *, service: bool, marketing: bool) -> None:
        """Keep what a member allows, as they said at the counter."""
        with self.voice.store.write() as work:
            contact = _contact(work, member_id)
            self._allow(work, replace(contact, service=service, marketing=marketing))
            work.commit()
        self.voice.wake.wake()

    def _mute(self, work: UnitOfWork, member_id: str) -> None:
        contact = _contact(work, member_id)
        if contact.marketing:
            self._allow(work, replace(contact, marketing=False))

    def _allow(self, work: UnitOfWork, contact: Contact) -> None:
        body = contact_body(
            contact.member_id,
            service=contact.service,
            marketing=contact.marketing,
            staff=on_duty(work),
        )
        work.log.append(self.voice.new_id(), CommandKind.SET_CONTACT, body)
        work.contacts.put(contact)

    def _queue_again(self, work: UnitOfWork, message: Message) -> None:
        now = self.voice.now(work)
        if _is_late(message, now):
            raise Refused(
                say("It is too late for this message."),
                say("Write a new notice if it still holds."),
            )
        again = replace(
            message,
            state=MessageState.QUEUED,
            not_before=now,
            problem="",
            detail="",
            changed_at=now,
        )
        if not self._is_queued(work, again):
            raise Refused(
                say("They were told this meanwhile."), say("Nothing needs to be sent again.")
            )
        _reopen(work, again)

    def _is_queued(self, work: UnitOfWork, again: Message) -> bool:
        """Queue a message again, and tell whether anything is left for it to tell.

        The centre looks at a message once: what it refused goes under a new name.
        """
        channel = find_channel(work, again.channel_id)
        if channel is not None and channel.kind is ChannelKind.CENTRE:
            fresh = replace(again, message_id=self.voice.new_id(), pieces=(), pieces_done=0)
            return bool(work.messages.add([fresh]))
        work.messages.put(again)
        kept = work.messages.get(again.message_id)
        return kept is not None and kept.state is MessageState.QUEUED

    def _card(self, work: UnitOfWork, notice: Notice) -> NoticeCard:
        counts = work.messages.counts(notice.notice_id)
        return NoticeCard(notice, counts, effect_of(work, notice.notice_id, self.voice.now(work)))

    def _notes(self, work: UnitOfWork, found: Sequence[Message]) -> Sequence[MessageNote]:
        people = work.contacts.people({x.member_id for x in found if x.member_id})
        names = {x.channel_id: x.name for x in channels_of(work)}
        notes = []
        for message in found:
            person = people.get(message.member_id)
            who = masked(person.name) if person is not None else message.account.name
            words, hint = message_words(message)
            channel = names.get(message.channel_id, "")
            notes.append(MessageNote(message, who, channel, words, hint))
        return notes


def _in(work: UnitOfWork, message_id: str, state: MessageState) -> Message:
    message = work.messages.get(message_id)
    if message is None or message.state is not state:
        raise Refused(
            say("This message has moved on."), say("Look at how it stands now in the log.")
        )
    return message


def _is_late(message: Message, now: datetime) -> bool:
    return message.expires_at is not None and message.expires_at <= now


def _reopen(work: UnitOfWork, message: Message) -> None:
    """Let a notice go on that was thought to be through."""
    notice = work.notices.get(message.notice_id)
    if notice is not None and notice.state in {NoticeState.DONE, NoticeState.EXPIRED}:
        work.notices.put(replace(notice, state=NoticeState.GOING))


def _contact(work: UnitOfWork, member_id: str) -> Contact:
    person = work.contacts.people([member_id]).get(member_id)
    return person.contact if person is not None else unknown_contact(member_id)


def _waits_for_hands(work: UnitOfWork, notice: Notice) -> bool:
    by_hand = {x.channel_id for x in channels_of(work) if x.kind is ChannelKind.CLIPBOARD}
    if not by_hand & set(notice.channels):
        return False
    queued = work.messages.of_notice(notice.notice_id, [MessageState.QUEUED], 0, _MOST)
    return any(x.channel_id in by_hand for x in queued)
