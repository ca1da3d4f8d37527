"""The presenter of what one recipient, or a group, will read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.channel import Channel, Reach
from leader_app.domain.notice import Notice
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import Preview, Recipient
from ui.notices.compose import ComposeViewModel
from ui.tasks import Runner


class PreviewViewModel(QObject):
    """Follows the draft and its plan; one recipient after the other over any of its channels."""

    changed = Signal()

    def __init__(
        self, writing: ComposeViewModel, database: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.writing, self._database = writing, database
        self.preview: Preview | None = None
        self.picture: bytes | None = None
        self.error: LeaderError | None = None
        self._at, self._channel_id, self._picture_name = 0, "", ""
        writing.planned.connect(self._follow)

    @property
    def channels(self) -> list[Channel]:
        """The channels the draft goes out over."""
        draft, offers = self.writing.draft, self.writing.offers
        if draft is None or offers is None:
            return []
        here = {one.channel_id: one for one in offers.channels}
        return [here[name] for name in draft.channels if name in here]

    @property
    def channel(self) -> Channel | None:
        """The channel it is shown as it goes over."""
        found = self.channels
        chosen = next((one for one in found if one.channel_id == self._channel_id), None)
        return chosen or (found[0] if found else None)

    @property
    def is_personal(self) -> bool:
        """Whether every recipient reads words of their own."""
        return self.channel is not None and self.channel.traits.reach is Reach.PERSON

    @property
    def count(self) -> int:
        """How many recipients there are to look at."""
        return len(self.writing.told)

    @property
    def number(self) -> int:
        """Which of them is shown, from 1 on; 0 while there is none."""
        return min(self._at, self.count - 1) + 1 if self.count else 0

    @property
    def who(self) -> Recipient | None:
        """Whose words are shown."""
        return self.writing.told[self.number - 1] if self.number else None

    def step(self, steps: int) -> None:
        """Go on to another recipient; after the last comes the first."""
        if self.count:
            self._at = (self.number - 1 + steps) % self.count
            self._ask()

    def look_at(self, member_id: str) -> None:
        """Show a recipient."""
        found = [one.member_id for one in self.writing.told]
        if member_id in found:
            self._at = found.index(member_id)
            self._ask()

    def choose_channel(self, channel_id: str) -> None:
        """Show it as it goes over another channel."""
        self._channel_id = channel_id
        self._ask()

    def _follow(self) -> None:
        if self.writing.draft is None:
            self._at, self.preview, self.error = 0, None, None
            self.changed.emit()
        elif self.writing.is_fresh:
            self._ask()

    def _ask(self) -> None:
        draft, channel = self.writing.draft, self.channel
        if draft is None or channel is None:
            self.preview = None
            self.changed.emit()
            return
        if draft.picture != self._picture_name:
            self._ask_picture(draft)
        whom = self.who.member_id if self.who is not None and self.is_personal else ""
        work = partial(self.writing.desk.preview, draft, channel.channel_id, whom)
        self._database.run(self, work, self._have, self._failed, latest="preview")

    def _ask_picture(self, draft: Notice) -> None:
        self._picture_name = draft.picture
        work = partial(self.writing.desk.picture, draft.picture)
        self._database.run(self, work, self._have_picture, self._failed, latest="picture")

    def _have(self, preview: Preview) -> None:
        self.preview, self.error = preview, None
        self.changed.emit()

    def _have_picture(self, picture: bytes | None) -> None:
        self.picture = picture
        self.changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.preview, self.error = None, error
        self.changed.emit()
