"""What moved, newest first: behind a figure, all that makes it up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from leader_app.domain.money import Fen
from leader_app.domain.stock import MovementKind, WriteOffReason
from leader_app.services.stock.desk import MovementNote
from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.chips import Chips, Choice
from ui.kit.columns import Column, LongModel
from ui.kit.expiry import date_words
from ui.kit.goods import kind_look, kind_word, lot_word, reason_word
from ui.kit.grid import Grid
from ui.kit.label import ElidedLabel, Label
from ui.kit.longlist import Phase
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.stock.movements import MovementsViewModel
from ui.theme.tokens import Ink, Space, Type

_tr = QCoreApplication.translate
_ALL = "all"
_GIVE_WAY = ("counter", "lot", "staff", "slot")
_REASONS = {reason.value: reason for reason in WriteOffReason}


class MovementsView(Spoken):
    """Esc goes back to the figure."""

    def __init__(self, view_model: MovementsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.back = Button("", Kind.QUIET, key="Esc", answers=False)
        self._title = Label("", Type.LEAD, strong=True)
        self._about = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.chips = Chips()
        self.items = LongModel(view_model.rows, self._columns(), self)
        self.table = Grid(self.items, "about", _GIVE_WAY)
        self.states = StateStack(self.table)
        box = Card(padding=1)
        box.body.addWidget(self.states)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(row(self.back, self._title, self._about, spacing=Space.M))
        layout.addWidget(self.chips)
        layout.addWidget(box, 1)
        self.back.clicked.connect(view_model.close)
        self.chips.chosen.connect(self._filter)
        self.table.verticalScrollBar().valueChanged.connect(self._stand)
        self.states.retried.connect(view_model.rows.retry)
        view_model.about_changed.connect(self._show_about)
        view_model.rows.phase_changed.connect(self._show_phase)
        view_model.rows.reset.connect(self.table.stand)

    def retranslate(self) -> None:
        """Say every word again."""
        self.back.set_words(self.tr("Back"))
        self._title.setText(self.tr("Movements"))
        self.table.setAccessibleName(self.tr("Movements"))
        kinds = [Choice(kind.value, kind_word(kind)) for kind in MovementKind]
        self.chips.set_choices([Choice(_ALL, self.tr("All")), *kinds])
        self.table.retranslate()
        self._show_about()
        self._show_phase()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.close()
            return
        super().keyPressEvent(event)

    def _show_about(self) -> None:
        about, kinds = self._model.about, self._model.kinds
        self.chips.choose(next(iter(kinds)).value if len(kinds) == 1 else _ALL)
        if about is None:
            return
        parts = [about.name]
        if about.key is not None:
            parts += [about.key.slot, lot_word(about.key.lot)]
        self._about.setText(" · ".join(filter(None, parts)))
        one = self._model.rows.query.product_id is not None
        self.table.setColumnHidden(self.items.place("name"), one)

    def _show_phase(self) -> None:
        rows = self._model.rows
        if rows.phase is Phase.LOADING:
            self.states.show_loading()
        elif rows.phase is Phase.ROWS:
            self.states.show_content()
        elif rows.phase is Phase.ERROR and rows.error is not None:
            title, hint = sentence(rows.error.title), sentence(rows.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            title = self.tr("Nothing of this kind moved yet")
            self.states.show_empty("history", title)

    def _filter(self, key: str) -> None:
        kinds = frozenset[MovementKind]() if key == _ALL else frozenset({MovementKind(key)})
        self._model.filter(kinds)

    def _stand(self) -> None:
        self._model.rows.stand(self.table.top())

    def _columns(self) -> list[Column[MovementNote]]:
        now = self._model.now
        return [
            Column(
                "when",
                lambda: _tr("Stock", "When"),
                lambda note: Cell(words.moment(note.row.at, now()), ink=Ink.SECONDARY),
                lambda: (words.moment(now().replace(month=11, day=20, year=2020), now()),),
            ),
            Column(
                "kind",
                lambda: _tr("Stock", "What"),
                lambda note: Cell(kind_word(note.row.kind), pill=kind_look(note.row.kind)),
                lambda: [kind_word(kind) for kind in MovementKind],
                pills=True,
            ),
            Column(
                "pieces",
                lambda: _tr("Stock", "Pieces"),
                _pieces,
                lambda: ("+0,000",),
                on_right=True,
            ),
            Column(
                "slot",
                lambda: _tr("Stock", "Slot"),
                lambda note: Cell(note.row.key.slot or "–"),
                lambda: ("冷藏-1",),
            ),
            Column("lot", lambda: _tr("Stock", "Lot"), self._lot, lambda: ("L261109 0000-00",)),
            *_whose(),
            Column("about", lambda: _tr("Stock", "Belongs to"), _belongs),
        ]

    def _lot(self, note: MovementNote) -> Cell:
        lot = note.row.key.lot
        if lot.code or lot.expires_on is None:
            return Cell(lot_word(lot), ink=Ink.SECONDARY)
        today = self._model.now().date()
        return Cell(date_words(lot.expires_on, today), ink=Ink.SECONDARY)


def _whose() -> list[Column[MovementNote]]:
    return [
        Column(
            "name",
            lambda: _tr("Stock", "Product"),
            lambda note: Cell(note.product_name, strong=True),
            lambda: ("东北五常大米 5kg",),
        ),
        Column("staff", lambda: _tr("Stock", "Who"), _staff, lambda: ("欧阳小明",)),
        Column(
            "counter",
            lambda: _tr("Stock", "Counter"),
            lambda note: Cell(note.device_name, ink=Ink.SECONDARY),
            lambda: ("12号台 00",),
        ),
    ]


def _widest_pieces() -> tuple[str, ...]:
    return ("+0,000",)


def _pieces(note: MovementNote) -> Cell:
    ink = Ink.PRIMARY if note.row.quantity > 0 else Ink.SECONDARY
    return Cell(f"{note.row.quantity:+,}".replace("-", "−"), strong=True, ink=ink)


def _staff(note: MovementNote) -> Cell:
    return Cell(note.row.staff or "–", ink=Ink.SECONDARY)


def _belongs(note: MovementNote) -> Cell:
    found, parts = note.row, list[str]()
    if found.kind is MovementKind.SELL and found.unit_price:
        parts.append(words.money(Fen(found.unit_price)))
    if found.kind is MovementKind.WRITE_OFF and found.reason in _REASONS:
        parts.append(reason_word(_REASONS[found.reason]))
    if found.kind in _TAKEN_BACK and found.quantity > 0 and found.reference:
        parts.append(_tr("Stock", "undone"))
    else:
        parts.append(found.order_id or found.reference)
    return Cell(" · ".join(filter(None, parts)), ink=Ink.SECONDARY)


_TAKEN_BACK = frozenset({MovementKind.SELL, MovementKind.WRITE_OFF, MovementKind.RETURN_GOODS})
