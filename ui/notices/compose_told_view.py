"""Who is told and who is not: long lists, with what it costs them and why not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from leader_app.services.notices.desk import LeftOut, Recipient, WhyNot
from ui.kit.button import Button
from ui.kit.card import column, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.keys import key_name, on_key
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.words import moment
from ui.notices import compose_figures as figures
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_words import why_look, why_word
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_TIRED = 3
_ACCOUNT = "Alt+B"


class ToldPart(Spoken):
    """Enter shows what somebody will read, Del leaves them out, Alt+B opens their account."""

    looked_at = Signal(str)
    account_wanted = Signal(str, str)

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.items = ListModel(_told_columns(view_model), lambda one: one.member_id, self)
        self.table = Grid(self.items, "what", ["household", "cost"], row_height=Size.ROW)
        self.leave = Button("", icon="minus", key="Del", answers=False)
        self.account = Button("", icon="user")
        self._hint = Label("", Type.CAPTION, Ink.HINT)
        line = row(self.leave, self.account, self._hint)
        line.setStretch(2, 1)
        box = column(self.table, spacing=Space.S)
        box.addLayout(line)
        self.setLayout(box)
        self.table.opened.connect(self._look)
        self.leave.clicked.connect(self._leave_out)
        self.account.clicked.connect(self._open_account)
        on_key(self, _ACCOUNT, self.account.click)
        self.table.row_chosen.connect(self._show_deeds)

    def retranslate(self) -> None:
        """Say every word again."""
        self.table.setAccessibleName(self.tr("Who is told"))
        self.leave.set_words(self.tr("Leave out"))
        self.account.set_words(self.tr("Account"), key_name(_ACCOUNT))
        self.table.retranslate()
        self._show_deeds()

    def take_focus(self) -> None:
        """Go into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.currentIndex().row() < 0 and self.items.rowCount():
            self.table.selectRow(0)

    def refresh(self) -> None:
        """Show the plan's people; whoever was chosen stays."""
        chosen, top = self._chosen(), self.table.top()
        self.items.set_rows(self._model.told)
        self.table.stand(top, self.items.find(chosen.member_id) if chosen is not None else -1)
        self._show_deeds()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave somebody out."""
        if event.key() == Qt.Key.Key_Delete:
            self._leave_out()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Recipient | None:
        return self.items.at(self.table.currentIndex().row())

    def _show_deeds(self) -> None:
        for button in (self.leave, self.account):
            button.setEnabled(self._chosen() is not None)

    def _look(self, index: QModelIndex) -> None:
        one = self.items.at(index.row())
        if one is not None:
            self.looked_at.emit(one.member_id)

    def _leave_out(self) -> None:
        one = self._chosen()
        if one is not None:
            self._model.leave_out(one.member_id)

    def _open_account(self) -> None:
        one = self._chosen()
        if one is not None:
            self.account_wanted.emit(one.member_id, f"{one.name} {one.phone_tail}".strip())


class LeftOutPart(Spoken):
    """Enter takes in whom a person left out."""

    account_wanted = Signal(str, str)

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.items = ListModel(
            _left_columns(view_model), lambda one: (one.member_id, one.why), self
        )
        self.table = Grid(self.items, "name", ["when"], row_height=Size.ROW)
        self.take_in = Button("", icon="undo")
        self.account = Button("", icon="user")
        box = column(self.table, spacing=Space.S)
        box.addLayout(row(self.take_in, self.account, 0))
        self.setLayout(box)
        self.table.opened.connect(self._take_in)
        self.take_in.clicked.connect(self._take_in)
        self.account.clicked.connect(self._open_account)
        on_key(self, _ACCOUNT, self.account.click)
        self.table.row_chosen.connect(self._show_deeds)

    def retranslate(self) -> None:
        """Say every word again."""
        self.table.setAccessibleName(self.tr("Who is not told"))
        self.take_in.set_words(self.tr("Tell after all"))
        self.account.set_words(self.tr("Account"), key_name(_ACCOUNT))
        self.table.retranslate()
        self._show_deeds()

    def take_focus(self) -> None:
        """Go into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.currentIndex().row() < 0 and self.items.rowCount():
            self.table.selectRow(0)

    def refresh(self) -> None:
        """Show whom the plan leaves out."""
        top = self.table.top()
        self.items.set_rows(self._model.not_told)
        self.table.stand(top)
        self._show_deeds()

    def _chosen(self) -> LeftOut | None:
        return self.items.at(self.table.currentIndex().row())

    def _show_deeds(self) -> None:
        one = self._chosen()
        self.take_in.setEnabled(one is not None and one.why is WhyNot.WITHOUT)
        self.account.setEnabled(one is not None)

    def _take_in(self) -> None:
        one = self._chosen()
        if one is not None and one.why is WhyNot.WITHOUT:
            self._model.take_in(one.member_id)

    def _open_account(self) -> None:
        one = self._chosen()
        if one is not None:
            self.account_wanted.emit(one.member_id, one.name)


def _told_columns(model: ComposeViewModel) -> list[Column[Recipient]]:
    def is_personal(one: Recipient) -> bool:
        return model.plan is not None and figures.is_personal(model.plan, one)

    def balance(one: Recipient) -> Cell:
        return _balance(one) if is_personal(one) else Cell("")

    def cost(one: Recipient) -> Cell:
        return Cell(_points(one) if is_personal(one) else "", ink=Ink.SECONDARY)

    return [
        Column("name", lambda: _tr("Compose", "Who"), _name, lambda: ["王** 1234"]),
        Column("what", lambda: _tr("Compose", "What for"), lambda one: Cell(one.what)),
        Column(
            "household",
            lambda: _tr("Compose", "At home"),
            lambda one: Cell(str(one.household_size), ink=Ink.HINT),
            lambda: ["12"],
            on_right=True,
        ),
        Column(
            "cost",
            lambda: _tr("Compose", "Costs"),
            cost,
            lambda: ["−12"],
            on_right=True,
        ),
        Column(
            "balance",
            lambda: _tr("Compose", "Patience"),
            balance,
            lambda: ["−10"],
            on_right=True,
        ),
    ]


def _left_columns(model: ComposeViewModel) -> list[Column[LeftOut]]:
    def when(one: LeftOut) -> Cell:
        return Cell(_moment(one.when, model.now()), ink=Ink.HINT)

    return [
        Column("name", lambda: _tr("Compose", "Who"), lambda one: Cell(one.name, sub=one.home)),
        Column("when", lambda: _tr("Compose", "When"), when, lambda: ["Yesterday 14:20"]),
        Column(
            "why",
            lambda: _tr("Compose", "Why not"),
            lambda one: Cell(why_word(one.why), pill=why_look(one.why)),
            lambda: [why_word(one) for one in WhyNot],
            pills=True,
        ),
    ]


def _moment(when: datetime | None, now: datetime) -> str:
    return moment(when, now) if when is not None else ""


def _name(one: Recipient) -> Cell:
    return Cell(f"{one.name} {one.phone_tail}".strip(), sub=one.home)


def _points(one: Recipient) -> str:
    return f"\u2212{one.cost}" if one.cost else "0"


def _balance(one: Recipient) -> Cell:
    left = f"{one.balance}".replace("-", "\u2212")
    if one.over_budget:
        return Cell(left, pill=("warning", Tone.WARN))
    return Cell(left, strong=True, ink=Ink.WARN if one.balance <= _TIRED else Ink.PRIMARY)
