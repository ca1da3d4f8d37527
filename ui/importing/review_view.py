"""The lines of a source: looked over, put right, brought in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from leader_app.services.importing.desk import Entry
from ui.importing.columns import GIVE_WAY, line_columns
from ui.importing.groups import GROUPS, counted, group_word, may_be_another
from ui.importing.line_view import LineDrawer
from ui.importing.sureness_delegate import SurenessDelegate
from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.chips import Chips, Choice
from ui.kit.columns import ListModel
from ui.kit.grid import Grid
from ui.kit.keys import on_key
from ui.kit.label import ElidedLabel
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.theme.tokens import Ink, Size, Space, Type


class ReviewView(Spoken):
    """Enter opens a line, Space says it is right, Alt+N goes to the next one to check."""

    product_wanted = Signal(str)

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.chips = Chips()
        self.lines = ListModel[Entry](line_columns(), lambda entry: entry.number, self)
        self.grid = Grid(self.lines, "goods", GIVE_WAY)
        self.grid.setItemDelegate(SurenessDelegate(self.grid, Size.ROW_OFFICE))
        self.states = StateStack(self.grid)
        self.drawer = LineDrawer(view_model)
        self._words = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.anew = Button("", Kind.PLAIN)
        self.bring = Button(
            "", Kind.PRIMARY, icon="check", key="Ctrl+Return", height=Size.CONTROL_LARGE
        )
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.grid.setAccessibleName(self.tr("Orders that were read"))
        self.grid.retranslate()
        self.drawer.retranslate()
        self.anew.set_words(
            self.tr("These are new orders"), self.tr("Not those of last week that look the same")
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the lines as they are now."""
        preview = self._model.preview
        entries = preview.entries if preview else ()
        counts = counted(entries)
        self.chips.set_choices([Choice(key, group_word(key), counts[key]) for key in GROUPS])
        self.chips.choose(self._model.group)
        top = self.grid.top()
        self.lines.set_rows(self._model.lines)
        self.grid.stand(top, self.lines.find(self._model.chosen))
        self._show_states()
        ready, fresh = (preview.ready, preview.fresh) if preview else (0, 0)
        said = self.tr("Import %1 of %2").replace("%1", f"{ready:,}").replace("%2", f"{fresh:,}")
        self.bring.set_words(said)
        self.bring.setEnabled(ready > 0)
        self._words.setText(self._what_comes(ready, fresh))
        self.anew.setVisible(sum(map(may_be_another, entries)) > 1)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.grid.currentIndex().isValid() and self._model.lines:
            self._go(self._model.lines[0].number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say that a line is right on Space."""
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self.drawer.confirm()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list wide enough to be read."""
        super().resizeEvent(event)
        self.drawer.setMaximumHeight(self.height())

    def _connect(self) -> None:
        model = self._model
        self.grid.installEventFilter(self)
        self.chips.chosen.connect(model.filter)
        self.grid.row_chosen.connect(self._chosen)
        self.grid.opened.connect(lambda _: self.drawer.take_focus())
        self.drawer.left.connect(self.take_focus)
        self.drawer.settled.connect(self._next)
        self.drawer.product_wanted.connect(self.product_wanted)
        self.bring.clicked.connect(model.bring_in)
        self.anew.clicked.connect(model.all_anew)
        self.states.empty_acted.connect(lambda: model.filter("all"))
        model.lines_changed.connect(self.refresh)
        model.chosen_changed.connect(self._follow)
        on_key(self, "Alt+N", self._next)

    def _chosen(self, at: int) -> None:
        entry = self.lines.at(at)
        self._model.choose(-1 if entry is None else entry.number)

    def _follow(self) -> None:
        self.grid.go_to(self.lines.find(self._model.chosen))

    def _next(self) -> None:
        number = self._model.next_to_check()
        if number < 0:
            self.bring.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._go(number)
        self.drawer.take_focus()

    def _go(self, number: int) -> None:
        if self.lines.find(number) < 0:
            self._model.filter("all")
        self._model.choose(number)
        self.grid.scrollTo(self.grid.currentIndex())

    def _show_states(self) -> None:
        if self._model.lines:
            self.states.show_content()
        elif self._model.preview is not None and self._model.preview.entries:
            title = self.tr("No line of this kind")
            self.states.show_empty("check", title, "", self.tr("Show all"))
        else:
            title = self.tr("No order was found in it")
            hint = self.tr("An order needs a name and what is ordered, one line each.")
            self.states.show_empty("question", title, hint)

    def _what_comes(self, ready: int, fresh: int) -> str:
        waiting = fresh - ready
        stays = self.tr("What is imported stays; call single orders off if need be.")
        if not waiting:
            return stays
        return self.tr("%Ln line(s) wait to be checked.", "", waiting) + " " + stays

    def _lay_out(self) -> None:
        box = Card(padding=1)
        box.body.addWidget(self.states)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(box, 1)
        both.addWidget(self.drawer)
        whole = column(spacing=Space.M)
        whole.addWidget(self.chips)
        whole.addLayout(both, 1)
        whole.addLayout(row(self._words, self.anew, self.bring))
        self.setLayout(whole)
