"""The presenter of people who are added or left out one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.services.notices.desk import Somebody
from ui.notices.compose import ComposeViewModel
from ui.tasks import Runner

MOST_FOUND = 8


class PeopleViewModel(QObject):
    """Finds members, and knows the names of those the draft speaks of."""

    changed = Signal()

    def __init__(
        self, writing: ComposeViewModel, database: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.writing, self._database = writing, database
        self.text, self.is_fresh = "", True
        self.found: Sequence[Somebody] = ()
        self._known: dict[str, Somebody] = {}
        self._asked: frozenset[str] = frozenset()
        writing.changed.connect(self._follow)

    @property
    def added(self) -> Sequence[Somebody]:
        """Who was added by hand."""
        draft = self.writing.draft
        return self._named(draft.audience.members if draft is not None else frozenset())

    @property
    def without(self) -> Sequence[Somebody]:
        """Who is left out by hand."""
        draft = self.writing.draft
        return self._named(draft.audience.without if draft is not None else frozenset())

    def search(self, text: str) -> None:
        """Look for members; nothing empties the list. Old answers are not to be chosen from."""
        if text == self.text:
            return
        self.text, self.is_fresh = text, False
        work = partial(self.writing.desk.people, text, MOST_FOUND)
        if text:
            self._database.run(self, work, self._have, self.writing.failed.emit, latest="people")
        else:
            self._have(())

    def _named(self, ids: frozenset[str]) -> Sequence[Somebody]:
        found = (self._known.get(one) or Somebody(one, "…", "", "") for one in ids)
        return sorted(found, key=lambda one: (one.home.rjust(12), one.member_id))

    def _have(self, found: Sequence[Somebody]) -> None:
        self.found, self.is_fresh = found, True
        self._known |= {one.member_id: one for one in found}
        self.changed.emit()

    def _follow(self) -> None:
        draft = self.writing.draft
        if draft is None:
            self._asked, self.found, self.text = frozenset(), (), ""
            return
        wanted = draft.audience.members | draft.audience.without
        if wanted - self._asked:
            self._asked |= wanted
            work = partial(self.writing.desk.named, wanted)
            self._database.run(self, work, self._learn, self.writing.failed.emit, latest="names")

    def _learn(self, people: Sequence[Somebody]) -> None:
        self._known |= {one.member_id: one for one in people}
        self.changed.emit()
