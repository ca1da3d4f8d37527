"""First use without anybody's centre: only the names are asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.enrol.view_model import EnrolViewModel, Step, Wrong
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.field import Field, large_line
from ui.kit.page import Spoken
from ui.theme.tokens import Size, Space


class AloneForm(Spoken):
    """Name of the pickup point, name of the counter."""

    def __init__(self, model: EnrolViewModel) -> None:
        super().__init__()
        self._model = model
        self._point = Field(large_line())
        self._name = Field(large_line())
        self._back = Button("", Kind.PLAIN, icon="arrow-left")
        self._begin = Button("", Kind.PRIMARY, height=Size.CONTROL_LARGE)
        whole = column(self._point, self._name, spacing=Space.S)
        whole.addLayout(row(self._back, 0, self._begin))
        whole.addStretch(1)
        self.setLayout(whole)
        self._back.clicked.connect(lambda: model.choose_alone(alone=False))
        self._begin.clicked.connect(self._start)
        for field in (self._point, self._name):
            field.editor.returnPressed.connect(self._start)

    def retranslate(self) -> None:
        """Say every word again."""
        self._point.set_words(
            self.tr("Name of the pickup point"), example=self.tr("Such as: Spring Lane store")
        )
        self._name.set_words(self.tr("Name of this counter"), example=self.tr("Such as: counter 1"))
        self._back.set_words(self.tr("I have an invitation"))
        self.show_state()

    def show_state(self) -> None:
        """Show what the model says."""
        making = self._model.step is Step.MAKING
        missing = Wrong.POINT in self._model.wrong
        self._point.set_wrong(self.tr("The point needs a name") if missing else "")
        self._begin.setEnabled(not making)
        self._begin.set_words(self.tr("Setting up…") if making else self.tr("Begin"))

    def take_focus(self) -> None:
        """Put the caret where typing begins."""
        self._point.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self) -> None:
        self._model.begin_alone(self._point.editor.text(), self._name.editor.text())
