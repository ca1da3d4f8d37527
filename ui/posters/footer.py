"""The foot of a poster: whose it is, where and when, and the code to scan."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from leader_app.domain.poster import Poster
from ui.posters.lettering import shown
from ui.posters.sheet import MARGIN, Sheet

_GAP = 32.0
_CODE, _LOW_CODE = 230.0, 168.0
_CODE_WORDS = 44.0
_STORE, _PLACE = 60.0, 46.0
_BOTTOM = 48.0


def footer(sheet: Sheet, poster: Poster, ink: str, quiet: str, *, hours: bool = True) -> float:
    """Write the foot on the ground and return where it begins; without words there is none."""
    place = [poster.address, poster.hours if hours else ""]
    places = [text for text in place if shown(text)]
    store = shown(poster.store)
    bottom = sheet.height - _BOTTOM
    if not (store or places or poster.code):
        return bottom
    words_high = (_STORE if store else 0) + _PLACE * len(places)
    code_high, code_wide = _code(sheet, poster, bottom, quiet)
    top = bottom - max(words_high, code_high)
    at = bottom - (max(words_high, code_high) + words_high) / 2
    wide = sheet.inner - (code_wide + _GAP if code_wide else 0)
    if store:
        box = QRectF(MARGIN, at, wide, _STORE)
        sheet.write(poster.store, box, 42, ink, strong=True, lines=1, down=0.5)
        at += _STORE
    for text in places:
        box = QRectF(MARGIN, at, wide, _PLACE)
        sheet.write(text, box, 32, quiet, lines=1, down=0.5)
        at += _PLACE
    return top - _GAP


def _code(sheet: Sheet, poster: Poster, bottom: float, ink: str) -> tuple[float, float]:
    """Draw the code into the corner; returns how high and wide it is with its words."""
    if not poster.code.strip():
        return 0.0, 0.0
    wanted = _LOW_CODE if sheet.is_low else _CODE
    side = sheet.code_side(poster.code, wanted)
    words = _CODE_WORDS if shown(poster.code_words) else 0.0
    left = sheet.width - MARGIN - side
    sheet.code(poster.code, left, bottom - side - words, wanted)
    if words:
        box = QRectF(left, bottom - words + 4, side, words - 4)
        sheet.write(poster.code_words, box, 30, ink, lines=1, across=0.5, down=0.5)
    return side + words, side
