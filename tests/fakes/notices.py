"""A desk of notices in memory: what is written is planned, previewed and sent for a street."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from leader_app.domain.channel import Channel, Reach
from leader_app.domain.contact_budget import cost, is_over
from leader_app.domain.message_text import length, split
from leader_app.domain.money import Fen
from leader_app.domain.notice import Notice, NoticeKind, NoticeState, Template
from leader_app.domain.notice_places import PLACES
from leader_app.domain.notice_text import fill, flaws
from leader_app.domain.text import Text, say
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import (
    ChannelLoad,
    Choosable,
    Flaw,
    LeftOut,
    Likely,
    NoticeDesk,
    Offer,
    Place,
    Plan,
    Preview,
    Recipient,
    Showcase,
    Somebody,
    WhyNot,
)
from leader_app.services.notices.house import house_templates
from tests.fakes.notice_channels import FakeChannelDesk, usual_channels
from tests.fakes.notice_log import NOW, FakeNoticeLog, FakePasting, a_notice
from tests.fakes.notice_rules import FakeNoticeRules
from tests.fakes.notice_words import FakeWriting

_GOODS = (
    "草莓 2 盒",
    "鲜牛奶 1 瓶、鸡蛋 1 盒",
    "红烧牛腩 1 份",
    "车厘子 1 盒、酸奶 2 瓶、面包 1 袋",
)
OFFERS = (
    Offer("p0", "丹东草莓", "盒", Fen(2990)),
    Offer("p1", "鲜牛奶", "瓶", Fen(850)),
    Offer("p3", "红烧牛腩", "份", Fen(3880)),
)
_OPTED_OUT, _TOLD, _NO_WAY = 13, 17, 29


def street(count: int) -> list[Recipient]:
    """Return ``count`` households, every ninth of them tired of being told."""
    return [
        Recipient(
            f"u{no}",
            f"{'张王李赵陈刘'[no % 6]}{'*' * (1 + no % 2)}",
            f"{1000 + no * 37 % 9000}",
            f"{1 + no % 12}-{1 + no // 12 % 30}0{1 + no % 4}",
            1 + no % 3,
            _GOODS[no % 4],
            ("centre",),
            2 if no % 9 == 0 else 6 + no % 12,
            1,
            over_budget=False,
        )
        for no in range(1, count + 1)
    ]


def _house(kind: NoticeKind) -> Template:
    return next(one for one in house_templates("zh_CN") if one.kind is kind)


@dataclass
class FakeComposing(FakeWriting):
    """Keeps ``Composing`` over a street; ``trouble`` is raised by whatever is asked next."""

    households: list[Recipient] = field(default_factory=lambda: street(42))
    channels: list[Channel] = field(default_factory=usual_channels)
    kept_templates: list[Template] = field(default_factory=lambda: [*house_templates("zh_CN")])
    begins_at: datetime = NOW
    pictures: dict[str, bytes] = field(default_factory=dict)
    sent: list[tuple[Notice, bool]] = field(default_factory=list)
    planned: list[Notice] = field(default_factory=list)

    def places(self) -> Sequence[Place]:
        return [Place(one.chinese, one.meaning, one.example) for one in PLACES]

    def check(self, text: str) -> Sequence[Flaw]:
        return [Flaw(one.start, one.length, one.words) for one in flaws(text)]

    def new(self, kind: NoticeKind) -> Notice:
        house = _house(kind)
        return a_notice(
            f"new-{kind}",
            kind=kind,
            title=house.title,
            template=house.text,
            channels=("centre", "c-wecom"),
            state=NoticeState.DRAFT,
        )

    def plan(self, draft: Notice) -> Plan:
        self._check()
        self.planned.append(draft)
        channels = self._channels(draft)
        people = [self._weighed(draft, one) for one in self._wanted(draft)]
        told = [one for no, one in enumerate(people, 1) if not _why(no)] if channels else []
        left = [_left(one, _why(no)) for no, one in enumerate(people, 1) if _why(no)]
        left += [_left(one, WhyNot.WITHOUT) for one in self._without(draft)]
        likely = self._likely(len(told))
        over = sum(one.over_budget for one in told)
        obstacles = self._obstacles(draft, told)
        wrong = self.check(draft.template)
        loads = [self._load(draft, one, told) for one in channels]
        points = sum(one.cost for one in told)
        begins = max(self.begins_at, draft.start_at or self.begins_at)
        return Plan(told, left, loads, begins, points, over, likely, wrong, obstacles, ())

    def preview(self, draft: Notice, channel_id: str, member_id: str = "") -> Preview:
        self._check()
        channel = next(one for one in self.channels if one.channel_id == channel_id)
        known = {one.member_id: one for one in self.households}
        values = {place.name: place.example for place in PLACES}
        truths = {"group"} if channel.traits.reach is Reach.GROUP else {"chilled"}
        if member_id in known:
            values |= {"name": known[member_id].name, "items": known[member_id].what}
        told = fill(draft.template, values, truths, str).text
        limit = channel.traits.lengths.get(draft.form, min(channel.traits.lengths.values()))
        pieces = split(told, channel.traits.unit, limit) if told.strip() else ()
        used = max((length(piece, channel.traits.unit) for piece in pieces), default=0)
        title = fill(draft.title, values, truths, str).text
        return Preview(title, tuple(pieces), used, limit, draft.form)

    def keep_picture(self, data: bytes) -> str:
        self._check()
        name = f"{len(self.pictures)}.png"
        self.pictures[name] = data
        return name

    def picture(self, name: str) -> bytes | None:
        return self.pictures.get(name)

    def send(self, draft: Notice, *, over_budget_too: bool = False) -> Notice:
        self._check()
        state = NoticeState.GOING if draft.start_at is None else NoticeState.WAITING
        gone = replace(draft, state=state)
        self.sent.append((gone, over_budget_too))
        self.drafts.pop(draft.notice_id, None)
        return gone

    def buildings(self) -> Mapping[str, int]:
        return {str(no): 6 + no % 5 for no in range(1, 13)}

    def segments(self) -> Mapping[str, int]:
        return {"健身": 12, "宝妈": 31, "早餐党": 18}

    def products(self) -> Sequence[Choosable]:
        names = ("丹东草莓", "鲜牛奶", "鸡蛋", "红烧牛腩", "车厘子", "酸奶", "面包")
        return [Choosable(f"p{no}", name, 30 - no * 3) for no, name in enumerate(names)]

    def people(self, text: str, limit: int) -> Sequence[Somebody]:
        found = [one for one in map(_somebody, self.households) if text in _all_words(one)]
        return found[:limit]

    def named(self, member_ids: Collection[str]) -> Sequence[Somebody]:
        return [_somebody(one) for one in self.households if one.member_id in member_ids]

    def showcase(self) -> Showcase:
        self._check()
        return Showcase("幸福里便利店", "幸福里 7 号楼底商", "8:00–22:00", OFFERS)

    def _channels(self, draft: Notice) -> list[Channel]:
        return [one for one in self.channels if one.channel_id in draft.channels and one.active]

    def _wanted(self, draft: Notice) -> list[Recipient]:
        audience = draft.audience
        found = [one for one in self.households if one.member_id not in audience.without]
        if audience.buildings:
            found = [one for one in found if one.home.split("-")[0] in audience.buildings]
        return found

    def _without(self, draft: Notice) -> list[Recipient]:
        return [one for one in self.households if one.member_id in draft.audience.without]

    def _weighed(self, draft: Notice, one: Recipient) -> Recipient:
        points = cost(draft.kind, late=False, recent=0).points
        over = is_over(one.balance, points, draft.purpose)
        ways = tuple(x.channel_id for x in self._channels(draft))
        return replace(one, cost=points, over_budget=over, via=ways)

    def _likely(self, told: int) -> Likely:
        words = say(
            "Of {told} told like this before, {came} in 100 came within a day.", told=180, came=58
        )
        return Likely(told, told * 0.58, told * 0.33, 180, words)

    def _obstacles(self, draft: Notice, told: Sequence[Recipient]) -> list[Text]:
        if not self._channels(draft):
            return [say("Choose how it goes out.")]
        if not draft.template.strip():
            return [say("There is no text yet.")]
        return [] if told else [say("Nobody is left to be told.")]

    def _load(self, draft: Notice, channel: Channel, told: Sequence[Recipient]) -> ChannelLoad:
        group = channel.traits.reach is Reach.GROUP
        messages = 1 if group else len(told)
        words = say("The group was told twice today.") if channel.channel_id == "c-ding" else None
        points = cost(draft.kind, late=False, recent=0).points
        over = words is not None
        return ChannelLoad(channel, messages, messages, messages // 2, 9, points, over, words)


def _why(no: int) -> WhyNot | None:
    rare = ((_OPTED_OUT, WhyNot.OPTED_OUT), (_TOLD, WhyNot.TOLD), (_NO_WAY, WhyNot.NO_WAY))
    return next((why for step, why in rare if no % step == 0), None)


def _left(one: Recipient, why: WhyNot | None) -> LeftOut:
    when = NOW - timedelta(hours=3) if why is WhyNot.TOLD else None
    return LeftOut(one.member_id, one.name, one.home, why or WhyNot.WITHOUT, when)


def _somebody(one: Recipient) -> Somebody:
    return Somebody(one.member_id, one.name, one.phone_tail, one.home)


def _all_words(one: Somebody) -> str:
    return f"{one.name} {one.phone_tail} {one.home}"


def a_notice_desk(
    compose: FakeComposing | None = None,
    log: FakeNoticeLog | None = None,
    trouble: LeaderError | None = None,
) -> NoticeDesk:
    """Return all verbs of notices, in memory; ``trouble`` is what composing raises first."""
    writing = compose or FakeComposing()
    writing.trouble = trouble
    channels = FakeChannelDesk(writing.channels)
    return NoticeDesk(writing, log or FakeNoticeLog(), FakePasting(), channels, FakeNoticeRules())
