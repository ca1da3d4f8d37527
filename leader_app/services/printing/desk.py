"""What screens can have printed, and what they are told of the queue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.printer import Printer
from leader_app.domain.text import Text
from leader_app.errors import LeaderError


class Grouping(StrEnum):
    """How a pick list is put together."""

    ROOM = "room"
    PRODUCT = "product"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What may be chosen beside the things themselves.

    ``grouping`` is for pick lists, ``day`` (``None``: today) for the report of a day, ``blind``
    leaves out of a stocktake sheet what is expected.
    """

    grouping: Grouping = Grouping.ROOM
    day: date | None = None
    blind: bool = False


class PrintState(StrEnum):
    """Where a print is."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PrintNote:
    """A print in the queue; of a failed one ``pages`` pages are known to be out."""

    job_id: str
    kind: DocumentKind
    title: str
    printer: str
    copies: int
    made_at: datetime
    state: PrintState
    attempts: int
    pages: int
    problem: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class PrintTask:
    """A print whose turn it is: ``first_page`` (from 0) counts through all copies."""

    job_id: str
    document: Document
    printer: Printer
    copies: int
    first_page: int


class PrintDesk(Protocol):
    """Documents, printers and the queue. ``Refused`` says what cannot be and what to do."""

    def make(
        self,
        kind: DocumentKind,
        ids: Sequence[str] = (),
        options: PrintOptions = PrintOptions(),
    ) -> Document:
        """Make a document of the things named, in the language in force.

        ``ids`` are orders (pick list, parcel labels, owed-goods notes; none: all that are open
        and concerned), slots (shelf labels; none: all), a sale's deed, a delivery, a stocktake
        (none: a sheet to count on), a day as 2026-11-22 (end of day; none: ``options.day``).
        """

    def enqueue(self, document: Document, printer: str, copies: int = 1) -> str:
        """Put a document into the queue, durably, and return the job's id; never waits."""

    def jobs(self, limit: int = 50) -> Sequence[PrintNote]:
        """Return prints, newest first."""

    def document(self, job_id: str) -> Document:
        """Return what a job prints."""

    def reprint(self, job_id: str, printer: str = "", *, rest: bool = False) -> str:
        """Print again, on another printer if named; ``rest``: only what is not yet out."""

    def cancel(self, job_id: str) -> None:
        """Take a print that waits or failed out of the queue."""

    def printers(self) -> Sequence[Printer]:
        """Return the printers that were set up, by name."""

    def put_printer(self, printer: Printer, replaces: str = "") -> None:
        """Set up a printer or change the one called ``replaces``."""

    def forget_printer(self, name: str) -> None:
        """Drop a printer; what waits for it fails with a sentence."""

    def default_printer(self, kind: DocumentKind) -> Printer | None:
        """Return the printer chosen for a kind of document, or the one that suits it best."""

    def choose_printer(self, kind: DocumentKind, name: str) -> None:
        """Choose the printer for a kind of document."""

    def print_test(self, name: str) -> str:
        """Put a test page for a printer into the queue and return the job's id."""


class PrintQueue(Protocol):
    """The queue as the one who prints sees it."""

    def recover(self) -> None:
        """Hand what a crash or a long pause left behind to a person; called before all else."""

    def take(self, resting: Collection[str]) -> PrintTask | None:
        """Return the oldest print not for a ``resting`` printer, durably marked as printing."""

    def progress(self, job_id: str, pages: int) -> None:
        """Remember how many pages are out; not every page is written down at once."""

    def done(self, job_id: str) -> None:
        """Say that all of it is out."""

    def failed(self, job_id: str, error: LeaderError, pages: int) -> None:
        """Say that something may be out and it cannot go on: a person decides."""

    def put_back(self, job_id: str, error: LeaderError) -> bool:
        """Say that nothing came out; returns whether it is to be tried again."""
