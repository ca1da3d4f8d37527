"""One delivery of the list, drawn as a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.paint import focus_ring, rounded
from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.receiving.draw_delegate import words
from ui.receiving.overview import Entry, Group
from ui.receiving.overview_model import CardRole, Index
from ui.receiving.overview_words import CardWords
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Tone, Type

_LINE = Size.ICON
_HEADING = Size.CONTROL
_INKS = {Tone.WARN: Ink.WARN, Tone.BAD: Ink.BAD, Tone.OK: Ink.OK}
_STATE = QStyle.StateFlag
_TOP = Size.ICON_LARGE
_USUAL = 3


class EntryDelegate(QStyledItemDelegate):
    """Title and state, when and which truck, how much, what to look at, how far it is counted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that this card's lines need."""
        said = index.data(CardRole.WORDS)
        lines = _lines(said) if isinstance(said, CardWords) else 1
        entry = index.data(CardRole.ENTRY)
        if isinstance(entry, Entry) and entry.group is Group.COMING and entry.plan is None:
            lines = max(lines, _USUAL)  # room for a warning that may come: nothing jumps
        heading = _HEADING if index.data(CardRole.HEADING) else 0
        height = 2 * Space.M + _TOP + lines * (_LINE + Space.XS) + Space.S
        return QSize(Size.FORM, heading + height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        entry, said = index.data(CardRole.ENTRY), index.data(CardRole.WORDS)
        if not isinstance(entry, Entry) or not isinstance(said, CardWords):
            return
        painter.save()
        box = QRectF(option.rect)
        heading = str(index.data(CardRole.HEADING) or "")
        if heading:
            top = QRectF(box.left() + Space.XS, box.top(), box.width(), _HEADING)
            words(painter, top, heading, font(Type.BODY, strong=True), colours().text_secondary)
            box.setTop(box.top() + _HEADING)
        card = box.adjusted(0, 0, -Space.XS, -Space.S)
        self._paint_ground(painter, option, card)
        self._paint_words(painter, card.adjusted(Space.L, Space.M, -Space.L, -Space.M), said)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, card: QRectF) -> None:
        c = colours()
        chosen = bool(option.state & _STATE.State_Selected)
        over = bool(option.state & _STATE.State_MouseOver)
        fill = c.accent.soft if chosen else c.hover if over else c.surface
        rounded(painter, card, Radius.CARD, fill, c.accent.text if chosen else c.line)
        if chosen and option.state & _STATE.State_HasFocus:
            focus_ring(painter, card, Radius.CARD - 1, c.accent.text)

    def _paint_words(self, painter: QPainter, box: QRectF, said: CardWords) -> None:
        c = colours()
        top = QRectF(box.left(), box.top(), box.width(), _TOP)
        width = pill_width(said.pill[0], said.pill[1])
        pill = QRectF(top.right() - width, top.top(), width, PILL_HEIGHT)
        paint_pill(painter, pill, *said.pill)
        title = top.adjusted(0, 0, -width - Space.M, 0)
        words(painter, title, said.title, font(Type.LEAD, strong=True), c.text)
        at = top.bottom() + Space.XS
        for line, colour in ((said.when, c.text_secondary), (said.amount, c.text_secondary)):
            if line:
                words(painter, QRectF(box.left(), at, box.width(), _LINE), line, font(), colour)
                at += _LINE + Space.XS
        if said.note:
            self._paint_note(painter, QRectF(box.left(), at, box.width(), _LINE), said)
            at += _LINE + Space.XS
        if said.share is not None:
            _paint_bar(painter, QRectF(box.left(), at + Space.XS, box.width(), Space.S), said.share)

    def _paint_note(self, painter: QPainter, box: QRectF, said: CardWords) -> None:
        colour = colours().ink(_INKS.get(said.note_tone, Ink.SECONDARY))
        sign = QRectF(box.left(), box.top(), Size.ICON_SMALL, box.height())
        icons.paint(painter, said.note_icon, colour, sign)
        words(painter, box.adjusted(Size.ICON_SMALL + Space.XS, 0, 0, 0), said.note, font(), colour)


def _paint_bar(painter: QPainter, box: QRectF, share: float) -> None:
    c, radius = colours(), box.height() / 2
    rounded(painter, box, radius, c.skeleton)
    if share > 0:
        done = QRectF(box.left(), box.top(), max(box.height(), box.width() * share), box.height())
        rounded(painter, done, radius, c.accent_fill)


def _lines(said: CardWords) -> int:
    return sum(bool(line) for line in (said.when, said.amount, said.note, said.share is not None))
