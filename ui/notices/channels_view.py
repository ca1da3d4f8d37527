"""Channels: the ways this counter can tell people, and whether each of them works."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from leader_app.domain.channel import Channel
from ui.core_text import sentence
from ui.kit.banner import Toast
from ui.kit.button import Button
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.notices.channels import WITHOUT_ADDRESS, ChannelsViewModel
from ui.notices.channels_form_view import ChannelForm
from ui.notices.channels_words import channel_about, channel_state, state_words
from ui.notices.wording import channel_name
from ui.theme.tokens import Size, Space, Tone

_tr = QCoreApplication.translate


class ChannelsView(Spoken):
    """The list on the left, the one that was chosen on the right; Alt+A begins a new one."""

    def __init__(self, view_model: ChannelsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.toast = Toast(self)
        self.items = ListModel(_columns(), lambda channel: channel.channel_id, self)
        self.table = Grid(self.items, "name", row_height=Size.CONTROL_LARGE, least=Size.RAIL)
        self.states = StateStack(self.table)
        self.add = Button("", icon="plus", key="Alt+A")
        self.form = ChannelForm(view_model)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.add.set_words(self.tr("Add a channel"))
        self.table.setAccessibleName(self.tr("Channels"))
        self.table.retranslate()
        self.form.retranslate()
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether there is news."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget an address that was typed but not kept."""
        super().hideEvent(event)
        self._model.hide()

    def _show(self) -> None:
        model = self._model
        if model.channels is None:
            if model.error is None:
                self.states.show_loading()
            else:
                title, hint = sentence(model.error.title), sentence(model.error.hint)
                self.states.show_error(title, hint, self.tr("Try again"))
            return
        self.items.set_rows(model.channels)
        self.table.go_to(self.items.find(model.draft.channel_id) if model.draft else -1)
        self.states.show_content()

    def _choose(self, number: int) -> None:
        channel = self.items.at(number)
        if channel is not None:
            self._model.edit(channel.channel_id)

    def _begin_new(self) -> None:
        self._model.begin_new()
        self.form.take_focus()

    def _say_saved(self, channel: Channel) -> None:
        said = self.tr("%1 is kept. Send a test to see it work.")
        if channel.kind in WITHOUT_ADDRESS:
            said = self.tr("%1 is kept.")
        self.toast.tell(said.replace("%1", channel_name(channel)), Tone.OK)

    def _say_forgotten(self, channel: Channel) -> None:
        said = self.tr("%1 is removed, its address too.").replace("%1", channel_name(channel))
        self.toast.tell(said, Tone.NEUTRAL)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.saved.connect(self._say_saved)
        model.forgotten.connect(self._say_forgotten)
        self.table.row_chosen.connect(self._choose)
        self.table.opened.connect(self.form.take_focus)
        self.add.clicked.connect(self._begin_new)
        self.states.retried.connect(model.refresh)

    def _lay_out(self) -> None:
        box = Card(padding=Space.XS)
        box.body.addWidget(self.states, 1)
        foot = row(self.add, 0)
        foot.setContentsMargins(Space.M, 0, Space.M, Space.S)
        box.body.addLayout(foot)
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.setProperty("ground", "clear")
        self.form.setMaximumWidth(Size.PAGE)
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        box.setFixedWidth(Size.FORM * 3 // 4)
        line.addWidget(box)
        line.addWidget(area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)


def _columns() -> list[Column[Channel]]:
    return [
        Column(
            "name",
            lambda: _tr("Notices", "Channel"),
            lambda channel: Cell(channel_name(channel), strong=True, sub=channel_about(channel)),
        ),
        Column(
            "state",
            lambda: _tr("Notices", "State"),
            _state,
            state_words,
            pills=True,
        ),
    ]


def _state(channel: Channel) -> Cell:
    word, icon, tone = channel_state(channel)
    return Cell(word, pill=(icon, tone))
