"""The shelves of the store for notices, and those who carry them out of the house."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.notice import (
    Audience,
    Notice,
    NoticeKind,
    NoticeState,
    Purpose,
    Rule,
    Template,
)
from leader_app.domain.order import LineKey, Stage
from leader_app.domain.outgoing import Message, MessageState, Piece, Reply
from leader_app.domain.touch import Account, Came, Contact, Reaction, Touch


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One order line of somebody who may be told, with all a text can say about it.

    ``arrived`` pieces are here of ``quantity``, ``taken`` were handed over. ``arrived_at`` is when
    this counter heard that more of it came, ``None`` if that was before its first sync.
    ``collect_by`` is the last day its pickup code opens it. ``use_by`` is the earliest expiry of
    the product in the line's slot.
    """

    key: LineKey
    product_id: str
    product_name: str
    unit: str
    zone: Zone
    quantity: int
    arrived: int
    taken: int
    slot: str
    unit_price: Fen
    member_id: str
    member_name: str
    phone_tail: str
    building: str
    room: str
    stage: Stage
    placed_at: datetime
    arrived_at: datetime | None
    collect_by: date | None
    use_by: date | None

    @property
    def ready(self) -> int:
        """Pieces that can be collected now."""
        return max(0, self.arrived - self.taken)


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what is known of reaching them."""

    member_id: str
    name: str
    phone_tail: str
    building: str
    room: str
    contact: Contact

    @property
    def household(self) -> str:
        """What members of one home share; see ``Member.household``."""
        return f"{self.building}-{self.room}" if self.building and self.room else self.member_id


@dataclass(frozen=True, slots=True)
class NoticeQuery:
    """Which notices; empty sets mean all, ``text`` is part of a title."""

    states: frozenset[NoticeState] = frozenset()
    kinds: frozenset[NoticeKind] = frozenset()
    text: str = ""


class Notices(Protocol):
    """Notices of this counter, and what they are written with."""

    def put(self, notice: Notice) -> None:
        """Add or change a notice."""

    def get(self, notice_id: str) -> Notice | None:
        """Return a notice."""

    def forget(self, notice_id: str) -> None:
        """Drop a draft; ``ValueError`` for one of which a message was made."""

    def count(self, query: NoticeQuery) -> int:
        """Count notices."""

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[Notice]:
        """Return notices, newest first."""

    def channels(self) -> Sequence[Channel]:
        """Return the channels of this counter, by name."""

    def put_channel(self, channel: Channel) -> None:
        """Add or change a channel."""

    def forget_channel(self, channel_id: str) -> None:
        """Drop a channel; messages that went over it stay."""

    def templates(self) -> Sequence[Template]:
        """Return the templates that were changed or added here."""

    def put_template(self, template: Template) -> None:
        """Keep a template."""

    def forget_template(self, template_id: str) -> None:
        """Drop a template."""

    def rules(self) -> Sequence[Rule]:
        """Return the rules of this counter."""

    def put_rule(self, rule: Rule, since: datetime) -> None:
        """Keep a rule; what happened before ``since`` is none of its business."""

    def rule_since(self, rule_id: str) -> datetime | None:
        """Return since when a rule looks."""

    def forget_rule(self, rule_id: str) -> None:
        """Drop a rule."""


class Messages(Protocol):
    """The messages of this counter's notices: queue and log in one."""

    def add(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Queue messages and return those that were new.

        Reasons told already, or queued, to the account are taken off a message (see
        ``touch.told_key``); one without a reason left is not queued.
        """

    def put(self, message: Message) -> None:
        """Change a message; a state that tells nothing frees its reasons for another one."""

    def get(self, message_id: str) -> Message | None:
        """Return a message."""

    def of_notice(
        self, notice_id: str, states: Collection[MessageState], offset: int, limit: int
    ) -> Sequence[Message]:
        """Return messages of a notice in the order of the broadcast; no states: all."""

    def counts(self, notice_id: str) -> Mapping[MessageState, int]:
        """Count a notice's messages by state."""

    def due(self, channel_id: str, now: datetime) -> Message | None:
        """Return the message of a channel that goes next, if one may go now."""

    def next_due(self) -> Mapping[str, datetime]:
        """Return when the next queued message of each channel may go."""

    def in_state(self, state: MessageState, limit: int) -> Sequence[Message]:
        """Return messages in a state, oldest first."""

    def in_state_count(self, state: MessageState) -> int:
        """Count messages in a state."""

    def note_call(self, channel_id: str, at: datetime) -> None:
        """Write down that a channel was called; calls older than two days are dropped."""

    def calls_since(self, channel_id: str, since: datetime) -> Sequence[datetime]:
        """Return when a channel was called, oldest first."""


class Contacts(Protocol):
    """Who was told what, what came back, and who may be told: this counter's and the centre's."""

    def people(self, member_ids: Collection[str]) -> Mapping[str, Person]:
        """Return members with what is known of reaching them."""

    def everybody(self) -> Sequence[str]:
        """Return the ids of all members of the point."""

    def in_segments(self, segments: Collection[str]) -> Collection[str]:
        """Return the ids of members who are in any of these segments."""

    def segments(self) -> Mapping[str, int]:
        """Count members by segment."""

    def put(self, contact: Contact) -> None:
        """Keep what a member allows, said here, until the centre's word on it comes."""

    def record_touch(self, touch: Touch) -> None:
        """Book a touch of this counter; again changes nothing."""

    def record_reaction(self, reaction: Reaction) -> None:
        """Book a reaction heard at this counter; again changes nothing."""

    def told(self, keys: Collection[str]) -> Collection[str]:
        """Return which of these (``touch.told_key``) were told, or wait in the queue."""

    def touches(self, accounts: Collection[Account], since: datetime) -> Sequence[Touch]:
        """Return touches of accounts, oldest first; no accounts: of all."""

    def has_touch(self, touch_id: str) -> bool:
        """Tell whether a touch is booked."""

    def touches_of(self, notice_id: str) -> Sequence[Touch]:
        """Return the touches of a notice, oldest first."""

    def reactions(self, accounts: Collection[Account], since: datetime) -> Sequence[Reaction]:
        """Return reactions of accounts, oldest first; no accounts: of all."""

    def reactions_to(self, touch_ids: Collection[str]) -> Sequence[Reaction]:
        """Return the reactions to touches, oldest first."""


class Audiences(Protocol):
    """Finds the people of an audience and what they wait for."""

    def lines(self, audience: Audience) -> Sequence[AudienceLine]:
        """Return the order lines of an audience by member; ``without`` is applied, consent not.

        Lines with nothing left to collect or to wait for are left out.
        """

    def still(self, keys: Collection[LineKey]) -> Sequence[AudienceLine]:
        """Return those lines as they stand now, wholly collected ones left out."""

    def buildings(self) -> Mapping[str, int]:
        """Count members with open orders by building."""

    def collectors(self, member_ids: Collection[str]) -> Mapping[str, str]:
        """Return for members who of their household collects.

        That is who collected last, else who ordered last.
        """

    def came(self, keys: Collection[LineKey], since: datetime) -> Sequence[Came]:
        """Return the first hand-over of each line after ``since``."""

    def collected_share(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Return, of the member-days on which goods waited uncollected, all and those that came.

        It tells how likely somebody comes on a day without being told.
        """


class NoticeSender(Protocol):
    """Carries a piece to a channel, over the network; may take half a minute."""

    def send(self, channel: Channel, address: str, piece: Piece) -> Reply:
        """Call the channel once. Never raises for what the network or the channel does."""

    def check(self, kind: ChannelKind, address: str) -> str:
        """Return ``address`` in the form it is kept in.

        ``Refused`` says what is wrong with it; nothing is sent.
        """


class ContactBook(Protocol):
    """Asks the centre for the addresses of persons, for one send; they are never stored."""

    def addresses(
        self,
        kind: ChannelKind,
        member_ids: Sequence[str],
        purpose: Purpose = Purpose.SERVICE,
    ) -> Mapping[str, str]:
        """Return phone numbers (SMS) or mail addresses of members who allow ``purpose``.

        ``Unavailable`` while the centre cannot be reached, ``Refused`` if it says no.
        """
