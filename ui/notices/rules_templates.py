"""The presenter of templates: the house's and one's own, and what is wrong in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.notice import NoticeKind, Template
from leader_app.services.notices.desk import Composing, Flaw, Place
from ui.tasks import Runner


class TemplatesViewModel(QObject):
    """``draft`` is the template as written; ``flaws`` are those of its text."""

    changed = Signal()
    flaws_changed = Signal()
    kept = Signal()
    failed = Signal(object)

    def __init__(self, compose: Composing, database: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._compose, self._database = compose, database
        self.templates: Sequence[Template] = ()
        self.places: Sequence[Place] = ()
        self.draft: Template | None = None
        self.flaws: Sequence[Flaw] = ()

    @property
    def stored(self) -> Template | None:
        """The template that is written on, as it is kept; ``None`` for a new one."""
        wanted = self.draft.template_id if self.draft else ""
        return next((one for one in self.templates if one.template_id == wanted), None)

    @property
    def is_written(self) -> bool:
        """Whether there is something to keep."""
        return self.draft is not None and self.draft != self.stored

    @property
    def can_keep(self) -> bool:
        """Whether it can be kept as it is."""
        draft = self.draft
        whole = draft is not None and bool(draft.name.strip() and draft.text.strip())
        return whole and self.is_written and not self.flaws

    def take(self, templates: Sequence[Template], places: Sequence[Place] = ()) -> None:
        """Hear which there are, and what may stand in them; what is being written stays."""
        written = self.is_written
        self.templates, self.places = tuple(templates), tuple(places) or self.places
        if self.draft is None or not written:
            self._look_at(self.stored or (self.templates[0] if self.templates else None))
        self.changed.emit()

    def edit(self, template_id: str) -> None:
        """Look at a template."""
        found = next((one for one in self.templates if one.template_id == template_id), None)
        if found is not None and (self.draft is None or self.draft.template_id != template_id):
            self._look_at(found)
            self.changed.emit()

    def begin_new(self, name: str) -> None:
        """Begin an own template, with the text of the one looked at."""
        before = self.draft
        kind = before.kind if before else NoticeKind.FREE
        title, text = (before.title, before.text) if before else ("", "")
        taken = {one.template_id for one in self.templates}
        number = next(no for no in range(1, len(taken) + 2) if f"own-{no}" not in taken)
        self._look_at(Template(f"own-{number}", kind, name, title, text, own=True))
        self.changed.emit()

    def write(self, *, name: str, title: str, text: str) -> None:
        """Take what a person typed."""
        draft = self.draft
        if draft is not None and (draft.name, draft.title, draft.text) != (name, title, text):
            self.draft = replace(draft, name=name, title=title, text=text)
            self._check()
            self.changed.emit()

    def keep(self) -> None:
        """Keep what was written."""
        draft = self.draft
        if draft is not None and self.can_keep:
            work = partial(self._compose.keep_template, draft)
            self._database.run(self, work, lambda _: self._was_kept(draft), self.failed.emit)

    def drop(self) -> None:
        """Drop an own template, or put one of the house back as it was."""
        draft = self.draft
        if draft is None:
            return
        known, self.draft = self.stored is not None, self.stored
        if not known:
            self.take(self.templates)
            return
        work = partial(self._compose.forget_template, draft.template_id)
        self._database.run(self, work, lambda _: self.kept.emit(), self.failed.emit)

    def _was_kept(self, template: Template) -> None:
        others = [one for one in self.templates if one.template_id != template.template_id]
        self.templates = (*others, template)
        self.kept.emit()

    def _look_at(self, template: Template | None) -> None:
        self.draft = template
        self._check()

    def _check(self) -> None:
        text = self.draft.text if self.draft else ""
        work = partial(self._compose.check, text)
        self._database.run(self, work, partial(self._checked, text), latest="check")

    def _checked(self, text: str, flaws: Sequence[Flaw]) -> None:
        if self.draft is not None and self.draft.text == text:
            self.flaws = tuple(flaws)
            self.flaws_changed.emit()
