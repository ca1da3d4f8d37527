"""Templates: the house's and one's own, with an editor that says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout

from leader_app.domain.notice import Template
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.combo import Combo
from ui.kit.field import Field, large_line
from ui.kit.grid import Grid
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.notices.rules_templates import TemplatesViewModel
from ui.notices.rules_text_view import PlacesEdit
from ui.notices.wording import kind_word
from ui.theme.tokens import Ink, Size, Space, Type

_tr = QCoreApplication.translate


class TemplatesView(Spoken):
    """The list on the left, the text on the right; Ctrl+Enter keeps it."""

    def __init__(self, view_model: TemplatesViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.items = ListModel(_columns(), lambda one: one.template_id, self)
        self.table = Grid(self.items, "name", row_height=Size.CONTROL_LARGE, least=Size.RAIL)
        self.add = Button("", icon="plus")
        self.name, self.heading = Field(large_line()), Field(large_line())
        self._words, self.text = Label("", Type.BODY, Ink.SECONDARY), PlacesEdit()
        self.places, self.flaw = Combo(), Label("", Type.CAPTION, Ink.BAD)
        self.flaw.setWordWrap(True)
        self.save = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.drop = Button("", Kind.PLAIN, icon="undo")
        self._showing = False
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.add.set_words(self.tr("New from this one"))
        self.name.set_words(self.tr("Name"))
        self.heading.set_words(self.tr("Title"))
        self._words.setText(self.tr("Text of the notice"))
        self.text.setAccessibleName(self.tr("Text of the notice"))
        self.save.set_words(self.tr("Save"))
        self.table.setAccessibleName(self.tr("Templates"))
        self.table.retranslate()
        self._fill_places()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the templates as they are now."""
        model, draft = self._model, self._model.draft
        self.items.set_rows(model.templates)
        self.table.go_to(self.items.find(draft.template_id) if draft else -1)
        if self.places.count() <= 1 and model.places:
            self._fill_places()
        if draft is None:
            return
        self._showing = True
        for field, said in ((self.name, draft.name), (self.heading, draft.title)):
            if field.editor.text() != said:
                field.editor.setText(said)
        if self.text.toPlainText() != draft.text:
            self.text.setPlainText(draft.text)
        self._showing = False
        own = model.stored is None or model.stored.own
        self.drop.set_words(self.tr("Remove") if own else self.tr("Put back as it was"))
        self._show_flaws()

    def _show_flaws(self) -> None:
        model = self._model
        self.text.show_flaws(model.flaws)
        self.flaw.setText(sentence(model.flaws[0].words) if model.flaws else "")
        self.text.setAccessibleDescription(self.flaw.text())
        self.save.setEnabled(model.can_keep)

    def _fill_places(self) -> None:
        self.places.clear()
        self.places.setAccessibleName(self.tr("Insert a place"))
        self.places.addItem(self.tr("Insert a place"), "")
        for place in self._model.places:
            self.places.addItem(f"{{{place.name}}}  {sentence(place.meaning)}", place.name)

    def _write(self) -> None:
        if not self._showing:
            self._model.write(
                name=self.name.editor.text(),
                title=self.heading.editor.text(),
                text=self.text.toPlainText(),
            )

    def _choose(self, number: int) -> None:
        template = self.items.at(number)
        if template is not None:
            self._model.edit(template.template_id)

    def _insert(self, at: int) -> None:
        name = self.places.itemData(at)
        self.places.setCurrentIndex(0)
        if name:
            self.text.insert_place(name)

    def _begin(self) -> None:
        self._model.begin_new(self.tr("My own words"))
        self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.editor.selectAll()

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.refresh)
        model.flaws_changed.connect(self._show_flaws)
        self.table.row_chosen.connect(self._choose)
        self.table.opened.connect(lambda: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.add.clicked.connect(self._begin)
        for field in (self.name, self.heading):
            field.editor.textEdited.connect(self._write)
        self.text.textChanged.connect(self._write)
        self.places.activated.connect(self._insert)
        self.save.clicked.connect(model.keep)
        self.drop.clicked.connect(model.drop)

    def _lay_out(self) -> None:
        listing, editor = Card(padding=Space.XS), Card()
        listing.body.addWidget(self.table, 1)
        foot = row(self.add, 0)
        foot.setContentsMargins(Space.M, 0, Space.M, Space.S)
        listing.body.addLayout(foot)
        editor.body.setSpacing(Space.S)
        editor.body.addLayout(row(self.name, self.heading, spacing=Space.M))
        self.places.setMaximumWidth(Size.FORM // 2)
        editor.body.addLayout(row(self._words, 0, self.places))
        editor.body.addLayout(column(self.text, self.flaw, spacing=Space.XS), 1)
        editor.body.addLayout(row(self.save, 0, self.drop))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(listing, 2)
        layout.addWidget(editor, 3)


def _columns() -> list[Column[Template]]:
    return [Column("name", lambda: _tr("Notices", "Template"), _name)]


def _name(template: Template) -> Cell:
    whose = _tr("Notices", "own") if template.own else ""
    about = " · ".join(filter(None, (kind_word(template.kind), whose)))
    return Cell(template.name, strong=True, sub=about)
