"""One unit of work over the local store: the shelves it opens, and how it ends."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from leader_app.domain.changes import ChangeSet
from leader_app.ports.figures import Reports
from leader_app.ports.goods import (
    Attachments,
    Catalogue,
    Deliveries,
    Drafts,
    Imports,
    PrintJobs,
    Slots,
    Stock,
)
from leader_app.ports.notices import Audiences, Contacts, Messages, Notices
from leader_app.ports.store import (
    Claims,
    CommandLog,
    Deeds,
    DeviceFacts,
    Incidents,
    Names,
    Orders,
    Scans,
    Settings,
)


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

    @property
    def stock(self) -> Stock:
        """The ledger of stock."""

    @property
    def catalogue(self) -> Catalogue:
        """Products."""

    @property
    def deliveries(self) -> Deliveries:
        """Deliveries."""

    @property
    def slots(self) -> Slots:
        """Slots."""

    @property
    def drafts(self) -> Drafts:
        """Work in progress."""

    @property
    def attachments(self) -> Attachments:
        """Photos and signatures."""

    @property
    def prints(self) -> PrintJobs:
        """The queue of prints."""

    @property
    def imports(self) -> Imports:
        """Imported orders."""

    @property
    def reports(self) -> Reports:
        """Figures."""

    @property
    def notices(self) -> Notices:
        """Notices."""

    @property
    def messages(self) -> Messages:
        """Messages on their way."""

    @property
    def contacts(self) -> Contacts:
        """Touches and what came back."""

    @property
    def audiences(self) -> Audiences:
        """People to tell."""

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
