"""What the columns of a sheet hold, said by a person and kept for the next of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollArea, QWidget

from leader_app.services.importing.desk import COLUMN_KINDS
from ui.core_text import sentence
from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.label import ElidedLabel, Label, Paragraph
from ui.kit.page import Spoken
from ui.theme.tokens import Ink, Size, Space, Type

IGNORED = "ignored"
_KINDS = dict(COLUMN_KINDS)


@dataclass(slots=True)
class _Line:
    header: str
    button: Button
    kind: str = IGNORED


class MappingView(Spoken):
    """One row a column: its heading, an example, what it holds. Ctrl+Enter reads with it."""

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._lines: list[_Line] = []
        self._heading, self._hint = Label("", Type.LEAD, strong=True), Paragraph()
        self.read = Button("", Kind.PRIMARY, key="Ctrl+Return", icon="check")
        self.back = Button("", Kind.PLAIN, icon="arrow-left")
        self._grid_host = QWidget()
        self._grid_host.setProperty("ground", "clear")
        self._grid = QGridLayout(self._grid_host)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidget(self._grid_host)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = Card()
        card.body.addWidget(self._heading)
        card.body.addWidget(self._hint)
        card.body.addWidget(area, 1)
        card.body.addLayout(row(self.back, 0, self.read))
        whole = column(card)
        self.setLayout(whole)
        self.read.clicked.connect(self._send)
        self.back.clicked.connect(self._go_back)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Say what the columns hold"))
        self._hint.set_words(
            self.tr("This sheet is not known yet. What you say is kept for all of its kind.")
        )
        self.read.set_words(self.tr("Read it so"))
        self.back.set_words(self.tr("Back"))
        for line in self._lines:
            self._say(line)

    def refresh(self) -> None:
        """Ask about the columns of the sheet."""
        preview = self._model.preview
        columns = preview.understood.columns if preview else ()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        mapping = preview.mapping if preview else {}
        self._lines = [
            self._new_line(at, header, example, mapping.get(header, IGNORED))
            for at, (header, example) in enumerate(columns)
        ]
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard on the first column."""
        if self._lines:
            self._lines[0].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, at: int, kind: str) -> None:
        """Say what a column holds."""
        self._lines[at].kind = kind
        self._say(self._lines[at])
        self._show()

    def buttons(self) -> Sequence[Button]:
        """Return the buttons, in the order of the columns."""
        return [line.button for line in self._lines]

    def _new_line(self, at: int, header: str, example: str, kind: str) -> _Line:
        name, below = Label(header, Type.BODY, strong=True), ElidedLabel(example, ink=Ink.HINT)
        button = Button("", Kind.QUIET)
        button.setMinimumWidth(Size.FORM // 2)
        line = _Line(header, button, kind)
        for place, part in enumerate((name, below, button)):
            self._grid.addWidget(part, at, place)
        button.clicked.connect(lambda: self._ask(at))
        self._say(line)
        return line

    def _ask(self, at: int) -> None:
        button = self._lines[at].button
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, text in COLUMN_KINDS:
            action = QAction(sentence(text), menu)
            action.triggered.connect(lambda _=False, chosen=kind: self.choose(at, chosen))
            menu.addAction(action)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _say(self, line: _Line) -> None:
        line.button.set_words(sentence(_KINDS[line.kind]))
        line.button.setAccessibleName(f"{line.header}: {line.button.text()}")

    def _show(self) -> None:
        self.read.setEnabled(any(line.kind != IGNORED for line in self._lines))

    def _send(self) -> None:
        self._model.map_columns({line.header: line.kind for line in self._lines})

    def _go_back(self) -> None:
        preview = self._model.preview
        if preview is not None and preview.entries:
            self._model.review()
        else:
            self._model.begin_again()
