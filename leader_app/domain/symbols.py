"""The symbols of a text as people see them: a family of emoji, a flag, an accented letter is one.

After Unicode's grapheme clusters (TR 29); where the rules there need tables of their own this
holds together more, never less.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINERS = frozenset("\u200d\u200c")
_TRAILING = frozenset("\u0e33\u0eb3\uff9e\uff9f")  # written behind another, though letters
_LEADING = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
    "\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88\U00011a89\U00011d46\U00011f02"
)
_VIRAMA = 9


def symbols(text: str) -> Iterator[str]:
    """Yield the symbols of a text, in time that grows with its length alone."""
    start, flags, before = 0, 0, ""
    for at, character in enumerate(text):
        if before and not _belong(before, character, flags):
            yield text[start:at]
            start, flags = at, 0
        flags = flags + 1 if _is_flag(character) else 0
        before = character
    if text:
        yield text[start:]


def _belong(before: str, character: str, flags: int) -> bool:
    if before.isascii() and character.isascii():
        return before == "\r" and character == "\n"
    if before in "\r\n" or character in "\r\n":
        return False
    if _is_flag(character) and _is_flag(before):
        return flags % 2 == 1
    return (
        _hangs_on(character)
        or before in _JOINERS
        or before in _LEADING
        or (_is_hangul(before) and _is_vowel_or_final(character))
        or (_is_initial(before) and _is_hangul(character))
        or unicodedata.combining(before) == _VIRAMA
    )


def _hangs_on(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in _JOINERS
        or character in _TRAILING
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_hangul(character: str) -> bool:
    return (
        _is_initial(character) or _is_vowel_or_final(character) or "\uac00" <= character <= "\ud7a3"
    )


def _is_initial(character: str) -> bool:
    return "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97f"


def _is_vowel_or_final(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
