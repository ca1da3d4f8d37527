"""The presenters of the notices page together: what one of them does, the others hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.services.notices.desk import NoticeDesk
from ui.notices.account import AccountViewModel
from ui.notices.channels import ChannelsViewModel
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_people import PeopleViewModel
from ui.notices.compose_preview import PreviewViewModel
from ui.notices.log import LogViewModel
from ui.notices.paste import PasteViewModel
from ui.notices.poster import PosterViewModel
from ui.notices.rules import RulesViewModel
from ui.notices.today import TodayViewModel
from ui.tasks import Runner

_TOLD = (
    Entity.NOTICE,
    Entity.MESSAGE,
    Entity.TOUCH,
    Entity.REACTION,
    Entity.CONTACT,
    Entity.CHANNEL,
    Entity.TEMPLATE,
    Entity.NOTICE_RULE,
)
_GOODS = (Entity.ORDER, Entity.REDEMPTION, Entity.RECEIPT)
_WRITING = (Entity.CHANNEL, Entity.TEMPLATE, Entity.CONTACT, Entity.TOUCH, *_GOODS)


class NoticesViewModel(QObject):
    """Owns the presenters of one page; ``side`` is for what goes over the network."""

    def __init__(
        self,
        desk: NoticeDesk,
        database: Runner,
        side: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        compose, log = desk.compose, desk.log
        self.now = now
        self.today = TodayViewModel(log, compose, database, now=now, parent=self)
        self.compose = ComposeViewModel(compose, desk.channels, database, now=now, parent=self)
        self.preview = PreviewViewModel(self.compose, database, self)
        self.people = PeopleViewModel(self.compose, database, self)
        self.log = LogViewModel(log, compose, desk.channels, database, now=now, parent=self)
        self.paste = PasteViewModel(desk.paste, database, self)
        self.channels = ChannelsViewModel(desk.channels, database, side, self)
        self.poster = PosterViewModel(compose, database, side, self)
        self.rules = RulesViewModel(
            desk.rules, compose, desk.channels, database, now=now, parent=self
        )
        self.account = AccountViewModel(log, database, now=now, parent=self)
        self.compose.sent.connect(self._moved)
        self.paste.closed.connect(self._moved)

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Read again what may have changed."""
        told = _concern(changes, _TOLD)
        if told:
            self.log.refresh()
            self.account.refresh()
            self.channels.refresh()
            self.rules.refresh()
        if told or _concern(changes, _GOODS):
            self.today.refresh()
        if changes.concerns(Entity.PRODUCT):
            self.poster.refresh()
        if _concern(changes, _WRITING):
            self.compose.refresh()

    def close(self) -> None:
        """Keep what was written."""
        self.compose.flush()

    def _moved(self, *_what: object) -> None:
        self.today.refresh()
        self.log.refresh()


def _concern(changes: ChangeSet, entities: tuple[Entity, ...]) -> bool:
    return any(changes.concerns(entity) for entity in entities)
