"""Units of work: one transaction, the shelves it opens, and what must follow its COMMIT."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Connection

from leader_app.domain.changes import ChangeSet
from leader_app.ports import Announcements, Clock
from leader_app.storage import faults
from leader_app.storage.attachments import AttachmentShelf
from leader_app.storage.audiences import AudienceShelf
from leader_app.storage.ballast import Ballast
from leader_app.storage.catalogue import CatalogueShelf
from leader_app.storage.claims import ClaimShelf
from leader_app.storage.command_log import LogShelf
from leader_app.storage.contacts import ContactShelf
from leader_app.storage.database import Database
from leader_app.storage.deeds import DeedShelf
from leader_app.storage.deliveries import DeliveryShelf
from leader_app.storage.device import DeviceShelf
from leader_app.storage.drafts import DraftShelf
from leader_app.storage.figures import FigureShelf
from leader_app.storage.imports import ImportShelf
from leader_app.storage.incidents import IncidentShelf
from leader_app.storage.journal import Journal
from leader_app.storage.messages import MessageShelf
from leader_app.storage.names import NameShelf
from leader_app.storage.notices import NoticeShelf
from leader_app.storage.orders import OrderShelf
from leader_app.storage.prints import PrintShelf
from leader_app.storage.scans import ScanShelf
from leader_app.storage.session import Session
from leader_app.storage.settings import SettingShelf
from leader_app.storage.slots import SlotShelf
from leader_app.storage.stock import StockShelf


class Units:
    """Begins units of work on one open store."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        ballast: Ballast,
        clock: Clock,
        announcements: Announcements,
    ) -> None:
        self.database = database
        self.journal = journal
        self.ballast = ballast
        self.clock = clock
        self.announcements = announcements

    def read(self) -> SqlUnitOfWork:
        """Return one that only looks."""
        return SqlUnitOfWork(self, self.database.reading())

    def write(self) -> SqlUnitOfWork:
        """Return one that may change things."""
        return SqlUnitOfWork(self, self.database.writing())


class SqlUnitOfWork:
    """Keeps ``leader_app.ports.UnitOfWork``; made by ``Units``, used once."""

    def __init__(self, units: Units, opening: AbstractContextManager[Connection]) -> None:
        self._units = units
        self._opening = opening
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Begin."""
        connection = self._stack.enter_context(self._opening)
        self.session = Session(connection, self._units.clock)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End; roll back what was not committed."""
        self._stack.__exit__(kind, error, trace)
        if isinstance(error, faults.DiskFull):
            self._units.ballast.release()

    def commit(self) -> ChangeSet:
        """Make it durable, journal included, publish and return what changed.

        The log in the database is what counts: a journal that cannot be written now is
        completed with the next commit or start.
        """
        self.session.connection.commit()
        logged, changes = self.session.take()
        if logged:
            self._units.journal.append(logged)
        if changes:
            self._units.announcements.publish(changes)
        return changes

    @cached_property
    def claims(self) -> ClaimShelf:
        """Claims."""
        return ClaimShelf(self.session)

    @cached_property
    def log(self) -> LogShelf:
        """The command log."""
        return LogShelf(self.session)

    @cached_property
    def deeds(self) -> DeedShelf:
        """Hand-overs and reversals."""
        return DeedShelf(self.session)

    @cached_property
    def scans(self) -> ScanShelf:
        """The audit of looks."""
        return ScanShelf(self.session)

    @cached_property
    def names(self) -> NameShelf:
        """Names by id."""
        return NameShelf(self.session)

    @cached_property
    def orders(self) -> OrderShelf:
        """Orders."""
        return OrderShelf(self.session)

    @cached_property
    def incidents(self) -> IncidentShelf:
        """Incidents."""
        return IncidentShelf(self.session)

    @cached_property
    def device(self) -> DeviceShelf:
        """This counter."""
        return DeviceShelf(self.session)

    @cached_property
    def settings(self) -> SettingShelf:
        """Settings."""
        return SettingShelf(self.session)

    @cached_property
    def stock(self) -> StockShelf:
        """The ledger of stock."""
        return StockShelf(self.session)

    @cached_property
    def catalogue(self) -> CatalogueShelf:
        """Products."""
        return CatalogueShelf(self.session)

    @cached_property
    def deliveries(self) -> DeliveryShelf:
        """Deliveries."""
        return DeliveryShelf(self.session)

    @cached_property
    def slots(self) -> SlotShelf:
        """Slots."""
        return SlotShelf(self.session)

    @cached_property
    def drafts(self) -> DraftShelf:
        """Work in progress."""
        return DraftShelf(self.session)

    @cached_property
    def attachments(self) -> AttachmentShelf:
        """Photos and signatures."""
        return AttachmentShelf(self.session)

    @cached_property
    def prints(self) -> PrintShelf:
        """The queue of prints."""
        return PrintShelf(self.session)

    @cached_property
    def imports(self) -> ImportShelf:
        """Imported orders."""
        return ImportShelf(self.session)

    @cached_property
    def reports(self) -> FigureShelf:
        """Figures."""
        return FigureShelf(self.session)

    @cached_property
    def notices(self) -> NoticeShelf:
        """Notices."""
        return NoticeShelf(self.session)

    @cached_property
    def messages(self) -> MessageShelf:
        """Messages on their way."""
        return MessageShelf(self.session)

    @cached_property
    def contacts(self) -> ContactShelf:
        """Touches and what came back."""
        return ContactShelf(self.session)

    @cached_property
    def audiences(self) -> AudienceShelf:
        """People to tell."""
        return AudienceShelf(self.session)
