"""The words of a notice: its text and its places, and the picture that goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFileDialog

from leader_app.domain.notice import Form, Notice
from leader_app.domain.notice_places import CONDITIONS
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.combo import Combo
from ui.kit.flow import FlowBox
from ui.kit.label import IconLabel, Label
from ui.kit.page import Spoken
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_by_hand_view import ByHandFields
from ui.notices.compose_editor_view import NoticeEdit
from ui.notices.compose_pasted import pasted_picture
from ui.theme.tokens import Ink, Space, Type

_USUAL = ("name", "items", "slots", "store")
_USUAL_CHINESE = ("称呼", "商品", "货位", "门店")


class TextPart(Spoken):
    """Ctrl+Space lists the places; Ctrl+Shift+V takes a picture from the clipboard."""

    poster_wanted = Signal()

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.editor = NoticeEdit()
        self.places = FlowBox(Space.XS)
        self.more = Button("", Kind.PLAIN, icon="plus", key="Ctrl+Space")
        self.places.set_things([self.more])
        self.templates = Combo()
        self._flaw_sign = IconLabel("warning", Ink.BAD)
        self.flaw = Label("", Type.CAPTION, Ink.BAD)
        self.flaw.setWordWrap(True)
        self.by_hand = ByHandFields(view_model)
        self.choose = Button("", Kind.QUIET, icon="photo")
        self.paste = Button("", Kind.QUIET, icon="paste", key="Ctrl+Shift+V")
        self.poster = Button("", Kind.QUIET, icon="pencil")
        self._place_names: list[str] = []
        self._shown = ""
        flaw = row(self._flaw_sign, self.flaw)
        flaw.setStretch(1, 1)
        tools = row(self.places, self.templates)
        tools.setStretch(0, 1)
        box = column(self.editor, self.by_hand, spacing=Space.S)
        box.insertLayout(1, flaw)
        box.insertLayout(2, tools)
        box.addLayout(row(self.choose, self.paste, self.poster, 0))
        box.setStretch(0, 1)
        self.setLayout(box)
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.editor.setPlaceholderText(self.tr("What neighbours will read"))
        self.editor.setAccessibleName(self.tr("Text of the notice"))
        self.templates.setAccessibleName(self.tr("Template"))
        self.templates.setPlaceholderText(self.tr("Own words"))
        self.more.set_words(self.tr("More"), self.tr("All that can be filled in by itself"))
        self.choose.set_words(self.tr("Choose a picture"))
        self.paste.set_words(self.tr("Paste"), self.tr("Take the picture from the clipboard"))
        self.poster.set_words(self.tr("Make a poster"))
        self.by_hand.retranslate()
        self.show_offers()
        self.show_flaws()

    def take_focus(self) -> None:
        """Go into the text, after its last word."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the draft."""
        draft = self._model.draft
        if draft is None:
            return
        if self.editor.toPlainText() != draft.template:
            self._write(draft)
        self._show_templates()
        self.by_hand.refresh()
        for button in (self.choose, self.paste, self.poster):
            button.setVisible(draft.form is Form.PICTURE)

    def _write(self, draft: Notice) -> None:
        """Write other words: of the same draft so that Ctrl+Z brings the old ones back."""
        if draft.notice_id == self._shown:
            cursor = self.editor.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(draft.template)
        else:
            self._shown = draft.notice_id
            self.editor.setPlainText(draft.template)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def _show_templates(self) -> None:
        draft, offers = self._model.draft, self._model.offers
        known = offers.templates if offers is not None and draft is not None else ()
        found = [one for one in known if draft is not None and one.kind is draft.kind]
        if [self.templates.itemData(at) for at in range(self.templates.count())] != found:
            self.templates.clear()
            for one in found:
                self.templates.addItem(one.name, one)
        texts = [one.text for one in found]
        same = draft is not None and draft.template in texts
        self.templates.setCurrentIndex(texts.index(draft.template) if draft and same else -1)
        self.templates.setVisible(len(found) > 1)

    def show_offers(self) -> None:
        """Offer the places there are."""
        offers = self._model.offers
        if offers is None:
            return
        self._show_templates()
        offered = {one.name: sentence(one.meaning) for one in offers.places}
        chinese = not next(iter(offered), "").isascii()
        for one in CONDITIONS:
            name = f"如果 {one.chinese}" if chinese else f"if {one.name}"
            offered[name] = sentence(one.meaning)
        self.editor.set_places(offered)
        usual = _USUAL_CHINESE if chinese else _USUAL
        names = [name for name in usual if name in offered]
        if names != self._place_names:
            self._place_names = names
            self.places.set_things([*map(self._place_button, names), self.more])

    def show_flaws(self) -> None:
        """Underline what is wrong, and say it."""
        plan = self._model.plan
        if plan is not None and self._model.is_fresh:
            self.editor.show_flaws(plan.flaws)
        self._say_flaw()

    def _place_button(self, name: str) -> Button:
        button = Button(name, Kind.PLAIN)
        button.clicked.connect(lambda: self.editor.insert_place(name))
        return button

    def _say_flaw(self) -> None:
        found = self.editor.flaw_here()
        self.flaw.setText(sentence(found.words) if found is not None else "")
        for part in (self._flaw_sign, self.flaw):
            part.setVisible(found is not None)

    def _typed(self) -> None:
        self._model.write(text=self.editor.toPlainText())
        self.by_hand.refresh()

    def _choose_picture(self) -> None:
        dialog = QFileDialog(self)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["*.jpg *.jpeg *.png"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Have the notice go with a picture file; what is none is refused in words."""
        try:
            self._model.attach(Path(path).read_bytes())
        except OSError:
            self._model.attach(b"")

    def _paste_picture(self) -> None:
        picture = pasted_picture(QGuiApplication.clipboard())
        if picture is not None:
            self._model.attach(picture)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._typed)
        self.editor.cursorPositionChanged.connect(self._say_flaw)
        self.templates.activated.connect(
            lambda at: self._model.use_template(self.templates.itemData(at))
        )
        self.more.clicked.connect(self.editor.begin_place)
        self.choose.clicked.connect(self._choose_picture)
        self.paste.clicked.connect(self._paste_picture)
        self.poster.clicked.connect(self.poster_wanted)
