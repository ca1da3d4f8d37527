"""One product in full, beside the list: its figures, and where it lies."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from leader_app.domain.stock import Level, MovementKind, is_past_use_by
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.columns import ListModel
from ui.kit.grid import Grid
from ui.kit.keys import key_name, on_key
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Spoken
from ui.kit.paint import focus_ring, rounded
from ui.stock.deeds import Verb
from ui.stock.goods_columns import lot_columns
from ui.stock.view_model import StockViewModel
from ui.stock.wording import price_words, verb_word
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Type

_KEYS = {Verb.WRITE_OFF: "Alt+W", Verb.MOVE: "Alt+M", Verb.SEND_BACK: "Alt+R"}
_ICONS = {Verb.WRITE_OFF: "trash", Verb.MOVE: "move", Verb.SEND_BACK: "return"}
_FIGURES = {
    "on_hand": frozenset[MovementKind](),
    "free": frozenset[MovementKind](),
    "waiting": frozenset({MovementKind.HAND_OVER}),
    "coming": frozenset({MovementKind.RECEIVE}),
}


class _Figure(QAbstractButton):
    """A number over its word; pressing it shows the movements that make it up."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._ink = "", Ink.PRIMARY
        self.setFixedHeight(Size.CONTROL_HUGE - Space.S)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_figure(self, number: int, word: str, ink: Ink) -> None:
        self._number, self._ink = f"{number:,}", ink
        self.setText(word)
        self.setAccessibleName(f"{word} {number:,}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.CONTROL_HUGE, Size.CONTROL_HUGE - Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        rounded(painter, box, Radius.CONTROL, c.hover if self.underMouse() else c.sunken)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(c.ink(self._ink)))
        painter.setFont(font(Type.TITLE, strong=True))
        painter.drawText(box.adjusted(0, Space.XS, 0, -box.height() / 3), middle, self._number)
        painter.setPen(QColor(c.text_hint))
        painter.setFont(font(Type.CAPTION))
        painter.drawText(box.adjusted(0, box.height() * 0.58, 0, -Space.XS), middle, self.text())


class ProductView(Spoken):
    """Shows ``goods.detail``."""

    def __init__(self, view_model: StockViewModel) -> None:
        super().__init__()
        self._model, self._goods = view_model, view_model.goods
        self._name = ElidedLabel("", Type.TITLE, strong=True)
        self._about = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self._codes = ElidedLabel("", Type.CAPTION, Ink.HINT)
        self._figures = {key: _Figure() for key in _FIGURES}
        self._heading = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self.items = ListModel(lot_columns(self._goods.today), lambda level: level.key, self)
        self.lots = Grid(self.items, "slot", row_height=Size.ROW, least=Size.CONTROL)
        self.lots.setMinimumHeight(Size.ROW)
        self.verbs = {verb: Button("", icon=_ICONS[verb]) for verb in Verb}
        self.history = Button("", Kind.PLAIN, icon="history")
        self.edit = Button("", Kind.PLAIN, icon="pencil")
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Where it lies"))
        self.lots.setAccessibleName(self.tr("Where it lies"))
        self.lots.retranslate()
        for verb, button in self.verbs.items():
            button.set_words(verb_word(verb), key_name(_KEYS[verb]))
        self.history.set_words(self.tr("Movements"), key_name("Alt+H"))
        self.edit.set_words(self.tr("Edit"), key_name("Alt+E"))
        self.refresh()

    def refresh(self) -> None:
        """Show the product as it is now."""
        detail = self._goods.detail
        if detail is None:
            return
        product, lot = detail.product, self.chosen()
        self._name.setText(product.name)
        self._about.setText(price_words(product))
        self._codes.setText(" ".join(product.barcodes))
        self._codes.setVisible(bool(product.barcodes))
        free = detail.free if detail.on_hand >= detail.waiting else 0
        low = 0 < product.low_stock >= detail.on_hand
        here = Ink.BAD if detail.on_hand < 0 else Ink.WARN if low else Ink.PRIMARY
        self._figures["on_hand"].set_figure(detail.on_hand, self.tr("On hand"), here)
        self._figures["free"].set_figure(free, self.tr("Free"), Ink.OK if free else Ink.HINT)
        waits = Ink.WARN if detail.waiting > detail.on_hand else Ink.PRIMARY
        self._figures["waiting"].set_figure(detail.waiting, self.tr("For members"), waits)
        self._figures["coming"].set_figure(detail.coming, self.tr("Coming"), Ink.PRIMARY)
        self.items.set_rows(detail.levels)
        at = self.items.find(lot.key) if lot else -1
        self.lots.go_to(at if at >= 0 else 0 if detail.levels else -1)
        self._allow()
        self.setAccessibleName(product.name)

    def chosen(self) -> Level | None:
        """Return the place that is chosen."""
        return self.items.at(self.lots.currentIndex().row())

    def begin(self, verb: Verb) -> None:
        """Begin to do something with what lies in the chosen place."""
        detail, level = self._goods.detail, self.chosen()
        if detail is not None and level is not None and level.quantity > 0:
            past = is_past_use_by(level.key.lot, self._goods.today())
            self._model.deeds.begin(verb, detail.product, level, past=past)

    def _allow(self) -> None:
        level = self.chosen()
        for button in self.verbs.values():
            button.setEnabled(level is not None and level.quantity > 0)

    def _open(self, kinds: frozenset[MovementKind]) -> None:
        if self._goods.detail is not None:
            self._model.movements.open(self._goods.detail.product, kinds=kinds)

    def _open_place(self) -> None:
        level, detail = self.chosen(), self._goods.detail
        if level is not None and detail is not None:
            self._model.movements.open(detail.product, level.key)

    def _edit(self) -> None:
        if self._goods.detail is not None:
            self._model.product.edit(self._goods.detail.product)

    def _connect(self) -> None:
        self._goods.detail_changed.connect(self.refresh)
        self.lots.row_chosen.connect(self._allow)
        self.lots.opened.connect(self._open_place)
        for verb, button in self.verbs.items():
            button.clicked.connect(lambda _=False, verb=verb: self.begin(verb))
            on_key(button, _KEYS[verb], button.click)
        for key, figure in self._figures.items():
            kinds = _FIGURES[key]
            figure.clicked.connect(lambda _=False, kinds=kinds: self._open(kinds))
        self.history.clicked.connect(lambda: self._open(frozenset()))
        self.edit.clicked.connect(self._edit)
        on_key(self.history, "Alt+H", self.history.click)
        on_key(self.edit, "Alt+E", self.edit.click)

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(Space.S)
        for figure in self._figures.values():
            figures.addWidget(figure)
        whole = column(self._name, self._about, self._codes, spacing=Space.XS)
        whole.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        whole.addSpacing(Space.XS)
        whole.addLayout(figures)
        whole.addSpacing(Space.XS)
        whole.addLayout(row(self._heading, 0, self.history, self.edit))
        whole.addWidget(self.lots, 1)
        whole.addSpacing(Space.XS)
        whole.addLayout(row(*self.verbs.values(), 0))
        self.setLayout(whole)
