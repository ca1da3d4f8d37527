"""Fields for the places that no order can fill: a link, who presents, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit

from leader_app.domain.notice_places import FILLED_BY_HAND, Place, place
from leader_app.domain.notice_text import places_in
from ui.core_text import sentence
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.notices.compose import ComposeViewModel
from ui.theme.tokens import Ink, Space, Type

_LONGEST = 200
_COLUMNS = 2


class ByHandFields(Spoken):
    """One field for each such place in the text; hidden while there is none."""

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.fields: dict[str, QLineEdit] = {}
        self._names: dict[str, Label] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        self.hide()

    def retranslate(self) -> None:
        """Name the fields again."""
        for name, field in self.fields.items():
            found = place(name)
            if found is not None:
                self._names[name].setText(self._called(found))
                field.setAccessibleName(sentence(found.meaning))
                field.setPlaceholderText(sentence(found.meaning))
                field.setToolTip(found.example)

    def refresh(self) -> None:
        """Show a field for every place of the text that is filled by hand."""
        draft = self._model.draft
        if draft is None:
            return
        used = (*places_in(draft.title), *places_in(draft.template))
        wanted = [name for name in dict.fromkeys(used) if name in FILLED_BY_HAND]
        if wanted != list(self.fields):
            self._rebuild(wanted)
        for name, field in self.fields.items():
            value = draft.extra.get(name, "")
            if field.text() != value:
                field.setText(value)
        self.setVisible(bool(wanted))

    def _rebuild(self, wanted: list[str]) -> None:
        for old in (*self.fields.values(), *self._names.values()):
            self._grid.removeWidget(old)
            old.deleteLater()
        self.fields = {name: QLineEdit() for name in wanted}
        self._names = {name: Label("", Type.CAPTION, Ink.HINT) for name in wanted}
        for at, name in enumerate(wanted):
            line, side = divmod(at, _COLUMNS)
            self._grid.addWidget(self._names[name], line, 2 * side)
            self._grid.addWidget(self.fields[name], line, 2 * side + 1)
            self.fields[name].setMaxLength(_LONGEST)
            self.fields[name].textEdited.connect(self._writer(name))
        self.retranslate()

    def _called(self, found: Place) -> str:
        """Return a place by the name it has in the text."""
        draft = self._model.draft
        words = f"{draft.title}{draft.template}" if draft is not None else ""
        return found.chinese if found.chinese in words else found.name

    def _writer(self, name: str) -> Callable[[str], None]:
        def write(value: str) -> None:
            self._model.fill_in(name, value)

        return write
