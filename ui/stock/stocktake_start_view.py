"""Where a stocktake begins: everything, a zone or a slot; those in progress; those done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import StockDeed
from leader_app.services.stock.desk import StocktakeSheet
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.cells import Cell
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.columns import Column, ListModel
from ui.kit.combo import Combo
from ui.kit.grid import Grid
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Spoken
from ui.kit.stages import zone_word
from ui.kit.states import StateCard
from ui.stock.stocktake import StocktakeViewModel
from ui.theme.tokens import Ink, Size, Space, Type

_tr = QCoreApplication.translate
_ALL = "all"


class StocktakeStartView(Spoken):
    """Enter goes on with one that was begun, or shows what one that is done has changed."""

    past_wanted = Signal(object)
    """A ``StockDeed`` whose movements shall be shown."""

    def __init__(self, view_model: StocktakeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._begin, self._open, self._past = Section(), Section(), Section()
        self._hint = Label("", Type.BODY, Ink.SECONDARY)
        self._hint.setWordWrap(True)
        self.scope, self.slot = ChoiceGrid(2, keyed=True), Combo()
        self.begin = Button("", Kind.PRIMARY, key="Ctrl+Return", height=Size.CONTROL_LARGE)
        self.open_items = ListModel(_open_columns(view_model.now), lambda x: x.stocktake_id, self)
        self.past_items = ListModel(_past_columns(view_model.now), lambda x: x.deed_id, self)
        self.open = Grid(self.open_items, "what", ("when",), row_height=Size.ROW)
        self.past = Grid(self.past_items, "what", ("who",), row_height=Size.ROW)
        self.resume, self.drop = Button("", icon="play"), Button("", Kind.PLAIN, icon="trash")
        self.keep, self.sure = Button(""), Button("", Kind.DANGER, icon="trash")
        self._lost, self._asked = ElidedLabel("", Type.BODY, Ink.WARN), ""
        self._no_past = StateCard("clipboard")
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._begin.heading.setText(self.tr("Count what is here"))
        self._hint.setText(
            self.tr(
                "Pickups may go on meanwhile. Every count is kept at once; leave when you like."
            )
        )
        zones = [Choice(zone.value, zone_word(zone)) for zone in Zone]
        self.scope.set_choices([Choice(_ALL, self.tr("Everything")), *zones])
        if not self.scope.current():
            self.scope.choose(_ALL)
        self.begin.set_words(self.tr("Begin"))
        self._open.heading.setText(self.tr("In progress"))
        self._past.heading.setText(self.tr("Done"))
        self.open.setAccessibleName(self.tr("In progress"))
        self.past.setAccessibleName(self.tr("Done"))
        self.slot.setAccessibleName(self.tr("Slot"))
        self.resume.set_words(self.tr("Go on"))
        self.drop.set_words(self.tr("Drop it"))
        self.keep.set_words(self.tr("Keep it"))
        self.sure.set_words(self.tr("Drop the counts"))
        hint = self.tr("What was counted and what it changed will be here.")
        self._no_past.set_words(self.tr("Nothing was counted yet"), hint)
        self.open.retranslate()
        self.past.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard where most would begin."""
        target = self.open if self._model.open_ones else self.begin
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what there is."""
        model = self._model
        names = [view.slot.slot_id for view in model.slots]
        wanted = [self.tr("All slots"), *names]
        if wanted != [self.slot.itemText(at) for at in range(self.slot.count())]:
            self.slot.clear()
            self.slot.addItems(wanted)
        self.open_items.set_rows(model.open_ones)
        self.past_items.set_rows(model.past)
        has_open, has_past = bool(model.open_ones), bool(model.past)
        if has_open and self.open.currentIndex().row() < 0:
            self.open.go_to(0)
        self._open.setVisible(has_open)
        self._show_question()
        self._past.heading.setVisible(has_past)
        self.past.setVisible(has_past)
        self._no_past.setVisible(not has_past)

    def _start(self) -> None:
        slot = self.slot.currentText() if self.slot.currentIndex() > 0 else None
        scope = self.scope.current()
        self._model.begin(None if scope == _ALL else Zone(scope), slot)

    def _chosen(self) -> StocktakeSheet | None:
        return self.open_items.at(self.open.currentIndex().row())

    def _resume(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._model.resume(chosen.stocktake_id)

    def _drop(self) -> None:
        """Drop it at once if nothing was counted; else ask, since that cannot be undone."""
        chosen = self._chosen()
        if chosen is None:
            return
        if any(line.counted is not None for line in chosen.lines):
            self._ask(chosen.stocktake_id)
        else:
            self._model.abandon(chosen.stocktake_id)

    def _drop_surely(self) -> None:
        asked, self._asked = self._asked, ""
        self._model.abandon(asked)

    def _ask(self, stocktake_id: str) -> None:
        self._asked = stocktake_id
        self._show_question()

    def _show_question(self) -> None:
        asked = next((x for x in self._model.open_ones if x.stocktake_id == self._asked), None)
        for part in (self.resume, self.drop):
            part.setVisible(asked is None)
        for other in (self.keep, self.sure, self._lost):
            other.setVisible(asked is not None)
        if asked is not None:
            counted = sum(line.counted is not None for line in asked.lines)
            self._lost.setText(self.tr("%Ln count(s) would be lost", "", counted))

    def _show_past(self, number: int) -> None:
        deed = self.past_items.at(number)
        if deed is not None and deed.movements:
            self.past_wanted.emit(deed)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._start)
        self.resume.clicked.connect(self._resume)
        self.drop.clicked.connect(self._drop)
        self.sure.clicked.connect(self._drop_surely)
        self.keep.clicked.connect(lambda: self._ask(""))
        self.open.row_chosen.connect(lambda _: self._ask(""))
        self.open.opened.connect(lambda _: self._resume())
        self.past.opened.connect(lambda at: self._show_past(at.row()))
        self._model.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        for part in (self._hint, self.scope, self.slot):
            self._begin.body.addWidget(part)
        self._begin.body.addStretch(1)
        self._begin.body.addWidget(self.begin)
        self._open.body.addWidget(self.open, 1)
        self._open.body.addLayout(row(self.resume, self.drop, self.keep, self._lost, self.sure, 0))
        self._past.body.addWidget(self._no_past, 1)
        self._past.body.addWidget(self.past, 1)
        for section in (self._open, self._past):
            section.body.addStretch(0)
        beside = QWidget()  # of its own, so that it forgets the height of what is hidden
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(Space.M)
        right.addWidget(self._open, 1)
        right.addWidget(self._past, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(Space.L)
        both.addWidget(self._begin, 2)
        both.addWidget(beside, 3)


def scope_words(zone: Zone | None, slot: str | None) -> str:
    """Say what a stocktake counts."""
    if slot:
        return slot
    return zone_word(zone) if zone else _tr("Stock", "Everything")


def _open_columns(now: Callable[[], datetime]) -> list[Column[StocktakeSheet]]:
    return [
        Column(
            "what",
            lambda: _tr("Stock", "What is counted"),
            lambda sheet: Cell(scope_words(sheet.zone, sheet.slot), strong=True),
        ),
        Column(
            "when",
            lambda: _tr("Stock", "Begun"),
            lambda sheet: Cell(words.moment(sheet.began_at, now()), ink=Ink.SECONDARY),
            lambda: (words.moment(now(), now()) + "00",),
        ),
        Column(
            "done",
            lambda: _tr("Stock", "Counted"),
            lambda sheet: Cell(_progress(sheet), strong=True),
            lambda: ("000 / 000",),
            on_right=True,
        ),
    ]


def _past_columns(now: Callable[[], datetime]) -> list[Column[StockDeed]]:
    return [
        Column(
            "what",
            lambda: _tr("Stock", "When"),
            lambda deed: Cell(words.moment(deed.at, now()), strong=True),
        ),
        Column(
            "who",
            lambda: _tr("Stock", "Who"),
            lambda deed: Cell(deed.staff or "–", ink=Ink.SECONDARY),
            lambda: ("欧阳小明",),
        ),
        Column(
            "counted",
            lambda: _tr("Stock", "Places"),
            lambda deed: Cell(f"{len(deed.counts):,}"),
            lambda: ("0,000",),
            on_right=True,
        ),
        Column(
            "gaps",
            lambda: _tr("Stock", "Pieces"),
            lambda deed: Cell(_gaps(deed), strong=True),
            lambda: ("+000 −000",),
            on_right=True,
        ),
    ]


def _progress(sheet: StocktakeSheet) -> str:
    counted = sum(line.counted is not None for line in sheet.lines)
    return f"{counted:,} / {len(sheet.lines):,}"


def _gaps(deed: StockDeed) -> str:
    gaps = [count.difference for count in deed.counts]
    more, less = sum(gap for gap in gaps if gap > 0), -sum(gap for gap in gaps if gap < 0)
    parts = [f"+{more:,}" if more else "", f"−{less:,}" if less else ""]
    return " ".join(filter(None, parts)) or "0"
