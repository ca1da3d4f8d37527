"""The text of a notice: places stand out, what is wrong is underlined, ``{`` offers places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from leader_app.services.notices.desk import Flaw
from ui.kit.card import Card
from ui.notices.rules_text_view import PlacesEdit
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Size, Space

_TOKEN = re.compile(r"\{[^{}\n]{0,60}\}")
_STEERING = re.compile(r"\{\s*(如果|if\b|否则|else\b|完|end\b)")
_BEGUN = re.compile(r"\{([^{}\n]{0,30})$")
_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_LIST_KEYS = {*_TAKES, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down}
_NAME = Qt.ItemDataRole.UserRole
_MOST_ROWS = 7
_ENDS = (("如果 ", "{完}"), ("if ", "{end}"))


class _Places(QSyntaxHighlighter):
    """Colours places, and conditions more quietly."""

    def highlightBlock(self, text: str) -> None:
        for match in _TOKEN.finditer(text):
            look = QTextCharFormat()
            steering = _STEERING.match(match.group(0)) is not None
            c = colours()
            look.setForeground(QColor(c.text_hint if steering else c.accent.text))
            look.setBackground(QColor(c.sunken if steering else c.accent.soft))
            start, length = _units(text[: match.start()]), _units(match.group(0))
            self.setFormat(start, length, look)


class _PlaceList(Card):
    """What can stand here; the keys come from the editor."""

    def __init__(self) -> None:
        super().__init__("plain", Space.XS)
        self.rows = QListWidget()
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setFont(font())
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.rows)
        self.hide()

    def offer(self, offered: Mapping[str, str], typed: str) -> bool:
        """List what fits ``typed``; tell whether anything does."""
        wanted = typed.casefold()
        found = [
            (name, meaning)
            for name, meaning in offered.items()
            if wanted in name.casefold() or wanted in meaning.casefold()
        ]
        self.rows.clear()
        for name, meaning in sorted(
            found, key=lambda one: not one[0].casefold().startswith(wanted)
        ):
            item = QListWidgetItem(f"{name}    {meaning}")
            item.setData(_NAME, name)
            item.setSizeHint(QSize(0, Size.ICON_LARGE + Space.XS))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        return bool(found)


class NoticeEdit(PlacesEdit):
    """Typing ``{`` lists the places; Enter or Tab takes one, Esc goes on typing."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(Size.CONTROL_HUGE)
        self._highlighter = _Places(self.document())
        self._offered: dict[str, str] = {}
        self.list = _PlaceList()
        self.list.setParent(self)
        self.list.rows.itemClicked.connect(self._take)
        self.flaws: Sequence[Flaw] = ()

    def set_places(self, places: Mapping[str, str]) -> None:
        """Offer these: what stands between the braces, and what it becomes."""
        self._offered = dict(places)

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Underline what is wrong."""
        self.flaws = flaws
        super().show_flaws(flaws)

    def flaw_here(self) -> Flaw | None:
        """Return what is wrong at the caret, else the first thing that is wrong."""
        at = len(_text_before(self.textCursor()))
        here = (one for one in self.flaws if one.start <= at <= one.start + max(1, one.length))
        return next(here, next(iter(self.flaws), None))

    def insert_place(self, name: str) -> None:
        """Write a place where the caret is; of a condition its end as well."""
        end = next((end for word, end in _ENDS if name.startswith(word)), "")
        cursor = self.textCursor()
        cursor.insertText(f"{{{name}}}{end}")
        cursor.setPosition(cursor.position() - len(end))
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_place(self) -> None:
        """Write an opening brace and list the places."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insertPlainText("{")
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the list while it is open, else the text."""
        if not self.list.isHidden() and event.key() in _LIST_KEYS:
            self._work_list(Qt.Key(event.key()))
            return
        before = self.toPlainText()
        super().keyPressEvent(event)
        if self.toPlainText() != before:
            self._offer()
        else:
            self.list.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self.list.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Colour anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlighter"):
            self._highlighter.rehighlight()

    def _work_list(self, key: Qt.Key) -> None:
        if key is Qt.Key.Key_Escape:
            self.list.hide()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if key is Qt.Key.Key_Down else -1
            rows = self.list.rows
            rows.setCurrentRow((rows.currentRow() + step) % rows.count())
        else:
            self._take(self.list.rows.currentItem())

    def _offer(self) -> None:
        begun = _BEGUN.search(_text_before(self.textCursor()))
        if begun is None or not self.list.offer(self._offered, begun.group(1).strip()):
            self.list.hide()
            return
        window = self.window()
        self.list.setParent(window)
        rows = min(self.list.rows.count(), _MOST_ROWS)
        height = rows * (Size.ICON_LARGE + Space.XS) + 2 * Space.S
        self.list.resize(Size.FORM * 3 // 4, height)
        caret = self.viewport().mapTo(window, self.cursorRect().bottomLeft())
        top = min(caret.y() + Space.XS, window.height() - height - Space.S)
        self.list.move(min(caret.x(), window.width() - self.list.width() - Space.S), max(0, top))
        self.list.show()
        self.list.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        self.list.hide()
        begun = _BEGUN.search(_text_before(self.textCursor()))
        if begun is None:
            return
        cursor = self.textCursor()
        start = cursor.position() - _units(begun.group(0))
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.insert_place(str(item.data(_NAME)))


def _text_before(cursor: QTextCursor) -> str:
    """Return the text left of the caret, in Python's symbols."""
    document = cursor.document()
    whole = document.toPlainText().encode("utf-16-le")
    return whole[: cursor.position() * 2].decode("utf-16-le", errors="ignore")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
