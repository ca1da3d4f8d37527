"""Quiet times: the hours, the holidays and the closed days on which nobody is told."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ui.kit.button import Button, Kind
from ui.kit.card import Card, Section, column, row, rule
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.combo import Combo
from ui.kit.grid import Grid
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.rows import SettingRow
from ui.kit.toggle import Toggle
from ui.notices.rules import RulesViewModel
from ui.notices.rules_days import DayRow, day_rows, read_day
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))


class QuietView(Spoken):
    """Enter on a day closes the store on it, or opens it again."""

    def __init__(self, view_model: RulesViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._hours, self._days = Section(), Card()
        self.begin, self.end, self.holiday_end = Combo(), Combo(), Combo()
        self.holidays = Toggle()
        self._rows = [
            SettingRow(control)
            for control in (self.begin, self.end, self.holidays, self.holiday_end)
        ]
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        self._year, self._heading = Label("", Type.LEAD, strong=True), Label("", Type.LEAD)
        self.earlier = Button("", Kind.PLAIN, icon="arrow-left")
        self.later = Button("", Kind.PLAIN, icon="arrow-right")
        self.items = ListModel(self._columns(), lambda one: one.day, self)
        self.table = Grid(self.items, "name", least=Size.RAIL)
        self.toggle = Button("", icon="store")
        self._closed, self.typed = Label("", Type.BODY, Ink.SECONDARY), QLineEdit()
        self._read, self.add = Label("", Type.CAPTION, Ink.HINT), Button("", icon="plus")
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._hours.heading.setText(self.tr("Quiet hours"))
        names = [
            (self.tr("Quiet from"), ""),
            (self.tr("Quiet until"), self.tr("What is due in between waits for this time.")),
            (self.tr("Begin later on public holidays"), ""),
            (self.tr("Holidays are quiet until"), ""),
        ]
        for setting, (name, hint) in zip(self._rows, names, strict=True):
            setting.set_words(name, hint)
        self._hint.set_words(
            self.tr(
                "A recall goes out at any hour. On days the store is closed nothing goes out that "
                "asks people to come."
            )
        )
        self.earlier.set_words("", self.tr("The year before"))
        self.later.set_words("", self.tr("The year after"))
        self._heading.setText(self.tr("Holidays and closed days"))
        self.table.setAccessibleName(self._heading.text())
        self._closed.setText(self.tr("Closed on"))
        self.typed.setAccessibleName(self.tr("Closed on"))
        self.typed.setPlaceholderText(self.tr("11-25"))
        self.add.set_words(self.tr("Add"))
        self.table.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Begin with the hours."""
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the times as they are now."""
        book = self._model.book
        if book is None:
            return
        quiet = book.quiet
        _fill(self.begin, quiet.quiet_from)
        _fill(self.end, quiet.quiet_to)
        _fill(self.holiday_end, quiet.holiday_to)
        self.holidays.setChecked(quiet.keep_holidays)
        self._rows[3].setEnabled(quiet.keep_holidays)
        self._year.setText(str(book.year))
        self.items.set_rows(day_rows(book.holidays, quiet.closed_days, book.year))
        self._show_toggle()

    def _show_toggle(self) -> None:
        chosen = self._chosen()
        self.toggle.setEnabled(chosen is not None)
        closed = chosen is not None and chosen.closed
        self.toggle.set_words(self.tr("Open on this day") if closed else self.tr("Closed that day"))

    def _chosen(self) -> DayRow | None:
        return self.items.at(self.table.currentIndex().row())

    def _turn_day(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.closed:
            self._model.open_day(chosen.day)
        else:
            self._model.close_day(chosen.day)

    def _add_day(self) -> None:
        day = read_day(self.typed.text(), self._model.today())
        if day is None or day < self._model.today():
            self._read.set_ink(Ink.BAD)
            self._read.setText(self.tr("Write a day to come, as 11-25 or 2027-01-31."))
            return
        self.typed.clear()
        self._read.setText("")
        self._model.close_day(day)
        if day.year != self._model.year:
            self._model.show_year(day.year)
        self.table.go_to(self.items.find(day))

    def _show_typed(self, text: str) -> None:
        day = read_day(text, self._model.today())
        self._read.set_ink(Ink.HINT)
        self._read.setText(day_words(day) if day else "")

    def _hours_chosen(self) -> None:
        self._model.set_quiet(self.begin.currentData(), self.end.currentData())

    def _connect(self) -> None:
        model = self._model
        for box in (self.begin, self.end):
            box.activated.connect(self._hours_chosen)
        self.holiday_end.activated.connect(
            lambda at: model.set_holiday_to(self.holiday_end.itemData(at))
        )
        self.holidays.clicked.connect(lambda on: model.keep_holidays(on=on))
        self.earlier.clicked.connect(lambda: model.show_year(model.year - 1))
        self.later.clicked.connect(lambda: model.show_year(model.year + 1))
        self.table.row_chosen.connect(self._show_toggle)
        self.table.opened.connect(self._turn_day)
        self.toggle.clicked.connect(self._turn_day)
        self.typed.textEdited.connect(self._show_typed)
        self.typed.returnPressed.connect(self._add_day)
        self.add.clicked.connect(self._add_day)

    def _lay_out(self) -> None:
        for box in (self.begin, self.end, self.holiday_end):
            box.setFixedWidth(Size.RAIL + Size.ICON_LARGE)
        for setting in self._rows:
            self._hours.body.addWidget(setting)
        self._hours.body.setSpacing(Space.XS)
        self._hours.body.addWidget(rule())
        self._hours.body.addWidget(self._hint)
        self._hours.body.addStretch(1)
        self._days.body.addLayout(row(self._heading, 0, self.earlier, self._year, self.later))
        self._days.body.addWidget(self.table, 1)
        self.typed.setMaximumWidth(Size.RAIL * 2)
        self._days.body.setSpacing(Space.S)
        self._days.body.addLayout(row(self._closed, self.typed, self.add, 0, self.toggle))
        self._days.body.addWidget(self._read)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(column(self._hours), 1)
        layout.addWidget(self._days, 1)

    def _columns(self) -> list[Column[DayRow]]:
        return [
            Column(
                "day",
                lambda: _tr("Notices", "Day"),
                lambda one: Cell(day_words(one.day), strong=one.day >= self._model.today()),
                lambda: (day_words(date(2026, 9, 30)),),
            ),
            Column("name", lambda: _tr("Notices", "Holiday"), lambda one: Cell(one.name or "–")),
            Column(
                "state",
                lambda: _tr("Notices", "That day"),
                self._state,
                lambda: (_tr("Notices", "Closed"), _tr("Notices", "Quiet until %1") + "00:0"),
                pills=True,
            ),
        ]

    def _state(self, one: DayRow) -> Cell:
        if one.closed:
            return Cell(_tr("Notices", "Closed"), pill=("store", Tone.WARN))
        book = self._model.book
        if book is None or not book.quiet.keep_holidays:
            return Cell(_tr("Notices", "As always"), pill=("check", Tone.NEUTRAL))
        until = _tr("Notices", "Quiet until %1").replace("%1", f"{book.quiet.holiday_to:%H:%M}")
        return Cell(until, pill=("moon", Tone.NEUTRAL))


def day_words(day: date) -> str:
    """Return a day with its weekday, in the language in force."""
    found = QDate(day.year, day.month, day.day)
    return QLocale().toString(found, _tr("Notices", "ddd, d MMM"))


def _fill(box: Combo, moment: time) -> None:
    wanted = sorted({*_HALF_HOURS, moment})
    if [box.itemData(at) for at in range(box.count())] != wanted:
        box.clear()
        for one in wanted:
            box.addItem(f"{one:%H:%M}", one)
    box.setCurrentIndex(wanted.index(moment))
