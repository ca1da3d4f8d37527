"""What a store in memory holds, and the shelves over it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leader_app.domain.code_keys import CodeKey, trusted
from leader_app.domain.command import (
    Command,
    LoggedCommand,
    LogHead,
    chain,
    first_head,
    head_of,
)
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import LineKey, Order, Stage, stage
from leader_app.domain.pickup import ClaimState, HandOver, Reversal, apply, take_back, taken
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import (
    Clock,
    Enrolment,
    Identity,
    OrderQuery,
    OrderSummary,
    RefusedCommand,
    ScanNote,
)
from tests.fakes.notice_shelves import NoticeBook


@dataclass
class Contents:
    """Everything a store holds."""

    claims: dict[str, ClaimState] = field(default_factory=dict)
    log: list[LoggedCommand] = field(default_factory=list)
    scans: list[ScanNote] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    points: dict[int, Point] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    refused: list[RefusedCommand] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    identity: Identity | None = None
    keys: tuple[CodeKey, ...] = ()
    lead: timedelta = timedelta(0)
    data_at: datetime | None = None
    notices: NoticeBook = field(default_factory=NoticeBook)


@dataclass
class _Shelf:
    kept: Contents


class Claims(_Shelf):
    def state(self, claim_id: str) -> ClaimState | None:
        return self.kept.claims.get(claim_id)

    def with_tag(self, short_tag: bytes) -> Sequence[str]:
        claims = self.kept.claims.items()
        return [name for name, state in claims if state.claim.short_tag == short_tag]

    def of_order(self, order_id: str) -> str | None:
        for name, state in self.kept.claims.items():
            if any(order.order_id == order_id for order in state.orders):
                return name
        return None

    def of_hand_over(self, hand_over_id: str) -> str | None:
        for name, state in self.kept.claims.items():
            if any(deed.hand_over_id == hand_over_id for deed in state.hand_overs):
                return name
        return None

    def owners(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        claims = self.kept.claims
        return {name: claims[name].claim.member_id for name in claim_ids if name in claims}


@dataclass
class Log(_Shelf):
    clock: Clock

    def head(self) -> LogHead:
        if self.kept.log:
            return head_of(self.kept.log[-1])
        identity = self.kept.identity
        return first_head(identity.device_id, identity.epoch) if identity else first_head("", 0)

    def append(self, command_id: str, kind: str, body: bytes) -> LoggedCommand:
        clock = self.clock
        command = Command(
            command_id, kind, 1, body, clock.now(), clock.monotonic_ns(), clock.boot_id(), ""
        )
        self.kept.log.append(chain(self.head(), command))
        return self.kept.log[-1]


class Deeds(_Shelf):
    def record(self, deed: HandOver) -> None:
        state = self.kept.claims[deed.claim_id]
        self.kept.claims[deed.claim_id] = apply(state, deed)

    def record_reversal(self, claim_id: str, reversal: Reversal) -> None:
        self.kept.claims[claim_id] = take_back(self.kept.claims[claim_id], reversal)

    def between(self, start: datetime, end: datetime, limit: int) -> Sequence[HandOver]:
        found = [deed for deed in self._all() if start <= deed.at < end]
        return sorted(found, key=lambda deed: deed.at, reverse=True)[:limit]

    def newest_of(self, device_id: str) -> HandOver | None:
        own = [x for x in self._all() if x.device_id == device_id and x.reversal is None]
        return max(own, key=lambda deed: deed.at, default=None)

    def _all(self) -> list[HandOver]:
        return [deed for state in self.kept.claims.values() for deed in state.hand_overs]


class Scans(_Shelf):
    def note(self, scan: ScanNote) -> None:
        self.kept.scans.append(scan)

    def misses(self, source: str, since: datetime) -> int:
        return sum(
            note.verdict == "no_such_code" and note.source == source and note.at >= since
            for note in self.kept.scans
        )


class Names(_Shelf):
    def members(self, ids: Collection[str]) -> Mapping[str, Member]:
        return {name: self.kept.members[name] for name in ids if name in self.kept.members}

    def products(self, ids: Collection[str]) -> Mapping[str, Product]:
        return {name: self.kept.products[name] for name in ids if name in self.kept.products}

    def devices(self, ids: Collection[str]) -> Mapping[str, Device]:
        return {name: self.kept.devices[name] for name in ids if name in self.kept.devices}

    def points(self, ids: Collection[int]) -> Mapping[int, Point]:
        return {name: self.kept.points[name] for name in ids if name in self.kept.points}


class Orders(_Shelf):
    def count(self, query: OrderQuery) -> int:
        return len(self._found(query))

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        found = [summary.stage for summary in self._found(OrderQuery(text))]
        return {one: found.count(one) for one in set(found)}

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        return self._found(query)[offset : offset + limit]

    def get(self, order_id: str) -> Order | None:
        return next((x for x in self._all() if x.order_id == order_id), None)

    def products(self, order_ids: Collection[str]) -> Mapping[LineKey, str]:
        return {
            LineKey(order.order_id, line.line_no): line.product_id
            for order in self._all()
            if order.order_id in order_ids
            for line in order.lines
        }

    def _all(self) -> list[Order]:
        return [order for state in self.kept.claims.values() for order in state.orders]

    def _found(self, query: OrderQuery) -> list[OrderSummary]:
        found = [self._summary(order) for order in self._all()]
        found = [x for x in found if not query.stages or x.stage in query.stages]
        return [x for x in found if query.text in _searched(x)]

    def _summary(self, order: Order) -> OrderSummary:
        member = self.kept.members.get(order.member_id)
        deeds = self.kept.claims[order.claim_id].hand_overs
        return OrderSummary(
            order.order_id,
            order.claim_id,
            member.name if member else "",
            member.phone_tail if member else "",
            stage(order, taken(deeds)),
            order.placed_at,
            sum(line.quantity for line in order.lines),
            order.total,
            ", ".join(sorted({line.slot for line in order.lines})),
            ", ".join(line.product_id for line in order.lines),
        )


def _searched(row: OrderSummary) -> str:
    return f"{row.order_id} {row.claim_id} {row.member_name} {row.phone_tail}"


class Incidents(_Shelf):
    def open(self, limit: int) -> Sequence[Incident]:
        return [x for x in self.kept.incidents if not x.settled][:limit]

    def recent(self, limit: int) -> Sequence[Incident]:
        return self.kept.incidents[:limit]

    def refused(self, limit: int) -> Sequence[RefusedCommand]:
        return self.kept.refused[:limit]

    def dismiss(self, command_id: str) -> None:
        self.kept.refused = [x for x in self.kept.refused if x.command_id != command_id]


class DeviceShelf(_Shelf):
    def identity(self) -> Identity | None:
        return self.kept.identity

    def enrol(self, enrolment: Enrolment, centre_url: str) -> None:
        if self.kept.identity and self.kept.identity.device_id != enrolment.device_id:
            raise Refused(say("This store belongs to another counter."), say("Use another."))
        self.kept.identity = Identity(
            enrolment.device_id,
            enrolment.device_name,
            enrolment.point.point_id,
            enrolment.epoch,
            centre_url,
            enrolment.root_key,
            enrolment.point_secret,
        )
        self.kept.points[enrolment.point.point_id] = enrolment.point
        self.kept.keys = trusted(enrolment.manifest, enrolment.root_key)

    def keys(self) -> Sequence[CodeKey]:
        return self.kept.keys

    def centre_lead(self) -> timedelta:
        return self.kept.lead

    def data_at(self) -> datetime | None:
        return self.kept.data_at

    def unsent(self) -> int:
        return len(self.kept.log)


class Settings(_Shelf):
    def get(self, name: str) -> str | None:
        return self.kept.settings.get(name)

    def put(self, name: str, value: str) -> None:
        self.kept.settings[name] = value
