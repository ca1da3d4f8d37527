"""What is drawn where there is no photograph: a bag of groceries, a phone on air, sprigs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from ui.posters.sheet import Sheet
from ui.theme.poster_colours import (
    BAG,
    BAG_SHADE,
    BREAD,
    BREAD_SHADE,
    CITRUS,
    CITRUS_SHADE,
    FRUIT,
    FRUIT_SHADE,
    LEAF,
    LEAF_SHADE,
)

_UNIT = 100.0


def circle(centre: QPointF, radius: float) -> QPainterPath:
    """Return a circle."""
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return path


def draw_bag(sheet: Sheet, box: QRectF) -> None:
    """Draw a paper bag with greens, bread and fruit, as large as a box takes it."""
    side = min(box.width(), box.height())
    painter, scale = sheet.painter, side / _UNIT
    painter.save()
    painter.translate(box.center().x() - side / 2, box.center().y() - side / 2)
    painter.scale(scale, scale)
    sheet.shape(circle(QPointF(50, 50), 48), sheet.colours.shape_soft)
    shadow = QPainterPath()
    shadow.addEllipse(QPointF(50, 88), 34, 4)
    sheet.shape(shadow, sheet.colours.shape)
    _bread(sheet)
    _greens(sheet)
    _fruit(sheet, QPointF(57, 41), 10, CITRUS, CITRUS_SHADE)
    sheet.shape(_outline((28, 44), (72, 44), (69, 88), (31, 88)), BAG)
    sheet.shape(_outline((60, 44), (72, 44), (69, 88), (59, 88)), BAG_SHADE)
    sheet.shape(_teeth(), BAG)
    _fruit(sheet, QPointF(80, 80), 9, FRUIT, FRUIT_SHADE)
    _fruit(sheet, QPointF(20, 82), 7, CITRUS, CITRUS_SHADE)
    leaf = leaf_path(QPointF(44, 74), 15, -90)
    sheet.shape(leaf, LEAF)
    sheet.shape(leaf_path(QPointF(45, 74), 11, -40), LEAF_SHADE)
    painter.restore()


def _bread(sheet: Sheet) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-6, -26, 12, 50), 6, 6)
    turn = QTransform().translate(63, 36).rotate(16)
    sheet.shape(turn.map(path), BREAD)
    for at in (-18, -8, 2):
        cut = QPainterPath()
        cut.addRoundedRect(QRectF(-4, at, 8, 2.4), 1.2, 1.2)
        sheet.shape(turn.map(QTransform().rotate(-8).map(cut)), BREAD_SHADE)


def _greens(sheet: Sheet) -> None:
    for at, (angle, length) in enumerate(
        ((-128, 34), (-112, 42), (-98, 38), (-84, 44), (-72, 34), (-142, 26))
    ):
        path = leaf_path(QPointF(42, 52), length, angle)
        sheet.shape(path, LEAF if at % 2 else LEAF_SHADE)


def _fruit(sheet: Sheet, centre: QPointF, radius: float, fill: str, shade: str) -> None:
    whole = circle(centre, radius)
    sheet.shape(whole, fill)
    sheet.shape(
        whole.subtracted(circle(centre - QPointF(radius * 0.28, radius * 0.22), radius)), shade
    )
    sheet.shape(leaf_path(centre - QPointF(0, radius * 0.9), radius * 0.8, -35), LEAF)


def _teeth() -> QPainterPath:
    path = QPainterPath(QPointF(28, 45))
    for step in range(12):
        path.lineTo(28 + 44 * (step + 0.5) / 12, 41.6)
        path.lineTo(28 + 44 * (step + 1) / 12, 45)
    path.closeSubpath()
    return path


def _outline(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    path.closeSubpath()
    return path


def leaf_path(root: QPointF, length: float, angle: float) -> QPainterPath:
    """Return a leaf that grows from ``root``, ``angle`` in degrees, -90 is upright."""
    path = QPainterPath()
    path.cubicTo(length * 0.3, -length * 0.34, length * 0.8, -length * 0.26, length, 0)
    path.cubicTo(length * 0.8, length * 0.26, length * 0.3, length * 0.34, 0, 0)
    return QTransform().translate(root.x(), root.y()).rotate(angle).map(path)


def draw_sprig(sheet: Sheet, root: QPointF, length: float, angle: float) -> None:
    """Draw a twig with leaves on both sides."""
    c, painter = sheet.colours, sheet.painter
    painter.save()
    painter.translate(root)
    painter.rotate(angle)
    stem = QPainterPath()
    stem.addRoundedRect(QRectF(0, -3, length, 6), 3, 3)
    sheet.shape(stem, c.shape_deep)
    for step in range(1, 6):
        at = QPointF(length * step / 6, 0)
        reach = length * (0.36 - 0.03 * step)
        sheet.shape(leaf_path(at, reach, -48), c.shape)
        sheet.shape(leaf_path(at, reach, 48), c.shape_deep)
    sheet.shape(leaf_path(QPointF(length, 0), length * 0.22, 0), c.shape)
    painter.restore()


def draw_phone(sheet: Sheet, box: QRectF) -> None:
    """Draw a phone that is on air."""
    side, c = min(box.width(), box.height()), sheet.colours
    centre = box.center()
    for share, fill in ((0.49, c.shape_soft), (0.39, c.shape)):
        sheet.shape(circle(centre, side * share), fill)
    wide, high = side * 0.42, side * 0.8
    case = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
    sheet.panel(case, c.on_ground, side * 0.06)
    screen = case.adjusted(side * 0.025, side * 0.025, -side * 0.025, -side * 0.025)
    sheet.panel(screen, c.ground_low, side * 0.045)
    inside = QRectF(screen.left(), screen.center().y() - wide / 2, screen.width(), wide)
    draw_bag(sheet, inside.adjusted(side * 0.02, 0, -side * 0.02, 0))
    draw_play(sheet, QPointF(case.left(), case.bottom() - side * 0.14), side * 0.12)


def draw_play(sheet: Sheet, centre: QPointF, radius: float) -> None:
    """Draw the sign that something plays."""
    sheet.shape(circle(centre, radius), sheet.colours.accent)
    x, y, half = centre.x(), centre.y(), radius * 0.42
    sign = _outline((x - half * 0.7, y - half), (x + half, y), (x - half * 0.7, y + half))
    sheet.shape(sign, sheet.colours.on_accent)


def draw_heart(sheet: Sheet, box: QRectF) -> None:
    """Draw a heart between two twigs."""
    side = min(box.width(), box.height())
    centre = box.center()
    for angle in (-28.0, 208.0):
        draw_sprig(sheet, centre + QPointF(0, side * 0.34), side * 0.62, angle)
    path, half = QPainterPath(), side * 0.3
    x, y = centre.x(), centre.y() + side * 0.26
    path.moveTo(x, y)
    path.cubicTo(x - half * 2, y - half * 1.3, x - half * 0.9, y - half * 2.5, x, y - half * 1.5)
    path.cubicTo(x + half * 0.9, y - half * 2.5, x + half * 2, y - half * 1.3, x, y)
    sheet.shape(path, sheet.colours.burst)
