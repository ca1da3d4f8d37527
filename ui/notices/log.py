"""The presenter of the log: notices, and of one of them every message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.errors import LeaderError
from leader_app.ports import NoticeQuery
from leader_app.services.notices.desk import (
    ChannelDesk,
    Composing,
    MessageNote,
    NoticeCard,
    NoticeLog,
)
from ui.kit.longlist import LongList, Source
from ui.tasks import Runner

T = TypeVar("T")
ANY_STATE = frozenset[MessageState]()


@dataclass(frozen=True, slots=True)
class MessageQuery:
    """Which messages of which notice; no states: all."""

    notice_id: str = ""
    states: frozenset[MessageState] = ANY_STATE


@dataclass(frozen=True, slots=True)
class _Opened:
    """A notice as read; ``pasted`` if some of it waits to be pasted by hand."""

    card: NoticeCard
    pasted: bool


class LogViewModel(QObject):
    """The list is open while ``card`` is ``None``."""

    card_changed = Signal()
    failed = Signal(object)
    settled = Signal(bool)
    """An unsure message was answered: whether it is there."""
    retried = Signal()
    stopped = Signal(int)
    """How many messages were stopped."""
    account_wanted = Signal(object, str)
    """An account and the name of who holds it."""
    paste_wanted = Signal(str)

    def __init__(
        self,
        log: NoticeLog,
        compose: Composing,
        channels: ChannelDesk,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log, self._compose, self._channels = log, compose, channels
        self._database = database
        self.now = now
        self.card: NoticeCard | None = None
        self.is_pasted = False
        self._in_sight = False
        self.notices: LongList[NoticeQuery, NoticeCard] = LongList(
            Source(log.count, log.page), database, NoticeQuery(), self
        )
        self.messages: LongList[MessageQuery, MessageNote] = LongList(
            Source(self._count, self._page), database, MessageQuery(), self
        )

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self.notices.show()
        if self.card is not None:
            self.messages.show()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False
        self.notices.hide()
        self.messages.hide()

    def refresh(self) -> None:
        """Read the same again; out of sight later."""
        self.notices.refresh()
        if self.card is not None:
            self._read_card(self.card.notice.notice_id, self._refreshed)

    def search(self, text: str) -> None:
        """Show only notices with this in their title."""
        self.notices.ask(replace(self.notices.query, text=text.strip()))

    def only_states(self, states: frozenset[NoticeState]) -> None:
        """Show only notices that stand there; none means all."""
        self.notices.ask(replace(self.notices.query, states=states))

    def only_kinds(self, kinds: frozenset[NoticeKind]) -> None:
        """Show only notices about this; none means all."""
        self.notices.ask(replace(self.notices.query, kinds=kinds))

    def open_card(self, notice_id: str) -> None:
        """Show one notice with its messages."""
        self._read_card(notice_id, self._opened)

    def close_card(self) -> None:
        """Go back to the list."""
        if self.card is not None:
            self.card = None
            self.messages.hide()
            self.card_changed.emit()

    def only_messages(self, states: frozenset[MessageState]) -> None:
        """Show only messages in these states; none means all."""
        self.messages.ask(replace(self.messages.query, states=states))

    def settle(self, message_id: str, *, arrived: bool) -> None:
        """Say of an unsure message whether it is in the chat."""
        work = partial(self._log.settle, message_id, arrived=arrived)
        self._do(work, lambda _: self.settled.emit(arrived))

    def retry(self, message_id: str) -> None:
        """Queue a refused message again."""
        self._do(partial(self._log.retry, message_id), lambda _: self.retried.emit())

    def stop(self) -> None:
        """Stop what has not gone out yet."""
        if self.card is not None:
            self._do(partial(self._compose.stop, self.card.notice.notice_id), self.stopped.emit)

    def look_at(self, note: MessageNote) -> None:
        """Show the account a message was for."""
        self.account_wanted.emit(note.message.account, note.who)

    def paste(self) -> None:
        """Paste what is left of the notice."""
        if self.card is not None:
            self.paste_wanted.emit(self.card.notice.notice_id)

    def _read_card(self, notice_id: str, done: Callable[[_Opened], object]) -> None:
        work = partial(_read, self._log, self._channels, notice_id)
        self._database.run(self, work, done, self.failed.emit, latest="card")

    def _opened(self, answer: _Opened) -> None:
        card = self.card = answer.card
        self.is_pasted = answer.pasted
        query = MessageQuery(card.notice.notice_id)
        if query == self.messages.query:
            self.messages.retry()
        self.messages.ask(query)
        if self._in_sight:
            self.messages.show()
        self.card_changed.emit()

    def _refreshed(self, answer: _Opened) -> None:
        wanted = self.card.notice.notice_id if self.card else ""
        if wanted == answer.card.notice.notice_id:
            self.card, self.is_pasted = answer.card, answer.pasted
            self.messages.refresh()
            self.card_changed.emit()

    def _count(self, query: MessageQuery) -> int:
        counts = self._log.card(query.notice_id).counts
        return sum(n for state, n in counts.items() if not query.states or state in query.states)

    def _page(self, query: MessageQuery, offset: int, limit: int) -> Sequence[MessageNote]:
        return self._log.messages(query.notice_id, query.states, offset, limit)

    def _do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._database.run(self, work, partial(self._done, done), self._refused)

    def _done(self, done: Callable[[T], object], answer: T) -> None:
        done(answer)
        self.refresh()

    def _refused(self, error: LeaderError) -> None:
        self.failed.emit(error)
        self.refresh()


def _read(log: NoticeLog, channels: ChannelDesk, notice_id: str) -> _Opened:
    card = log.card(notice_id)
    by_hand = {x.channel_id for x in channels.all() if x.kind is ChannelKind.CLIPBOARD}
    waits = card.counts.get(MessageState.QUEUED, 0) > 0
    return _Opened(card, waits and not by_hand.isdisjoint(card.notice.channels))
