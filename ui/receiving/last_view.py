"""What was counted last, to be read from the truck."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core_text import sentence
from ui.kit.keys import key_name
from ui.kit.paint import rounded
from ui.receiving import wording
from ui.receiving.counting import CountViewModel
from ui.receiving.draw_delegate import words
from ui.receiving.sheet import Last, tone_of
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_SIGNS = {Tone.OK: "check", Tone.WARN: "warning", Tone.BAD: "cross-circle", Tone.NEUTRAL: "scan"}
_MINUS = "\u2212"


class LastField(QWidget):
    """A filled field: how many in huge type, of what, and how far that line is now."""

    def __init__(self, view_model: CountViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._tone, self._title, self._unit = Tone.NEUTRAL, "", ""
        self._name, self._detail, self._below, self._key = "", "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(2 * Size.CONTROL_HUGE)
        self.setMaximumHeight(Size.FORM)
        view_model.last_changed.connect(self.refresh)
        view_model.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the last count as it is now."""
        last = self._model.last
        self._unit = self._name = self._detail = self._below = self._key = ""
        if last is None:
            self._tone = Tone.NEUTRAL
            self._title = _tr("Receiving", "Ready to scan")
            self._detail = _tr("Receiving", "Cartons and pieces, or type how many.")
        elif last.line is None:
            self._tone = tone_of(last)
            self._title = sentence(last.outcome.words)
            self._detail = last.outcome.barcode
        else:
            self._show(last)
        name = (f"{self._title} {self._unit}".strip(), self._name, self._detail, self._below)
        self.setAccessibleName(wording.dotted(*name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, shades, box = QPainter(self), colours().tone(self._tone), QRectF(self.rect())
        quiet = self._tone is Tone.NEUTRAL
        fill, ink = (colours().sunken, colours().text) if quiet else (shades.fill, shades.on_fill)
        rounded(painter, box, Radius.CARD, fill)
        inner = box.adjusted(Space.L, Space.M, -Space.L, -Space.M)
        top = self._paint_title(painter, inner, ink)
        rest = QRectF(inner.left(), top, inner.width(), inner.bottom() - top)
        if self._below:
            foot = QRectF(rest.left(), rest.bottom() - Size.ICON_LARGE, rest.width(), 0)
            foot.setHeight(Size.ICON_LARGE)
            words(painter, foot, self._below, font(Type.LEAD, strong=True), ink)
            words(painter, foot, self._key, font(Type.CAPTION), ink, right=True)
            rest.setBottom(foot.top() - Space.XS)
        self._paint_goods(painter, rest, ink)

    def _paint_title(self, painter: QPainter, box: QRectF, ink: str) -> float:
        """Draw sign, number and unit; return where the next line begins."""
        high = min(box.height() * 0.45, Type.VERDICT + Space.S)
        sign = QRectF(box.left(), box.top(), min(Size.ICON_STATE, high), high)
        icons.paint(painter, _SIGNS[self._tone], ink, sign)
        room = QRectF(sign.right() + Space.M, box.top(), 0, high)
        room.setRight(box.right())
        unit = QFontMetrics(font(Type.TITLE)).horizontalAdvance(self._unit)
        face = _fitting(self._title, room.width() - unit - Space.S, high)
        words(painter, room, self._title, face, ink)
        after = room.left() + QFontMetrics(face).horizontalAdvance(self._title) + Space.S
        where = QRectF(after, room.top(), max(0.0, room.right() - after), high - Space.S)
        painter.setFont(font(Type.TITLE))
        painter.setPen(QColor(ink))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignBottom), self._unit)
        return room.bottom() + Space.XS

    def _paint_goods(self, painter: QPainter, box: QRectF, ink: str) -> None:
        painter.setPen(QColor(ink))
        for text, size, strong in (
            (self._name, Type.HEADLINE, True),
            (self._detail, Type.LEAD, False),
        ):
            face = font(size, strong=strong)
            needed = QFontMetrics(face).boundingRect(box.toRect(), _WRAP, text).height()
            if not text or needed > box.height():
                continue
            painter.setFont(face)
            painter.drawText(box, _WRAP, text)
            box.setTop(box.top() + needed + 2)

    def _show(self, last: Last) -> None:
        line, outcome = last.line, last.outcome
        if line is None:
            return
        self._tone = tone_of(last)
        sign = _MINUS if outcome.pieces < 0 else "+"
        moved = f"{sign}{abs(outcome.pieces):,}"
        self._title = f"{line.counted:,}" if last.by_hand else moved
        self._unit = line.product.unit
        self._name = line.product.name
        per_carton = self._model.per_carton(line)
        detail = wording.last_detail(outcome, line, per_carton, self._model.today())
        self._detail = wording.dotted(wording.last_remark(last, line), detail)
        self._below = wording.so_far(line)
        if outcome.pieces > 0 and not last.by_hand:
            self._key = _tr("Receiving", "%1: take back").replace("%1", key_name("Ctrl+Z"))


def _fitting(title: str, width: float, height: float) -> QFont:
    face = font(Type.VERDICT, strong=True)
    metrics = QFontMetrics(face)
    wide = width / max(1, metrics.horizontalAdvance(title))
    size = min(1.0, wide, height / metrics.height()) * Type.VERDICT
    face.setPixelSize(max(int(Type.LEAD), int(size)))
    return face
