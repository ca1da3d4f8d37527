"""The presenter of channels: which there are, whether they work, how one is set up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.text import Text
from leader_app.errors import LeaderError
from leader_app.services.notices.channels import CENTRE_ID, CLIPBOARD_ID
from leader_app.services.notices.desk import ChannelDesk
from ui.tasks import Runner

T = TypeVar("T")
FIXED = frozenset({CENTRE_ID, CLIPBOARD_ID})
WITHOUT_ADDRESS = frozenset({ChannelKind.CLIPBOARD, ChannelKind.CENTRE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A channel as it is being written; ``channel_id`` is empty for a new one.

    ``address`` is what was typed and never what is kept: that stays in the keyring.
    """

    kind: ChannelKind = ChannelKind.WECOM
    name: str = ""
    group: str = ""
    address: str = ""
    channel_id: str = ""

    def __repr__(self) -> str:
        """Leave the address out: it is a secret."""
        return f"Draft({self.kind!r}, {self.name!r}, {self.group!r}, {self.channel_id!r})"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a channel said to a test message."""

    channel_id: str
    words: Text | None
    error: LeaderError | None = None


class ChannelsViewModel(QObject):
    """``side`` runs the test: it may take half a minute and must not hold the store up."""

    changed = Signal()
    saved = Signal(object)
    """A channel that was kept."""
    forgotten = Signal(object)
    """A channel that was dropped."""
    failed = Signal(object)

    def __init__(
        self,
        channels: ChannelDesk,
        database: Runner,
        side: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._database, self._side = channels, database, side
        self.channels: Sequence[Channel] | None = None
        self.draft: Draft | None = None
        self.error: LeaderError | None = None
        self.tried: Tried | None = None
        self.testing = ""
        self._wanted, self._in_sight, self._dirty = "", False, True

    @property
    def editing(self) -> Channel | None:
        """The channel that is looked at; ``None`` for a new one or none."""
        wanted = self.draft.channel_id if self.draft else ""
        return next((one for one in self.channels or () if one.channel_id == wanted), None)

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self._load()

    def hide(self) -> None:
        """Go out of sight; a half-typed address is forgotten."""
        self._in_sight = False
        if self.draft is not None and self.draft.address:
            self.draft = replace(self.draft, address="")
            self.changed.emit()

    def refresh(self) -> None:
        """Read the same again; out of sight later."""
        self._dirty = True
        if self._in_sight:
            self._load()

    def words(self, kind: ChannelKind) -> Text:
        """Return where the address of such a channel is found."""
        return self._desk.words(kind)

    def edit(self, channel_id: str) -> None:
        """Look at a channel, now or as soon as the channels are here."""
        found = next((one for one in self.channels or () if one.channel_id == channel_id), None)
        self._wanted = "" if found else channel_id
        if found is not None and (self.draft is None or self.draft.channel_id != channel_id):
            self.draft, self.error, self.tried = _draft_of(found), None, None
            self.changed.emit()

    def begin_new(self) -> None:
        """Begin a new channel."""
        self.draft, self.error, self.tried = Draft(), None, None
        self.changed.emit()

    def write(self, draft: Draft) -> None:
        """Take what a person typed."""
        if draft != self.draft:
            self.draft, self.error = draft, None
            self.changed.emit()

    def turn(self, *, on: bool) -> None:
        """Use a channel, or pause it."""
        channel = self.editing
        if channel is not None and channel.active != on:
            kept = replace(channel, active=on)
            self._do(partial(self._desk.change, kept), lambda _: self.refresh())

    def save(self) -> None:
        """Keep what was written; a stopped channel is tried again."""
        draft, channel = self.draft, self.editing
        if draft is None or not draft.name.strip():
            return
        name, group = draft.name.strip(), draft.group.strip()
        if channel is None:
            work = partial(self._desk.add, draft.kind, name, group, draft.address.strip())
            self._do(work, self._added)
            return
        kept = replace(channel, name=name, group=group, problem="")
        work_on = partial(self._desk.change, kept, draft.address.strip())
        self._do(work_on, lambda _: self._kept(kept))

    def test(self) -> None:
        """Send one short test message."""
        channel = self.editing
        if channel is not None and not self.testing:
            self.testing, self.tried = channel.channel_id, None
            self.changed.emit()
            work = partial(self._desk.test, channel.channel_id)
            self._side.run(self, work, self._answered, self._unanswered)

    def forget(self) -> None:
        """Drop the channel and its address."""
        channel = self.editing
        if channel is not None and channel.channel_id not in FIXED:
            work = partial(self._desk.forget, channel.channel_id)
            self._do(work, lambda _: self._dropped(channel))

    def _load(self) -> None:
        self._dirty = False
        self._database.run(self, self._desk.all, self._loaded, self._refused, latest="channels")

    def _loaded(self, channels: Sequence[Channel]) -> None:
        self.channels = tuple(channels)
        wanted, self._wanted = self._wanted, ""
        gone = self.draft is not None and self.draft.channel_id and self.editing is None
        if self.draft is None or gone:
            self.draft = _draft_of(self.channels[0]) if self.channels else None
        self.changed.emit()
        if wanted:
            self.edit(wanted)
            self._wanted = ""

    def _added(self, channel: Channel) -> None:
        self._kept(channel)

    def _kept(self, channel: Channel) -> None:
        self.draft, self.error = _draft_of(channel), None
        listed = [one for one in self.channels or () if one.channel_id != channel.channel_id]
        self.channels = (*listed, channel)
        self.saved.emit(channel)
        self.refresh()

    def _dropped(self, channel: Channel) -> None:
        self.draft, self.error, self.tried = None, None, None
        self.forgotten.emit(channel)
        self.refresh()

    def _answered(self, words: Text) -> None:
        self.tried, self.testing = Tried(self.testing, words), ""
        self.refresh()
        self.changed.emit()

    def _unanswered(self, error: LeaderError) -> None:
        self.tried, self.testing = Tried(self.testing, None, error), ""
        self.refresh()
        self.changed.emit()

    def _do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._database.run(self, work, done, self._refused)

    def _refused(self, error: LeaderError) -> None:
        self.error = error
        self.changed.emit()


def _draft_of(channel: Channel) -> Draft:
    return Draft(channel.kind, channel.name, channel.group, "", channel.channel_id)
