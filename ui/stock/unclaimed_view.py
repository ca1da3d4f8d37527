"""Goods nobody collected, by food type, with what may be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from leader_app.domain.neighbourhood import FoodKind
from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.chips import Chips, Choice
from ui.kit.columns import Column, ListModel
from ui.kit.goods import food_word
from ui.kit.grid import Grid
from ui.kit.keys import on_key
from ui.kit.label import ElidedLabel
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.stock.unclaimed import Left, Phase, UnclaimedViewModel
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_ALL = "all"
_SPOILS = frozenset({FoodKind.COOKED, FoodKind.FRESH})


class UnclaimedView(Spoken):
    """Enter asks to sell what is chosen, Ctrl+Enter does; Alt+W writes it off."""

    def __init__(self, view_model: UnclaimedViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.chips = Chips()
        self.items = ListModel(self._columns(), lambda left: left.line.key, self)
        give_way = ("slot", "member", "food")
        self.table = Grid(self.items, "goods", give_way, row_height=Size.ROW)
        self.states = StateStack(self.table)
        self._name = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.sell = Button("", icon="cart", key="Return", answers=False)
        self.write_off = Button("", icon="trash", key="Alt+W")
        self.question, self._asked = Card(Tone.WARN, padding=Space.S), ElidedLabel()
        self.confirm = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.leave = Button("", key="Esc", answers=False)
        self.question.body.addLayout(row(self._asked, self.leave, self.confirm))
        self.question.hide()
        box = Card(padding=1)
        box.body.addWidget(self.states)
        foot = row(self._name, self.sell, self.write_off, spacing=Space.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.chips)
        layout.addWidget(box, 1)
        layout.addWidget(self.question)
        layout.addLayout(foot)
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.table.setAccessibleName(self.tr("Not collected"))
        self.table.retranslate()
        self.sell.set_words(self.tr("Sell"))
        self.write_off.set_words(self.tr("Write off"))
        self.confirm.set_words(self.tr("Sell it"))
        self.leave.set_words(self.tr("Keep it"))
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show things as they are now."""
        model = self._model
        foods = model.foods()
        every = Choice(_ALL, self.tr("All"), sum(foods.values()))
        kinds = [Choice(food.value, food_word(food), count) for food, count in foods.items()]
        self.chips.set_choices([every, *kinds])
        self.chips.choose(model.food.value if model.food else _ALL)
        self.items.set_rows(model.rows)
        self.table.go_to(model.at)
        chosen = model.chosen
        self._name.setText(_said(chosen) if chosen else "")
        for button in (self.sell, self.write_off):
            button.setEnabled(chosen is not None)
        asking = model.asking
        self.question.setVisible(asking is not None)
        if asking is not None:
            said = self.tr("Sell to somebody else? No longer kept for %1: %2")
            goods = f"{asking.line.product_name} ×{asking.pieces:,}"
            self._asked.setText(said.replace("%1", _masked(asking)).replace("%2", goods))
            self.question.setAccessibleName(self._asked.text())
        self._show_phase()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep it for the member on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._model.asking is not None:
            self._model.leave()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def _show_phase(self) -> None:
        model = self._model
        if model.phase is Phase.LOADING:
            self.states.show_loading()
        elif model.phase is Phase.ROWS:
            self.states.show_content()
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            title = self.tr("Everything was collected")
            self.states.show_empty("check-circle", title)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.refresh)
        self.chips.chosen.connect(
            lambda key: model.show_food(None if key == _ALL else FoodKind(key))
        )
        self.table.row_chosen.connect(model.stand_at)
        self.table.opened.connect(lambda _: model.ask())
        self.states.retried.connect(model.refresh)
        self.sell.clicked.connect(model.ask)
        self.confirm.clicked.connect(model.sell)
        self.leave.clicked.connect(model.leave)
        self.write_off.clicked.connect(model.write_off)
        on_key(self.table, "Delete", model.write_off)

    def _columns(self) -> list[Column[Left]]:
        now = self._model.now
        return [
            Column("goods", lambda: _tr("Stock", "Product"), _goods),
            Column(
                "food",
                lambda: _tr("Stock", "Food type"),
                lambda left: Cell(food_word(left.food), pill=_food_look(left.food)),
                lambda: [food_word(food) for food in FoodKind],
                pills=True,
            ),
            Column("slot", lambda: _tr("Stock", "Slot"), _slot, lambda: ("冷藏-1",)),
            Column("member", lambda: _tr("Stock", "Waits for"), _member, lambda: ("欧阳** 0000",)),
            Column(
                "since",
                lambda: _tr("Stock", "Ordered"),
                lambda left: Cell(words.age(left.line.placed_at, now()), ink=Ink.SECONDARY),
                lambda: (words.age(now().replace(year=2025), now()),),
            ),
            Column(
                "pieces",
                lambda: _tr("Stock", "Pieces"),
                lambda left: Cell(f"{left.pieces:,} {left.line.unit}", strong=True),
                lambda: ("000 袋",),
                on_right=True,
            ),
        ]


def _masked(left: Left) -> str:
    """Return the member's name as screens show it."""
    name = left.line.member_name
    return name[:1] + "*" * (len(name) - 1)


def _said(left: Left) -> str:
    return f"{left.line.product_name} ×{left.pieces:,} · {_masked(left)}"


def _goods(left: Left) -> Cell:
    return Cell(left.line.product_name, strong=True, sub=sentence(left.rule))


def _food_look(food: FoodKind) -> tuple[str, Tone]:
    return ("clock", Tone.WARN) if food in _SPOILS else ("box", Tone.NEUTRAL)


def _slot(left: Left) -> Cell:
    return Cell(left.line.slot or "–")


def _member(left: Left) -> Cell:
    home = "-".join(filter(None, (left.line.building, left.line.room)))
    return Cell(f"{_masked(left)} {left.line.phone_tail}".strip(), sub=home)
