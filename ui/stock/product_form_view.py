"""A product being added or changed, beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from leader_app.domain.neighbourhood import FoodKind, Zone
from ui.kit.button import Button, Kind
from ui.kit.card import row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.field import Field
from ui.kit.goods import food_word
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.stages import zone_word
from ui.stock.product_form import Fault, Part, ProductFormViewModel
from ui.theme.tokens import Ink, Space, Type

_CENTRE_SAYS = (Part.NAME, Part.UNIT, Part.PRICE, Part.SHELF_DAYS, Part.VOLUME_ML)
_PLACES = {
    Part.NAME: (0, 0, 2),
    Part.PRICE: (1, 0, 1),
    Part.UNIT: (1, 1, 1),
    Part.BARCODES: (2, 0, 2),
    Part.LOW_STOCK: (7, 0, 1),
    Part.SHELF_DAYS: (7, 1, 1),
    Part.VOLUME_ML: (8, 0, 1),
}


class ProductFormView(Spoken):
    """Shows ``sheet``; Ctrl+Enter keeps it, Esc leaves it, a scan adds a barcode."""

    def __init__(self, view_model: ProductFormViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._title = Label("", Type.TITLE, strong=True)
        self._hint = Label("", Type.CAPTION, Ink.HINT)
        self._hint.setWordWrap(True)
        self.fields = {part: Field(QLineEdit()) for part in Part}
        self.zones, self.foods = ChoiceGrid(3), ChoiceGrid(3)
        self._kept_at, self._kind = Label("", ink=Ink.SECONDARY), Label("", ink=Ink.SECONDARY)
        self.keep = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.leave = Button("")
        self._lay_out()
        view_model.changed.connect(self.refresh)
        for part, field in self.fields.items():
            field.editor.textEdited.connect(lambda text, part=part: view_model.write(part, text))
            field.editor.returnPressed.connect(self.focusNextChild)
        self.zones.chosen.connect(lambda key: view_model.set_zone(Zone(key)))
        self.foods.chosen.connect(lambda key: view_model.set_food(FoodKind(key)))
        self.keep.clicked.connect(view_model.save)
        self.leave.clicked.connect(view_model.cancel)

    def retranslate(self) -> None:
        """Say every word again."""
        said = {
            Part.NAME: (self.tr("Name"), ""),
            Part.UNIT: (self.tr("Unit"), self.tr("bottle, box, 500g")),
            Part.PRICE: (self.tr("Price in yuan"), "0.00"),
            Part.BARCODES: (self.tr("Barcodes"), self.tr("Scan it now")),
            Part.LOW_STOCK: (self.tr("Tell me at"), self.tr("pieces")),
            Part.SHELF_DAYS: (self.tr("Keeps for"), self.tr("days")),
            Part.VOLUME_ML: (self.tr("Space of a piece"), self.tr("millilitres")),
        }
        for part, (name, example) in said.items():
            self.fields[part].set_words(name, "", example)
        self.zones.set_choices([Choice(zone.value, zone_word(zone)) for zone in Zone])
        self.foods.set_choices([Choice(food.value, food_word(food)) for food in FoodKind])
        self._kept_at.setText(self.tr("Kept at"))
        self._kind.setText(self.tr("Food type"))
        self.keep.set_words(self.tr("Keep"))
        self.leave.set_words(self.tr("Cancel"))
        self._hint.setText(self.tr("The rest is the centre's word; it comes with the sync."))
        self.refresh()

    def take_focus(self) -> None:
        """Put the caret where writing begins."""
        sheet = self._model.sheet
        own = sheet is None or sheet.product.own
        first = self.fields[Part.NAME if own else Part.BARCODES].editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the form as it is now."""
        sheet = self._model.sheet
        if sheet is None:
            return
        said = self.tr("Add a product of your own") if sheet.is_new else self.tr("Edit product")
        self._title.setText(said)
        self.setAccessibleName(said)
        own = sheet.product.own
        self._hint.setVisible(not own)
        for part, field in self.fields.items():
            if field.editor.text() != sheet.texts[part]:
                field.editor.setText(sheet.texts[part])
            field.editor.setEnabled(own or part not in _CENTRE_SAYS)
            fault = self._model.faults.get(part)
            field.set_wrong(self._fault(fault) if fault else "")
        for grid in (self.zones, self.foods):
            grid.setEnabled(own)
        self.zones.choose(sheet.product.zone.value)
        self.foods.choose(sheet.product.food.value)
        self.keep.setEnabled(not self._model.busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.cancel()
            return
        super().keyPressEvent(event)

    def _fault(self, fault: Fault) -> str:
        return {
            Fault.EMPTY: self.tr("Write something here"),
            Fault.NO_AMOUNT: self.tr("An amount such as 12.50"),
            Fault.NO_NUMBER: self.tr("A whole number"),
            Fault.NO_BARCODE: self.tr("This is no barcode of goods"),
        }[fault]

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(Space.L, 0, Space.L, Space.S)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        for part, (line, at, span) in _PLACES.items():
            grid.addWidget(self.fields[part], line, at, 1, span)
        rest = (self._kept_at, self.zones, self._kind, self.foods)
        for at, other in enumerate(rest, start=3):
            grid.addWidget(other, at, 0, 1, 2)
        grid.setRowStretch(9, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        head.setSpacing(Space.XS)
        head.addWidget(self._title)
        head.addWidget(self._hint)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        foot = row(self.leave, self.keep, margins=Space.M)
        foot.setStretch(1, 1)
        whole.addLayout(foot)
