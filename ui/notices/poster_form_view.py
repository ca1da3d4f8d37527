"""What stands on a poster, in fields; only those the design has a place for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from leader_app.domain.poster import Mood, Poster, PosterDesign, Shape
from leader_app.services.notices.desk import Showcase
from ui.kit.card import column
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.combo import Combo
from ui.kit.field import Field
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.notices.poster import PosterViewModel
from ui.notices.poster_picture_view import PicturePart
from ui.notices.poster_words import FOOT, PARTS, mood_word, part_word, shape_word
from ui.theme.tokens import Ink, Size, Space, Type

_LONG = ("words", "goods")
_WHOLE_LINE = {"headline", "product", "address", "code", "words", "goods"}
_ORDER = (
    "headline",
    "badge",
    "time",
    "slot",
    "host",
    "product",
    "price",
    "old_price",
    "unit",
    "goods",
    "words",
    "store",
    "hours",
    "address",
    "code",
    "code_words",
)
_LONG_HIGH = Size.CONTROL_LARGE * 2
_OFFERED = {"product", "goods"}


class PosterForm(Spoken):
    """Writes into the view-model at every key; what it wrote itself it does not write back."""

    file_unreadable = Signal()

    def __init__(self, view_model: PosterViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._shown: Showcase | None = None
        self.shapes, self.moods = ChoiceGrid(3), ChoiceGrid(2)
        self.products, self._product_name = Combo(), Label("", Type.BODY, Ink.SECONDARY)
        self.picture = PicturePart()
        self.fields = {part: Field(QLineEdit()) for part in _ORDER if part not in _LONG}
        self.texts = {part: QPlainTextEdit() for part in _LONG}
        self._names = {part: Label("", Type.BODY, Ink.SECONDARY) for part in _LONG}
        self._boxes: dict[str, QWidget] = {}
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.shapes.set_choices([Choice(shape.value, shape_word(shape)) for shape in Shape])
        self.moods.set_choices([Choice(mood.value, mood_word(mood)) for mood in Mood])
        self._product_name.setText(self.tr("Fill in a product"))
        self.products.setAccessibleName(self.tr("Fill in a product"))
        for part, field in self.fields.items():
            field.set_words(part_word(part))
        for part, editor in self.texts.items():
            self._names[part].setText(part_word(part))
            editor.setAccessibleName(part_word(part))
        self.picture.retranslate()
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is written."""
        model, poster = self._model, self._model.poster
        self.shapes.choose(poster.shape.value)
        self.moods.choose(poster.mood.value)
        self._show_products(model.showcase)
        self._show_parts(poster.design)
        for part, field in self.fields.items():
            _show(field.editor, self._words(poster, part))
            wrong = part in model.wrong
            field.set_wrong(self.tr("A price such as 12.50") if wrong else "")
        for part, editor in self.texts.items():
            said = self._words(poster, part)
            if editor.toPlainText() != said:
                editor.setPlainText(said)
        self.picture.show_picture(model.picture_small, poster.focus)

    def take_focus(self) -> None:
        """Put the caret into the heading."""
        self.fields["headline"].editor.setFocus()

    def _words(self, poster: Poster, part: str) -> str:
        return self._model.texts.get(part, str(getattr(poster, part) or ""))

    def _show_products(self, showcase: Showcase | None) -> None:
        if showcase is None or showcase is self._shown:
            return
        self._shown = showcase
        self.products.clear()
        self.products.addItem(self.tr("Choose a product"), "")
        for offer in showcase.offers:
            self.products.addItem(offer.name, offer.product_id)

    def _show_parts(self, design: PosterDesign) -> None:
        used = {*PARTS[design], *FOOT}
        for part, box in self._boxes.items():
            box.setVisible(part in used)
        for one in (self._product_name, self.products):
            one.setVisible(bool(used & _OFFERED))

    def _choose_product(self, at: int) -> None:
        product_id = self.products.itemData(at)
        if product_id:
            self._model.choose_product(str(product_id))
            self.products.setCurrentIndex(0)

    def _connect(self) -> None:
        model = self._model
        self.shapes.chosen.connect(lambda key: model.choose_shape(Shape(key)))
        self.moods.chosen.connect(lambda key: model.choose_mood(Mood(key)))
        self.products.activated.connect(self._choose_product)
        for part, field in self.fields.items():
            field.editor.textEdited.connect(lambda text, part=part: model.write(part, text))
        for part, editor in self.texts.items():
            editor.textChanged.connect(lambda part=part: self._typed(part))
        self.picture.taken.connect(model.set_picture)
        self.picture.dropped.connect(model.drop_picture)
        self.picture.unreadable.connect(self.file_unreadable)
        self.picture.box.moved.connect(model.set_focus)

    def _typed(self, part: str) -> None:
        text = self.texts[part].toPlainText()
        if text != self._words(self._model.poster, part):
            self._model.write(part, text)

    def _lay_out(self) -> None:
        whole = column(self.shapes, self.moods, self.picture, spacing=Space.M)
        whole.addLayout(column(self._product_name, self.products, spacing=Space.XS))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        for column_no in (0, 1):
            self._grid.setColumnStretch(column_no, 1)
        line, place = 0, 0
        for part in _ORDER:
            box = self._boxes[part] = self._box(part)
            whole_line = part in _WHOLE_LINE
            if whole_line and place:
                line, place = line + 1, 0
            self._grid.addWidget(box, line, place, 1, 2 if whole_line else 1)
            line, place = (line, 1) if not whole_line and not place else (line + 1, 0)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        whole.setContentsMargins(0, 0, Space.M, 0)
        self.setLayout(whole)

    def _box(self, part: str) -> QWidget:
        if part not in _LONG:
            return self.fields[part]
        box, editor = QWidget(), self.texts[part]
        editor.setFixedHeight(_LONG_HIGH)
        editor.setTabChangesFocus(True)
        box.setLayout(column(self._names[part], editor, spacing=Space.XS))
        return box


def _show(editor: QLineEdit, text: str) -> None:
    if editor.text() != text:
        editor.setText(text)
