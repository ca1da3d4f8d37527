"""The page of notices: its presenter and widgets are made when somebody first goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.errors import LeaderError
from leader_app.services.counter import Counter
from ui.bridge import Bridge
from ui.kit.page import Page
from ui.shell.page import Place
from ui.surroundings import Surroundings

if TYPE_CHECKING:
    from leader_app.services.notices.desk import TodayView
    from ui.notices.view_model import NoticesViewModel

NOTICES = "notices"
_COUNT_AFTER_MS = 3000
_COUNTED = (Entity.RECEIPT, Entity.NOTICE, Entity.MESSAGE, Entity.CHANNEL, Entity.NOTICE_RULE)
_tr = QCoreApplication.translate


class NoticeBench(QObject):
    """Makes the place of notices."""

    waiting = Signal(int)
    """How many things there wait for a person."""

    def __init__(
        self, counter: Counter, around: Surroundings, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._counter, self._around, self._bridge = counter, around, bridge
        self._model: NoticesViewModel | None = None
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._soon.timeout.connect(self._count)

    def place(self) -> Place:
        """Return the place."""
        return Place(NOTICES, "notice", lambda: _tr("Places", "Notices"), self._page)

    def begin(self) -> None:
        """Load what a first visit would wait for, then count what waits and go on counting."""
        self._around.office.run(self, self._preload, lambda _: self._count())
        self._bridge.changed.connect(self._changes)

    def close(self) -> None:
        """Count no more, and keep what is being written."""
        self._soon.stop()
        if self._model is not None:
            self._model.close()

    @Slot(object)
    def _changes(self, changes: ChangeSet) -> None:
        if any(changes.concerns(entity) for entity in _COUNTED) and not self._soon.isActive():
            self._soon.start()

    def _preload(self) -> None:
        import ui.notices.view  # noqa: F401

        self._counter.desk.notices()

    def _count(self) -> None:
        log = self._counter.desk.notices().log
        self._around.office.run(self, log.today, self._counted, _nothing, latest="count")

    def _counted(self, view: TodayView) -> None:
        waits = (view.suggestions, view.to_paste, view.unsure, view.broken)
        self.waiting.emit(sum(len(x) for x in waits))

    def _page(self) -> Page:
        from ui.notices.view import NoticesPage
        from ui.notices.view_model import NoticesViewModel

        around = self._around
        model = NoticesViewModel(
            self._counter.desk.notices(), around.office, around.side, now=around.now, parent=self
        )
        self._bridge.changed.connect(model.changes)
        self._model = model
        return NoticesPage(model)


def _nothing(_error: LeaderError) -> None:
    """A number that cannot be had now is had later."""
