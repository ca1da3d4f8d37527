"""One notice of the log: what it said, what it brought, and every message of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout

from leader_app.domain.notice import NoticeState
from leader_app.domain.outgoing import OPEN_STATES, MessageState
from leader_app.services.notices.desk import MessageNote, NoticeCard
from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.chips import Chips, Choice
from ui.kit.columns import Column, LongModel
from ui.kit.grid import Grid
from ui.kit.label import ElidedLabel
from ui.kit.longlist import Phase
from ui.kit.page import Spoken
from ui.kit.pill import StatusPill
from ui.kit.states import StateStack
from ui.notices.log import ANY_STATE, LogViewModel
from ui.notices.log_figures_view import Figure, FigureRow
from ui.notices.log_message_view import MessageStrip
from ui.notices.log_words import effect_words, speed_words, when_words
from ui.notices.today_words import title_of
from ui.notices.wording import (
    kind_word,
    message_state_look,
    message_state_word,
    named_channel,
    notice_state_look,
    notice_state_word,
)
from ui.theme.tokens import Ink, Space, Type

_tr = QCoreApplication.translate
_ALL = "all"
_GIVE_WAY = ("when", "channel")


class NoticeCardView(Spoken):
    """Shows ``view_model.card``."""

    def __init__(self, view_model: LogViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.back = Button("", Kind.QUIET, key="Esc", answers=False)
        self._title = ElidedLabel("", Type.LEAD, strong=True)
        self._state = StatusPill()
        self._about = ElidedLabel("", Type.CAPTION, Ink.SECONDARY)
        self.paste, self.stop = Button("", icon="paste"), Button("", icon="minus")
        self.figures, self.chips = FigureRow(), Chips()
        self.items = LongModel(view_model.messages, self._columns(), self)
        self.table = Grid(self.items, "words", _GIVE_WAY)
        self.states = StateStack(self.table)
        self.strip = MessageStrip(view_model)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.back.set_words(self.tr("Back"))
        self.paste.set_words(self.tr("Paste now"))
        self.stop.set_words(self.tr("Stop"), self.tr("What has not gone out stays here"))
        self.table.setAccessibleName(self.tr("Messages"))
        self.table.retranslate()
        self.strip.retranslate()
        self.refresh()
        self._show_phase()

    def take_focus(self) -> None:
        """Put the keyboard into the messages."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the notice as it is now."""
        card = self._model.card
        if card is None:
            return
        notice = card.notice
        self._title.setText(title_of(notice))
        self._state.set_state(notice_state_word(notice.state), *notice_state_look(notice.state))
        self._about.setText(self._about_words(card))
        self._about.setVisible(bool(self._about.text()))
        self.figures.set_figures(self._figures(card))
        self._show_chips(card)
        waits = any(card.counts.get(state, 0) for state in OPEN_STATES)
        going = notice.state in {NoticeState.GOING, NoticeState.WAITING}
        self.stop.setVisible(waits or going)
        self.paste.setVisible(waits and self._model.is_pasted)
        self.setAccessibleName(self._title.text())

    def _figures(self, card: NoticeCard) -> list[Figure]:
        effect, counts = card.effect, card.counts
        whole = sum(counts.values())
        went = counts.get(MessageState.SENT, 0) + counts.get(MessageState.READ, 0)
        share = effect.came / effect.households if effect.households else None
        came = f"{effect.came:,} / {effect.households:,}" if effect.households else "–"
        figures = [
            Figure(f"{went:,} / {whole:,}", self.tr("went out"), share=went / max(1, whole)),
            Figure(came, self.tr("came"), share=share),
            Figure(speed_words(effect.median_minutes) or "–", self.tr("half of them within")),
        ]
        for count, word, ink in (
            (effect.opened, self.tr("opened it"), Ink.PRIMARY),
            (effect.thanked, self.tr("said thanks"), Ink.OK),
            (effect.muted, self.tr("want fewer"), Ink.WARN),
        ):
            if count:
                figures.append(Figure(f"{count:,}", word, ink))
        return figures

    def _about_words(self, card: NoticeCard) -> str:
        notice, now = card.notice, self._model.now()
        made = words.moment(notice.made_at, now)
        by = notice.staff or self.tr("by itself")
        return " · ".join(filter(None, (kind_word(notice.kind), made, by, effect_words(card))))

    def _show_chips(self, card: NoticeCard) -> None:
        there = [state for state in MessageState if card.counts.get(state, 0)]
        whole = sum(card.counts.values())
        choices = [Choice(s.value, message_state_word(s), card.counts[s]) for s in there]
        self.chips.set_choices([Choice(_ALL, self.tr("All"), whole), *choices])
        wanted = self._model.messages.query.states
        key = next(iter(wanted)).value if len(wanted) == 1 else _ALL
        if key == _ALL or MessageState(key) in there:
            self.chips.choose(key)
        elif wanted:
            self._model.only_messages(ANY_STATE)

    def _show_phase(self) -> None:
        rows = self._model.messages
        if rows.phase is Phase.LOADING:
            self.states.show_loading()
        elif rows.phase is Phase.ROWS:
            self.states.show_content()
            if self.table.currentIndex().row() < 0:
                self.table.go_to(0)
        elif rows.phase is Phase.ERROR and rows.error is not None:
            title, hint = sentence(rows.error.title), sentence(rows.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            self.states.show_empty("notice", self.tr("No message here"))
        self._look()

    def _look(self) -> None:
        self.strip.show_note(self._model.messages.peek(self.table.currentIndex().row()))

    def _filter(self, key: str) -> None:
        self._model.only_messages(ANY_STATE if key == _ALL else frozenset({MessageState(key)}))

    def _connect(self) -> None:
        model = self._model
        self.back.clicked.connect(model.close_card)
        self.paste.clicked.connect(model.paste)
        self.stop.clicked.connect(model.stop)
        self.chips.chosen.connect(self._filter)
        self.table.row_chosen.connect(self._look)
        self.table.opened.connect(self.strip.act)
        self.table.verticalScrollBar().valueChanged.connect(
            lambda: model.messages.stand(self.table.top())
        )
        self.states.retried.connect(model.messages.retry)
        model.card_changed.connect(self.refresh)
        model.messages.phase_changed.connect(self._show_phase)
        model.messages.rows_changed.connect(self._look)
        model.messages.reset.connect(lambda top: self.table.stand(top, max(0, top)))

    def _lay_out(self) -> None:
        box = Card(padding=1)
        box.body.setSpacing(0)
        box.body.addWidget(self.states, 1)
        box.body.addWidget(self.strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        head = row(self.back, self._title, self._state, self.paste, self.stop, spacing=Space.M)
        layout.addLayout(head)
        layout.addWidget(self._about)
        layout.addWidget(self.figures)
        layout.addWidget(self.chips)
        layout.addWidget(box, 1)

    def _columns(self) -> list[Column[MessageNote]]:
        now = self._model.now
        return [
            Column(
                "who",
                lambda: _tr("Notices", "Who"),
                lambda note: Cell(note.who, strong=True),
                lambda: ("欧阳** 1234 00-000", "阳光花园团购群"),
            ),
            Column(
                "state",
                lambda: _tr("Notices", "State"),
                _state,
                lambda: [message_state_word(state) for state in MessageState],
                pills=True,
            ),
            Column(
                "channel",
                lambda: _tr("Notices", "Channel"),
                lambda note: Cell(
                    named_channel(note.message.channel_id, note.channel), ink=Ink.SECONDARY
                ),
                lambda: ("企微群机器人",),
            ),
            Column(
                "words",
                lambda: _tr("Notices", "What it says"),
                lambda note: Cell(sentence(note.words), ink=Ink.SECONDARY),
            ),
            Column(
                "when",
                lambda: _tr("Notices", "When"),
                lambda note: Cell(when_words(note, now()), ink=Ink.SECONDARY),
                lambda: (words.moment(now().replace(month=11, day=20, year=2020), now()),),
            ),
        ]


def _state(note: MessageNote) -> Cell:
    state = note.message.state
    return Cell(message_state_word(state), pill=message_state_look(state))
