"""Which camera, and what it sees."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from leader_app.domain.scan import CameraState, CameraStatus, Scan
from leader_app.ports.scanning import Frame
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.camera_view import CameraView
from ui.kit.card import Section, row
from ui.kit.field import Field, large_line
from ui.kit.label import Paragraph
from ui.kit.page import Spoken
from ui.kit.pill import StatusPill
from ui.kit.radio import Option, RadioCards
from ui.settings.view_model import FIRST_CAMERA, NO_CAMERA, SettingsViewModel
from ui.theme.tokens import Ink, Size, Space, Tone

_SECOND_CAMERA, _OTHER = "1", "other"


class CameraSection(Spoken):
    """The choice on the left, the live picture on the right."""

    def __init__(self, model: SettingsViewModel, newest_frame: Callable[[], Frame | None]) -> None:
        super().__init__()
        self._model = model
        self._status = CameraStatus(CameraState.STOPPED)
        self._card, self._test = Section(), Section()
        self._sources = RadioCards(stacked=True)
        self._other = Field(large_line())
        self._use = Button("", Kind.QUIET)
        self._picture = CameraView(newest_frame)
        self._state, self._seen = StatusPill(), Paragraph("", ink=Ink.SECONDARY)
        self._card.body.addWidget(self._sources)
        self._card.body.addWidget(self._other)
        self._card.body.addLayout(row(0, self._use))
        self._card.body.addStretch(1)
        self._test.body.addWidget(self._picture, 1)
        self._test.body.addLayout(row(self._state, 0))
        self._test.body.addWidget(self._seen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._card, 1)
        layout.addWidget(self._test, 1)
        self._card.setMinimumWidth(Size.FORM * 3 // 4)
        self._sources.chosen.connect(self._choose)
        self._use.clicked.connect(self._use_other)
        self._other.editor.returnPressed.connect(self._use_other)
        model.changed.connect(self._show)
        self.retranslate()

    def set_status(self, status: CameraStatus) -> None:
        """Take how the camera is."""
        self._status = status
        self._show_status()

    def set_seen(self, scan: Scan) -> None:
        """Say that a code was read."""
        said = self.tr("Code read: %1").replace("%1", scan.format or scan.source.value)
        self._seen.set_words(said)

    def retranslate(self) -> None:
        """Say every word again."""
        self._card.heading.setText(self.tr("Camera"))
        self._test.heading.setText(self.tr("What it sees"))
        self._sources.set_options(
            [
                Option(FIRST_CAMERA, self.tr("First camera"), icon="camera"),
                Option(_SECOND_CAMERA, self.tr("Second camera"), icon="camera"),
                Option(_OTHER, self.tr("Another source"), icon="link"),
                Option(NO_CAMERA, self.tr("No camera"), icon="camera-off"),
            ]
        )
        self._other.set_words(
            self.tr("Address or file"), self.tr("Such as http://192.168.1.20/video")
        )
        self._use.set_words(self.tr("Use this source"))
        self._picture.setAccessibleName(self.tr("Live picture of the camera"))
        self._seen.set_words(self.tr("Hold a code in front of the camera to try it."))
        self._show()
        self._show_status()

    def _show(self) -> None:
        source = self._model.camera
        known = source in {FIRST_CAMERA, _SECOND_CAMERA, NO_CAMERA}
        self._sources.choose(source if known else _OTHER)
        if not known:
            self._other.editor.setText(source)
        self._show_other(shown=not known)

    def _show_other(self, *, shown: bool) -> None:
        self._other.setVisible(shown)
        self._use.setVisible(shown)

    def _choose(self, key: str) -> None:
        self._show_other(shown=key == _OTHER)
        if key == _OTHER:
            self._other.editor.setFocus()
        else:
            self._model.choose_camera(key)

    def _use_other(self) -> None:
        self._model.choose_camera(self._other.editor.text())

    def _show_status(self) -> None:
        status = self._status
        why = sentence(status.reason) if status.reason is not None else ""
        match status.state:
            case CameraState.LIVE:
                self._state.set_state(self.tr("Working"), "check", Tone.OK)
            case CameraState.OPENING:
                self._state.set_state(self.tr("Starting"), "clock", Tone.NEUTRAL)
            case CameraState.NO_SIGNAL | CameraState.RETRY:
                self._state.set_state(self.tr("Not answering"), "warning", Tone.WARN)
            case CameraState.STOPPED:
                self._state.set_state(self.tr("Off"), "camera-off", Tone.NEUTRAL)
        self._picture.set_idle("camera-off", why or self.tr("No picture"))
