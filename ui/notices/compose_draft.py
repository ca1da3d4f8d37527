"""The draft that is being written, and what a person changes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from leader_app.domain.notice import Audience, Form, Notice, NoticeKind, Template
from ui.notices.compose_offers import Offers


class DraftEdits(QObject):
    """Every change makes a new draft; :meth:`_became` hears of it."""

    changed = Signal()
    """Another draft, or something of it beside its words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft: Notice | None = None
        self.offers: Offers | None = None

    def write(self, *, title: str | None = None, text: str | None = None) -> None:
        """Hear what was typed."""
        draft = self.draft
        if draft is None:
            return
        title = draft.title if title is None else title
        text = draft.template if text is None else text
        self._become(replace(draft, title=title, template=text))

    def fill_in(self, place: str, value: str) -> None:
        """Hear what a place filled by hand becomes."""
        if self.draft is not None:
            self._become(replace(self.draft, extra={**self.draft.extra, place: value}))

    def set_kind(self, kind: NoticeKind) -> None:
        """Make it about something else; words of one's own stay."""
        draft, offers = self.draft, self.offers
        if draft is None or kind is draft.kind:
            return
        known = {one.text for one in offers.templates} if offers is not None else set()
        other = self.usual(kind)
        if draft.template in known and other is not None:
            draft = replace(draft, title=other.title, template=other.text)
        self._become(replace(draft, kind=kind), told=True)

    def use_template(self, template: Template) -> None:
        """Take the words of a template."""
        if self.draft is not None:
            words = replace(self.draft, title=template.title, template=template.text)
            self._become(words, told=True)

    def usual(self, kind: NoticeKind) -> Template | None:
        """Return the usual words of a kind."""
        found = self.offers.templates if self.offers is not None else ()
        return next((one for one in found if one.kind is kind), None)

    def set_form(self, form: Form) -> None:
        """Choose how it looks."""
        if self.draft is not None and form is not self.draft.form:
            self._become(replace(self.draft, form=form), told=True)

    def set_audience(self, audience: Audience) -> None:
        """Choose whom it is for."""
        if self.draft is not None and audience != self.draft.audience:
            self._become(replace(self.draft, audience=audience), told=True)

    def set_channels(self, channels: tuple[str, ...]) -> None:
        """Choose how it goes out, the preferred way first."""
        if self.draft is not None and channels != self.draft.channels:
            self._become(replace(self.draft, channels=channels), told=True)

    def set_start(self, at: datetime | None) -> None:
        """Choose when it goes out; ``None`` is now."""
        if self.draft is not None and at != self.draft.start_at:
            self._become(replace(self.draft, start_at=at), told=True)

    def leave_out(self, member_id: str) -> None:
        """Leave somebody out."""
        if self.draft is not None:
            audience = self.draft.audience
            without = audience.without | {member_id}
            members = audience.members - {member_id}
            self.set_audience(replace(audience, without=without, members=members))

    def take_in(self, member_id: str, *, add: bool = False) -> None:
        """Let somebody in who was left out; ``add`` one whom nothing else brings in."""
        if self.draft is not None:
            audience = self.draft.audience
            without = audience.without - {member_id}
            members = audience.members | ({member_id} if add else set())
            self.set_audience(replace(audience, without=without, members=members))

    def drop_addition(self, member_id: str) -> None:
        """Add somebody no more; who is meant by their orders stays."""
        if self.draft is not None:
            audience = self.draft.audience
            self.set_audience(replace(audience, members=audience.members - {member_id}))

    def _become(self, draft: Notice, *, told: bool = False) -> None:
        if draft == self.draft:
            return
        self.draft = draft
        self._became()
        if told:
            self.changed.emit()

    def _became(self) -> None:
        """Hear that the draft is another one."""
