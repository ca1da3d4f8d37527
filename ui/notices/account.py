"""The presenter of one account: why it holds what it holds, and what was said at the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.contact_budget import Balance
from leader_app.domain.touch import Account, AccountKind, Contact, ReactionKind
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import NoticeLog
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class Holding:
    """An account with its lines; ``contact`` is ``None`` for a group."""

    account: Account
    name: str
    balance: Balance
    contact: Contact | None


class AccountViewModel(QObject):
    """Closed while ``name`` is empty."""

    changed = Signal()
    failed = Signal(object)
    noted = Signal(object)
    """What was booked (a ``ReactionKind``)."""

    def __init__(
        self,
        log: NoticeLog,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log, self._database = log, database
        self.now = now
        self.name = ""
        self.account: Account | None = None
        self.holding: Holding | None = None
        self.error: LeaderError | None = None

    @property
    def is_open(self) -> bool:
        """Whether an account is looked at."""
        return self.account is not None

    def open(self, account: Account, name: str) -> None:
        """Show an account and who holds it."""
        if account != self.account:
            self.holding = None
        self.account, self.name, self.error = account, name, None
        self.changed.emit()
        self._load()

    def close(self) -> None:
        """Put it away."""
        if self.account is not None:
            self.account, self.holding, self.name = None, None, ""
            self.changed.emit()

    def refresh(self) -> None:
        """Read the same again."""
        if self.account is not None:
            self._load()

    def said(self, kind: ReactionKind) -> None:
        """Book what somebody said at the counter."""
        account = self.account
        if account is not None:
            work = partial(self._log.react, account, kind)
            self._database.run(self, work, lambda _: self._noted(kind), self._refused)

    def allow(self, *, service: bool, marketing: bool) -> None:
        """Keep what a member allows."""
        account = self.account
        if account is not None and account.kind is AccountKind.MEMBER:
            work = partial(self._log.allow, account.name, service=service, marketing=marketing)
            self._database.run(self, work, lambda _: self.refresh(), self._refused)

    def _load(self) -> None:
        if self.account is not None:
            work = partial(_read, self._log, self.account, self.name)
            self._database.run(self, work, self._loaded, self._not_loaded, latest="account")

    def _loaded(self, holding: Holding) -> None:
        if holding.account == self.account:
            self.holding, self.error = holding, None
            self.changed.emit()

    def _not_loaded(self, error: LeaderError) -> None:
        self.error = error
        self.changed.emit()

    def _noted(self, kind: ReactionKind) -> None:
        self.noted.emit(kind)
        self.refresh()

    def _refused(self, error: LeaderError) -> None:
        self.failed.emit(error)
        self.changed.emit()


def _read(log: NoticeLog, account: Account, name: str) -> Holding:
    is_member = account.kind is AccountKind.MEMBER
    contact = log.contact(account.name) if is_member else None
    return Holding(account, name, log.balance(account), contact)
