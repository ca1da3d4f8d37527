"""Which goods a barcode stands for that the catalogue does not know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from leader_app.domain.neighbourhood import Product
from ui.core_text import sentence
from ui.kit.card import row
from ui.kit.label import Label
from ui.kit.toggle import Toggle
from ui.receiving import typed, wording
from ui.receiving.counting import CountViewModel
from ui.receiving.panel_view import Panel
from ui.receiving.rows_model import Row
from ui.receiving.rows_view import RowsList
from ui.theme.tokens import Ink, Size, Type

_MOST = 60


class ChoosePanel(Panel):
    """Typing finds, arrows choose, Enter counts; the barcode is remembered if that is wanted."""

    def __init__(self, view_model: CountViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._found: tuple[Product, ...] = ()
        self.search, self.pieces = QLineEdit(), QLineEdit()
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._find)
        self.pieces.setFixedWidth(Size.CONTROL_HUGE)
        self.pieces.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.pieces.setMaxLength(9)
        self.list = RowsList(Size.ROW, choosing=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(lambda _: self.submit())
        self.remember = Toggle()
        self._remember = Label("", Type.BODY, Ink.SECONDARY)
        self.fields.addLayout(row(self.search, self.pieces))
        self.fields.addWidget(self.list, 1)
        self.fields.addLayout(row(self.remember, self._remember, 0))

    def begin(self) -> None:
        """Ask about the goods that wait longest."""
        self.search.clear()
        self.pieces.setText("" if self._is_known() else "1")
        self.remember.setChecked(bool(self._barcode()))
        self.retranslate()
        self._find()

    def retranslate(self) -> None:
        """Say every word again."""
        questions, barcode = self._model.questions, self._barcode()
        about = sentence(questions[0].words) if questions else ""
        more = self.tr("%n more wait(s)", "", len(questions) - 1) if len(questions) > 1 else ""
        heading = self.tr("How many are in it") if self._is_known() else ""
        self.set_words(
            heading or self.tr("Which goods are these"),
            wording.dotted(barcode, more, about),
            self.tr("Count them"),
            self.tr("Skip") if questions else self.tr("Leave"),
        )
        self.search.setPlaceholderText(self.tr("Name of the goods"))
        self.search.setAccessibleName(self.tr("Name of the goods"))
        self.list.setAccessibleName(self.tr("Goods found"))
        self.pieces.setPlaceholderText(self.tr("Pieces"))
        self.pieces.setAccessibleName(self.tr("Pieces"))
        self.remember.setVisible(bool(barcode) and not self._is_known())
        self._remember.setVisible(self.remember.isVisibleTo(self))
        self._remember.setText(self.tr("Remember this barcode"))
        self.remember.setAccessibleName(self._remember.text())

    def first(self) -> QWidget:
        """Begin with the name, or with how many where the goods are known."""
        return self.pieces if self._is_known() else self.search

    def submit(self) -> None:
        """Count the goods that are chosen."""
        at = self.list.currentIndex().row()
        if not 0 <= at < len(self._found):
            self.search.setFocus()
            return
        product = self._found[at]
        quantity = typed.pieces(self.pieces.text(), product.pieces_per_carton)
        if quantity is None or not quantity.pieces:
            self.pieces.setFocus()
            self.pieces.selectAll()
            return
        remember = self.remember.isChecked() and not self._is_known()
        self._model.add(product, quantity.pieces, remember=remember)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the name is being typed."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if steps is not None:
                last = len(self._found) - 1
                self.list.choose(max(0, min(last, self.list.currentIndex().row() + steps)))
                self.list.scrollTo(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _is_known(self) -> bool:
        """Whether the goods are known, and only how many a carton holds is not."""
        questions = self._model.questions
        return bool(questions) and len(questions[0].choices) == 1

    def _barcode(self) -> str:
        return self._model.questions[0].barcode if self._model.questions else ""

    def _find(self) -> None:
        self._found = tuple(self._fitting())[:_MOST]
        self.list.set_rows([_row(product) for product in self._found])
        self.list.choose(0 if self._found else -1)

    def _fitting(self) -> Sequence[Product]:
        """Return what the name fits: what the barcode may be first, then what is announced."""
        said = self.search.text().strip().casefold()
        questions = self._model.questions
        likely = list(questions[0].choices) if questions else []
        if likely and not said:
            return likely
        sheet = self._model.sheet
        announced = {x.product.product_id for x in sheet.lines} if sheet is not None else set()
        active = [product for product in self._model.products if product.active]
        active.sort(key=lambda product: product.product_id not in announced)
        return [x for x in active if said in x.name.casefold()]


def _row(product: Product) -> Row:
    icon = wording.ZONE_ICONS[product.zone]
    return Row(product.product_id, product.name, right=product.unit, ink=Ink.HINT, icon=icon)
