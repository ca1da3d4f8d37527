"""What calls for somebody, as tiles: a number, a word; pressing one shows what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from ui.kit.page import Spoken
from ui.kit.paint import focus_ring, rounded
from ui.stock.goods import ALERTS, GoodsViewModel
from ui.stock.wording import alert_look, alert_word
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Tone, Type

UNCLAIMED = "unclaimed"
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Tile(QAbstractButton):
    def __init__(self, key: str) -> None:
        super().__init__()
        self._key, self._count = key, 0
        self.setCheckable(key != UNCLAIMED)
        self.setFixedHeight(Size.CONTROL_LARGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int, *, chosen: bool) -> None:
        self._count = count
        self.setText(alert_word(self._key))
        self.setAccessibleName(f"{self.text()} {count:,}")
        self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.RAIL + Size.RAIL_NARROW, Size.CONTROL_LARGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        icon, tone = alert_look(self._key) if self._count else ("check-circle", Tone.NEUTRAL)
        shades = c.tone(tone)
        ink = shades.text if self._count else c.text_hint
        fill = shades.soft if self._count else c.hover if self.underMouse() else c.surface
        over = self.underMouse() and self._count
        line = ink if self.isChecked() or over else fill if self._count else c.line
        rounded(painter, box, Radius.CONTROL, fill, line)
        if self.isChecked() or self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, ink if self._count else c.accent.text)
        inner = box.adjusted(Space.M, 0, -Space.S, 0)
        sign = QRectF(inner.left(), inner.center().y() - Size.ICON / 2, Size.ICON, Size.ICON)
        icons.paint(painter, icon, ink, sign)
        inner.setLeft(sign.right() + Space.S)
        face = font(Type.TITLE, strong=True)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        number = f"{self._count:,}"
        painter.drawText(inner, _LEFT, number)
        inner.setLeft(inner.left() + QFontMetrics(face).horizontalAdvance(number) + Space.S)
        painter.setFont(font())
        right = Qt.TextElideMode.ElideRight
        words = QFontMetrics(font()).elidedText(self.text(), right, int(inner.width()))
        painter.drawText(inner, _LEFT, words)


class AlertTiles(Spoken):
    """Pressing a tile again shows everything."""

    unclaimed_wanted = Signal()

    def __init__(self, view_model: GoodsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._tiles = {key: _Tile(key) for key in (*ALERTS, UNCLAIMED)}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        for key, tile in self._tiles.items():
            line.addWidget(tile)
            tile.clicked.connect(lambda _=False, key=key: self._pressed(key))
        view_model.alerts_changed.connect(self.retranslate)
        view_model.query_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Show the counts as they are now."""
        alerts, only = self._model.alerts, self._model.query.only
        for key, tile in self._tiles.items():
            if key == UNCLAIMED:
                tile.set_count(alerts.unclaimed_pieces if alerts else 0, chosen=False)
            else:
                tile.set_count(self._model.alert_count(key), chosen=only == key)

    def _pressed(self, key: str) -> None:
        if key == UNCLAIMED:
            self.unclaimed_wanted.emit()
        else:
            self._model.show_only("" if self._model.query.only == key else key)
