"""The one line at the head of a page: its name, its search, at most three actions."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.button import Button
from ui.kit.field import SearchField
from ui.kit.label import ElidedLabel, Label
from ui.theme.tokens import Ink, Size, Space, Type

MOST_ACTIONS = 3


class TitleLine(QWidget):
    """Name on the left, ``tabs`` and search beside it, actions on the right."""

    def __init__(self, *actions: Button, search: bool = False, tabs: QWidget | None = None) -> None:
        super().__init__()
        if len(actions) > MOST_ACTIONS:
            msg = f"a title line holds at most {MOST_ACTIONS} actions"
            raise ValueError(msg)
        self.setFixedHeight(Size.TITLE_LINE)
        self._name = Label("", Type.TITLE, strong=True)
        self._note = ElidedLabel("", Type.BODY, Ink.HINT)
        self.search = SearchField() if search else None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.XL, 0, Space.XL, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._name)
        if tabs is not None:
            layout.addWidget(tabs)
        layout.addWidget(self._note, 1)
        if self.search is not None:
            self.search.setMinimumWidth(Size.FORM // 2)
            self.search.setMaximumWidth(Size.FORM)
            layout.addWidget(self.search, 2)
        for action in actions:
            layout.addWidget(action)

    def name(self) -> str:
        """Return the name of the page."""
        return self._name.text()

    def set_name(self, name: str, note: str = "") -> None:
        """Name the page; ``note`` is a quiet remark such as how many there are."""
        self._name.setText(name)
        self._note.setText(note)
