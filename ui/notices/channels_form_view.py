"""One channel: what it is, its name and group, its address, and what it said to a test."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leader_app.domain.channel import TRAITS, ChannelKind, Reach
from ui.core_text import sentence, together
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import Section, column, row
from ui.kit.combo import Combo
from ui.kit.field import Field, SecretField, large_line
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.kit.toggle import Toggle
from ui.notices.channels import FIXED, WITHOUT_ADDRESS, ChannelsViewModel, Draft
from ui.notices.channels_words import trouble_of
from ui.notices.wording import channel_name, channel_word
from ui.theme.tokens import Ink, Size, Space, Tone, Type


class ChannelForm(Spoken):
    """Ctrl+Enter keeps it; the address is dots while it is typed and is never shown again."""

    def __init__(self, view_model: ChannelsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._box = Section()
        self.kind, self._kind_name = Combo(), Label("", Type.BODY, Ink.SECONDARY)
        self.name, self.group = Field(large_line()), Field(large_line())
        self.address = Field(SecretField())
        self._where = Paragraph("", Type.CAPTION, Ink.HINT)
        self.active, self._on = Toggle(), Label("", Type.BODY)
        self.banner, self._busy = Banner(wraps=True, closable=False), Progress()
        self.save = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.test = Button("", icon="notice", key="Alt+T")
        self.forget = Button("", Kind.PLAIN, icon="trash")
        self._sure_of = ""
        self._busy.set_share(0, 0)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._kind_name.setText(self.tr("What it is"))
        self.kind.setAccessibleName(self.tr("What it is"))
        self.save.set_words(self.tr("Save"))
        self.test.set_words(self.tr("Send a test"))
        self._on.setText(self.tr("In use"))
        self.active.setAccessibleName(self.tr("In use"))
        kept = self.kind.currentData()
        self.kind.clear()
        for kind in ChannelKind:
            if kind is not ChannelKind.CENTRE:
                self.kind.addItem(channel_word(kind), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(kept))
        self._name_fields()
        self.refresh()

    def take_focus(self) -> None:
        """Begin with what is missing."""
        fields: list[QWidget] = [self.kind, self.name.editor, self.group.editor, self.active]
        for field in fields:
            if field.isVisible():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def refresh(self) -> None:
        """Show the channel as it is now."""
        model, draft = self._model, self._model.draft
        self.setVisible(draft is not None)
        if draft is None:
            return
        channel, fixed = model.editing, draft.channel_id in FIXED
        self._box.heading.setText(channel_name(channel) if channel else self.tr("New channel"))
        self.kind.setVisible(channel is None)
        self._kind_name.setVisible(channel is None)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind.value))
        for field, text in ((self.name, draft.name), (self.group, draft.group)):
            _fill(field, text)
        _fill(self.address, draft.address)
        self.name.setVisible(not fixed)
        self.group.setVisible(_reach(draft) is Reach.GROUP)
        self.address.setVisible(draft.kind not in WITHOUT_ADDRESS)
        self._where.set_words(sentence(model.words(draft.kind)))
        for part in (self.active, self._on):
            part.setVisible(channel is not None)
        self.active.setChecked(channel is not None and channel.active)
        self.test.setVisible(channel is not None and draft.kind is not ChannelKind.CLIPBOARD)
        self.test.setEnabled(not model.testing)
        self.forget.setVisible(channel is not None and not fixed)
        sure = channel is not None and self._sure_of == channel.channel_id
        self.forget.set_words(self.tr("Remove for good") if sure else self.tr("Remove"))
        self.save.setEnabled(bool(draft.name.strip()))
        self._busy.setVisible(bool(model.testing))
        self._name_fields()
        self._tell()

    def _name_fields(self) -> None:
        draft = self._model.draft
        is_new = self._model.editing is None
        self.name.set_words(self.tr("Name"), example=self.tr("Group robot of the store"))
        self.group.set_words(
            self.tr("Name of the chat group"),
            self.tr("Channels into the same group share one account of patience."),
            self.tr("As people call it"),
        )
        kept = self.tr("It is kept. Write a new one only to change it.")
        called = self.tr("Address")
        if draft is not None and draft.kind in {ChannelKind.SERVERCHAN, ChannelKind.PUSHPLUS}:
            called = self.tr("Key")
        self.address.set_words(called, "" if is_new else kept)

    def _tell(self) -> None:
        model, channel = self._model, self._model.editing
        if model.error is not None:
            self.banner.tell(together(model.error.title, model.error.hint), Tone.BAD)
        elif model.testing:
            self.banner.tell(self.tr("Sending a test. This can take half a minute."))
        elif model.tried is not None and channel and model.tried.channel_id == channel.channel_id:
            tried = model.tried
            if tried.words is not None:
                self.banner.tell(sentence(tried.words), Tone.ACCENT)
            elif tried.error is not None:
                self.banner.tell(together(tried.error.title, tried.error.hint), Tone.BAD)
        elif channel is not None and channel.problem:
            trouble = trouble_of(channel)
            self.banner.tell(f"{trouble.what} {trouble.hint}", Tone.BAD)
        else:
            self.banner.hide()

    def _write(self) -> None:
        draft = self._model.draft
        if draft is None:
            return
        self._model.write(
            replace(
                draft,
                name=self.name.editor.text(),
                group=self.group.editor.text(),
                address=self.address.editor.text(),
            )
        )

    def _forget(self) -> None:
        """Ask once by the button itself: an address that is dropped cannot be brought back."""
        channel = self._model.editing
        if channel is None:
            return
        if self._sure_of == channel.channel_id:
            self._sure_of = ""
            self._model.forget()
        else:
            self._sure_of = channel.channel_id
            self.refresh()

    def _choose_kind(self, at: int) -> None:
        if self._model.draft is not None:
            kind = ChannelKind(self.kind.itemData(at))
            self._model.write(replace(self._model.draft, kind=kind))

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.refresh)
        self.kind.activated.connect(self._choose_kind)
        for field in (self.name, self.group, self.address):
            field.editor.textEdited.connect(self._write)
            field.editor.returnPressed.connect(model.save)
        self.active.clicked.connect(lambda on: model.turn(on=on))
        self.save.clicked.connect(model.save)
        self.test.clicked.connect(model.test)
        self.forget.clicked.connect(self._forget)

    def _lay_out(self) -> None:
        body = self._box.body
        body.addLayout(column(self._kind_name, self.kind, spacing=Space.XS))
        names = row(spacing=Space.M)
        for field in (self.name, self.group):
            names.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        body.addLayout(names)
        body.addWidget(self.address)
        body.addWidget(self._where)
        body.addLayout(row(self.active, self._on, 0))
        body.addWidget(self.banner)
        body.addWidget(self._busy)
        body.addStretch(1)
        body.addLayout(row(self.save, self.test, 0, self.forget))
        self.kind.setMinimumHeight(Size.CONTROL_LARGE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)


def _fill(field: Field, text: str) -> None:
    if field.editor.text() != text:
        field.editor.setText(text)


def _reach(draft: Draft) -> Reach:
    return TRAITS[draft.kind].reach
