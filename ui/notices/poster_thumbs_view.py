"""The designs of posters as small pictures, one of which is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leader_app.domain.poster import PosterDesign
from ui.kit.page import Spoken
from ui.kit.paint import focus_ring, rounded
from ui.notices.poster_words import design_word
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_WIDE, _HIGH = 116, 132
_NAME = Size.ICON_LARGE


class _Thumb(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setCheckable(True)
        self.setFixedSize(_WIDE, _HIGH + _NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_image(self, image: QImage) -> None:
        if image.cacheKey() != self._image.cacheKey():
            self._image = image
            self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        on = self.isChecked()
        fill = c.accent.soft if on else c.hover if self.underMouse() else None
        rounded(painter, box, Radius.CONTROL, fill, c.accent.text if on else None)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        room = QRectF(Space.S, Space.S, _WIDE - 2 * Space.S, _HIGH - Space.S)
        if self._image.isNull():
            rounded(painter, room, Radius.SMALL, c.skeleton)
        else:
            share = min(room.width() / self._image.width(), room.height() / self._image.height())
            wide, high = self._image.width() * share, self._image.height() * share
            at = QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
            painter.drawImage(at, self._image)
        painter.setPen(QColor(c.accent.text if on else c.text))
        face = font(Type.CAPTION, strong=on)
        painter.setFont(face)
        right = Qt.TextElideMode.ElideRight
        words = QFontMetrics(face).elidedText(self.text(), right, _WIDE - Space.S)
        line = QRectF(0, _HIGH, _WIDE, _NAME - Space.XS)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(line, int(flags), words)


class DesignStrip(Spoken):
    """All designs one under the other; arrow keys move."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.thumbs = {design: _Thumb() for design in PosterDesign}
        self._group = QButtonGroup(self)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        line = QVBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        for thumb in self.thumbs.values():
            self._group.addButton(thumb)
            line.addWidget(thumb)
        line.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._area = area
        self.setFixedWidth(_WIDE + Space.L)
        self._group.buttonClicked.connect(self._clicked)

    def retranslate(self) -> None:
        """Say every word again."""
        for design, thumb in self.thumbs.items():
            thumb.setText(design_word(design))
            thumb.setAccessibleName(design_word(design))
            thumb.setToolTip(design_word(design))
            thumb.update()

    def choose(self, design: PosterDesign) -> None:
        """Mark a design without a signal, and bring it into sight."""
        self.thumbs[design].setChecked(True)
        self._area.ensureWidgetVisible(self.thumbs[design], 0, Space.S)

    def take_focus(self) -> None:
        """Put the keyboard on the design that is chosen."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self) -> None:
        self.chosen.emit(next(d.value for d, thumb in self.thumbs.items() if thumb.isChecked()))
