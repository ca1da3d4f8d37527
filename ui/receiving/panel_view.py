"""What stands under the field for scans while somebody writes something down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.label import ElidedLabel
from ui.theme.tokens import Ink, Size, Space, Type

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Panel(Card):
    """A title, what it is about, fields in ``fields``; Enter keeps, Esc leaves it as it was."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=Space.M)
        self.body.setSpacing(Space.S)
        self.heading = ElidedLabel("", Type.LEAD, strong=True)
        self.about = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.keep = Button("", Kind.PRIMARY, key="Return", answers=False)
        self.leave = Button("", Kind.QUIET, key="Esc", answers=False)
        self.keep.clicked.connect(self.submit)
        self.leave.clicked.connect(self.closed)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self.fields = QVBoxLayout(inside)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(Space.XS)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.about)
        self.body.addWidget(_area(inside), 1)
        self.body.addLayout(row(self.keep, self.leave, 0))

    def set_words(self, heading: str, about: str, keep: str, leave: str) -> None:
        """Name everything."""
        self.heading.setText(heading)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.setAccessibleName(f"{heading} {about}".strip())
        self.keep.set_words(keep)
        self.leave.set_words(leave)

    def begin(self) -> None:
        """Show what is so now; each panel knows what."""

    def retranslate(self) -> None:
        """Say every word again."""

    def submit(self) -> None:
        """Keep what was written; each panel knows what."""

    def first(self) -> QWidget:
        """Return where the caret begins."""
        return self.keep

    def take_focus(self) -> None:
        """Put the caret into the first field, over what is in it."""
        first = self.first()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Enter, leave on Esc; nothing else leaves the panel."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()


def _area(inside: QWidget) -> QScrollArea:
    """Return a frame that scrolls where a low window has too little room for what is wrong."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(2 * Size.CONTROL_HUGE)
    return area
