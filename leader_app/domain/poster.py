"""A poster as data: what a picture for the chat group says, whatever it looks like.

Its words are in the language it was written in: nothing is translated when it is painted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from leader_app.domain.money import Fen

MOST_GOODS = 8
MOST_CODE_BYTES = 200
"""A QR code of more bytes has modules that a chat's compression smears."""
MOST_PRICE = Fen(99_999_999)
_SYMBOLS = {
    "store": 30,
    "headline": 40,
    "badge": 16,
    "product": 60,
    "unit": 16,
    "words": 240,
    "slot": 24,
    "hours": 40,
    "address": 60,
    "time": 40,
    "host": 24,
    "code_words": 24,
}
_LINE_NAME, _LINE_NOTE = 40, 24
_INVISIBLE = {"Cc", "Cs", "Co", "Cn"}


class PosterDesign(StrEnum):
    """How a poster is arranged, after what it is for."""

    FRESH = "fresh"
    PRICE = "price"
    TONIGHT = "tonight"
    STREAM = "stream"
    ARRIVED = "arrived"
    CALM = "calm"
    THANKS = "thanks"


class Mood(StrEnum):
    """The colours of a poster."""

    GREEN = "green"
    WARM = "warm"
    NIGHT = "night"
    PAPER = "paper"


class Shape(StrEnum):
    """Width and height: for the group, for a whole phone screen, square."""

    GROUP = "group"
    STORY = "story"
    SQUARE = "square"

    @property
    def pixels(self) -> tuple[int, int]:
        """Return width and height."""
        return {
            Shape.GROUP: (1080, 1440),
            Shape.STORY: (1080, 1920),
            Shape.SQUARE: (1080, 1080),
        }[self]


@dataclass(frozen=True, slots=True)
class PosterLine:
    """One of several goods: its name, what it costs if that is said, and a short note."""

    name: str
    price: Fen | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for what has no room."""
        _require_words("name", self.name, _LINE_NAME)
        _require_words("note", self.note, _LINE_NOTE)
        _require_price("price", self.price)


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster; every part may be empty, a design leaves out what it has no use for.

    ``words`` may have line ends, all else is one line. ``old_price`` is crossed out beside
    ``price``. ``code`` becomes a QR code with ``code_words`` beneath. ``picture`` names a kept
    picture; ``focus`` is the point of it, in shares of its width and height, that a crop keeps.
    Raises ``ValueError`` for what has no room.
    """

    design: PosterDesign
    shape: Shape = Shape.GROUP
    mood: Mood = Mood.GREEN
    store: str = ""
    headline: str = ""
    badge: str = ""
    product: str = ""
    price: Fen | None = None
    old_price: Fen | None = None
    unit: str = ""
    words: str = ""
    slot: str = ""
    hours: str = ""
    address: str = ""
    time: str = ""
    host: str = ""
    goods: tuple[PosterLine, ...] = ()
    code: str = ""
    code_words: str = ""
    picture: str = ""
    focus: tuple[float, float] = (0.5, 0.5)

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for what has no room."""
        for name, most in _SYMBOLS.items():
            _require_words(name, getattr(self, name), most, lines=name == "words")
        for name in ("price", "old_price"):
            _require_price(name, getattr(self, name))
        if len(self.goods) > MOST_GOODS:
            msg = f"{len(self.goods)} goods, more than {MOST_GOODS}"
            raise ValueError(msg)
        _require_words("code", self.code, MOST_CODE_BYTES)
        if len(self.code.encode()) > MOST_CODE_BYTES:
            msg = f"the code has more than {MOST_CODE_BYTES} bytes"
            raise ValueError(msg)
        if not all(0 <= share <= 1 for share in self.focus):
            msg = f"the focus {self.focus} lies beside the picture"
            raise ValueError(msg)

    @property
    def is_reduced(self) -> bool:
        """Whether it says what the price was before."""
        return self.price is not None and self.old_price is not None and self.old_price > self.price


def most_symbols(part: str) -> int:
    """Return how many symbols a part of a poster, by its name, has room for."""
    return _SYMBOLS[part]


def in_bounds(text: str, most: int, *, lines: bool = False) -> str:
    """Return ``text`` as a poster takes it: invisible symbols are spaces, what is over is cut."""
    kept = "".join(
        c if (lines and c == "\n") or unicodedata.category(c) not in _INVISIBLE else " "
        for c in text.replace("\r\n", "\n")
    )
    return kept[:most].strip()


def _require_words(name: str, text: str, most: int, *, lines: bool = False) -> None:
    if len(text) > most:
        msg = f"{name} has {len(text)} symbols, more than {most}"
        raise ValueError(msg)
    for symbol in text:
        if unicodedata.category(symbol) in _INVISIBLE and not (lines and symbol == "\n"):
            msg = f"{name} has the symbol {symbol!r}"
            raise ValueError(msg)


def _require_price(name: str, price: Fen | None) -> None:
    if price is not None and not 0 <= price <= MOST_PRICE:
        msg = f"{name} of {price} fen"
        raise ValueError(msg)
