"""One line in full, beside the list: what was written, what is doubted, and how to put it right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.understood import UnderstoodItem, UnderstoodOrder
from leader_app.services.importing.desk import WANTED, Entry
from ui.importing.doubts_view import Doubts, doubts_of
from ui.importing.groups import may_be_another, state_look, state_word
from ui.importing.item_view import ItemRow, said_words
from ui.importing.person_view import PersonFields
from ui.importing.source_view import SourceNotes
from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row, rule
from ui.kit.label import ElidedLabel, Paragraph
from ui.kit.pill import StatusPill
from ui.theme.tokens import Ink, Size, Space, Type

WIDTH = Size.FORM * 3 // 4


class LineDrawer(Card):
    """Enter in a field says that the line is right; Esc goes back to the list."""

    left = Signal()
    """The keyboard should go back to the list."""
    settled = Signal()
    """The line was confirmed or left out: the next one may come."""
    product_wanted = Signal(str)

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__(padding=0)
        self._model = view_model
        self._shown: Entry | None = None
        self.setFixedWidth(WIDTH)
        self._state, self._raw = StatusPill(), Paragraph("", Type.BODY, Ink.PRIMARY)
        self._heading = ElidedLabel("", Type.LEAD, strong=True)
        self._raw_card = Card("sunken", padding=Space.S)
        self._doubts, self.person, self.notes = Doubts(), PersonFields(), SourceNotes(view_model)
        self.items: list[ItemRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.M)
        self.more = Button("", Kind.PLAIN, icon="plus")
        self.right = Button("", Kind.PRIMARY, key="Return", answers=False, icon="check")
        self.out = Button("", Kind.QUIET, key="Alt+X")
        self.another = Button("", Kind.QUIET, key="Alt+A")
        self.as_read = Button("", Kind.PLAIN, icon="undo")
        self._lay_out()
        self.more.clicked.connect(self._add_row)
        self.right.clicked.connect(self.confirm)
        self.out.clicked.connect(self._turn_out)
        self.another.clicked.connect(self._turn_anew)
        self.as_read.clicked.connect(view_model.as_read)
        self.person.changed.connect(self._edited)
        view_model.chosen_changed.connect(self.refresh)
        view_model.products_changed.connect(self._take_products)

    def retranslate(self) -> None:
        """Say every word again."""
        self._raw_card.setAccessibleName(self.tr("As it was written"))
        self.more.set_words(self.tr("More goods"))
        self.another.set_words(self.tr("Another one"), self.tr("It is not the order that is here"))
        self.as_read.set_words("", self.tr("As it was read"))
        self.notes.retranslate()
        self._again()

    def refresh(self) -> None:
        """Show the chosen line as it is now."""
        entry = self._model.line
        if entry is not None and entry == self._shown:
            return
        self._shown = entry
        self._pages.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            self.notes.refresh()
            return
        order = entry.order
        self._heading.setText(order.name or order.receiver or self.tr("Nobody named"))
        self._state.set_state(state_word(entry), *state_look(entry))
        self._raw.set_words(order.raw)
        self._raw_card.setVisible(bool(order.raw))
        self._doubts.tell(doubts_of(entry))
        self.person.show_order(order)
        self._show_items(entry)
        self._show_deeds(entry)
        self._area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Put the caret where something is missing, else on the button that confirms."""
        broken = next((item for item in self.items if not item.is_whole()), None)
        if broken is not None:
            broken.take_focus()
        elif not self.person.take_focus():
            self.right.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Take the line as it stands in the fields."""
        entry = self._shown
        if entry is None:
            return
        order = self._order(entry)
        words = [(item.word, item.learns()) for item in self.items]
        self._model.confirm(order)
        for word, product_id in words:
            if product_id:
                self._model.learn(word, product_id)
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Confirm on Enter, leave on Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._shown is not None:
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _order(self, entry: Entry) -> UnderstoodOrder:
        items = tuple(item.item() for item in self.items)
        return replace(self.person.onto(entry.order), items=items)

    def _turn_out(self) -> None:
        if self._shown is not None:
            self._model.leave_out(out=not self._shown.left_out)
            self.settled.emit()

    def _turn_anew(self) -> None:
        self._model.another()
        self.settled.emit()

    def _take_products(self) -> None:
        """Offer the new list, unless somebody is just putting the line right."""
        if self._shown is None or self._order(self._shown) == self._shown.order:
            self._again()

    def _again(self) -> None:
        self._shown = None
        self.refresh()

    def _edited(self) -> None:
        entry = self._shown
        if entry is not None:
            changed = self._order(entry) != entry.order
            self.as_read.setVisible(changed or entry.confirmed)
            self._say_right(changed=changed)

    def _show_items(self, entry: Entry) -> None:
        for gone in self.items:
            self._drop(gone)
        words = said_words(entry)
        pairs = zip(entry.order.items, words, strict=True)
        self.items = [self._new_row(item, word) for item, word in pairs]

    def _new_row(self, item: UnderstoodItem, word: str) -> ItemRow:
        made = ItemRow(item, word, self._model.products)
        made.changed.connect(self._edited)
        made.removed.connect(lambda: self._remove(made))
        made.add_wanted.connect(self.product_wanted)
        self._rows.addWidget(made)
        return made

    def _add_row(self) -> None:
        made = self._new_row(UnderstoodItem("", "", 1), "")
        self.items.append(made)
        made.take_focus()
        self._edited()

    def _remove(self, gone: ItemRow) -> None:
        self.items.remove(gone)
        self._drop(gone)
        self._edited()

    def _drop(self, gone: ItemRow) -> None:
        self._rows.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _show_deeds(self, entry: Entry) -> None:
        asked = may_be_another(entry)
        open_still = entry.standing in WANTED or entry.needs_review
        self.right.setVisible(open_still and not entry.left_out)
        self.out.setVisible(open_still and not asked)
        self.another.setVisible(asked)
        self.out.set_words(self.tr("Take it in") if entry.left_out else self.tr("Leave it out"))
        self.as_read.setVisible(entry.confirmed)
        self._say_right(changed=False)

    def _say_right(self, *, changed: bool) -> None:
        asked = self._shown is not None and may_be_another(self._shown)
        right = self.tr("The same") if asked else self.tr("It is right")
        self.right.set_words(self.tr("Keep it so") if changed else right)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        parts.setSpacing(Space.M)
        parts.addLayout(row(self._heading, self._state))
        self._raw_card.body.addWidget(self._raw)
        parts.addWidget(self._raw_card)
        parts.addWidget(self._doubts)
        parts.addLayout(self._rows)
        parts.addLayout(row(self.more, 0))
        parts.addWidget(rule())
        parts.addWidget(self.person)
        parts.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QWidget()
        whole = column(area, spacing=0)
        whole.setStretch(0, 1)
        foot = row(self.as_read, 0, self.out, self.another, self.right, margins=Space.L)
        whole.addLayout(foot)
        line.setLayout(whole)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.notes)
        self._pages.addWidget(line)
        self.body.addWidget(self._pages)
