"""What a notice is about: the first thing to choose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from leader_app.domain.notice import NoticeKind
from ui.kit.card import column
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.paint import focus_ring, rounded
from ui.notices.compose_words import kind_hint
from ui.notices.wording import kind_icon, kind_word
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_COLUMNS = 3
_ELIDE = Qt.TextElideMode.ElideRight
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _KindCard(QAbstractButton):
    def __init__(self, kind: NoticeKind) -> None:
        super().__init__()
        self.kind = kind
        self.setFixedHeight(Size.CONTROL_HUGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self) -> None:
        self.setText(kind_word(self.kind))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(kind_hint(self.kind))
        self.setToolTip(kind_hint(self.kind))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.FORM // 2, Size.CONTROL_HUGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_STEPS, *_ENTER}:
            event.ignore()  # Qt would go in a line; the chooser goes by rows and columns
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        rounded(painter, box, Radius.CARD, c.hover if self.underMouse() else c.surface, c.line)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CARD - 1, c.accent.text)
        size = Size.ICON_LARGE
        sign = QRectF(Space.L, (box.height() - size) / 2, size, size)
        icons.paint(painter, kind_icon(self.kind), c.accent.text, sign)
        words = box.adjusted(Space.L + size + Space.M, Space.S, -Space.M, -Space.S)
        half = words.height() / 2
        self._line(painter, words.adjusted(0, 0, 0, -half), self.text(), loud=True)
        self._line(painter, words.adjusted(0, half, 0, 0), kind_hint(self.kind), loud=False)

    def _line(self, painter: QPainter, box: QRectF, words: str, *, loud: bool) -> None:
        face = font(Type.BODY if loud else Type.CAPTION, strong=loud)
        painter.setFont(face)
        painter.setPen(QColor(colours().text if loud else colours().text_hint))
        shown = QFontMetrics(face).elidedText(words, _ELIDE, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)


class KindChooser(Spoken):
    """Arrow keys move, Enter or Space chooses."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._question = Label("", Type.LEAD, strong=True)
        self.cards = [_KindCard(kind) for kind in NoticeKind]
        grid = QGridLayout()
        grid.setSpacing(Space.M)
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // _COLUMNS, at % _COLUMNS)
            card.clicked.connect(self._teller(card))
        held = QWidget()
        held.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        held.setMaximumWidth(Size.PAGE)
        self.setLayout(column(self._question, held, 0, spacing=Space.M))

    def retranslate(self) -> None:
        """Name the kinds again."""
        self._question.setText(self.tr("What is it about?"))
        for card in self.cards:
            card.name()

    def take_focus(self) -> None:
        """Go to the first."""
        self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by rows and columns; choose."""
        at = next((no for no, card in enumerate(self.cards) if card.hasFocus()), -1)
        step = _STEPS.get(Qt.Key(event.key()))
        if at >= 0 and event.key() in _ENTER:
            self.cards[at].click()
        elif at >= 0 and step is not None:
            other = at + step
            if 0 <= other < len(self.cards):
                self.cards[other].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _teller(self, card: _KindCard) -> Callable[[], None]:
        def tell() -> None:
            self.chosen.emit(card.kind.value)

        return tell
