"""What is written down of a slot, and new ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from leader_app.domain.neighbourhood import Zone
from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.chips import Chips, Choice
from ui.kit.field import Field
from ui.kit.label import Label
from ui.kit.stages import zone_word
from ui.receiving import typed, wording
from ui.receiving.rows_model import Row
from ui.receiving.rows_view import RowsList
from ui.receiving.slots import SlotsViewModel
from ui.theme.tokens import Ink, Size, Space, Type

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOST = 99
_LONGEST = 12


class _Form(Section):
    """Enter does what the form's button says."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(Space.S)
        self.zones = Chips()
        self.litres = QLineEdit()
        self.litres.setMaxLength(_LONGEST)
        self._litres = Field(self.litres)
        self.keep = Button("", Kind.QUIET)
        self.keep.clicked.connect(self.submit)

    def submit(self) -> None:
        """Do it; each form knows what."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it on Enter."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.submit()

    def _say(self) -> None:
        self.zones.set_choices([Choice(zone.value, zone_word(zone)) for zone in Zone])
        self._litres.set_words(self.tr("Litres"), "", self.tr("Any"))

    def _capacity(self) -> int | None:
        try:
            return typed.millilitres(self.litres.text())
        except ValueError:
            self._litres.set_wrong(self.tr("A number of litres"))
            self.litres.setFocus()
            return None


class SlotForm(_Form):
    """The chosen slot: what lies in it, how much goes in, how cold it is."""

    def __init__(self, view_model: SlotsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._shown = ""
        self._about = Label("", Type.BODY, Ink.SECONDARY)
        self.contents = RowsList(Size.ROW)
        self.contents.setMinimumHeight(Size.ROW)
        self.close_slot = Button("", Kind.QUIET)
        self.label = Button("", Kind.PLAIN, icon="printer")
        self.body.removeWidget(self.heading)
        self.body.addLayout(row(self.heading, self._about, 0, self.label))
        self.body.addWidget(self.contents, 1)
        self.body.addWidget(self.zones)
        line = row(self._litres, self.keep, self.close_slot)
        for button in (self.keep, self.close_slot):
            line.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.close_slot.clicked.connect(view_model.close_slot)
        view_model.detail_changed.connect(self.refresh)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._say()
        self.keep.set_words(self.tr("Keep"))
        self.close_slot.set_words(self.tr("Close slot"))
        self.label.set_words(self.tr("Label"), self.tr("Print this slot's label"))
        self.contents.setAccessibleName(self.tr("What lies in it"))
        self.refresh()

    def take_focus(self) -> None:
        """Begin with the litres."""
        self.litres.setFocus(Qt.FocusReason.OtherFocusReason)
        self.litres.selectAll()

    def refresh(self) -> None:
        """Show the chosen slot; what is being typed about it stays."""
        view = self._model.slot
        if view is None:
            return
        self.heading.setText(view.slot.slot_id)
        self.setAccessibleName(view.slot.slot_id)
        empty = self.tr("Nothing lies in it")
        self._about.setText(wording.pieces(view.pieces) if view.pieces else empty)
        self.contents.set_rows(
            [
                Row(
                    f"{at}",
                    name,
                    wording.lot_words(level.key.lot, self._model.today()),
                    f"{level.quantity:,}",
                    ink=Ink.BAD if level.quantity < 0 else Ink.PRIMARY,
                )
                for at, (level, name) in enumerate(self._model.contents)
            ]
        )
        known = f"{view.slot.slot_id} {view.slot.zone} {view.slot.capacity_ml}"
        if known != self._shown and self.zones.current():
            self._shown = known
            self.zones.choose(view.slot.zone.value)
            self.litres.setText(wording.plain_litres(view.slot.capacity_ml))
            self._litres.set_wrong("")

    def submit(self) -> None:
        """Keep what is written."""
        capacity = self._capacity()
        if capacity is not None:
            self._model.change(Zone(self.zones.current()), capacity)


class AddForm(_Form):
    """Many slots at once: a name, how many, how cold, how large."""

    def __init__(self, view_model: SlotsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.name, self.count = QLineEdit(), QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.count.setMaxLength(2)
        self._name, self._count = Field(self.name), Field(self.count)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.removeWidget(self.heading)
        self.body.addLayout(row(self.heading, Space.S, self.zones))
        line = row(self._name, self._count, self._litres, self.keep)
        for part in (self._name, self._count, self._litres):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.keep, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self._below = Label("", Type.CAPTION, Ink.HINT)
        self.body.addWidget(self._below)
        for editor in (self.name, self.count):
            editor.textChanged.connect(self._say_names)

    def retranslate(self) -> None:
        """Say every word again."""
        self._say()
        self.heading.setText(self.tr("Add slots"))
        self.setAccessibleName(self.tr("Add slots"))
        self.keep.set_words(self.tr("Add"))
        self._name.set_words(self.tr("Name"), "", "A")
        self._count.set_words(self.tr("How many"), "", "1")
        self._say_names()

    def take_focus(self) -> None:
        """Begin with the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Add them, or say what is amiss."""
        name, capacity = self.name.text().strip(), self._capacity()
        if capacity is None:
            return
        if not name:
            self._name.set_wrong(self.tr("A name"))
            self.name.setFocus()
            return
        self._name.set_wrong("")
        self._model.add(Zone(self.zones.current()), name, self._how_many(), capacity)
        self.count.clear()
        self.name.clear()
        self.name.setFocus()

    def _how_many(self) -> int:
        said = typed.plain(self.count.text())
        return min(int(said), _MOST) if said.isdigit() else 0

    def _say_names(self) -> None:
        """Say how the new slots will be called."""
        name, many = self.name.text().strip(), self._how_many()
        if not name:
            words = self.tr("One slot by its name, or several numbered ones")
        elif many:
            width = 2 if many > 9 else 1  # noqa: PLR2004 - two digits
            words = f"{name}-{1:0{width}}" + (f" … {name}-{many:0{width}}" if many > 1 else "")
        else:
            words = name
        self._below.setText(words)
