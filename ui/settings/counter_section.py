"""How the counter works: speed and sound."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.kit.button import Button, Kind
from ui.kit.card import Section, row, rule
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.rows import SettingRow
from ui.kit.toggle import Toggle
from ui.settings.view_model import SettingsViewModel
from ui.theme.tokens import Ink, Space

_CUES = ("accepted", "look", "refused")


class CounterSection(Spoken):
    """Two switches, and the sounds to try."""

    tried = Signal(str)
    """The sound to play."""

    def __init__(self, model: SettingsViewModel) -> None:
        super().__init__()
        self._model = model
        self._fast, self._sound = Toggle(), Toggle()
        self._fast_row, self._sound_row = SettingRow(self._fast), SettingRow(self._sound)
        self._card = Section()
        self._try = Label("", ink=Ink.SECONDARY)
        self._cues = {cue: Button("", Kind.QUIET, icon="play") for cue in _CUES}
        for part in (self._fast_row, rule(), self._sound_row):
            self._card.body.addWidget(part)
        self._card.body.addLayout(row(self._try, Space.S, *self._cues.values(), 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        layout.addStretch(1)
        self._fast.clicked.connect(lambda on: model.choose_fast(on=on))
        self._sound.clicked.connect(lambda on: model.choose_sound(on=on))
        for cue, button in self._cues.items():
            button.clicked.connect(self._tryer(cue))
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._card.heading.setText(self.tr("At the counter"))
        self._fast_row.set_words(
            self.tr("Fast mode"),
            self.tr("A good code hands over at once; a wrong one can be undone for an hour"),
        )
        self._sound_row.set_words(
            self.tr("Sound"), self.tr("Accepted, look here and refused sound different")
        )
        self._try.setText(self.tr("Listen"))
        words = (self.tr("Accepted"), self.tr("Look here"), self.tr("Refused"))
        for button, said in zip(self._cues.values(), words, strict=True):
            button.set_words(said)
        self._show()

    def _show(self) -> None:
        self._fast.setChecked(self._model.fast)
        self._sound.setChecked(self._model.sound)
        for button in self._cues.values():
            button.setEnabled(self._model.sound)

    def _tryer(self, cue: str) -> Callable[[], None]:
        return lambda: self.tried.emit(cue)
