"""The queue of prints: what waits, what is out, what somebody has to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from leader_app.services.printing.desk import PrintNote, PrintState
from ui.core_text import together
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.label import Paragraph
from ui.kit.page import Spoken
from ui.printing import wording
from ui.printing.view_model import PrintViewModel
from ui.theme.tokens import Ink, Size, Type

_tr = QCoreApplication.translate
_OPEN = {PrintState.WAITING, PrintState.FAILED}


class QueueView(Spoken):
    """Enter shows what a print is; below the list, what can be done about it."""

    def __init__(self, model: PrintViewModel) -> None:
        super().__init__()
        self._model, self._chosen = model, ""
        self._section = Section()
        self.items = ListModel(_columns(model.now), lambda note: note.job_id, self)
        self.list = Grid(self.items, "what", row_height=Size.ROW, least=Size.RAIL)
        self._said = Paragraph("", Type.CAPTION, Ink.SECONDARY)
        self.again, self.rest = Button(""), Button("")
        self.off = Button("", Kind.PLAIN, icon="trash")
        self._section.body.addWidget(self.list, 1)
        self._section.body.addWidget(self._said)
        self._section.body.addLayout(row(self.again, self.rest, 0, self.off))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._section.heading.setText(self.tr("Queue"))
        self.list.setAccessibleName(self.tr("Queue"))
        self.again.set_words(self.tr("Print again"))
        self.rest.set_words(self.tr("Print the rest"))
        self.off.set_words("", self.tr("Take off"))
        self.list.retranslate()
        self._show()

    def chosen(self) -> PrintNote | None:
        """Return the print that was chosen."""
        return self.items.at(self.items.find(self._chosen))

    def _connect(self) -> None:
        model = self._model
        model.queue_changed.connect(self._show)
        self.list.row_chosen.connect(self._choose)
        self.list.opened.connect(lambda _: model.show_job(self._chosen))
        self.again.clicked.connect(lambda: model.reprint(self._chosen))
        self.rest.clicked.connect(lambda: model.reprint(self._chosen, rest=True))
        self.off.clicked.connect(lambda: model.cancel(self._chosen))

    def _choose(self, number: int) -> None:
        note = self.items.at(number)
        self._chosen = note.job_id if note is not None else ""
        self._show_chosen()

    def _show(self) -> None:
        self.items.set_rows(self._model.jobs)
        at = self.items.find(self._chosen)
        if at < 0:
            trouble = (x for x in self._model.jobs if x.state is PrintState.FAILED)
            first = next(trouble, None)
            self._chosen = first.job_id if first is not None else ""
            at = self.items.find(self._chosen)
        self.list.go_to(at)
        self._show_chosen()

    def _show_chosen(self) -> None:
        note = self.chosen()
        self._said.set_words(self._about(note))
        self._said.setVisible(note is not None)
        ended = note is not None and note.state in {PrintState.DONE, PrintState.FAILED}
        partly = ended and note is not None and note.state is PrintState.FAILED and note.pages > 0
        self.again.setVisible(ended)
        self.rest.setVisible(partly)
        self.off.setVisible(note is not None and note.state in _OPEN)

    def _about(self, note: PrintNote | None) -> str:
        if note is None:
            return ""
        where = self.tr("%1, %2 copies").replace("%1", note.printer)
        parts = [where.replace("%2", str(note.copies))]
        if note.problem is not None:
            parts.append(together(note.problem, note.hint))
        if note.pages:
            parts.append(self.tr("Pages that are out: %1").replace("%1", str(note.pages)))
        return "\n".join(parts)


def _columns(now: Callable[[], datetime]) -> list[Column[PrintNote]]:
    return [
        Column(
            "what",
            lambda: _tr("Printing", "Document"),
            lambda note: Cell(note.title, strong=True, sub=_about_when(note, now())),
        ),
        Column(
            "state",
            lambda: _tr("Printing", "State"),
            lambda note: Cell(wording.state_word(note), pill=wording.LOOKS[note.state]),
            lambda: (_tr("Printing", "Trying again"), _tr("Printing", "Look here")),
            pills=True,
        ),
    ]


def _about_when(note: PrintNote, now: datetime) -> str:
    return f"{words.moment(note.made_at, now)}  {note.printer}"
