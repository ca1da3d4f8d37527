"""The stocktake: where it begins, the counting, and what finishing books."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from leader_app.domain.stock import StockDeed
from leader_app.ports import MovementQuery
from ui.core_text import sentence, together
from ui.kit import words
from ui.kit.banner import Banner
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.stock.count_view import CountView
from ui.stock.stocktake import Step, StocktakeViewModel
from ui.stock.stocktake_start_view import StocktakeStartView
from ui.stock.summary_view import SummaryView
from ui.theme.tokens import Space, Tone


class StocktakeView(Spoken):
    """Start, counting, summary; one at a time."""

    print_wanted = Signal(str, object)
    movements_wanted = Signal(object, str)
    """A ``MovementQuery``, and what it is about."""

    def __init__(self, view_model: StocktakeViewModel) -> None:
        super().__init__()
        self._model, self._booked = view_model, ""
        self.news = Banner(closable=False)
        self.start, self.count = StocktakeStartView(view_model), CountView(view_model)
        self.summary = SummaryView(view_model)
        self._stack = QStackedWidget()
        for part in (self.start, self.count, self.summary):
            self._stack.addWidget(part)
        self.states = StateStack(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.news)
        layout.addWidget(self.states, 1)
        self.states.retried.connect(view_model.refresh)
        view_model.changed.connect(self.refresh)
        view_model.finished.connect(self._finished)
        self.count.print_wanted.connect(self.print_wanted)
        self.start.past_wanted.connect(self._open_past)

    def retranslate(self) -> None:
        """Say every word again."""
        for part in (self.start, self.count, self.summary):
            part.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard where counting goes on."""
        part = self._stack.currentWidget()
        if part in {self.start, self.count, self.summary}:
            part.take_focus()

    def take_scan(self, text: str) -> bool:
        """Count one more of what was scanned; tell whether anybody counts."""
        if self._model.step is not Step.COUNTING:
            return False
        self._model.scanned(text)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def refresh(self) -> None:
        """Show where the counting is."""
        model = self._model
        self._show_news()
        if model.step is Step.LOADING:
            self.states.show_loading()
            return
        if model.step is Step.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
            return
        part: Spoken = {Step.COUNTING: self.count, Step.SUMMARY: self.summary}.get(
            model.step, self.start
        )
        changed = part is not self._stack.currentWidget()
        self._stack.setCurrentWidget(part)
        self.states.show_content()
        if changed and self.isVisible():
            self.take_focus()

    def _open_past(self, deed: StockDeed) -> None:
        name = f"{self.tr('Stocktake')} {words.moment(deed.at, self._model.now())}"
        self.movements_wanted.emit(MovementQuery(reference=deed.reference), name)

    def _show_news(self) -> None:
        model = self._model
        if model.error is not None and model.step is not Step.ERROR:
            self.news.tell(together(model.error.title, model.error.hint), Tone.BAD)
        elif model.news is not None:
            self.news.tell(sentence(model.news), Tone.WARN)
        elif self._booked and model.step in {Step.START, Step.LOADING}:
            self.news.tell(self._booked, Tone.OK)
        else:
            self._booked = ""
            self.news.hide()

    def _finished(self, deed: StockDeed) -> None:
        counted = self.tr("%Ln place(s) counted", "", len(deed.counts))
        booked = self.tr("%Ln difference(s) booked", "", len(deed.movements))
        self._booked = f"{counted} · {booked}"
        self._show_news()
