"""A notice's card as a picture, for chats that show neither headings nor bold words."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from leader_app.domain.poster import Mood
from ui.posters.lettering import Fitted, face_of, fit, shown
from ui.posters.render import encoded
from ui.theme.fonts import has_bold
from ui.theme.poster_colours import POSTER_COLOURS

WIDTH = 1080
_MARGIN, _PAD, _BAND, _ROUND = 40, 56, 14, 32
_TITLE, _WORDS = 60, (40, 34, 28, 22)
_LINKED = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)\)")
_TITLE_HIGH, _GAP = 240, 32
_MOST_HIGH = 8_000
_LINE_HEIGHT, _BETWEEN = 140, 14
_MARK, _HEAVY = 150, 1.6
_COLOURS = POSTER_COLOURS[Mood.GREEN]
_MARKS = (
    QTextDocument.MarkdownFeature.MarkdownDialectCommonMark
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class _Words(QTextDocument):
    """Words in marks; nothing they name is fetched, neither from the disk nor from elsewhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Return an empty picture for whatever is asked for."""
        return QImage()


def card_png(title: str, text: str) -> bytes:
    """Return a card (title, and text in marks) as a picture file, as high as the words need.

    PNG, or JPEG where that would be more than 2 MB. Takes some 30 ms: not for the GUI thread.
    """
    wide = WIDTH - 2 * (_MARGIN + _PAD)
    head = _title(title, wide)
    words = next(
        (
            made
            for size in _WORDS
            if (made := _words(text, wide, size)).size().height() < _MOST_HIGH / 2
        ),
        _words(text, wide, _WORDS[-1]),
    )
    inner = (head.height + _GAP if head is not None else 0) + words.size().height()
    high = min(_MOST_HIGH, round(inner + 2 * (_MARGIN + _PAD) + _BAND))
    image = QImage(WIDTH, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    top = _ground(painter, high)
    if head is not None:
        top = _paint_title(painter, head, top) + _GAP
    painter.translate(_MARGIN + _PAD, top)
    words.drawContents(painter)
    painter.end()
    return encoded(image).data


def _title(title: str, wide: float) -> Fitted | None:
    said = " ".join(shown(title).split())
    return fit(said, wide, _TITLE_HIGH, _TITLE, strong=True, lines=3) if said else None


def _words(text: str, wide: float, size: int) -> QTextDocument:
    """Return the words laid out; HTML in them is words, links are written out."""
    made = _Words()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(face_of(size, strong=False))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    marks = "\n\n".join(
        shown(_LINKED.sub(r"\1 \2", text)).splitlines()
    )  # a chat begins a line at every line end
    made.setMarkdown(marks, _MARKS)
    made.setTextWidth(wide)
    cursor = QTextCursor(made)
    cursor.select(QTextCursor.SelectionType.Document)
    ink = QTextCharFormat()
    ink.setForeground(QColor(_COLOURS.ink))
    cursor.mergeCharFormat(ink)
    line = QTextBlockFormat()
    line.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    line.setTopMargin(0)
    line.setBottomMargin(_BETWEEN)
    cursor.mergeBlockFormat(line)
    return made


def _ground(painter: QPainter, high: int) -> float:
    """Draw the card and return where its words begin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, WIDTH, high), QColor(_COLOURS.ground_low))
    box = QRectF(_MARGIN, _MARGIN, WIDTH - 2 * _MARGIN, high - 2 * _MARGIN)
    painter.setPen(QColor(_COLOURS.line))
    painter.setBrush(QColor(_COLOURS.panel))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    mark = QRectF(box.left() + _PAD, box.top(), _MARK, _BAND)
    painter.fillRect(mark, QColor(_COLOURS.accent))
    return box.top() + _PAD + _BAND


def _paint_title(painter: QPainter, head: Fitted, top: float) -> float:
    painter.setFont(head.face)
    painter.setPen(QColor(_COLOURS.accent_on_ground))
    rise = (head.pitch + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2
    for line in head.lines:
        for beside in (0.0, 0.0 if has_bold() else _HEAVY):
            painter.drawText(QPointF(_MARGIN + _PAD + beside, top + rise), line)
        top += head.pitch
    return top
