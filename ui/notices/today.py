"""The presenter of today: what could be told, what is on its way, what needs a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from leader_app.domain.notice import Notice
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import Composing, NoticeLog, TodayView
from ui.tasks import Runner

T = TypeVar("T")


class TodayViewModel(QObject):
    """Asks off the GUI thread; what it shows stays until newer is here."""

    changed = Signal()
    failed = Signal(object)
    settled = Signal(bool)
    """An unsure message was answered: whether it is there."""
    stopped = Signal(int)
    """How many messages were stopped."""
    dropped = Signal(object)
    """A draft that was dropped: it can be kept again."""
    draft_opened = Signal(object)
    write_wanted = Signal()
    paste_wanted = Signal(str)
    card_wanted = Signal(str)
    channel_wanted = Signal(str)

    def __init__(
        self,
        log: NoticeLog,
        compose: Composing,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log, self._compose, self._database = log, compose, database
        self.now = now
        self.view: TodayView | None = None
        self.error: LeaderError | None = None
        self._in_sight, self._dirty = False, True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        view = self.view
        return view is not None and not any(
            (view.suggestions, view.under_way, view.to_paste, view.unsure, view.broken, view.drafts)
        )

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self._load()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def refresh(self) -> None:
        """Read the same again; out of sight later."""
        self._dirty = True
        if self._in_sight:
            self._load()

    def open_suggestion(self, rule_id: str) -> None:
        """Make what a rule suggests a draft, for looking at."""
        self._do(partial(self._compose.open_suggestion, rule_id), self.draft_opened.emit)

    def open_draft(self, draft: Notice) -> None:
        """Go on writing a draft."""
        self.draft_opened.emit(draft)

    def drop_draft(self, draft: Notice) -> None:
        """Drop a draft."""
        work = partial(self._compose.forget, draft.notice_id)
        self._do(work, lambda _: self._let_go(draft))

    def keep_draft(self, draft: Notice) -> None:
        """Keep a draft that was dropped after all."""
        self._do(partial(self._compose.keep, draft), lambda _: self.refresh())

    def settle(self, message_id: str, *, arrived: bool) -> None:
        """Say of an unsure message whether it is in the chat."""
        work = partial(self._log.settle, message_id, arrived=arrived)
        self._do(work, lambda _: self._said(arrived=arrived))

    def stop(self, notice_id: str) -> None:
        """Stop what has not gone out yet."""
        self._do(partial(self._compose.stop, notice_id), self._halted)

    def _load(self) -> None:
        self._dirty = False
        self._database.run(self, self._log.today, self._loaded, self._not_loaded, latest="today")

    def _loaded(self, view: TodayView) -> None:
        self.view, self.error = view, None
        self.changed.emit()

    def _not_loaded(self, error: LeaderError) -> None:
        self._dirty, self.error = True, error
        self.changed.emit()

    def _do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._database.run(self, work, done, self.failed.emit)

    def _let_go(self, draft: Notice) -> None:
        self.dropped.emit(draft)
        self.refresh()

    def _said(self, *, arrived: bool) -> None:
        self.settled.emit(arrived)
        self.refresh()

    def _halted(self, count: int) -> None:
        self.stopped.emit(count)
        self.refresh()
