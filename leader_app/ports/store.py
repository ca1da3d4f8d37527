"""The shelves of the store for orders, claims, deeds and this counter itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from leader_app.domain.code_keys import CodeKey
from leader_app.domain.command import LoggedCommand, LogHead
from leader_app.domain.incident import Incident
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import LineKey, Order, Stage
from leader_app.domain.pickup import ClaimState, HandOver, Reversal
from leader_app.ports.sync import Enrolment, Identity


class Claims(Protocol):
    """Claims with everything known of them: the centre's word and this counter's own deeds."""

    def state(self, claim_id: str) -> ClaimState | None:
        """Return a claim's state, each deed once; ``None`` for a claim not (yet) here."""

    def with_tag(self, short_tag: bytes) -> Sequence[str]:
        """Return the claims of a typed short code's tag."""

    def of_order(self, order_id: str) -> str | None:
        """Return the claim that opens an order."""

    def of_hand_over(self, hand_over_id: str) -> str | None:
        """Return the claim a hand-over belongs to."""

    def owners(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        """Return the member of each claim; claims not here are left out."""


class CommandLog(Protocol):
    """The append-only log of this counter's deeds."""

    def head(self) -> LogHead:
        """Return the newest place."""

    def append(self, command_id: str, kind: str, body: bytes) -> LoggedCommand:
        """Add a command with the time, boot and cursor of now."""


class Deeds(Protocol):
    """What a command of ours changes here, beside the log: claim, stage, stock, audit."""

    def record(self, deed: HandOver) -> None:
        """Book a hand-over: its claim, its orders' stage, its movements out of stock."""

    def record_reversal(self, claim_id: str, reversal: Reversal) -> None:
        """Book a reversal, likewise."""

    def between(self, start: datetime, end: datetime, limit: int) -> Sequence[HandOver]:
        """Return hand-overs at any counter of the point in a time span, newest first."""

    def newest_of(self, device_id: str) -> HandOver | None:
        """Return a counter's newest hand-over that was not taken back."""


@dataclass(frozen=True, slots=True)
class ScanNote:
    """One look at a code, kept for the audit; never the code itself."""

    at: datetime
    verdict: str
    source: str
    claim_id: str


class Scans(Protocol):
    """The audit of looks at codes, failed ones above all."""

    def note(self, scan: ScanNote) -> None:
        """Keep a look."""

    def misses(self, source: str, since: datetime) -> int:
        """Count the looks from ``source`` since a moment whose verdict was ``no_such_code``."""


class Names(Protocol):
    """Names of things by id; ids not here are left out."""

    def members(self, ids: Collection[str]) -> Mapping[str, Member]:
        """Return members."""

    def products(self, ids: Collection[str]) -> Mapping[str, Product]:
        """Return products."""

    def devices(self, ids: Collection[str]) -> Mapping[str, Device]:
        """Return counters."""

    def points(self, ids: Collection[int]) -> Mapping[int, Point]:
        """Return pickup points."""


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """What the orders page asks for; ``text`` is a phone tail, part of a name, or an order id.

    Empty ``stages`` means all.
    """

    text: str = ""
    stages: frozenset[Stage] = frozenset()


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """A row of the orders page."""

    order_id: str
    claim_id: str
    member_name: str
    phone_tail: str
    stage: Stage
    placed_at: datetime
    pieces: int
    total: Fen
    slots: str
    goods: str


class Orders(Protocol):
    """The orders of the point."""

    def count(self, query: OrderQuery) -> int:
        """Count what matches."""

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count what matches ``text`` in each stage."""

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches, newest first."""

    def get(self, order_id: str) -> Order | None:
        """Return one order."""

    def products(self, order_ids: Collection[str]) -> Mapping[LineKey, str]:
        """Return the product of every line of these orders; orders not here are left out."""


@dataclass(frozen=True, slots=True)
class RefusedCommand:
    """A command of ours that the centre turned down or put aside, until a person dismisses it."""

    seq: int
    command_id: str
    kind: str
    at: datetime
    outcome: str
    code: str


class Incidents(Protocol):
    """What a person has to look at."""

    def open(self, limit: int) -> Sequence[Incident]:
        """Return unsettled incidents, newest first."""

    def recent(self, limit: int) -> Sequence[Incident]:
        """Return incidents, settled ones too, newest first."""

    def refused(self, limit: int) -> Sequence[RefusedCommand]:
        """Return commands of ours the centre did not take, not yet dismissed."""

    def dismiss(self, command_id: str) -> None:
        """Take a refused command off the list; it stays in the log."""


class DeviceFacts(Protocol):
    """Who this counter is and what it has been told."""

    def identity(self) -> Identity | None:
        """Return who this counter is; ``None`` before enrolment."""

    def enrol(self, enrolment: Enrolment, centre_url: str) -> None:
        """Keep an enrolment; ``Refused`` if the store belongs to another device already."""

    def keys(self) -> Sequence[CodeKey]:
        """Return the trusted keys of pickup codes."""

    def centre_lead(self) -> timedelta:
        """Return how far the centre's clock was ahead of ours at the last contact."""

    def data_at(self) -> datetime | None:
        """Return when the centre was last heard (its time); ``None`` before the first sync."""

    def unsent(self) -> int:
        """Count commands without a final word from the centre."""


class Settings(Protocol):
    """Small choices of this counter, kept with the store."""

    def get(self, name: str) -> str | None:
        """Return a setting."""

    def put(self, name: str, value: str) -> None:
        """Keep a setting."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a thorough look at the store found.

    ``broken_at`` is the number of the first command that does not follow from the one before
    it, 0 if all do. ``journal_lacks`` counts commands the journal does not have,
    ``only_in_journal`` those the log has lost. ``levels_off`` counts the places in stock whose
    kept level is not the sum of their movements.
    """

    sound: bool
    commands: int
    broken_at: int
    journal_lacks: int
    only_in_journal: int
    disk_low: bool
    levels_off: int = 0


class StoreHealth(Protocol):
    """The store as a doctor sees it."""

    def examine(self) -> Examination:
        """Read everything and say how it is; takes seconds for a very large store."""
