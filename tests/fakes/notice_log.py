"""Notices that were sent, in memory: the log, and what waits to be pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from leader_app.domain.contact_budget import Balance, Entry
from leader_app.domain.notice import Audience, Form, Notice, NoticeKind, NoticeState
from leader_app.domain.outgoing import Message, MessageState, Refusal
from leader_app.domain.text import Text, say
from leader_app.domain.touch import Account, AccountKind, Contact, ReactionKind, unknown_contact
from leader_app.errors import LeaderError, Refused
from leader_app.ports import NoticeQuery
from leader_app.services.notices.desk import (
    Effect,
    MessageNote,
    NoticeCard,
    PasteRound,
    PasteStep,
    TodayView,
)

NOW = datetime(2026, 11, 22, 6, 20, tzinfo=UTC)
NO_EFFECT = Effect(0, 0, None, 0, 0, 0, settled=False)
NOTHING = TodayView((), (), (), (), (), ())
_HINTS = {
    MessageState.REFUSED: say("Send it again once the number is right."),
    MessageState.UNSURE: say("Look into the group whether it is there."),
}
_WORDS = {
    MessageState.SENT: say("It is there."),
    MessageState.REFUSED: say("There is no such number."),
    MessageState.UNSURE: say("The answer was lost on the way."),
}


def a_notice(notice_id: str = "n1", **fields: object) -> Notice:
    """Return a notice that goods are here, on its way."""
    usual = Notice(
        notice_id,
        7,
        NoticeKind.ARRIVED,
        "草莓到了",
        "{称呼}，您的{商品}到了，货位{货位}。",
        Form.TEXT,
        Audience(),
        ("c-wecom",),
        NoticeState.GOING,
        NOW - timedelta(minutes=20),
        "d1",
        staff="小李",
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


def a_message(message_id: str = "m1", **fields: object) -> Message:
    """Return a message to a member that waits in the queue."""
    usual = Message(
        message_id,
        "n1",
        "c-sms",
        Account(AccountKind.MEMBER, "u1"),
        "u1",
        ("u1",),
        (),
        ("r",),
        MessageState.QUEUED,
        NOW,
        changed_at=NOW - timedelta(minutes=5),
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


def note_of(message: Message, who: str = "张**", channel: str = "短信") -> MessageNote:
    """Return how the log shows a message."""
    words: Text = _WORDS.get(message.state, say("It waits for its turn."))
    return MessageNote(message, who, channel, words, _HINTS.get(message.state))


@dataclass
class FakeNoticeLog:
    """Keeps ``NoticeLog``; ``trouble`` is raised by whatever is asked next."""

    notices: dict[str, Notice] = field(default_factory=dict)
    notes: dict[str, MessageNote] = field(default_factory=dict)
    effects: dict[str, Effect] = field(default_factory=dict)
    view: TodayView = NOTHING
    contacts: dict[str, Contact] = field(default_factory=dict)
    reactions: list[tuple[Account, ReactionKind]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)
    trouble: LeaderError | None = None

    def add(self, notice: Notice, *notes: MessageNote, effect: Effect = NO_EFFECT) -> None:
        """Have a notice with its messages."""
        self.notices[notice.notice_id] = notice
        self.effects[notice.notice_id] = effect
        for note in notes:
            self.notes[note.message.message_id] = note

    def today(self) -> TodayView:
        self._check()
        return self.view

    def count(self, query: NoticeQuery) -> int:
        self._check()
        return len(self._found(query))

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[NoticeCard]:
        self._check()
        found = self._found(query)[offset : offset + limit]
        return [self.card(one.notice_id) for one in found]

    def card(self, notice_id: str) -> NoticeCard:
        self._check()
        if notice_id not in self.notices:
            raise Refused(say("There is no such notice."), say("It was dropped."))
        states = (one.message.state for one in self._of(notice_id))
        effect = self.effects.get(notice_id, NO_EFFECT)
        return NoticeCard(self.notices[notice_id], Counter(states), effect)

    def messages(
        self, notice_id: str, states: frozenset[MessageState], offset: int, limit: int
    ) -> Sequence[MessageNote]:
        self._check()
        self.asked.append((offset, limit))
        found = [x for x in self._of(notice_id) if not states or x.message.state in states]
        return found[offset : offset + limit]

    def settle(self, message_id: str, *, arrived: bool) -> None:
        self._check()
        self._become(message_id, MessageState.SENT if arrived else MessageState.QUEUED)
        left = [one for one in self.view.unsure if one.message.message_id != message_id]
        self.view = replace(self.view, unsure=left)

    def retry(self, message_id: str) -> None:
        self._check()
        self._become(message_id, MessageState.QUEUED)

    def balance(self, account: Account) -> Balance:
        self._check()
        value = 10
        entries = [Entry(NOW - timedelta(days=20), 10, say("Every account begins with this."))]
        for day in range(12, 4, -2):
            value -= 1
            entries.append(Entry(NOW - timedelta(days=day), -1, say("Told about own goods.")))
        for who, kind in self.reactions:
            if who == account:
                points = {ReactionKind.THANKED: 3, ReactionKind.MUTED: -6}.get(kind, -4)
                value += points
                entries.append(Entry(NOW, points, say("Said at the counter.")))
        return Balance(value, tuple(entries))

    def contact(self, member_id: str) -> Contact:
        return self.contacts.get(member_id, unknown_contact(member_id))

    def react(self, account: Account, kind: ReactionKind, message_id: str = "") -> None:
        self._check()
        self.reactions.append((account, kind))

    def allow(self, member_id: str, *, service: bool, marketing: bool) -> None:
        self._check()
        before = self.contact(member_id)
        self.contacts[member_id] = replace(before, service=service, marketing=marketing)

    def _of(self, notice_id: str) -> list[MessageNote]:
        return [one for one in self.notes.values() if one.message.notice_id == notice_id]

    def _found(self, query: NoticeQuery) -> list[Notice]:
        return [
            one
            for one in sorted(self.notices.values(), key=lambda x: x.made_at, reverse=True)
            if (not query.states or one.state in query.states)
            and (not query.kinds or one.kind in query.kinds)
            and query.text in one.title
        ]

    def _become(self, message_id: str, state: MessageState) -> None:
        if message_id in self.notes:
            before = self.notes[message_id]
            message = replace(before.message, state=state, problem="")
            self.notes[message_id] = note_of(message, before.who, before.channel)

    def _check(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble


def many_notes(count: int, notice_id: str = "n1") -> list[MessageNote]:
    """Return messages of one notice to ``count`` members, a few of them in trouble."""
    rare = {3: MessageState.REFUSED, 7: MessageState.UNSURE, 11: MessageState.READ}
    notes = []
    for no in range(count):
        state = rare.get(no % 40, MessageState.SENT if no % 2 else MessageState.QUEUED)
        message = a_message(
            f"m{no}",
            notice_id=notice_id,
            account=Account(AccountKind.MEMBER, f"u{no}"),
            member_id=f"u{no}",
            state=state,
            problem=Refusal.NO_ADDRESS if state is MessageState.REFUSED else "",
            sort=no,
        )
        notes.append(note_of(message, f"{'张王李赵陈'[no % 5]}** {1000 + no % 9000}"))
    return notes


@dataclass
class FakePasting:
    """Keeps ``Pasting`` for ``rounds``; ``gone`` are messages whose goods were collected.

    As in the service a tick stands for all pieces up to it, and one that is sent stays sent.
    """

    rounds: list[PasteRound] = field(default_factory=list)
    ticks: set[tuple[str, int]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    opened: int = 0
    trouble: LeaderError | None = None

    def open(self, notice_id: str) -> Sequence[PasteRound]:
        self.opened += 1
        self._check()
        found = [one for one in self.rounds if one.notice.notice_id == notice_id]
        shown = [replace(one, steps=self._steps(one)) for one in found]
        return [one for one in shown if one.steps]

    def done(self, message_id: str, piece: int) -> None:
        self._check()
        self.ticks |= {(message_id, no) for no in range(piece + 1)}

    def not_done(self, message_id: str, piece: int) -> None:
        self._check()
        steps = [x for one in self.rounds for x in one.steps if x.message_id == message_id]
        if any((x.message_id, x.piece) not in self.ticks for x in steps):
            self.ticks -= {(message_id, x.piece) for x in steps if x.piece >= piece}

    def _steps(self, one: PasteRound) -> list[PasteStep]:
        return [
            replace(step, done=(step.message_id, step.piece) in self.ticks)
            for step in one.steps
            if step.message_id not in self.gone
        ]

    def _check(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
