"""The receiving page: deliveries, the count, what follows of it, the slots."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from leader_app.errors import LeaderError
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.keys import on_key
from ui.kit.page import Page
from ui.kit.title import TitleLine
from ui.receiving import wording
from ui.receiving.check_view import CheckView
from ui.receiving.count_view import CountView
from ui.receiving.done_view import DoneView
from ui.receiving.overview import Group, Phase
from ui.receiving.overview_view import OverviewView
from ui.receiving.reject_view import AskFiles
from ui.receiving.sheet import Panel
from ui.receiving.slots_view import SlotsView
from ui.receiving.view_model import ReceivingViewModel, Screen
from ui.theme.tokens import Tone


class ReceivingPage(Page):
    """One screen at a time; Esc goes back one, and nothing that was counted is lost by it."""

    print_wanted = Signal(str, object)
    """The name of a ``DocumentKind`` and the ids it is about."""

    def __init__(self, view_model: ReceivingViewModel, ask_files: AskFiles | None = None) -> None:
        self._add = Button("", Kind.QUIET, key="Ctrl+N")
        self._other = Button("", Kind.QUIET)
        self._back = Button("", Kind.QUIET, key="Esc", answers=False)
        super().__init__(TitleLine(self._add, self._other, self._back))
        self._model = view_model
        self._asking = False
        self.list = OverviewView(view_model.list)
        self.count = CountView(
            view_model.count, view_model.side, view_model.newest_frame, ask_files
        )
        self.check = CheckView(view_model.check)
        self.done = DoneView(view_model.check)
        self.slots = SlotsView(view_model.slots)
        self._screens: dict[Screen, QWidget] = {
            Screen.LIST: self.list,
            Screen.COUNT: self.count,
            Screen.CHECK: self.check,
            Screen.DONE: self.done,
            Screen.SLOTS: self.slots,
        }
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # before it is filled: what it shows has a parent then
        for screen in self._screens.values():
            self._stack.addWidget(screen)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        for screen in (self.list, self.count, self.check, self.done, self.slots):
            screen.retranslate()
        self._back.set_words(self.tr("Back"))
        self._show_title()

    def take_focus(self) -> None:
        """Put the caret where work on the screen begins."""
        for screen in (self.list, self.count, self.check, self.done, self.slots):
            if screen is self._stack.currentWidget():
                screen.take_focus()

    def take_scan(self, text: str) -> bool:
        """Count goods that were scanned; what is no count's business is left to the counter."""
        return self._model.take_scan(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what nothing else on the page took; Esc goes back."""
        counting = self._model.screen is Screen.COUNT
        if counting and self.count.scan.type_on(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self._model.back()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        """Show the screen that the view-model chose."""
        screen = self._model.screen
        self.banner.dismiss()
        if screen is Screen.CHECK:
            self.check.begin()
        self._stack.setCurrentWidget(self._screens[screen])
        self._show_title()
        self.take_focus()

    def _show_title(self) -> None:
        screen = self._model.screen
        names = {
            Screen.LIST: self.tr("Receiving"),
            Screen.COUNT: self.tr("Count"),
            Screen.CHECK: self.tr("Check and sign"),
            Screen.DONE: self.tr("Received"),
            Screen.SLOTS: self.tr("Slots"),
        }
        self.title.set_name(names[screen], self._note())
        self._add.setVisible(screen in {Screen.LIST, Screen.COUNT})
        loose = self.tr("Goods without a manifest")
        self._add.set_words(loose if screen is Screen.LIST else self.tr("Without a barcode"))
        others = {
            Screen.LIST: self.tr("Slots"),
            Screen.COUNT: self.tr("Drop the count"),
            Screen.SLOTS: self.tr("Print all labels"),
        }
        self._other.setVisible(screen in others)
        hint = "Ctrl+G" if screen in {Screen.LIST, Screen.SLOTS} else ""
        self._other.set_words(others.get(screen, ""), hint)
        self._back.setVisible(screen not in {Screen.LIST, Screen.DONE})

    def _note(self) -> str:
        model, now = self._model, self._model.now()
        if model.screen is Screen.LIST:
            loaded = model.list.phase is Phase.ENTRIES
            coming = sum(entry.group is Group.COMING for entry in model.list.entries)
            return self.tr("%n coming", "", coming) if loaded and coming else ""
        sheet = model.count.sheet
        if model.screen not in {Screen.COUNT, Screen.CHECK} or sheet is None:
            return ""
        if sheet.delivery is None:
            return self.tr("Goods without a manifest")
        delivery = sheet.delivery
        title = wording.delivery_title(delivery)
        return wording.dotted(title, delivery.truck, wording.expected(delivery, now))

    def _act(self) -> None:
        """Do what the first button says."""
        if self._model.screen is Screen.LIST:
            self._model.open("")
        else:
            self._model.count.open_panel(Panel.CHOOSE)

    def _act_other(self) -> None:
        """Do what the second button says; dropping a count is asked about in a line."""
        screen = self._model.screen
        if screen is Screen.LIST:
            self._model.to_slots()
        elif screen is Screen.SLOTS:
            self.slots.print_all()
        else:
            self._asking = True
            said = self.tr("Drop this count? What was counted so far is forgotten.")
            self.banner.tell(said, Tone.WARN, self.tr("Drop it"))

    def _by_key(self) -> None:
        if self._model.screen in {Screen.LIST, Screen.SLOTS}:
            self._act_other()

    def _told(self, error: LeaderError) -> None:
        self._asking = False
        self.banner.tell(f"{sentence(error.title)}. {sentence(error.hint)}", Tone.BAD)

    def _answered(self) -> None:
        if self._asking:
            self._asking = False
            self._model.drop()

    def _counted(self) -> None:
        """Take a line of trouble away once something worked again."""
        if not self._asking and self.banner.text():
            self.banner.dismiss()
            self.count.take_focus()

    def _slots_done(self, what: str, count: int) -> None:
        words = {
            "added": self.tr("%n slot(s) added", "", count),
            "kept": self.tr("Kept"),
            "closed": self.tr("The slot is closed"),
        }
        self.toast.tell(words[what], Tone.OK)

    def _connect(self) -> None:
        model = self._model
        model.screen_changed.connect(self._turn)
        model.trouble.connect(self._told)
        model.dropped.connect(lambda: self.toast.tell(self.tr("The count was dropped")))
        model.print_wanted.connect(self.print_wanted)
        model.list.changed.connect(self._show_title)
        model.count.changed.connect(self._show_title)
        model.count.last_changed.connect(self._counted)
        model.slots.done.connect(self._slots_done)
        self.list.opened.connect(model.open)
        self.list.loose_wanted.connect(lambda: model.open(""))
        self.count.checked.connect(model.go_on)
        self.done.left.connect(model.to_list)
        self.slots.print_wanted.connect(self.print_wanted)
        self.banner.acted.connect(self._answered)
        self._add.clicked.connect(self._act)
        self._other.clicked.connect(self._act_other)
        self._back.clicked.connect(model.back)
        on_key(self, "Ctrl+G", self._by_key)
        for button in (self._add, self._other, self._back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
