"""Adding people, or leaving them out, one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leader_app.services.notices.desk import Somebody
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.chips import Choice
from ui.kit.field import SearchField
from ui.kit.label import ElidedLabel, Label
from ui.kit.marks import Marks
from ui.kit.page import Spoken
from ui.notices.compose_people import MOST_FOUND, PeopleViewModel
from ui.theme.tokens import Ink, Space, Type


class _FoundRow(QWidget):
    """Somebody who was found, with the two things that can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.who = ElidedLabel()
        self.add = Button("", Kind.PLAIN, icon="plus")
        self.leave = Button("", Kind.PLAIN, icon="minus")
        line = row(self.who, self.add, self.leave, spacing=Space.XS)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()


class PeoplePicker(Spoken):
    """Enter in the search adds the first who was found; marked chips can be taken off again."""

    def __init__(self, view_model: PeopleViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.search = SearchField("Ctrl+F")
        self.rows = [_FoundRow() for _ in range(MOST_FOUND)]
        self._none = Label("", Type.CAPTION, Ink.HINT)
        self._added_head = Label("", Type.CAPTION, Ink.HINT)
        self._without_head = Label("", Type.CAPTION, Ink.HINT)
        self.added, self.without = Marks(), Marks()
        self.setLayout(
            column(
                self.search,
                *self.rows,
                self._none,
                self._added_head,
                self.added,
                self._without_head,
                self.without,
                spacing=Space.XS,
            )
        )
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.search.set_words(self.tr("Name, home or phone tail"))
        self._none.setText(self.tr("Nobody of that name"))
        self._added_head.setText(self.tr("Told as well"))
        self._without_head.setText(self.tr("Left out by hand"))
        for one in self.rows:
            one.add.set_words(self.tr("Tell"))
            one.leave.set_words(self.tr("Leave out"))
        self.refresh()

    def refresh(self) -> None:
        """Show who was found, and who is added or left out."""
        model = self._model
        found = list(model.found)
        for at, line in enumerate(self.rows):
            line.setVisible(at < len(found))
            if at < len(found):
                line.who.setText(_words(found[at]))
        self._none.setVisible(bool(model.text) and not found)
        for head, marks, people in (
            (self._added_head, self.added, model.added),
            (self._without_head, self.without, model.without),
        ):
            marks.set_choices([Choice(one.member_id, _words(one)) for one in people])
            marks.set_marked({one.member_id for one in people})
            head.setVisible(bool(people))
            marks.setVisible(bool(people))

    def _add(self, at: int) -> None:
        if self._model.is_fresh and at < len(self._model.found):
            self._model.writing.take_in(self._model.found[at].member_id, add=True)
            self._done()

    def _leave_out(self, at: int) -> None:
        if self._model.is_fresh and at < len(self._model.found):
            self._model.writing.leave_out(self._model.found[at].member_id)
            self._done()

    def _done(self) -> None:
        self.search.clear()
        self._model.search("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unadd(self, member_id: str) -> None:
        self._model.writing.drop_addition(member_id)

    def _unleave(self, member_id: str) -> None:
        self._model.writing.take_in(member_id)

    def _connect(self) -> None:
        for at, line in enumerate(self.rows):
            line.add.clicked.connect(lambda _on=False, at=at: self._add(at))
            line.leave.clicked.connect(lambda _on=False, at=at: self._leave_out(at))
        self.search.searched.connect(self._model.search)
        self.search.returnPressed.connect(lambda: self._add(0))
        self.added.marked.connect(self._unadd)
        self.without.marked.connect(self._unleave)
        self._model.changed.connect(self.refresh)


def _words(one: Somebody) -> str:
    return " ".join(part for part in (one.name, one.phone_tail, one.home) if part)
