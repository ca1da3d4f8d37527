"""Designs for one product: the fresh picture, and the price."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainterPath

from leader_app.domain.poster import Poster
from ui.posters.drawings import circle, draw_bag, leaf_path
from ui.posters.footer import footer
from ui.posters.lettering import shown
from ui.posters.pictures import draw_picture
from ui.posters.price import price_burst, write_old_price, write_price
from ui.posters.sheet import MARGIN, Sheet
from ui.posters.stack import Part, Stack

_RAYS = 28


def fresh(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """A picture over the whole width, the price in a star on its edge, words beneath."""
    sheet.ground()
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet)
    has_price = poster.price is not None
    head = Stack(
        [Part(poster.headline, 44, c.accent_on_ground, strong=True, lines=1, high=120)],
        sheet.inner - (330 if has_price else 0),
        120,
    )
    body = Stack(
        [
            Part(poster.product, 92, c.on_ground, strong=True, high=250, leading=1.18),
            Part(poster.words, 40, c.on_ground_quiet, lines=3, high=180, gap=20),
        ],
        sheet.inner,
        low - sheet.height * 0.5,
    )
    room = head.height + body.height + 40
    edge = low - room - 20
    _full_picture(sheet, poster, image, edge)
    sheet.pill(poster.badge, MARGIN, 56, sheet.inner)
    radius = min(176.0, edge * 0.3)
    if poster.price is not None:
        old = poster.old_price if poster.is_reduced else None
        centre = QPointF(sheet.width - MARGIN - radius + 20, edge - radius * 0.5)
        price_burst(sheet, poster.price, old, poster.unit, centre, radius)
    at = head.paint(sheet, MARGIN, edge + 20)
    body.paint(sheet, MARGIN, max(at + 8, edge + 20 + (radius * 0.5 if has_price else 0)))


def _full_picture(sheet: Sheet, poster: Poster, image: QImage | None, edge: float) -> None:
    """Fill the sheet down to a softly bent edge."""
    path = QPainterPath(QPointF(0, 0))
    path.lineTo(sheet.width, 0)
    path.lineTo(sheet.width, edge - 70)
    path.quadTo(sheet.width / 2, edge + 50, 0, edge - 70)
    path.closeSubpath()
    box = QRectF(0, 0, sheet.width, edge)
    if image is not None:
        draw_picture(sheet, image, box, poster.focus, path)
        return
    c = sheet.colours
    sheet.shape(path, c.panel)
    sheet.painter.save()
    sheet.painter.setClipPath(path)
    for x, y, length, angle in ((40, 60, 260, 30), (1040, 90, 300, 150), (60, 900, 260, -40)):
        sheet.shape(leaf_path(QPointF(x, min(y, edge - 120)), length, angle), c.shape_soft)
    sheet.painter.restore()
    side = min(edge * 0.84, sheet.width * 0.86)
    draw_bag(sheet, QRectF((sheet.width - side) / 2, (edge - 40 - side) / 2, side, side))


def price(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """Rays, the product in a round window, its price on a broad ticket."""
    sheet.ground()
    _rays(sheet)
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet)
    high = 190.0 if sheet.is_low else 260.0
    ticket_high = _ticket_height(sheet, poster)
    head = Stack(
        [
            Part(poster.headline, 104, c.on_ground, strong=True, high=high, leading=1.16),
            Part(poster.words, 42, c.on_ground_quiet, high=112, gap=10),
        ],
        sheet.inner,
        (low - ticket_high) * 0.5,
    )
    top = 60.0
    head.paint(sheet, MARGIN, top, across=0.5)
    top += head.height + 28
    ticket = QRectF(MARGIN, low - ticket_high, sheet.inner, ticket_high)
    room = ticket.top() - top + 36
    side = min(room, sheet.width * 0.74)
    window = QRectF((sheet.width - side) / 2, top + (room - side) / 2, side, side)
    if sheet.is_low:
        side = min(low - top, sheet.inner * 0.44)
        window = QRectF(MARGIN, top + (low - top - side) / 2, side, side)
        left = window.right() + 32
        ticket = QRectF(left, window.top(), sheet.width - MARGIN - left, side)
    _ticket(sheet, poster, ticket)
    _round_window(sheet, poster, image, window)
    if shown(poster.badge):
        left = window.left() if sheet.is_low else window.right() - side * 0.24
        left = min(left, sheet.width - MARGIN - 200)
        most = side if sheet.is_low else sheet.width - MARGIN - left
        sheet.pill(poster.badge, left, window.top() + side * 0.06, most, 36)


def _rays(sheet: Sheet) -> None:
    centre, reach = QPointF(sheet.width / 2, sheet.height * 0.42), sheet.height
    for turn in range(0, _RAYS, 2):
        path = QPainterPath(centre)
        for step in (turn, turn + 1):
            angle = 2 * pi * step / _RAYS
            path.lineTo(centre + QPointF(cos(angle), sin(angle)) * reach)
        path.closeSubpath()
        sheet.shape(path, sheet.colours.shape_soft)


def _round_window(sheet: Sheet, poster: Poster, image: QImage | None, window: QRectF) -> None:
    c, centre = sheet.colours, window.center()
    radius = window.width() / 2
    sheet.shape(circle(centre, radius), c.panel)
    inside = window.adjusted(16, 16, -16, -16)
    if image is not None:
        draw_picture(sheet, image, inside, poster.focus, circle(centre, radius - 16))
    else:
        draw_bag(sheet, inside)


def _ticket_height(sheet: Sheet, poster: Poster) -> float:
    name = 150.0 if shown(poster.product) else 40.0
    return name + ((150.0 if sheet.is_low else 200.0) if poster.price is not None else 0.0)


def _ticket(sheet: Sheet, poster: Poster, box: QRectF) -> None:
    if not shown(poster.product) and poster.price is None:
        return
    c = sheet.colours
    sheet.panel(box, c.panel, 40)
    inside = box.adjusted(44, 24, -44, -24)
    if poster.price is None:
        sheet.write(poster.product, inside, 64, c.ink, strong=True, across=0.5, down=0.5)
        return
    narrow = box.width() < sheet.inner
    high = inside.height() * (0.4 if narrow else 0.36) if shown(poster.product) else 0.0
    name = QRectF(inside.left(), inside.top(), inside.width(), high)
    sheet.write(poster.product, name, 58, c.ink, strong=True, across=0.5, down=0.5)
    row = QRectF(inside.left(), name.bottom(), inside.width(), inside.bottom() - name.bottom())
    if poster.is_reduced and poster.old_price is not None:
        old = QRectF(row.right() - 220, row.top(), 220, row.height())
        if narrow:
            old = QRectF(row.left(), row.bottom() - 80, row.width(), 80)
            row.setBottom(old.top())
        else:
            row = QRectF(row.left() + 60, row.top(), old.left() - row.left() - 80, row.height())
        write_old_price(sheet, poster.old_price, old, 52, c.quiet)
    write_price(sheet, poster.price, poster.unit, row, 190, c.price_on_panel, across=0.5)
