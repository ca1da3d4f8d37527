"""What the notices page is told: plans, previews, effects, what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leader_app.domain.channel import Channel
from leader_app.domain.money import Fen
from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A place a template may hold: what is written between the braces, and what it becomes."""

    name: str
    meaning: Text
    example: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a template: from ``start`` for ``length`` symbols, with a sentence."""

    start: int
    length: int
    words: Text


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who will be told, for a whole household; names masked for screens.

    ``what`` is short (3 × 草莓, 1 × 牛奶). ``via`` names the channels, by id.
    """

    member_id: str
    name: str
    phone_tail: str
    home: str
    household_size: int
    what: str
    via: tuple[str, ...]
    balance: int
    cost: int
    over_budget: bool


@dataclass(frozen=True, slots=True)
class Choosable:
    """A product an audience can be chosen by; ``households`` have an open order for it."""

    product_id: str
    name: str
    households: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as a poster names it."""

    product_id: str
    name: str
    unit: str
    price: Fen


@dataclass(frozen=True, slots=True)
class Showcase:
    """What a poster can be filled with: the shop (words empty where not known), its products."""

    store: str
    address: str
    hours: str
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member who can be added or left out by hand; the name is masked for screens."""

    member_id: str
    name: str
    phone_tail: str
    home: str


class WhyNot(StrEnum):
    """Why somebody of the audience is not told."""

    WITHOUT = "without"
    OPTED_OUT = "opted_out"
    TOLD = "told"
    OVER_BUDGET = "over_budget"
    NO_WAY = "no_way"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not told, and why; ``when`` they were told, if that is it."""

    member_id: str
    name: str
    home: str
    why: WhyNot
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChannelLoad:
    """What a channel will carry: messages, pieces of them, and how long that takes at its rate."""

    channel: Channel
    messages: int
    pieces: int
    seconds: int
    balance: int
    cost: int
    over_budget: bool
    words: Text | None


@dataclass(frozen=True, slots=True)
class Likely:
    """What a notice is likely to bring, with the sentence that says where the figure is from.

    Of ``households`` about ``comers`` will come within a day, ``without_notice`` of them anyhow;
    ``based_on`` earlier messages of the kind.
    """

    households: int
    comers: float
    without_notice: float
    based_on: int
    words: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """What sending would do: whom it tells, whom not, when it begins, its cost, its likely yield.

    ``flaws`` of the text and ``obstacles`` (no channel, empty, too long, nobody left) must be gone
    before it can be sent; ``warnings`` should be read. ``total`` counts everybody of the audience.
    """

    recipients: Sequence[Recipient]
    left_out: Sequence[LeftOut]
    loads: Sequence[ChannelLoad]
    begins_at: datetime
    cost: int
    over_budget: int
    likely: Likely
    flaws: Sequence[Flaw]
    obstacles: Sequence[Text]
    warnings: Sequence[Text]

    @property
    def total(self) -> int:
        """Everybody of the audience."""
        return len(self.recipients) + len(self.left_out)


@dataclass(frozen=True, slots=True)
class Preview:
    """What one recipient (or the group) will read; ``used`` of ``limit`` in the channel's units.

    ``used`` is of the longest piece. ``limit`` 0 is none.
    """

    title: str
    pieces: tuple[str, ...]
    used: int
    limit: int
    form: Form


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A notice that a rule would send now, for the leader to look at: open it as a draft."""

    rule_id: str
    kind: NoticeKind
    households: int
    words: Text


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of a notice: of ``households`` told, how many came within a day and how fast.

    ``median_minutes`` is ``None`` while nobody came; ``settled`` when the day is over.
    """

    households: int
    came: int
    median_minutes: int | None
    opened: int
    thanked: int
    muted: int
    settled: bool


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as the log lists it."""

    notice: Notice
    counts: Mapping[MessageState, int]
    effect: Effect


@dataclass(frozen=True, slots=True)
class MessageNote:
    """A message as the log shows it; ``who`` is a masked name or a group's name."""

    message: Message
    who: str
    channel: str
    words: Text
    hint: Text | None


@dataclass(frozen=True, slots=True)
class PasteStep:
    """One thing to paste into a chat: ``text``, or the picture; ``done`` when it was ticked off."""

    message_id: str
    piece: int
    text: str
    picture: bytes | None
    done: bool


@dataclass(frozen=True, slots=True)
class PasteRound:
    """All there is to paste of a notice, for one chat group after the other."""

    notice: Notice
    group: str
    steps: Sequence[PasteStep]


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the first tab shows: what could be told, what is on its way, what needs a person."""

    suggestions: Sequence[Suggestion]
    under_way: Sequence[NoticeCard]
    to_paste: Sequence[NoticeCard]
    unsure: Sequence[MessageNote]
    broken: Sequence[Channel]
    drafts: Sequence[Notice]
