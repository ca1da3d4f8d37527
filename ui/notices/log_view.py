"""The log: every notice, what became of it and what it brought; and one of them in full."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import NoticeCard
from ui.core_text import sentence, together
from ui.kit import words
from ui.kit.banner import Banner, Toast
from ui.kit.card import Card, column, row
from ui.kit.cells import Cell
from ui.kit.chips import Chips, Choice
from ui.kit.columns import Column, LongModel
from ui.kit.combo import Combo
from ui.kit.field import SearchField
from ui.kit.grid import Grid
from ui.kit.longlist import Phase
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.notices.log import LogViewModel
from ui.notices.log_card_view import NoticeCardView
from ui.notices.log_words import came_words, told_words, trouble_words
from ui.notices.today_words import title_of
from ui.notices.wording import kind_word, notice_state_look, notice_state_word
from ui.theme.tokens import Ink, Size, Space, Tone

_tr = QCoreApplication.translate
_ALL = "all"
_STATES = {
    _ALL: frozenset[NoticeState](),
    "going": frozenset({NoticeState.GOING, NoticeState.WAITING}),
    "done": frozenset({NoticeState.DONE}),
    "ended": frozenset({NoticeState.STOPPED, NoticeState.EXPIRED}),
    "draft": frozenset({NoticeState.DRAFT}),
}
_GIVE_WAY = ("kind", "when", "trouble")


class LogView(Spoken):
    """Enter opens a notice, Esc goes back to the list."""

    def __init__(self, view_model: LogViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.banner, self.toast = Banner(), Toast(self)
        self.search, self.kinds, self.chips = SearchField(), Combo(), Chips()
        self.items = LongModel(view_model.notices, self._columns(), self)
        self.table = Grid(self.items, "title", _GIVE_WAY, row_height=Size.ROW)
        self.states = StateStack(self.table)
        self.card = NoticeCardView(view_model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._listing())
        self._stack.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.search.set_words(self.tr("Part of a title"))
        self.table.setAccessibleName(self.tr("Notices"))
        self.chips.set_choices(
            [
                Choice(_ALL, self.tr("All")),
                Choice("going", self.tr("On the way")),
                Choice("done", self.tr("Sent")),
                Choice("ended", self.tr("Stopped or out of date")),
                Choice("draft", self.tr("Drafts")),
            ]
        )
        self._name_kinds()
        self.table.retranslate()
        self.card.retranslate()
        self._show_phase()

    def take_focus(self) -> None:
        """Put the keyboard into the list, or into the notice that is open."""
        if self._model.card is not None:
            self.card.take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search into the list, and out of a notice."""
        if event.key() == Qt.Key.Key_Escape and self._model.card is not None:
            self._model.close_card()
        elif event.key() == Qt.Key.Key_Down and self._model.card is None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.go_to(max(0, self.table.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether there is news."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until looked at."""
        super().hideEvent(event)
        self._model.hide()

    def _listing(self) -> QWidget:
        whole, box = QWidget(), Card(padding=1)
        box.body.addWidget(self.states)
        self.search.setMaximumWidth(Size.FORM // 2)
        parts = column(spacing=Space.M)
        parts.addLayout(row(self.chips, 0, self.kinds, self.search))
        parts.addWidget(box, 1)
        whole.setLayout(parts)
        return whole

    def _name_kinds(self) -> None:
        kept = self.kinds.currentData()
        self.kinds.clear()
        self.kinds.setAccessibleName(self.tr("What it is about"))
        self.kinds.addItem(self.tr("About anything"), "")
        for kind in NoticeKind:
            self.kinds.addItem(kind_word(kind), kind.value)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kept or "")))

    def _show_phase(self) -> None:
        rows = self._model.notices
        if rows.phase is Phase.LOADING:
            self.states.show_loading()
        elif rows.phase is Phase.ROWS:
            self.states.show_content()
        elif rows.phase is Phase.ERROR and rows.error is not None:
            title, hint = sentence(rows.error.title), sentence(rows.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        elif rows.query.text or rows.query.states or rows.query.kinds:
            self.states.show_empty("search", self.tr("No notice is like that"))
        else:
            hint = self.tr("What you tell your neighbours is listed here, with what it brought.")
            self.states.show_empty("history", self.tr("Nothing was told yet"), hint)

    def _show_card(self) -> None:
        is_open = self._model.card is not None
        was_open = self._stack.currentIndex() == 1
        self._stack.setCurrentIndex(1 if is_open else 0)
        if is_open != was_open and self.isVisible():
            self.take_focus()

    def _open(self, index: QModelIndex) -> None:
        card = self.items.at(index.row())
        if card is not None:
            self._model.open_card(card.notice.notice_id)

    def _say_failed(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _say_settled(self, arrived: bool) -> None:
        there = self.tr("Noted: it is there.")
        self.toast.tell(there if arrived else self.tr("It goes out once more."), Tone.OK)

    def _connect(self) -> None:
        model = self._model
        model.card_changed.connect(self._show_card)
        model.failed.connect(self._say_failed)
        model.settled.connect(self._say_settled)
        model.retried.connect(lambda: self.toast.tell(self.tr("It goes out once more."), Tone.OK))
        model.stopped.connect(
            lambda n: self.toast.tell(self.tr("%n message(s) stopped", "", n), Tone.NEUTRAL)
        )
        model.notices.phase_changed.connect(self._show_phase)
        model.notices.reset.connect(self.table.stand)
        self.table.verticalScrollBar().valueChanged.connect(
            lambda: model.notices.stand(self.table.top())
        )
        self.table.opened.connect(self._open)
        self.states.retried.connect(model.notices.retry)
        self.search.searched.connect(model.search)
        self.chips.chosen.connect(lambda key: model.only_states(_STATES[key]))
        self.kinds.activated.connect(self._choose_kind)

    def _choose_kind(self, at: int) -> None:
        key = self.kinds.itemData(at)
        kinds = frozenset({NoticeKind(key)}) if key else frozenset[NoticeKind]()
        self._model.only_kinds(kinds)

    def _columns(self) -> list[Column[NoticeCard]]:
        now = self._model.now
        return [
            Column(
                "when",
                lambda: _tr("Notices", "When"),
                lambda card: Cell(words.moment(card.notice.made_at, now()), ink=Ink.SECONDARY),
                lambda: (words.moment(now().replace(month=11, day=20, year=2020), now()),),
            ),
            Column(
                "state",
                lambda: _tr("Notices", "State"),
                _state,
                lambda: [notice_state_word(state) for state in NoticeState],
                pills=True,
            ),
            Column("title", lambda: _tr("Notices", "Notice"), _title),
            Column(
                "kind",
                lambda: _tr("Notices", "About"),
                lambda card: Cell(kind_word(card.notice.kind), ink=Ink.SECONDARY),
                lambda: [kind_word(kind) for kind in NoticeKind],
            ),
            Column(
                "told",
                lambda: _tr("Notices", "Told"),
                lambda card: Cell(told_words(card)),
                lambda: ("0,000 / 0,000",),
                on_right=True,
            ),
            Column("trouble", lambda: _tr("Notices", "Trouble"), _trouble, _widest_trouble),
            Column(
                "came",
                lambda: _tr("Notices", "Came"),
                lambda card: Cell(came_words(card.effect), strong=card.effect.settled),
                lambda: (_tr("Notices", "%1 of %2") + "0000 · 00 min",),
                on_right=True,
            ),
        ]


def _state(card: NoticeCard) -> Cell:
    state = card.notice.state
    return Cell(notice_state_word(state), pill=notice_state_look(state))


def _title(card: NoticeCard) -> Cell:
    by = card.notice.staff or _tr("Notices", "by itself")
    return Cell(title_of(card.notice), strong=True, sub=by)


def _trouble(card: NoticeCard) -> Cell:
    said, ink = trouble_words(card)
    return Cell(said, ink=ink)


def _widest_trouble() -> tuple[str, ...]:
    refused, unsure = _tr("Notices", "%n refused", "", 10), _tr("Notices", "%n unsure", "", 10)
    return (f"{refused} · {unsure}",)
