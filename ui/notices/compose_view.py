"""Writing a notice: what it says and to whom on the left, what comes of it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from leader_app.domain.notice import Form, NoticeKind
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.chips import Chips, Choice
from ui.kit.combo import Combo
from ui.kit.keys import on_key
from ui.kit.page import Spoken
from ui.kit.tabs import Tab, Tabs
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_audience_view import AudiencePart
from ui.notices.compose_how_view import HowPart
from ui.notices.compose_kind_view import KindChooser
from ui.notices.compose_people import PeopleViewModel
from ui.notices.compose_preview import PreviewViewModel
from ui.notices.compose_preview_view import PreviewPart
from ui.notices.compose_send_view import SendStrip
from ui.notices.compose_text_view import TextPart
from ui.notices.compose_told_view import LeftOutPart, ToldPart
from ui.notices.compose_words import form_word
from ui.notices.wording import kind_word
from ui.theme.tokens import Size, Space

TEXT, WHOM, HOW = "text", "whom", "how"
PREVIEW, TOLD, LEFT_OUT = "preview", "told", "left_out"
_LONGEST_TITLE = 120


class ComposeView(Spoken):
    """Alt+T, Alt+W, Alt+H: text, whom, how; Alt+V, Alt+N, Alt+O: preview, told, not told."""

    account_wanted = Signal(str, str)
    poster_wanted = Signal()

    def __init__(
        self, view_model: ComposeViewModel, preview: PreviewViewModel, people: PeopleViewModel
    ) -> None:
        super().__init__()
        self._model, self._preview_model = view_model, preview
        self.kinds = KindChooser()
        self.kind, self.title, self.forms = Combo(), QLineEdit(), Chips()
        self.aside = Button("", Kind.PLAIN, icon="clock")
        self.drop = Button("", Kind.PLAIN, icon="trash")
        self.text, self.whom = TextPart(view_model), AudiencePart(view_model, people)
        self.how, self.strip = HowPart(view_model), SendStrip(view_model)
        self.preview, self.told = PreviewPart(preview), ToldPart(view_model)
        self.left_out = LeftOutPart(view_model)
        self.left, self.right = Tabs(), Tabs()
        self._left = _stack({TEXT: self.text, WHOM: self.whom, HOW: self.how})
        self._right = _stack({PREVIEW: self.preview, TOLD: self.told, LEFT_OUT: self.left_out})
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._name_kinds()
        self.title.setPlaceholderText(self.tr("Title"))
        self.title.setAccessibleName(self.tr("Title"))
        self.forms.set_choices([Choice(one.value, form_word(one)) for one in Form])
        self.aside.set_words("", self.tr("Keep for later"))
        self.drop.set_words("", self.tr("Drop the draft"))
        self._name_tabs()
        for part in (self.kinds, self.text, self.whom, self.how, self.strip):
            part.retranslate()
        for side in (self.preview, self.told, self.left_out):
            side.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        if self._model.draft is None:
            self.kinds.take_focus()
        else:
            self.show_part(self.left.current())

    def show_part(self, name: str) -> None:
        """Show a part of the draft and put the keyboard there."""
        self.left.choose(name)
        parts: dict[str, TextPart | AudiencePart | HowPart] = {
            TEXT: self.text,
            WHOM: self.whom,
            HOW: self.how,
        }
        self._left.setCurrentWidget(parts[name])
        parts[name].take_focus()

    def show_side(self, name: str) -> None:
        """Show what comes of it and put the keyboard there."""
        self.right.choose(name)
        sides: dict[str, PreviewPart | ToldPart | LeftOutPart] = {
            PREVIEW: self.preview,
            TOLD: self.told,
            LEFT_OUT: self.left_out,
        }
        self._right.setCurrentWidget(sides[name])
        sides[name].take_focus()

    def refresh(self) -> None:
        """Show the draft, or the kinds to begin one with."""
        draft = self._model.draft
        self._stack.setCurrentWidget(self.kinds if draft is None else self._page)
        if draft is None:
            return
        self.kind.setCurrentIndex(list(NoticeKind).index(draft.kind))
        if self.title.text() != draft.title:
            self.title.setText(draft.title)
        self.forms.choose(draft.form.value)
        for part in (self.text, self.whom, self.how):
            part.refresh()
        self._show_plan()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: not yet; Enter in the title goes on into the text."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape and self._model.asking:
            self._model.take_back()
        elif enter and self.title.hasFocus():
            self.show_part(TEXT)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look who is told by now."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written."""
        super().hideEvent(event)
        self._model.hide()

    def _show_plan(self) -> None:
        self.strip.refresh()
        self.text.show_flaws()
        if self._model.is_fresh or self._model.draft is None:
            self.how.show_plan()
            self.told.refresh()
            self.left_out.refresh()
            self._name_tabs()

    def _name_tabs(self) -> None:
        known = self._model.plan is not None
        told = f" {len(self._model.told):,}" if known else ""
        left = f" {len(self._model.not_told):,}" if known else ""
        self.left.set_tabs(
            [
                Tab(TEXT, self.tr("Words"), "Alt+T"),
                Tab(WHOM, self.tr("For whom"), "Alt+W"),
                Tab(HOW, self.tr("How and when"), "Alt+H"),
            ]
        )
        self.right.set_tabs(
            [
                Tab(PREVIEW, self.tr("Preview"), "Alt+V"),
                Tab(TOLD, self.tr("Will hear it") + told, "Alt+N"),
                Tab(LEFT_OUT, self.tr("Will not") + left, "Alt+O"),
            ]
        )

    def _name_kinds(self) -> None:
        at = self.kind.currentIndex()
        self.kind.clear()
        for one in NoticeKind:
            self.kind.addItem(kind_word(one), one)
        self.kind.setCurrentIndex(max(at, 0))
        self.kind.setAccessibleName(self.tr("What it is about"))

    def _show_offers(self) -> None:
        for part in (self.text, self.whom, self.how):
            part.show_offers()

    def _look_at(self, member_id: str) -> None:
        self._preview_model.look_at(member_id)
        self.show_side(PREVIEW)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.refresh)
        model.planned.connect(self._show_plan)
        model.offered.connect(self._show_offers)
        model.asking_changed.connect(self.strip.refresh)
        model.began.connect(lambda: self.show_part(TEXT))
        self.kinds.chosen.connect(lambda kind: model.begin(NoticeKind(kind)))
        self.kind.activated.connect(lambda at: model.set_kind(self.kind.itemData(at)))
        self.title.textEdited.connect(lambda title: model.write(title=title))
        self.forms.chosen.connect(lambda form: model.set_form(Form(form)))
        self.left.chosen.connect(self.show_part)
        self.right.chosen.connect(self.show_side)
        self.aside.clicked.connect(model.put_aside)
        self.drop.clicked.connect(model.drop)
        self.told.looked_at.connect(self._look_at)
        for side in (self.told, self.left_out):
            side.account_wanted.connect(self.account_wanted)
        self.text.poster_wanted.connect(self.poster_wanted)
        on_key(self._page, "Alt+K", self.kind.showPopup)

    def _lay_out(self) -> None:
        self.kind.setFixedWidth(2 * Size.RAIL)
        self.title.setMaxLength(_LONGEST_TITLE)
        head = row(self.kind, self.title, self.forms, self.aside, self.drop)
        head.setStretch(1, 1)
        halves = row(spacing=Space.XL)
        for tabs, stack in ((self.left, self._left), (self.right, self._right)):
            half = column()
            half.addLayout(row(tabs, 0))
            half.addWidget(stack, 1)
            halves.addLayout(half, 1)
        self._page = QWidget()
        box = column(spacing=Space.S)
        box.addLayout(head)
        box.addLayout(halves, 1)
        box.addWidget(self.strip)
        self._page.setLayout(box)
        self._stack = QStackedWidget()
        for part in (self.kinds, self._page):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack))


def _stack(parts: dict[str, Spoken]) -> QStackedWidget:
    stack = QStackedWidget()
    for part in parts.values():
        stack.addWidget(part)
    return stack
