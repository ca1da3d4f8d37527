"""Designs for words: a calm card, and thanks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from leader_app.domain.poster import Poster
from ui.posters.drawings import circle, draw_heart, draw_sprig
from ui.posters.footer import footer
from ui.posters.pictures import draw_picture
from ui.posters.sheet import MARGIN, Sheet
from ui.posters.stack import Part, Stack

_ROUND = 44.0
_PAD = 72.0


def calm(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """Words on a card with room around them."""
    sheet.ground()
    c = sheet.colours
    draw_sprig(sheet, QPointF(sheet.width - 40, -10), 330, 118)
    draw_sprig(sheet, QPointF(sheet.width + 10, 330), 300, -150)
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet)
    card = QRectF(MARGIN, 120, sheet.inner, low - 120)
    sheet.panel(card, c.panel, _ROUND)
    wide = card.width() - 2 * _PAD
    room = card.height() - 2 * _PAD
    strip = 0.0 if image is None else 260.0 if sheet.is_low else room * 0.36
    if sheet.is_low:
        wide -= strip
    else:
        room -= strip + (40 if strip else 0)
    text = Stack(
        [
            Part(poster.badge, 34, c.price_on_panel, strong=True, lines=1, high=48),
            Part(poster.headline, 88, c.ink, strong=True, high=room * 0.34, leading=1.22, gap=20),
            Part(poster.product, 46, c.ink, strong=True, high=room * 0.16, gap=28),
            Part(poster.words, 52, c.quiet, lines=12, high=room * 0.42, gap=32, leading=1.55),
            Part(poster.time, 38, c.price_on_panel, strong=True, lines=1, high=56, gap=28),
        ],
        wide,
        room,
    )
    top = card.top() + _PAD
    if image is not None:
        left = card.right() - strip - 36 if sheet.is_low else card.center().x() - strip / 2
        window = QRectF(left, top if not sheet.is_low else card.top() + 36, strip, strip)
        path = circle(window.center(), strip / 2)
        draw_picture(sheet, image, window, poster.focus, path)
        top += 0 if sheet.is_low else strip + 40
    top += max(0.0, (room - text.height) * 0.5)
    if text.height:
        sheet.rule(card.left() + _PAD, top - 30, card.left() + _PAD + 84, c.accent, 8)
    text.paint(sheet, card.left() + _PAD, top)


def thanks(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """A heart, or a picture in its place, and a few words beneath."""
    sheet.ground()
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet)
    room = low - 80
    text = Stack(
        [
            Part(poster.badge, 34, c.accent_on_ground, strong=True, lines=1, high=48),
            Part(poster.headline, 116, c.on_ground, strong=True, high=room * 0.28, leading=1.18),
            Part(poster.words, 46, c.on_ground_quiet, lines=5, high=room * 0.27, leading=1.5),
        ],
        sheet.inner,
        room * 0.6,
    )
    side = min(room - text.height - 60, sheet.width * 0.72)
    top = 80 + (room - text.height - 60 - side) / 2
    window = QRectF((sheet.width - side) / 2, top, side, side)
    if image is None:
        draw_heart(sheet, window)
    else:
        for angle in (-28.0, 208.0):
            draw_sprig(sheet, window.center() + QPointF(0, side * 0.4), side * 0.66, angle)
        sheet.shape(circle(window.center(), side * 0.42), c.panel)
        inside = window.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
        draw_picture(sheet, image, inside, poster.focus, circle(window.center(), side * 0.4))
    text.paint(sheet, MARGIN, window.bottom() + 60, across=0.5)
