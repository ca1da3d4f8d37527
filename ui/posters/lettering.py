"""Words on a poster: as large as their box allows, in as few lines, never cut."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QFont, QFontMetricsF

from ui.kit.wrapping import wrapped
from ui.theme.fonts import families, has_bold, has_emoji

LEADING = 1.32
_STEP = 0.94
_SMALLEST = 22
_TINY = 8
_WHOLE_WORDS_DOWN_TO = 0.5
_NO_WIDOWS_DOWN_TO = 0.84
_WIDOW = 2
_BALANCING_ROUNDS = 7
_EMOJI_FROM = 0x1F000
_JOINERS = {0xFE0F, 0x200D, 0x20E3}


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size, in pixels; ``pitch`` is from one line to the next."""

    lines: tuple[str, ...]
    face: QFont
    size: float
    pitch: float
    width: float

    @property
    def height(self) -> float:
        """How high all lines are together."""
        return self.pitch * len(self.lines)


def face_of(size: float, *, strong: bool) -> QFont:
    """Return the face of a size; where there is no bold cut, bold is a matter of painting."""
    made = QFont(families())
    made.setPixelSize(max(1, round(size)))
    bold = strong and has_bold()
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def width_of(text: str, face: QFont) -> float:
    """Return how wide a line is."""
    return QFontMetricsF(face).horizontalAdvance(text)


def shown(text: str) -> str:
    """Return what can be drawn of a text: without a face for emoji, those are left out."""
    if has_emoji():
        return text.strip()
    kept = "".join(c for c in text if ord(c) < _EMOJI_FROM and ord(c) not in _JOINERS)
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()


def fit(
    text: str,
    width: float,
    height: float,
    largest: float,
    *,
    strong: bool = False,
    lines: int = 2,
    leading: float = LEADING,
) -> Fitted:
    """Return a text as large as goes into a box, in at most ``lines`` lines.

    Words are not torn while half of ``largest`` would keep them whole. What does not fit in
    readable letters takes more lines, then smaller letters; nothing is left out.
    """
    paragraphs = [part.strip() for part in shown(text).split("\n")]
    most = max(lines, len(paragraphs))
    size = max(largest, _TINY)
    while True:
        face = face_of(size, strong=strong)
        broken = [wrapped(part, face, width) for part in paragraphs]
        found = [line for part in broken for line in part]
        wide = max(width_of(line, face) for line in found)
        made = Fitted(tuple(found), face, size, size * leading, wide)
        fits = wide <= width and made.height <= height
        torn = size > largest * _WHOLE_WORDS_DOWN_TO and _is_torn(found, paragraphs)
        lost = size > largest * _NO_WIDOWS_DOWN_TO and _has_widow(broken)
        readable = len(found) <= most or size <= _SMALLEST
        if (fits and readable and not torn and not lost) or size <= _TINY:
            return _balanced(paragraphs, made, width)
        size *= _STEP


def _is_torn(lines: list[str], paragraphs: list[str]) -> bool:
    whole = "\n".join(paragraphs)
    return any(
        _is_latin(first[-1:]) and _is_latin(second[:1]) and f"{first}{second}" in whole
        for first, second in pairwise(lines)
    )


def _has_widow(broken: list[list[str]]) -> bool:
    """Tell whether, of several paragraphs, one ends in a line of next to nothing."""
    return len(broken) > 1 and any(len(part) > 1 and len(part[-1]) <= _WIDOW for part in broken)


def _is_latin(symbol: str) -> bool:
    return symbol.isascii() and symbol.isalnum()


def _balanced(paragraphs: list[str], found: Fitted, width: float) -> Fitted:
    """Make the lines of one paragraph about equally long: no single word is left over."""
    if len(found.lines) == 1 or len(paragraphs) > 1:
        return found
    least, most, best = width / len(found.lines) * 0.8, width, found.lines
    for _ in range(_BALANCING_ROUNDS):
        middle = (least + most) / 2
        lines = wrapped(paragraphs[0], found.face, middle)
        if len(lines) > len(found.lines) or _is_torn(lines, paragraphs):
            least = middle
        else:
            most, best = middle, tuple(lines)
    wide = max(width_of(line, found.face) for line in best)
    return Fitted(best, found.face, found.size, found.pitch, wide)
