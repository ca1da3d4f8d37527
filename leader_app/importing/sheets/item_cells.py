"""Cells that hold several goods, such as ``纯牛奶 x2; 土鸡蛋(30枚) x1``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from leader_app.domain.money import Fen
from leader_app.importing.sheets.cells import fen, pieces

_OPENING, _CLOSING = "([【{《「", ")]】}》」"
_STRONG, _SOFT = "\n\r;|", "、,/"
_UNIT = "(?:份|件|个|盒|箱|袋|包|瓶|只|套|提|桶|条|串|打|板|罐|把|支|棵|对|双|组|块|单)"
_WORDS = "[一二两三四五六七八九十俩仨]{1,3}"
_NUMBER = rf"(-?\d+(?:\.\d+)?|{_WORDS})"
# "[2 * 19.9 ]": pieces times the price of one.
_PRICED = re.compile(
    r"^(.*?)\s*\[\s*(-?\d+(?:\.\d+)?)\s*[*x×]\s*(\d+(?:\.\d+)?)\s*\]$", re.DOTALL | re.IGNORECASE
)
_MONEY = re.compile(
    r"\s*[,(]?\s*(?:合计|小计|共|单价|价格)?\s*[:=]?\s*(?:¥\s*\d+(?:\.\d+)?\s*元?|\d+(?:\.\d+)?\s*元)\s*\)?$"
)
_FORMS = (
    re.compile(rf"^(.+?)\s*[*xX×+]\s*{_NUMBER}\s*{_UNIT}?$", re.DOTALL),
    re.compile(rf"^(.+?)\s*[(\[]\s*[*xX×+]?\s*{_NUMBER}\s*{_UNIT}\s*[)\]]$", re.DOTALL),
    re.compile(rf"^(.+?)(?:\s+|\s*:\s*){_NUMBER}\s*{_UNIT}?$", re.DOTALL),
    re.compile(rf"^(.*[^\d.\s/*xX×+\-])\s*{_NUMBER}\s*{_UNIT}$", re.DOTALL),
)
_FRONT = re.compile(rf"^(\d+(?:\.\d+)?)\s*(?:{_UNIT}\s*|\s*[*xX×]\s*)(\D.*)$", re.DOTALL)
_MEASURE = re.compile(r"\d\s*(?:ml|l|g|kg|cm|mm|m|克|斤|两|千克|公斤|毫升|升)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)](?!\d)\s*|[①-⑳]\s*)")
_RUN_ON = re.compile(
    rf"([*xX×+]\s*\d+\s*{_UNIT}?|\d\s*{_UNIT})(?:\s+|\s*\+\s*(?!\d))(?=[^\s\d*×+(\[])"
)


class Listed(NamedTuple):
    """One of the goods in a cell; ``many`` is ``None`` if the cell does not say how many."""

    name: str
    many: int | Decimal | None
    amount: Fen | None = None


class ItemCells:
    """Reads cells of goods; the same ones come again and again."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._read: dict[str, tuple[Listed, ...]] = {}

    def listed(self, cell: str) -> tuple[Listed, ...]:
        """Return the goods in a cell, in order."""
        if cell not in self._read:
            plain = unicodedata.normalize("NFKC", cell)
            parts = [piece for part in split(plain) for piece in self._softly(part)]
            self._read[cell] = tuple(self._one(part) for part in parts)
        return self._read[cell]

    def _one(self, part: str) -> Listed:
        return Listed(part, None) if self._knows(part) else one(part)

    def _softly(self, part: str) -> list[str]:
        """Return what a part falls into at commas or blanks, if it is sure that it does."""
        if self._knows(part):
            return [part]
        for pieces_of in (split(part, _SOFT), split(_RUN_ON.sub("\\1\n", part))):
            goods = [self._one(piece) for piece in pieces_of]
            if len(goods) > 1 and all(
                one.many is not None or self._knows(one.name) for one in goods
            ):
                return pieces_of
        return [part]


def split(cell: str, breaks: str = _STRONG) -> list[str]:
    """Return the parts of a cell between ``breaks`` outside of brackets."""
    parts, start, depth = [], 0, 0
    for at, sign in enumerate(cell):
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif sign in breaks and (depth == 0 or sign == "\n"):
            parts.append(cell[start:at])
            start, depth = at + 1, 0
    return [part.strip() for part in (*parts, cell[start:]) if part.strip()]


def one(part: str) -> Listed:
    """Return the goods that one part of a cell names, and how many if it says so."""
    plain = _NUMBERED.sub("", part.strip())
    if found := _PRICED.match(plain):
        return _priced(found)
    bare = _MONEY.sub("", plain).strip() or plain
    for form in _FORMS:
        # "600ml*24瓶" is what is in a box, not how many boxes.
        if (found := form.match(bare)) and not _MEASURE.search(found[1]):
            return Listed(_MONEY.sub("", found[1]).strip(" ,:") or bare, pieces(found[2]))
    if found := _FRONT.match(bare):
        return Listed(found[2].strip(), pieces(found[1]))
    return Listed(bare, None)


def _priced(found: re.Match[str]) -> Listed:
    count, price = pieces(found[2]), fen(found[3])
    amount = None if price is None or not isinstance(count, int) else Fen(price * count)
    return Listed(found[1].strip(), count, amount)
