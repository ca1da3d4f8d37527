"""Designs for what happens: tonight's goods, a stream, goods that are here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainterPath

from leader_app.domain.poster import Poster, PosterLine
from ui.posters.drawings import circle, draw_bag, draw_phone, draw_play
from ui.posters.footer import footer
from ui.posters.lettering import shown
from ui.posters.pictures import draw_picture
from ui.posters.price import price_burst, write_price
from ui.posters.sheet import MARGIN, Sheet
from ui.posters.stack import Part, Stack

_ROUND = 36.0
_NOTCH = 26.0
_HIGHEST_ROW, _LOWEST_ROW = 160.0, 52.0
_MOST_LOW_ROWS = 3


def tonight(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """A list of goods with their prices on a card."""
    sheet.ground()
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet)
    side = 210.0 if sheet.is_low else 330.0
    window = QRectF(sheet.width - MARGIN - side + 30, 44, side, side)
    if _goods(poster):
        _small_picture(sheet, poster, image, window)
    wide = window.left() - MARGIN - 28
    pill = sheet.pill(poster.badge, MARGIN, 64, wide, 32)
    top = pill.bottom() + 20
    room = max(90.0, window.bottom() - top)
    head = Stack(
        [
            Part(poster.headline, 92, c.on_ground, strong=True, high=room * 0.7, leading=1.14),
            Part(poster.time, 38, c.accent_on_ground, strong=True, lines=1, high=54, gap=10),
        ],
        wide,
        room,
    )
    end = head.paint(sheet, MARGIN, top)
    top = max(end, window.bottom()) + 28
    words = Stack([Part(poster.words, 38, c.on_ground_quiet, high=104)], sheet.inner, 104)
    room = low - top - (words.height + 24 if words.height else 0)
    goods = _goods(poster)
    if not goods:
        _small_picture(sheet, poster, image, QRectF(MARGIN, top, sheet.inner, room))
    end = _list(sheet, goods, QRectF(MARGIN, top, sheet.inner, room))
    words.paint(sheet, MARGIN, end + 24)


def _goods(poster: Poster) -> tuple[PosterLine, ...]:
    """Return the goods; a poster with only a product has that on its list."""
    said = tuple(line for line in poster.goods if shown(line.name))
    if said or not shown(poster.product):
        return said
    return (PosterLine(poster.product[:40], poster.price, poster.unit),)


def _list(sheet: Sheet, goods: tuple[PosterLine, ...], room: QRectF) -> float:
    """Write the goods on a card; returns where it ends."""
    if not goods:
        return room.bottom()
    columns = 2 if sheet.is_low and len(goods) > _MOST_LOW_ROWS else 1
    rows = -(-len(goods) // columns)
    pad, gap = 28.0, 56.0
    highest = _HIGHEST_ROW * (1.25 if room.height() > sheet.width else 1)
    row = min(highest, max(_LOWEST_ROW, (room.height() - 2 * pad) / rows))
    card = QRectF(room.left(), room.top(), room.width(), row * rows + 2 * pad)
    sheet.panel(card, sheet.colours.panel, _ROUND)
    wide = (card.width() - 72 - gap * (columns - 1)) / columns
    for number, line in enumerate(goods):
        across, down = divmod(number, rows)
        left = card.left() + 36 + across * (wide + gap)
        box = QRectF(left, card.top() + pad + down * row, wide, row)
        _row(sheet, line, box)
        if down:
            sheet.rule(box.left(), box.top(), box.right(), sheet.colours.line)
    return card.bottom()


def _row(sheet: Sheet, line: PosterLine, box: QRectF) -> None:
    c, high = sheet.colours, box.height()
    dot = high * 0.09
    sheet.shape(circle(QPointF(box.left() + dot, box.center().y()), dot), c.accent)
    name = box.adjusted(dot * 2 + 24, high * 0.1, 0, -high * 0.1)
    if line.price is not None:
        share = min(260.0, box.width() * 0.45)
        cost = QRectF(box.right() - share, box.top(), share, high)
        took = write_price(sheet, line.price, "", cost, high * 0.5, c.price_on_panel, across=1.0)
        name.setRight(took.left() - 24)
    if not shown(line.note):
        sheet.write(line.name, name, high * 0.36, c.ink, strong=True, down=0.5)
        return
    upper = QRectF(name.left(), name.top(), name.width(), name.height() * 0.6)
    lower = QRectF(name.left(), upper.bottom(), name.width(), name.height() * 0.4)
    sheet.write(line.name, upper, high * 0.34, c.ink, strong=True, down=0.5)
    sheet.write(line.note, lower, high * 0.22, c.quiet, lines=1, down=0.5)


def _small_picture(sheet: Sheet, poster: Poster, image: QImage | None, window: QRectF) -> None:
    if image is None:
        draw_bag(sheet, window)
        return
    radius = window.width() / 2
    sheet.shape(circle(window.center(), radius), sheet.colours.panel)
    inside = window.adjusted(10, 10, -10, -10)
    draw_picture(sheet, image, inside, poster.focus, circle(window.center(), radius - 10))


def stream(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """What is shown, when, and by whom."""
    sheet.ground()
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet, hours=False)
    beside = 430.0 if sheet.is_low else 0.0
    wide = sheet.inner - (beside + 36 if beside else 0)
    pill = sheet.pill(poster.badge, MARGIN, 60, wide, 36)
    top = pill.bottom() + (24 if pill.height() else 0)
    end = low
    low = _when(sheet, poster, low, wide)
    head = Stack(
        [
            Part(poster.headline, 108, c.on_ground, strong=True, lines=3, high=270, leading=1.14),
            Part(poster.host, 42, c.accent_on_ground, strong=True, lines=1, high=60, gap=12),
        ],
        wide,
        (low - top) * (0.55 if beside else 0.3),
    )
    top = head.paint(sheet, MARGIN, top) + 32
    notes = Stack(
        [
            Part(poster.product, 50, c.on_ground, strong=True, high=128, leading=1.2),
            Part(poster.words, 40, c.on_ground_quiet, high=110, gap=10),
        ],
        wide,
        (low - top) * (1 if beside else 0.3),
    )
    low -= notes.height
    notes.paint(sheet, MARGIN, low)
    low -= 32 if notes.height else 0
    screen = QRectF(MARGIN, top, sheet.inner, low - top)
    if beside:
        screen = QRectF(sheet.width - MARGIN - beside, 60, beside, end - 60)
    _screen(sheet, poster, image, screen)


def _when(sheet: Sheet, poster: Poster, low: float, wide: float) -> float:
    """Write the time on a band above ``low``; returns where it begins."""
    if not shown(poster.time):
        return low
    high = 110.0 if sheet.is_low else 140.0
    band = QRectF(MARGIN, low - high, wide, high)
    sheet.panel(band, sheet.colours.accent, _ROUND)
    inside = band.adjusted(36, 12, -36, -12)
    ink = sheet.colours.on_accent
    sheet.write(poster.time, inside, 72, ink, strong=True, lines=1, across=0.5, down=0.5)
    return band.top() - 28


def _screen(sheet: Sheet, poster: Poster, image: QImage | None, box: QRectF) -> None:
    if image is None:
        draw_phone(sheet, box)
    else:
        path = QPainterPath()
        path.addRoundedRect(box, _ROUND, _ROUND)
        draw_picture(sheet, image, box, poster.focus, path)
        draw_play(sheet, box.center(), min(84.0, box.height() * 0.2))
    if poster.price is not None:
        radius = min(140.0, box.height() * 0.3)
        old = poster.old_price if poster.is_reduced else None
        centre = QPointF(box.right() - radius * 0.8, box.bottom() - radius * 0.9)
        price_burst(sheet, poster.price, old, poster.unit, centre, radius)


def arrived(sheet: Sheet, poster: Poster, image: QImage | None) -> None:
    """A ticket: where the goods lie and until when."""
    sheet.ground()
    c = sheet.colours
    low = footer(sheet, poster, c.on_ground, c.on_ground_quiet, hours=False)
    high = 150.0 if sheet.is_low else 250.0
    head = Stack(
        [
            Part(poster.badge, 38, c.accent_on_ground, strong=True, lines=1, high=56),
            Part(poster.headline, 100, c.on_ground, strong=True, high=high, leading=1.14, gap=10),
        ],
        sheet.inner,
        high + 60,
    )
    head.paint(sheet, MARGIN, 64, across=0.5)
    top = 64 + head.height + 28
    stub = Stack(
        [
            Part(poster.product, 52, c.ink, strong=True, high=130, leading=1.18),
            Part(poster.words, 40, c.quiet, lines=3, high=160),
        ],
        sheet.inner - 96,
        (low - top) * 0.36,
    )
    places = [text for text in (poster.slot, poster.hours) if shown(text)]
    slot = (140.0 if sheet.is_low else 200.0) if places else 0.0
    tall = slot + (stub.height + 64 if stub.height else 0)
    ticket = QRectF(MARGIN, low - tall, sheet.inner, tall)
    _ticket(sheet, ticket, slot if stub.height else 0)
    if places:
        _places(sheet, poster, QRectF(ticket.left(), ticket.top(), ticket.width(), slot))
    stub.paint(sheet, MARGIN + 48, ticket.top() + slot + 32, across=0.5)
    below = ticket.top() - 24 if tall else low
    _middle(sheet, poster, image, QRectF(MARGIN, top, sheet.inner, below - top))


def _middle(sheet: Sheet, poster: Poster, image: QImage | None, box: QRectF) -> None:
    side = min(box.width(), box.height())
    window = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    _small_picture(sheet, poster, image, window)


def _ticket(sheet: Sheet, box: QRectF, notch: float) -> None:
    """Draw a card with a bite out of both sides where it would be torn."""
    path = QPainterPath()
    path.addRoundedRect(box, _ROUND, _ROUND)
    if notch:
        for x in (box.left(), box.right()):
            path = path.subtracted(circle(QPointF(x, box.top() + notch), _NOTCH))
    sheet.shape(path, sheet.colours.panel)
    at = box.left() + _NOTCH * 2
    while notch and at < box.right() - _NOTCH * 2:
        sheet.rule(at, box.top() + notch - 2, at + 14, sheet.colours.line, 4)
        at += 28


def _places(sheet: Sheet, poster: Poster, box: QRectF) -> None:
    c, inside = sheet.colours, box.adjusted(48, 16, -48, -16)
    if not (shown(poster.slot) and shown(poster.hours)):
        only = poster.slot if shown(poster.slot) else poster.hours
        sheet.write(only, inside, 96, c.price_on_panel, strong=True, across=0.5, down=0.5)
        return
    left = QRectF(inside.left(), inside.top(), inside.width() * 0.44, inside.height())
    right = QRectF(left.right() + 32, inside.top(), inside.width() * 0.56 - 32, inside.height())
    sheet.write(poster.slot, left, 104, c.price_on_panel, strong=True, across=0.5, down=0.5)
    sheet.write(poster.hours, right, 48, c.ink, strong=True, across=0.5, down=0.5)
