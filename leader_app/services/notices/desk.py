"""What the notices page can have done, and what it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.contact_budget import Balance
from leader_app.domain.notice import Notice, NoticeKind, Rule, Template
from leader_app.domain.notice_time import QuietTimes
from leader_app.domain.outgoing import MessageState
from leader_app.domain.text import Text
from leader_app.domain.touch import Account, Contact, ReactionKind
from leader_app.ports import NoticeQuery
from leader_app.services.notices.shown import (
    ChannelLoad,
    Choosable,
    Effect,
    Flaw,
    LeftOut,
    Likely,
    MessageNote,
    NoticeCard,
    Offer,
    PasteRound,
    PasteStep,
    Place,
    Plan,
    Preview,
    Recipient,
    Showcase,
    Somebody,
    Suggestion,
    TodayView,
    WhyNot,
)

__all__ = [
    "ChannelDesk",
    "ChannelLoad",
    "Choosable",
    "Composing",
    "Effect",
    "Flaw",
    "LeftOut",
    "Likely",
    "MessageNote",
    "NoticeCard",
    "NoticeDesk",
    "NoticeLog",
    "NoticeRules",
    "Offer",
    "PasteRound",
    "PasteStep",
    "Pasting",
    "Place",
    "Plan",
    "Preview",
    "Recipient",
    "Showcase",
    "Somebody",
    "Suggestion",
    "TodayView",
    "WhyNot",
]


class Composing(Protocol):
    """Writing notices."""

    def templates(self) -> Sequence[Template]:
        """Return the house's templates and those made here, by kind."""

    def keep_template(self, template: Template) -> None:
        """Keep a template; ``Refused`` if it has a flaw."""

    def forget_template(self, template_id: str) -> None:
        """Drop an own template, or put one of the house back as it was."""

    def places(self) -> Sequence[Place]:
        """Return what may stand between braces."""

    def check(self, text: str) -> Sequence[Flaw]:
        """Return what is wrong in a text."""

    def new(self, kind: NoticeKind) -> Notice:
        """Return a draft with the kind's template, usual audience and channels; not kept yet."""

    def open_suggestion(self, rule_id: str) -> Notice:
        """Return what a rule suggests as a draft; not kept yet."""

    def keep(self, draft: Notice) -> None:
        """Keep a draft."""

    def forget(self, notice_id: str) -> None:
        """Drop a draft."""

    def plan(self, draft: Notice) -> Plan:
        """Return what sending the draft now (or at its time) would do."""

    def preview(self, draft: Notice, channel_id: str, member_id: str = "") -> Preview:
        """Return what a recipient (of the plan), or the channel's group, would read."""

    def keep_picture(self, data: bytes) -> str:
        """Keep a PNG or JPEG for a notice and return its name; ``Refused`` if it is none."""

    def picture(self, name: str) -> bytes | None:
        """Return a kept picture."""

    def send(self, draft: Notice, *, over_budget_too: bool = False) -> Notice:
        """Queue the draft's messages, or wait for its time; ``Refused`` names what is in the way.

        Members over budget are left out unless asked for.
        """

    def stop(self, notice_id: str) -> int:
        """Stop what was not sent yet; returns how many messages that were."""

    def buildings(self) -> Mapping[str, int]:
        """Count members with open orders by building."""

    def segments(self) -> Mapping[str, int]:
        """Count members by segment."""

    def products(self) -> Sequence[Choosable]:
        """Return the products of open orders, by name."""

    def people(self, text: str, limit: int) -> Sequence[Somebody]:
        """Find members by part of a name, the end of a phone number or a home (7-1801)."""

    def named(self, member_ids: Collection[str]) -> Sequence[Somebody]:
        """Return members by id, unknown ones left out."""

    def showcase(self) -> Showcase:
        """Return what a poster can be filled with."""


class NoticeLog(Protocol):
    """What went out and what came of it."""

    def today(self) -> TodayView:
        """Return what the first tab shows."""

    def count(self, query: NoticeQuery) -> int:
        """Count notices."""

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[NoticeCard]:
        """Return notices, newest first."""

    def card(self, notice_id: str) -> NoticeCard:
        """Return one notice; ``Refused`` if there is none."""

    def messages(
        self, notice_id: str, states: frozenset[MessageState], offset: int, limit: int
    ) -> Sequence[MessageNote]:
        """Return its messages."""

    def settle(self, message_id: str, *, arrived: bool) -> None:
        """Say of an unsure message whether it is there; if not, it is queued again."""

    def retry(self, message_id: str) -> None:
        """Queue a refused message again."""

    def balance(self, account: Account) -> Balance:
        """Return an account with the lines it is made of."""

    def contact(self, member_id: str) -> Contact:
        """Return what a member allows, as far as it is known here."""

    def react(self, account: Account, kind: ReactionKind, message_id: str = "") -> None:
        """Book what somebody said at the counter (thanks, a complaint, no more of this)."""

    def allow(self, member_id: str, *, service: bool, marketing: bool) -> None:
        """Keep what a member allows, as they said at the counter."""


class Pasting(Protocol):
    """For a chat that no robot may enter."""

    def open(self, notice_id: str) -> Sequence[PasteRound]:
        """Return what is to be pasted, texts as of now; collected goods drop out."""

    def done(self, message_id: str, piece: int) -> None:
        """Tick a piece off; the last one makes the message sent."""

    def not_done(self, message_id: str, piece: int) -> None:
        """Take a tick back while its message is not wholly sent."""


class ChannelDesk(Protocol):
    """The ways this counter can tell people."""

    def all(self) -> Sequence[Channel]:
        """Return the channels; the clipboard and the centre are there from the start."""

    def add(self, kind: ChannelKind, name: str, group: str, address: str) -> Channel:
        """Add a channel, its address into the keyring; ``Refused`` says what is wrong with it."""

    def change(self, channel: Channel, address: str = "") -> None:
        """Change a channel, and its address if one is given; it is no longer stopped."""

    def forget(self, channel_id: str) -> None:
        """Drop a channel and its address; ``Refused`` while messages wait for it."""

    def test(self, channel_id: str) -> Text:
        """Send one short test message and return what the channel said, as a sentence.

        ``Refused`` says why the channel did not take it, and what to do.
        """

    def words(self, kind: ChannelKind) -> Text:
        """Return where the address of such a channel is found."""


class NoticeRules(Protocol):
    """Notices that write themselves."""

    def all(self) -> Sequence[Rule]:
        """Return the rules: one for each trigger, those not set up switched off."""

    def put(self, rule: Rule) -> None:
        """Keep a rule; it looks at what happens from now on."""

    def quiet(self) -> QuietTimes:
        """Return the quiet times."""

    def put_quiet(self, quiet: QuietTimes) -> None:
        """Keep the quiet times."""

    def holidays(self, year: int) -> Mapping[date, str]:
        """Return the public holidays that are known, with their names."""


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """All verbs of notices."""

    compose: Composing
    log: NoticeLog
    paste: Pasting
    channels: ChannelDesk
    rules: NoticeRules
