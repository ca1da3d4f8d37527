"""What the core asks of the world, in small promises that fakes keep as well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.code_keys import CodeKey, KeyManifest
from leader_app.domain.command import CommandResult, LoggedCommand, LogHead
from leader_app.domain.incident import Incident
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order, Stage
from leader_app.domain.pickup import ClaimState, HandOver, Reversal
from leader_app.domain.text import Text


class Clock(Protocol):
    """Time, as told by this computer."""

    def now(self) -> datetime:
        """Return the wall time, aware, UTC."""

    def monotonic_ns(self) -> int:
        """Return nanoseconds since some fixed moment of this boot."""

    def boot_id(self) -> str:
        """Return what tells this boot of the computer from others."""


class SecretStore(Protocol):
    """The operating system's keyring, or what a passphrase opens."""

    def get(self, name: str) -> bytes | None:
        """Return a secret or ``None``; ``Unavailable`` if the store is locked or missing."""

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret; ``Unavailable`` if the store is locked or missing."""

    def forget(self, name: str) -> None:
        """Drop a secret, if it is there; ``Unavailable`` as above."""


class ChangeNotices(Protocol):
    """Passes on what was written, from whichever thread wrote it."""

    def publish(self, changes: ChangeSet) -> None:
        """Tell every subscriber, on the caller's thread; nobody's failure stops the others."""

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call ``listener`` from now on; the returned call ends that."""


# --- sync and the store -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this counter is to the centre, and what it was told when it enrolled.

    ``point_secret`` keys the tags of short codes; ``root_key`` signs the key manifest.
    """

    device_id: str
    device_name: str
    point_id: int
    epoch: int
    centre_url: str
    root_key: bytes
    point_secret: bytes


FeedItem = Point | Device | Member | Product | Order | Claim | HandOver | Incident


@dataclass(frozen=True, slots=True)
class FeedChange:
    """The newest state of one thing; ``item`` is ``None`` for a thing that is gone.

    A kind this release does not know comes as its raw bytes under its plain name.
    """

    entity: Entity | str
    id: str
    version: int
    item: FeedItem | bytes | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Rows, the cursor after them, and the last command of ours the centre had applied.

    ``centre_time`` and ``received_at`` (this computer's clock) tell the clock's error.
    """

    changes: Sequence[FeedChange]
    cursor: str
    applied_seq: int
    more: bool
    centre_time: datetime
    received_at: datetime


class Outbox(Protocol):
    """The command log as sync sees it. Every call is one transaction of its own."""

    def head(self) -> LogHead:
        """Return the newest place of this counter's log."""

    def unsent(self, limit: int, max_bytes: int) -> Sequence[LoggedCommand]:
        """Return commands without a final result, oldest first, at least one if there is one."""

    def record(self, results: Sequence[CommandResult]) -> ChangeSet:
        """Keep the centre's words; an earlier final word on a command is not overwritten."""

    def reoffer(self, after_seq: int) -> ChangeSet:
        """Mark every command after ``after_seq`` unsent again: the centre has lost it."""


class Mirror(Protocol):
    """The centre's state as kept here. Every call is one transaction of its own."""

    def cursor(self) -> str:
        """Return where the last applied page ended; empty before the first."""

    def apply(self, page: FeedPage) -> ChangeSet:
        """Apply rows and cursor together; an older version never overwrites a newer one."""

    def restart(self) -> ChangeSet:
        """Forget the cursor and all that was mirrored (never the log): the centre began anew."""

    def keep_keys(self, manifest: KeyManifest) -> None:
        """Keep a newer key manifest; ``UntrustedManifestError`` if the root did not sign it."""


class Connection(StrEnum):
    """How things stand with the centre."""

    NEVER = "never"
    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status line shows. ``problem`` says what is wrong, ``hint`` what to do.

    ``pulled`` counts the rows of the pull that is running; ``expected`` is 0 when unknown.
    """

    connection: Connection
    last_contact: datetime | None = None
    problem: Text | None = None
    hint: Text | None = None
    pulled: int = 0
    expected: int = 0


class Wake(Protocol):
    """Whoever has new work for sync says so; it never blocks."""

    def wake(self) -> None:
        """Ask for a run soon."""


class SyncStatus(Protocol):
    """How sync is doing, for screens and for verdicts (online or not)."""

    def state(self) -> SyncState:
        """Return the newest state."""

    def subscribe(self, listener: Callable[[SyncState], None]) -> Callable[[], None]:
        """Call ``listener`` on every change, from sync's thread; the returned call ends that."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The centre's answer to an enrolment token."""

    device_id: str
    device_name: str
    point: Point
    epoch: int
    root_key: bytes
    point_secret: bytes
    manifest: KeyManifest


class EnrolmentDesk(Protocol):
    """Where a new counter presents its token."""

    def enrol(self, url: str, token: str, device_key: bytes, device_name: str) -> Enrolment:
        """Enrol; the same token and key again give the same answer.

        ``Refused`` if the centre says no, ``Unavailable`` if it cannot be reached.
        """


# --- one unit of work over the local store ------------------------------------------------


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
        """Count the typed codes since a moment that no claim answered to."""


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


class UnitOfWork(Protocol):
    """One transaction over the local store; without ``commit`` nothing of it stays."""

    @property
    def claims(self) -> Claims:
        """Claims."""

    @property
    def log(self) -> CommandLog:
        """The command log."""

    @property
    def deeds(self) -> Deeds:
        """Hand-overs and reversals."""

    @property
    def scans(self) -> Scans:
        """The audit of looks."""

    @property
    def names(self) -> Names:
        """Names by id."""

    @property
    def orders(self) -> Orders:
        """Orders."""

    @property
    def incidents(self) -> Incidents:
        """Incidents."""

    @property
    def device(self) -> DeviceFacts:
        """This counter."""

    @property
    def settings(self) -> Settings:
        """Settings."""

    def __enter__(self) -> Self:
        """Begin; a writing one holds the store's only writer until it ends."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End; roll back what was not committed."""

    def commit(self) -> ChangeSet:
        """Make it durable, journal included, publish and return what changed.

        ``Unavailable`` if the disk is full or gone; then nothing of it happened.
        """


class Store(Protocol):
    """Opens units of work."""

    def read(self) -> UnitOfWork:
        """Return one that only looks; any number at a time, on any thread."""

    def write(self) -> UnitOfWork:
        """Return one that may change things; one at a time over all processes."""
