"""Which key does what at the counter. Scanners' keys are taken out before these are asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.pickup.card import Face
from ui.pickup.view_model import PickupViewModel

BOUNCE_MS = 300
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MORE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
_LESS = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Underscore})


class PickupKeys:
    """Answers a key press, or leaves it to the line for codes.

    ``is_trailing`` tells an Enter that follows fast keys. An Enter that repeats itself, or that
    bounces right after the one that sent off a typed code, hands nothing over.
    """

    def __init__(
        self,
        model: PickupViewModel,
        is_trailing: Callable[[QKeyEvent], bool],
        take_back: Callable[[int], None],
    ) -> None:
        self._model = model
        self._is_trailing = is_trailing
        self._take_back = take_back
        self._submitted_ms = -BOUNCE_MS

    def submitted(self, event: QKeyEvent) -> None:
        """Remember when a typed code was sent off."""
        self._submitted_ms = event.timestamp()

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means while nothing is being typed; tell whether it meant anything."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._hand_over(event)
        elif key == Qt.Key.Key_Space:
            self._space(event)
        elif key == Qt.Key.Key_Escape:
            self._model.clear()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._model.move(-1 if key == Qt.Key.Key_Up else 1)
        elif self._shows_lines() and key in _MORE | _LESS:
            self._model.step(1 if key in _MORE else -1)
        else:
            return self._number(event)
        return True

    def _space(self, event: QKeyEvent) -> None:
        if self._model.card.at_line < 0:
            self._hand_over(event)
        elif not event.isAutoRepeat():
            self._model.toggle()

    def _hand_over(self, event: QKeyEvent) -> None:
        bounced = 0 <= event.timestamp() - self._submitted_ms < BOUNCE_MS
        if not (event.isAutoRepeat() or bounced or self._is_trailing(event)):
            self._model.hand_over()

    def _shows_lines(self) -> bool:
        return self._model.card.face is Face.VERDICT and self._model.card.asking is None

    def _number(self, event: QKeyEvent) -> bool:
        card, text = self._model.card, event.text()
        if not (text.isascii() and text.isdigit()) or text == "0":
            return False
        index = int(text) - 1
        if card.asking is not None:
            self._take_back(index)
            return True
        if card.face is Face.CHOOSING and index < len(card.candidates):
            self._model.choose(index)
            return True
        return False


def is_paste(event: QKeyEvent) -> bool:
    """Tell whether the keys mean to paste."""
    return event.matches(QKeySequence.StandardKey.Paste)
