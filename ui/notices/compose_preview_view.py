"""What one recipient or a group will read, as each channel shows it, and how long it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from leader_app.domain.message_text import plain
from leader_app.domain.notice import Form
from leader_app.services.notices.desk import Preview
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.keys import key_name, on_key
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.notices.compose_markdown import as_html
from ui.notices.compose_preview import PreviewViewModel
from ui.notices.compose_words import length_words
from ui.notices.wording import channel_name
from ui.theme.tokens import Ink, Size, Space, Type

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_COLUMNS = 3
_BEFORE, _AFTER = "Alt+Left", "Alt+Right"


class _Bubble(Card):
    """One piece, as it stands in a chat."""

    def __init__(self) -> None:
        super().__init__("plain", Space.M)
        self.words = Label("", Type.BODY)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.words)

    def show_piece(self, text: str, form: Form) -> None:
        """Show a piece; a card's marks become what they mean."""
        card = form is Form.CARD
        self.words.setTextFormat(Qt.TextFormat.RichText if card else Qt.TextFormat.PlainText)
        self.words.setText(as_html(text) if card else text)
        self.words.setAccessibleName(plain(text) if card else text)


class PreviewPart(Spoken):
    """Left and right go through the recipients; Alt+Left and Alt+Right do so from the text."""

    def __init__(self, view_model: PreviewViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.channels = ChoiceGrid(_COLUMNS)
        self.before = Button("", Kind.PLAIN, icon="arrow-left")
        self.after = Button("", Kind.PLAIN, icon="arrow-right")
        self.who = ElidedLabel("", Type.BODY, strong=True)
        self.who.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = ElidedLabel("", Type.LEAD, strong=True)
        self.meter, self.length = Progress(), Label("", Type.CAPTION, Ink.HINT)
        self.picture = Label()
        self.nothing = Label("", Type.BODY, Ink.HINT)
        self.nothing.setWordWrap(True)
        self.bubbles: list[_Bubble] = []
        self._lay_out()
        self.channels.chosen.connect(view_model.choose_channel)
        self.before.clicked.connect(lambda: view_model.step(-1))
        self.after.clicked.connect(lambda: view_model.step(1))
        on_key(self, _BEFORE, self.before.click)
        on_key(self, _AFTER, self.after.click)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self.before.set_words("", f"{self.tr('The one before')} {key_name(_BEFORE)}")
        self.after.set_words("", f"{self.tr('The next one')} {key_name(_AFTER)}")
        self.setAccessibleName(self.tr("Preview"))
        self.meter.setAccessibleName(self.tr("Length"))
        self.refresh()

    def take_focus(self) -> None:
        """Have the arrow keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what is known."""
        model = self._model
        self.channels.set_choices([Choice(x.channel_id, channel_name(x)) for x in model.channels])
        self.channels.setVisible(len(model.channels) > 1)
        channel = model.channel
        self.channels.choose(channel.channel_id if channel is not None else "")
        for button in (self.before, self.after):
            button.setVisible(model.is_personal and model.count > 1)
        self.who.setText(self._who())
        self._show_preview(model.preview)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next recipient."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._model.is_personal:
            self._model.step(step)
        else:
            super().keyPressEvent(event)

    def _who(self) -> str:
        model, channel, who = self._model, self._model.channel, self._model.who
        if channel is None:
            return ""
        if not model.is_personal:
            return channel.group or channel_name(channel)
        if who is None:
            return ""
        number = self.tr("%1 of %2").replace("%1", str(model.number))
        told = " ".join(x for x in (who.name, who.phone_tail, who.home) if x)
        return f"{told}   {number.replace('%2', f'{model.count:,}')}"

    def _show_preview(self, preview: Preview | None) -> None:
        pieces = preview.pieces if preview is not None else ()
        written = [piece for piece in pieces if piece]
        while len(self.bubbles) < len(written):
            self.bubbles.append(_Bubble())
            self._chat.insertWidget(len(self.bubbles), self.bubbles[-1])
        for at, bubble in enumerate(self.bubbles):
            bubble.setVisible(at < len(written))
            if preview is not None and at < len(written):
                bubble.show_piece(written[at], preview.form)
        self.title.setText(preview.title if preview is not None else "")
        self.title.setVisible(bool(self.title.text()))
        self._show_picture(preview)
        self._show_length(preview, len(pieces))
        self._say_nothing(shown=bool(written))

    def _say_nothing(self, *, shown: bool) -> None:
        error = self._model.error
        if error is not None:
            self.nothing.setText(f"{sentence(error.title)} {sentence(error.hint)}")
        elif self._model.channel is None:
            self.nothing.setText(self.tr("Choose how it goes out, and it is shown here."))
        else:
            self.nothing.setText(self.tr("There is nothing to read yet."))
        self.nothing.setVisible(not shown)

    def _show_picture(self, preview: Preview | None) -> None:
        shown = preview is not None and preview.form is Form.PICTURE
        found = QPixmap()
        if shown and self._model.picture is not None:
            found.loadFromData(self._model.picture)
        self.picture.setVisible(not found.isNull())
        if not found.isNull():
            most = Size.FORM // 2
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self.picture.setPixmap(found.scaled(most, most, keep, smooth))

    def _show_length(self, preview: Preview | None, pieces: int) -> None:
        channel = self._model.channel
        known = preview is not None and preview.limit > 0 and channel is not None
        for part in (self.meter, self.length):
            part.setVisible(known)
        if preview is None or channel is None or not known:
            return
        self.meter.set_share(preview.used, preview.limit)
        said = length_words(preview.used, preview.limit, channel.traits.unit)
        if pieces > 1:
            said += " · " + self.tr("goes in %n piece(s)", "", pieces)
        self.length.setText(said)

    def _lay_out(self) -> None:
        held = QWidget()
        held.setProperty("ground", "clear")
        self._chat = column(self.title, self.picture, self.nothing, 0, spacing=Space.S)
        held.setLayout(self._chat)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(held)
        line = row(self.before, self.who, self.after)
        line.setStretch(1, 1)
        box = column(self.channels, scroll, self.meter, self.length, spacing=Space.S)
        box.insertLayout(1, line)
        box.setStretch(2, 1)
        self.setLayout(box)
