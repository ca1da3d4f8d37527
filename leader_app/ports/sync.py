"""What the store and sync promise each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from leader_app.domain.attachment import Attachment
from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.command import CommandResult, LoggedCommand, LogHead
from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import Point
from leader_app.domain.text import Text


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


@dataclass(frozen=True, slots=True)
class FeedChange:
    """The newest state of one thing; ``item`` is ``None`` for a thing that is gone.

    A kind this release does not know comes as its raw bytes under its plain name.
    ``applied_seq`` is that of the page it came in, where several pages are applied as one.
    """

    entity: Entity | str
    id: str
    version: int
    item: FeedItem | bytes | None
    applied_seq: int | None = None


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


class Uploads(Protocol):
    """Photos and signatures on their way to the centre. Every call is a transaction of its own."""

    def pending(self, limit: int) -> Sequence[Attachment]:
        """Return pictures the centre does not have, oldest first."""

    def read(self, attachment_id: str, offset: int, size: int) -> bytes:
        """Return up to ``size`` bytes of a picture from ``offset``; none if it is gone."""

    def mark_sent(self, attachment_id: str) -> ChangeSet:
        """Keep that the centre has a picture; said again, it changes nothing."""


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
