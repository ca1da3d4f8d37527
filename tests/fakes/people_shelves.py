"""Who is told, in a store in memory: contacts, and the audiences that claims make."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from leader_app.domain.local_time import day_span, local_day
from leader_app.domain.neighbourhood import Member, Zone
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Order, OrderLine, Stage, stage
from leader_app.domain.pickup import ClaimState, HandOver, taken
from leader_app.domain.touch import Account, Came, Contact, Reaction, Touch, unknown_contact
from leader_app.ports import AudienceLine, Person

if TYPE_CHECKING:
    from tests.fakes.shelves import Contents

DAY = timedelta(days=1)
_OPEN = {
    Stage.UNPAID,
    Stage.WAITING,
    Stage.PARTLY_ARRIVED,
    Stage.READY,
    Stage.PARTLY_COLLECTED,
}


@dataclass
class Contacts:
    kept: "Contents"

    def people(self, member_ids: Collection[str]) -> Mapping[str, Person]:
        return {
            name: self._person(x) for name, x in self.kept.members.items() if name in member_ids
        }

    def everybody(self) -> Sequence[str]:
        return sorted(self.kept.members)

    def in_segments(self, segments: Collection[str]) -> Collection[str]:
        told = self.kept.notices.contacts.values()
        return {x.member_id for x in told if set(x.segments) & set(segments)}

    def segments(self) -> Mapping[str, int]:
        told = self.kept.notices.contacts.values()
        return Counter(name for x in told for name in set(x.segments))

    def put(self, contact: Contact) -> None:
        self.kept.notices.said[contact.member_id] = contact

    def record_touch(self, touch: Touch) -> None:
        self.kept.notices.touch(touch)

    def record_reaction(self, reaction: Reaction) -> None:
        self.kept.notices.react(reaction)

    def told(self, keys: Collection[str]) -> Collection[str]:
        return {key for key in keys if self.kept.notices.told_elsewhere(key, "")}

    def touches(self, accounts: Collection[Account], since: datetime) -> Sequence[Touch]:
        found = self.kept.notices.touches.values()
        some = [x for x in found if x.at >= since and (not accounts or x.account in accounts)]
        return sorted(some, key=lambda x: (x.at, x.touch_id))

    def has_touch(self, touch_id: str) -> bool:
        return touch_id in self.kept.notices.touches

    def touches_of(self, notice_id: str) -> Sequence[Touch]:
        found = [x for x in self.kept.notices.touches.values() if x.notice_id == notice_id]
        return sorted(found, key=lambda x: (x.at, x.touch_id))

    def reactions(self, accounts: Collection[Account], since: datetime) -> Sequence[Reaction]:
        found = self.kept.notices.reactions.values()
        some = [x for x in found if x.at >= since and (not accounts or x.account in accounts)]
        return sorted(some, key=lambda x: (x.at, x.reaction_id))

    def reactions_to(self, touch_ids: Collection[str]) -> Sequence[Reaction]:
        found = [x for x in self.kept.notices.reactions.values() if x.touch_id in touch_ids]
        return sorted(found, key=lambda x: (x.at, x.reaction_id))

    def _person(self, member: Member) -> Person:
        name = member.member_id
        contact = self.kept.notices.contacts.get(name, unknown_contact(name))
        if said := self.kept.notices.said.get(name):
            contact = replace(contact, service=said.service, marketing=said.marketing)
        return Person(name, member.name, member.phone_tail, member.building, member.room, contact)


@dataclass
class Audiences:
    kept: "Contents"

    def lines(self, audience: Audience) -> Sequence[AudienceLine]:
        found = [
            x
            for x in self._all()
            if self._is_meant(audience, x) and x.member_id not in audience.without
            if x.taken < x.quantity or Stage.COLLECTED in audience.stages
        ]
        return sorted(found, key=_by_member)

    def still(self, keys: Collection[LineKey]) -> Sequence[AudienceLine]:
        found = [x for x in self._all() if x.key in keys and x.stage in _OPEN]
        return sorted((x for x in found if x.taken < x.quantity), key=_by_member)

    def buildings(self) -> Mapping[str, int]:
        homes: dict[str, set[str]] = defaultdict(set)
        for line in self._all():
            if line.stage in _OPEN and line.building:
                homes[line.building].add(line.member_id)
        return {name: len(people) for name, people in homes.items()}

    def collectors(self, member_ids: Collection[str]) -> Mapping[str, str]:
        known = self.kept.members
        return {x: self._collector(known[x]) if x in known else x for x in member_ids}

    def came(self, keys: Collection[LineKey], since: datetime) -> Sequence[Came]:
        found: dict[LineKey, Came] = {}
        for state in self.kept.claims.values():
            owners = {order.order_id: order.member_id for order in state.orders}
            for deed in sorted(_standing(state), key=lambda x: x.at):
                for pieces in deed.lines:
                    if pieces.key in keys and pieces.key not in found and deed.at > since:
                        owner = owners[pieces.key.order_id]
                        found[pieces.key] = Came(pieces.key, owner, deed.at)
        return sorted(found.values(), key=lambda x: (x.at, x.key.order_id, x.key.line_no))

    def collected_share(self, start: datetime, end: datetime) -> tuple[int, int]:
        waited, came = set(), set()
        for member, order, state in self._orders():
            days = {(member, day) for day in self._days_waited(order, state, start, end)}
            waited |= days
            came |= days & {(member, local_day(x.at)) for x in _standing(state)}
        told = {
            (name, local_day(touch.at) + later * DAY)
            for touch in self.kept.notices.touches.values()
            for name in touch.member_ids
            for later in (0, 1)
        }
        return len(waited - told), len((waited & came) - told)

    def _days_waited(
        self, order: Order, state: ClaimState, start: datetime, end: datetime
    ) -> list[date]:
        gone = [local_day(x.at) for x in _standing(state)]
        if not any(line.arrived for line in order.lines) or (
            stage(order, taken(state.hand_overs)) not in {*_OPEN, Stage.COLLECTED} - {Stage.UNPAID}
        ):
            return []
        collected = stage(order, taken(state.hand_overs)) is Stage.COLLECTED
        last = min(state.claim.last_day, max(gone) if collected else date.max)
        first = max(start, self._came_in(order))
        days = (end - start).days + 1
        span = (local_day(first) + n * DAY for n in range(days))
        return [day for day in span if day <= last and day_span(day)[0] < end]

    def _came_in(self, order: Order) -> datetime:
        keys = [LineKey(order.order_id, x.line_no) for x in order.lines if x.arrived]
        return min(self.kept.notices.arrived_at.get(key, order.placed_at) for key in keys)

    def _orders(self) -> list[tuple[str, Order, ClaimState]]:
        claims = self.kept.claims.values()
        return [(order.member_id, order, state) for state in claims for order in state.orders]

    def _all(self) -> list[AudienceLine]:
        return [
            self._line(state, order, line)
            for _, order, state in self._orders()
            for line in order.lines
        ]

    def _is_meant(self, audience: Audience, line: AudienceLine) -> bool:
        who = self.kept.notices.contacts.get(line.member_id, unknown_contact(line.member_id))
        order = [x for x in self._all() if x.key.order_id == line.key.order_id]
        since = audience.since
        matches = (
            line.stage in (audience.stages or _OPEN)
            and (not audience.product_ids or line.product_id in audience.product_ids)
            and (not audience.buildings or line.building in audience.buildings)
            and (not audience.segments or bool(audience.segments & set(who.segments)))
            and (since is None or any(x.arrived_at and x.arrived_at > since for x in order))
        )
        only = replace(audience, members=frozenset(), without=frozenset()) == Audience()
        chosen = line.member_id in audience.members and line.stage in _OPEN | audience.stages
        return chosen or (matches and not (only and audience.members))

    def _line(self, state: ClaimState, order: Order, line: OrderLine) -> AudienceLine:
        key = LineKey(order.order_id, line.line_no)
        member = self.kept.members.get(order.member_id, Member(order.member_id, "", ""))
        product = self.kept.products.get(line.product_id)
        return AudienceLine(
            key=key,
            product_id=line.product_id,
            product_name=product.name if product else "",
            unit=product.unit if product else "",
            zone=product.zone if product else Zone.SHELF,
            quantity=line.quantity,
            arrived=line.arrived,
            taken=taken(state.hand_overs).get(key, 0),
            slot=line.slot,
            unit_price=line.unit_price,
            member_id=order.member_id,
            member_name=member.name,
            phone_tail=member.phone_tail,
            building=member.building,
            room=member.room,
            stage=stage(order, taken(state.hand_overs)),
            placed_at=order.placed_at,
            arrived_at=self.kept.notices.arrived_at.get(key),
            collect_by=state.claim.last_day,
            use_by=None,
        )

    def _collector(self, member: Member) -> str:
        home = [x.member_id for x in self.kept.members.values() if x.household == member.household]
        return max(home, key=self._rank)

    def _rank(self, member_id: str) -> tuple[float, float, str]:
        own = [(order, state) for name, order, state in self._orders() if name == member_id]
        came = [deed.at.timestamp() for _, state in own for deed in _standing(state)]
        ordered = [order.placed_at.timestamp() for order, _ in own]
        return max(came, default=0), max(ordered, default=0), member_id


def _standing(state: ClaimState) -> list[HandOver]:
    return [x for x in state.hand_overs if x.reversal is None]


def _by_member(line: AudienceLine) -> tuple[object, ...]:
    return line.member_id, line.placed_at, line.key.order_id, line.key.line_no
