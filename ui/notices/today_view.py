"""Today: what could be told, what is on its way, what needs a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from leader_app.domain.notice import Notice
from leader_app.errors import LeaderError
from ui.core_text import sentence, together
from ui.kit.banner import Banner, Toast
from ui.kit.button import Button
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.notices.today import TodayViewModel
from ui.notices.today_row_view import GroupCard
from ui.notices.today_words import Group, groups_of, title_of
from ui.theme.tokens import Size, Space, Tone

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_GROUPS = ("unsure", "broken", "paste", "suggestions", "going", "drafts")


class TodayView(Spoken):
    """Tab and the arrows go from deed to deed, Enter does one."""

    def __init__(self, view_model: TodayViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.banner, self.toast = Banner(), Toast(self)
        self.cards = {key: GroupCard() for key in _GROUPS}
        self.states = StateStack(self._scrolled())
        self._dropped: Notice | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.banner)
        layout.addWidget(self.states, 1)
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._show()

    def take_focus(self) -> None:
        """Go to the first thing that can be done."""
        button = self.first_button()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.states.setFocus(Qt.FocusReason.OtherFocusReason)
            self.focusNextChild()

    def first_button(self) -> Button | None:
        """Return the first deed offered."""
        shown = [self.cards[key] for key in _GROUPS if self.cards[key].rows]
        return shown[0].first_button() if shown else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do on Enter what has the keyboard."""
        focused = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focused, Button):
            focused.click()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether there is news."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until looked at."""
        super().hideEvent(event)
        self._model.hide()

    def _show(self) -> None:
        model = self._model
        if model.view is None:
            self._show_not_yet(model.error)
        elif model.is_empty:
            self.states.show_empty(
                "notice",
                self.tr("Nothing to tell just now"),
                self.tr(
                    "When goods arrive, or wait to be collected, this page offers the words for "
                    "it. A notice of your own can be written at any time."
                ),
                self.tr("Write a notice"),
            )
        else:
            self._show_groups()
            self.states.show_content()

    def _show_groups(self) -> None:
        if self._model.view is None:
            return
        groups: dict[str, Group] = {
            one.key: one for one in groups_of(self._model.view, self._model.now())
        }
        before = QApplication.focusWidget()
        had = before is not None and self.isAncestorOf(before)
        for key, card in self.cards.items():
            card.set_group(groups[key])
        after = QApplication.focusWidget()
        if had and (after is None or not after.isVisible()):
            self.take_focus()

    def _show_not_yet(self, error: LeaderError | None) -> None:
        if error is None:
            self.states.show_loading()
        else:
            title, hint = sentence(error.title), sentence(error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))

    def _act(self, entry: str, deed: str) -> None:
        sort, _, key = entry.partition(" ")
        model = self._model
        if sort == "unsure":
            model.settle(key, arrived=deed == "there")
        elif sort == "draft":
            self._act_on_draft(key, deed)
        else:
            deeds = {
                "mend": model.channel_wanted.emit,
                "look": model.open_suggestion,
                "paste": model.paste_wanted.emit,
                "details": model.card_wanted.emit,
                "stop": model.stop,
            }
            deeds[deed](key)

    def _act_on_draft(self, notice_id: str, deed: str) -> None:
        drafts = self._model.view.drafts if self._model.view else ()
        draft = next((one for one in drafts if one.notice_id == notice_id), None)
        if draft is None:
            return
        if deed == "open":
            self._model.open_draft(draft)
        else:
            self._model.drop_draft(draft)

    def _say_dropped(self, draft: Notice) -> None:
        self._dropped = draft
        said = self.tr("Dropped: %1").replace("%1", title_of(draft))
        self.toast.tell(said, Tone.NEUTRAL, self.tr("Undo"))

    def _undo(self) -> None:
        if self._dropped is not None:
            self._model.keep_draft(self._dropped)
            self._dropped = None
            self.toast.dismiss()

    def _say_settled(self, arrived: bool) -> None:
        there = self.tr("Noted: it is there.")
        self.toast.tell(there if arrived else self.tr("It goes out once more."), Tone.OK)

    def _say_stopped(self, count: int) -> None:
        self.toast.tell(self.tr("%n message(s) stopped", "", count), Tone.NEUTRAL)

    def _say_failed(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.failed.connect(self._say_failed)
        model.settled.connect(self._say_settled)
        model.stopped.connect(self._say_stopped)
        model.dropped.connect(self._say_dropped)
        self.toast.acted.connect(self._undo)
        self.states.retried.connect(model.refresh)
        self.states.empty_acted.connect(model.write_wanted)
        for card in self.cards.values():
            card.acted.connect(self._act)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        inside.setMaximumWidth(Size.PAGE)
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(Space.S)
        for card in self.cards.values():
            parts.addWidget(card)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area
