"""The account drawer: what somebody's patience holds, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from leader_app.domain.contact_budget import LEAST, MOST, Entry
from leader_app.domain.touch import AccountKind, ReactionKind
from leader_app.errors import LeaderError
from ui.core_text import sentence, together
from ui.kit import words
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.label import ElidedLabel, Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.kit.states import StateStack
from ui.kit.toggle import Toggle
from ui.notices.account import AccountViewModel
from ui.notices.account_words import reaction_done, signed, standing
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
WIDTH = Size.FORM * 3 // 4
_SAID = (ReactionKind.THANKED, ReactionKind.COMPLAINED, ReactionKind.MUTED)


class AccountDrawer(Spoken):
    """Lies over the right of ``host`` and shows ``view_model.holding``; Esc puts it away."""

    def __init__(self, view_model: AccountViewModel, host: QWidget) -> None:
        super().__init__()
        self._model, self._host = view_model, host
        self.hide()
        self.setParent(host)
        host.installEventFilter(self)
        self.setFixedWidth(WIDTH)
        self._name = ElidedLabel("", Type.LEAD, strong=True)
        self.close_button = Button("", Kind.PLAIN, icon="cross")
        self._value = Label("", Type.QUANTITY, strong=True)
        self._of, self._bar = Label("", Type.CAPTION, Ink.HINT), Progress()
        self._standing = Paragraph("", Type.BODY)
        self._why = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self.items = ListModel(self._columns(), lambda one: (one.at, one.words, one.change), self)
        self.lines = Grid(self.items, "words", row_height=Size.ROW, least=Size.RAIL)
        self.states = StateStack(self.lines)
        self.said = {kind: Button() for kind in _SAID}
        self.service, self.marketing = Toggle(), Toggle()
        self._service_word, self._marketing_word = Label(), Label()
        self.banner, self._told = Banner(wraps=True), Label("", Type.CAPTION, Ink.OK)
        self._consent = QWidget()
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.close_button.set_words("", self.tr("Close"))
        self._of.setText(
            self.tr("points, %1 to %2").replace("%1", signed(LEAST)).replace("%2", str(MOST))
        )
        self._why.setText(self.tr("Why this number"))
        self.lines.setAccessibleName(self.tr("Why this number"))
        self.said[ReactionKind.THANKED].set_words(self.tr("Thanked"))
        self.said[ReactionKind.COMPLAINED].set_words(self.tr("Complained"))
        self.said[ReactionKind.MUTED].set_words(self.tr("Fewer"), self.tr("Wants fewer notices"))
        service, marketing = self.tr("News about own goods"), self.tr("Offers and livestreams")
        self._service_word.setText(service)
        self._marketing_word.setText(marketing)
        self.service.setAccessibleName(service)
        self.marketing.setAccessibleName(marketing)
        self.lines.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the lines."""
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.close()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the right, as high as the page."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Show the account as it is now."""
        model = self._model
        self.setVisible(model.is_open)
        if model.account is None:
            return
        self._name.setText(model.name)
        self.setAccessibleName(model.name)
        holding = model.holding
        is_member = model.account.kind is AccountKind.MEMBER
        self._consent.setVisible(is_member)
        if holding is None:
            self._show_not_yet(model.error)
            return
        value = holding.balance.value
        said, ink = standing(value)
        self._value.setText(str(value).replace("-", "\u2212"))
        self._value.set_ink(ink)
        self._bar.set_share(value - LEAST, MOST - LEAST)
        self._bar.setAccessibleName(f"{value}")
        self._standing.set_words(said)
        self.items.set_rows(list(reversed(holding.balance.entries)))
        self.states.show_content()
        if holding.contact is not None:
            self.service.setChecked(holding.contact.service)
            self.marketing.setChecked(holding.contact.marketing)

    def _show_not_yet(self, error: LeaderError | None) -> None:
        self._value.setText("–")
        self._standing.set_words("")
        self._bar.set_share(0, 1)
        if error is None:
            self.states.show_loading()
        else:
            title, hint = sentence(error.title), sentence(error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))

    def _place(self) -> None:
        self.setGeometry(self._host.width() - WIDTH, 0, WIDTH, self._host.height())
        self.raise_()

    def _opened(self) -> None:
        was = self.isVisible()
        if self._model.is_open:
            self._place()
        self.refresh()
        if self._model.is_open and not was:
            self._told.setText("")
            self.banner.hide()
            self.take_focus()

    def _say_noted(self, kind: ReactionKind) -> None:
        if self._model.account is not None:
            self.banner.hide()
            self._told.setText(reaction_done(kind, self._model.account.kind))

    def _say_failed(self, error: LeaderError) -> None:
        self._told.setText("")
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _allow(self) -> None:
        self._model.allow(service=self.service.isChecked(), marketing=self.marketing.isChecked())

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._opened)
        model.noted.connect(self._say_noted)
        model.failed.connect(self._say_failed)
        self.close_button.clicked.connect(model.close)
        self.states.retried.connect(model.refresh)
        for kind, button in self.said.items():
            button.clicked.connect(lambda _=False, kind=kind: model.said(kind))
        self.service.clicked.connect(self._allow)
        self.marketing.clicked.connect(self._allow)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.S)
        card.body.addLayout(row(self._name, self.close_button))
        head = row(self._value, spacing=Space.M)
        head.addLayout(column(0, self._standing, self._of, 0, spacing=0), 1)
        card.body.addLayout(head)
        for part in (self._bar, self._why):
            card.body.addWidget(part)
        card.body.addWidget(self.states, 1)
        card.body.addWidget(self.banner)
        card.body.addWidget(self._told)
        card.body.addLayout(row(*self.said.values(), 0))
        consent = column(spacing=0)
        consent.addLayout(row(self._service_word, 0, self.service))
        consent.addLayout(row(self._marketing_word, 0, self.marketing))
        self._consent.setLayout(consent)
        card.body.addWidget(self._consent)
        whole = column(card)
        self.setLayout(whole)

    def _columns(self) -> list[Column[Entry]]:
        now = self._model.now
        return [
            Column(
                "words",
                lambda: _tr("Notices", "What happened"),
                lambda one: Cell(sentence(one.words), sub=words.moment(one.at, now())),
            ),
            Column(
                "change",
                lambda: _tr("Notices", "Points"),
                _change,
                lambda: ("+00",),
                on_right=True,
            ),
        ]


def _change(entry: Entry) -> Cell:
    ink = Ink.OK if entry.change > 0 else Ink.WARN
    return Cell(signed(entry.change), strong=True, ink=ink)
