"""The right half of the counter: one verdict that fills the eye."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QVBoxLayout, QWidget

from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card as Box
from ui.kit.card import row
from ui.kit.label import ElidedLabel
from ui.kit.pill import StatusPill
from ui.kit.stages import stage_look, stage_word
from ui.kit.states import Skeleton
from ui.kit.verdict import VerdictField
from ui.pickup import wording
from ui.pickup.card import Busy, Candidate, Card, Face
from ui.pickup.lines import LinesModel
from ui.pickup.lines_delegate import LineDelegate
from ui.pickup.numbered_view import Entry, NumberedList
from ui.pickup.parts_view import Advice, NewsLine, NextStrip
from ui.pickup.view_model import PickupViewModel
from ui.pickup.waiting_view import WaitingView
from ui.pickup.wording import Reason
from ui.theme.tokens import Ink, Motion, Size, Space, Tone, Type

_ROOMY = Size.READING + Size.CONTROL_HUGE
_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect


class CardView(QWidget):
    """Shows ``view_model.card``; every face has the same frame, so that nothing jumps."""

    def __init__(self, view_model: PickupViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.field = VerdictField()
        self._person = ElidedLabel("", Type.TITLE, strong=True)
        self._about = StatusPill()
        self._age = StatusPill()
        self._hint = ElidedLabel("", Type.LEAD, Ink.SECONDARY)
        self.news = NewsLine()
        self._deeds = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.action = Button(
            "", Kind.PRIMARY, icon="check", key="Return", answers=False, height=Size.CONTROL_HUGE
        )
        self.lines = _lines(LinesModel(self))
        self.choices, self.reasons = NumberedList(), NumberedList()
        self._waiting, self._advice, self._next = WaitingView(), Advice(), NextStrip()
        self._patience = QTimer(self, singleShot=True, interval=Motion.PATIENCE)
        self._patience.timeout.connect(self._show_looking)
        self._make_content()
        self._lay_out()
        self.action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.action.clicked.connect(view_model.hand_over)
        self.lines.clicked.connect(self._clicked)
        self.choices.chosen.connect(view_model.choose)
        self.reasons.chosen.connect(self.take_back)
        view_model.changed.connect(self.refresh)

    def take_back(self, index: int) -> None:
        """Take back for the reason with this place in the list."""
        self._model.take_back(list(Reason)[index])

    def refresh(self) -> None:
        """Show the card as it is now."""
        card = self._model.card
        if card.busy is Busy.LOOKING:
            self._patience.start()
            return
        self._patience.stop()
        waiting = card.face is Face.WAITING and card.asking is None
        self._whole.setCurrentWidget(self._waiting if waiting else self._frame)
        self._show_words(card)
        self._show_content(card)
        self._show_foot(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines more height where the window has it."""
        super().resizeEvent(event)
        delegate = self.lines.itemDelegate()
        roomy = self.height() >= _ROOMY
        if isinstance(delegate, LineDelegate) and delegate.roomy != roomy:
            delegate.roomy = roomy
            self.lines.scheduleDelayedItemsLayout()

    def retranslate(self) -> None:
        """Say every word again."""
        self._waiting.retranslate()
        self._next.retranslate()
        self.refresh()

    def _show_looking(self) -> None:
        """Say that it takes a while, once it has taken long enough to be noticed."""
        looking = self.tr("Looking …")
        self._whole.setCurrentWidget(self._frame)
        self._content.setCurrentWidget(self._skeleton)
        self.field.set_verdict("search", looking, "", Tone.NEUTRAL)
        self.setAccessibleName(looking)
        for part in (self._person, self._about, self._age, self._deeds, self.action, self.news):
            part.hide()
        self._hint.setText("")

    def _show_words(self, card: Card) -> None:
        said = wording.headline(card)
        self.field.set_verdict(said.icon, said.title, said.why, said.tone, settled=said.settled)
        self.setAccessibleName(said.title)
        self.setAccessibleDescription(f"{said.why} {said.hint}".strip())
        shown = card.verdict if card.face in {Face.VERDICT, Face.DONE} else None
        name = wording.person(shown.member_name, shown.phone_tail) if shown else ""
        self._person.setText(name)
        self._person.setVisible(bool(name))
        orders = wording.about(shown) if shown else ""
        self._about.set_state(orders, "orders", Tone.ACCENT)
        self._about.setVisible(bool(orders))
        age = wording.freshness(shown, self._model.now()) if shown else ""
        self._age.set_state(age, "offline", Tone.WARN)
        self._age.setVisible(bool(age))
        self._show_news(card, said.hint)

    def _show_news(self, card: Card, hint: str) -> None:
        """Show what went wrong or what changed; else what to do."""
        words, tone = "", Tone.WARN
        if card.trouble is not None and card.face is not Face.TROUBLE:
            words = f"{sentence(card.trouble.title)}. {sentence(card.trouble.hint)}"
            tone = Tone.BAD
        elif card.change is not None:
            words = wording.change(card.change)
        self.news.tell(words, tone)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not words and bool(_has_rows(card)))

    def _show_content(self, card: Card) -> None:
        self._lines_model().set_card(card)
        before = wording.deeds(card.verdict, self._model.now()) if card.verdict else ""
        self._deeds.setText(before)
        self._deeds.setVisible(bool(before) and card.face is Face.VERDICT)
        if card.asking is not None:
            self._ask(card)
        elif card.face is Face.CHOOSING:
            self.choices.set_entries([_entry(one) for one in card.candidates])
            self._content.setCurrentWidget(self.choices)
        elif card.picks:
            self._content.setCurrentWidget(self.lines)
            self._select(card)
        else:
            self._advice.tell(self._hint.text())
            self._content.setCurrentWidget(self._advice)

    def _show_foot(self, card: Card) -> None:
        offered = card.verdict is not None and card.verdict.can_hand_over
        deciding = card.face is Face.VERDICT and offered
        self.action.set_words(wording.action(card))
        self.action.setEnabled(card.can_hand_over)
        self.action.setVisible(deciding and card.asking is None)
        self._next.setVisible(card.face in {Face.DONE, Face.TAKEN_BACK} and card.asking is None)

    def _ask(self, card: Card) -> None:
        note = card.asking
        if note is None:
            return
        who = wording.person(note.member_name, note.phone_tail)
        said = self.tr("What %1 got at %2; Esc keeps it so").replace("%1", who)
        said = said.replace("%2", words.clock_time(note.at))
        why = wording.goods(note.goods)
        title = self.tr("Take back?")
        self.field.set_verdict("undo", title, said, Tone.NEUTRAL)
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        self._person.hide()
        self._about.hide()
        self._age.hide()
        self._deeds.hide()
        self._hint.setText(why)
        self._hint.show()
        self.reasons.set_entries([Entry(reason) for reason in wording.reasons()])
        self._content.setCurrentWidget(self.reasons)

    def _select(self, card: Card) -> None:
        chosen = self.lines.selectionModel()
        index = self._lines_model().index(card.at_line) if card.at_line >= 0 else QModelIndex()
        chosen.setCurrentIndex(index, _ROWS)
        if index.isValid():
            self.lines.scrollTo(index)
        else:
            chosen.clearSelection()

    def _clicked(self, index: QModelIndex) -> None:
        self._model.toggle(index.row())

    def _lines_model(self) -> LinesModel:
        model = self.lines.model()
        if not isinstance(model, LinesModel):
            raise TypeError
        return model

    def _make_content(self) -> None:
        self._content = QStackedWidget()
        self._skeleton = Skeleton()
        parts = (self.lines, self.choices, self.reasons, self._advice, self._skeleton)
        for part in parts:
            self._content.addWidget(part)
        self._box = Box(padding=1)
        self._box.body.addWidget(self._content)

    def _lay_out(self) -> None:
        self._frame = QWidget()
        frame = QVBoxLayout(self._frame)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(Space.S)
        frame.addWidget(self.field)
        frame.addLayout(row(self._person, self._about, self._age))
        frame.addWidget(self._hint)
        frame.addWidget(self.news)
        frame.addWidget(self._box, 1)
        frame.addWidget(self._deeds)
        frame.addWidget(self.action)
        frame.addWidget(self._next)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._waiting)
        self._whole.addWidget(self._frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)


def _has_rows(card: Card) -> bool:
    return bool(card.picks) or card.face is Face.CHOOSING or card.asking is not None


def _lines(model: LinesModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(LineDelegate(view))
    view.setProperty("ground", "clear")
    view.setUniformItemSizes(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def _entry(candidate: Candidate) -> Entry:
    order = candidate.summary
    who = wording.person(order.member_name, order.phone_tail)
    state = (stage_word(order.stage), *stage_look(order.stage))
    return Entry(who, f"{order.slots}  {order.goods}".strip(), state)
