"""What happened, what to do, and both sides next to each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leader_app.services.incidents.listing import IncidentNote, RefusedNote
from ui.core_text import sentence
from ui.incidents.side_view import SideView
from ui.incidents.view_model import IncidentsViewModel
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import row
from ui.kit.label import ElidedLabel, Label
from ui.kit.pill import StatusPill
from ui.kit.rows import Fact, FactRows
from ui.theme.tokens import Ink, Space, Tone, Type

_MOST_SIDES = 4


class DetailView(QScrollArea):
    """Shows the chosen entry; a refused command can be dismissed from here."""

    def __init__(self, view_model: IncidentsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._title = ElidedLabel("", Type.HEADLINE, strong=True)
        self._state = StatusPill()
        self._what = _wrapping(Ink.PRIMARY)
        self._todo = _wrapping(Ink.SECONDARY)
        self._facts = FactRows()
        self._sides = [SideView() for _ in range(_MOST_SIDES)]
        self.dismiss = Button("", Kind.QUIET, icon="check", key="Ctrl+D")
        self.dismiss.clicked.connect(view_model.dismiss)
        self._inside = QWidget()
        self._lay_out()
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self.dismiss.set_words(self.tr("Seen, take it off the list"))
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen entry as it is now."""
        entry = self._model.chosen
        incident = entry.incident if entry else None
        refused = entry.refused if entry else None
        self._inside.setVisible(entry is not None)
        self.dismiss.setVisible(refused is not None)
        for side in self._sides:
            side.hide()
        if incident is not None:
            self._show_incident(incident)
        elif refused is not None:
            self._show_refused(refused)

    def _show_incident(self, note: IncidentNote) -> None:
        self._say(sentence(note.title), sentence(note.detail), sentence(note.hint))
        settled = (self.tr("Settled"), "check-circle", Tone.NEUTRAL)
        is_open = (self.tr("Open"), "warning", Tone.BAD)
        self._state.set_state(*(settled if note.settled else is_open))
        who = f"{note.member_name} {note.phone_tail}".strip()
        facts = [
            Fact(self.tr("Noticed"), words.moment(note.at, self._model.now())),
            Fact(self.tr("Member"), who),
            Fact(self.tr("Order"), ", ".join(note.order_ids)),
        ]
        self._facts.set_facts([fact for fact in facts if fact.words])
        for side, deed in zip(self._sides, note.sides, strict=False):
            side.show_note(deed, self._model.now())
            side.show()

    def _show_refused(self, note: RefusedNote) -> None:
        hint = self.tr("What was handed over stays in this counter's log either way.")
        self._say(sentence(note.title), sentence(note.detail), hint)
        self._state.set_state(self.tr("Not accepted"), "refused", Tone.WARN)
        command = note.command
        self._facts.set_facts(
            [
                Fact(self.tr("Done"), words.moment(command.at, self._model.now())),
                Fact(self.tr("Number in the log"), f"{command.seq:,}"),
            ]
        )

    def _say(self, title: str, what: str, todo: str) -> None:
        self._title.setText(title)
        self._what.setText(what)
        self._todo.setText(todo)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{what} {todo}")

    def _lay_out(self) -> None:
        self._inside.setProperty("ground", "clear")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        column.addLayout(row(self._title, self._state))
        column.addWidget(self._what)
        column.addWidget(self._todo)
        column.addWidget(self._facts)
        sides = QHBoxLayout()
        sides.setSpacing(Space.L)
        for side in self._sides:
            sides.addWidget(side, 1)
        column.addLayout(sides)
        column.addLayout(row(self.dismiss, 0))
        column.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _wrapping(ink: Ink) -> Label:
    label = Label("", Type.LEAD, ink)
    label.setWordWrap(True)
    return label
