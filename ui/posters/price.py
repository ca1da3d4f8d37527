"""Prices as people read them: the whole yuan large, the rest small."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from leader_app.domain.money import Fen, yuan
from ui.posters.lettering import face_of, fit, shown, width_of
from ui.posters.sheet import Sheet

_SIGN, _CENTS, _UNIT = 0.5, 0.5, 0.36
_LEADING = 1.16
_POINTS = 20
_DEPTH = 0.91
_STEP = 0.95
_LEAST = 16.0


def amount(price: Fen) -> str:
    """Return a price with its sign, without cents where there are none."""
    whole, cents = yuan(price).split(".")
    return f"¥{whole}" if cents == "00" else f"¥{whole}.{cents.rstrip('0')}"


def write_price(
    sheet: Sheet,
    price: Fen,
    unit: str,
    box: QRectF,
    size: float,
    ink: str,
    *,
    across: float = 0.0,
    down: float = 0.5,
) -> QRectF:
    """Write a price into a box, smaller where it is long; returns what it took."""
    said = amount(price)[1:]
    whole, point, cents = said.partition(".")
    each = f"/{shown(unit)}" if shown(unit) else ""
    size = min(size, box.height() / _LEADING)
    parts = _parts(whole, point + cents, each, size)
    while sum(wide for *_, wide in parts) > box.width() and size > _LEAST:
        size *= _STEP
        parts = _parts(whole, point + cents, each, size)
    left = box.left() + (box.width() - sum(wide for *_, wide in parts)) * across
    top = box.top() + (box.height() - size * _LEADING) * down
    start = left
    for text, share, wide in parts:
        high = size * share * _LEADING
        lift = 0.10 * size * (1 - share)
        made = fit(text, wide + 1, high + 1, size * share, strong=True, lines=1, leading=_LEADING)
        low = top + size * _LEADING - high - lift
        sheet.place(text, made, QRectF(left, low, wide, high), ink, strong=True)
        left += wide
    return QRectF(start, top, left - start, size * _LEADING)


def _parts(whole: str, cents: str, each: str, size: float) -> list[tuple[str, float, float]]:
    shares = (("¥", _SIGN), (whole, 1.0), (cents, _CENTS), (each, _UNIT))
    return [
        (text, share, width_of(text, face_of(size * share, strong=True)) + size * 0.03)
        for text, share in shares
        if text
    ]


def write_old_price(sheet: Sheet, price: Fen, box: QRectF, size: float, ink: str) -> QRectF:
    """Write a price that no longer holds, crossed out, in the middle of a box."""
    where = sheet.write(amount(price), box, size, ink, lines=1, across=0.5, down=0.5)
    middle = where.center().y() + size * 0.04
    sheet.rule(where.left() - 6, middle, where.right() + 6, ink, max(2.0, size * 0.07))
    return where


def burst(sheet: Sheet, centre: QPointF, radius: float, fill: str) -> None:
    """Draw the star that a price stands on."""
    path = QPainterPath()
    for turn in range(2 * _POINTS):
        reach = radius if turn % 2 == 0 else radius * _DEPTH
        angle = pi * turn / _POINTS
        at = centre + QPointF(cos(angle), sin(angle)) * reach
        path.lineTo(at) if turn else path.moveTo(at)
    path.closeSubpath()
    sheet.shape(path, fill)


def price_burst(
    sheet: Sheet, price: Fen, old: Fen | None, unit: str, centre: QPointF, radius: float
) -> None:
    """Draw a price, and what it was before, on a star."""
    c = sheet.colours
    burst(sheet, centre, radius, c.burst)
    wide = radius * 1.56
    box = QRectF(centre.x() - wide / 2, centre.y() - radius * 0.36, wide, radius * 0.72)
    if old is not None:
        above = QRectF(centre.x() - wide / 3, centre.y() - radius * 0.72, wide / 1.5, radius * 0.34)
        write_old_price(sheet, old, above, radius * 0.22, c.on_burst)
    write_price(sheet, price, "", box, radius * 0.62, c.on_burst, across=0.5)
    below = QRectF(centre.x() - wide / 3, centre.y() + radius * 0.36, wide / 1.5, radius * 0.3)
    sheet.write(
        f"/{unit}" if shown(unit) else "",
        below,
        radius * 0.2,
        c.on_burst,
        strong=True,
        lines=1,
        across=0.5,
    )
