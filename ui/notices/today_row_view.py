"""One thing of today: a drawing, what it is about, how far it is, what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import Card, column
from ui.kit.label import ElidedLabel, IconLabel, Label
from ui.kit.progress import Progress
from ui.notices.today_words import Entry, Group
from ui.theme.tokens import Ink, Size, Space, Type

_MOST_DEEDS = 3


class EntryRow(QWidget):
    """Stays the same widget while its thing lasts, so that no button changes under a finger."""

    acted = Signal(str, str)
    """The key of the entry and of the deed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._sign = IconLabel("notice")
        self._title = ElidedLabel("", Type.BODY, strong=True)
        self._sub = ElidedLabel("", Type.CAPTION, Ink.SECONDARY)
        self._progress = Progress()
        self.buttons = [Button("", Kind.QUIET) for _ in range(_MOST_DEEDS)]
        self._deeds: list[str] = [""] * _MOST_DEEDS
        line = QHBoxLayout(self)
        line.setContentsMargins(0, Space.XS, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(self._sign)
        line.addLayout(column(self._title, self._sub, self._progress, spacing=Space.XS), 1)
        for at, button in enumerate(self.buttons):
            line.addWidget(button)
            button.clicked.connect(lambda _=False, at=at: self.acted.emit(key, self._deeds[at]))
        self.setMinimumHeight(Size.CONTROL_LARGE - Space.XS)

    def set_entry(self, entry: Entry) -> None:
        """Show it as it is now."""
        self._sign.set_icon(entry.icon, entry.ink)
        self._title.setText(entry.title)
        self._sub.setText(entry.sub)
        self._sub.setVisible(bool(entry.sub))
        self._progress.setVisible(entry.progress is not None)
        self._progress.setAccessibleName(entry.title)
        if entry.progress is not None:
            self._progress.set_share(*entry.progress)
        for at, button in enumerate(self.buttons):
            shown = at < len(entry.deeds)
            button.setVisible(shown)
            if shown:
                self._deeds[at] = entry.deeds[at].key
                button.set_words(entry.deeds[at].words)
                button.setAccessibleName(f"{entry.deeds[at].words}: {entry.title}")
        self.setAccessibleName(f"{entry.title} {entry.sub}".strip())

    def text(self) -> str:
        """Return what it says."""
        return f"{self._title.text()}\n{self._sub.text()}"


class GroupCard(Card):
    """Entries of one sort; gone while there are none."""

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(padding=Space.M)
        self._heading = Label("", Type.CAPTION, Ink.SECONDARY, strong=True)
        self._more = Label("", Type.CAPTION, Ink.HINT)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.body.setSpacing(0)
        self.body.addWidget(self._heading)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._more)
        self.rows: dict[str, EntryRow] = {}

    def set_group(self, group: Group) -> None:
        """Show these: those that stay keep their place under the keyboard."""
        self._heading.setText(group.heading)
        self._more.setText(group.more)
        self._more.setVisible(bool(group.more))
        self.setAccessibleName(group.heading)
        self._drop_gone(group.entries)
        for at, entry in enumerate(group.entries):
            row = self.rows.get(entry.key) or self._add(entry.key)
            if self._lines.indexOf(row) != at:
                self._lines.removeWidget(row)
                self._lines.insertWidget(at, row)
            row.set_entry(entry)
        self.setVisible(bool(group.entries))

    def first_button(self) -> Button | None:
        """Return where the keyboard begins."""
        item = self._lines.itemAt(0)
        row = item.widget() if item is not None else None
        return row.buttons[0] if isinstance(row, EntryRow) else None

    def _add(self, key: str) -> EntryRow:
        row = EntryRow(key)
        row.acted.connect(self.acted)
        self.rows[key] = row
        return row

    def _drop_gone(self, entries: Sequence[Entry]) -> None:
        kept = {entry.key for entry in entries}
        for key in [key for key in self.rows if key not in kept]:
            row = self.rows.pop(key)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
