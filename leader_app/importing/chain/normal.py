"""One way to write every character, without losing the way it was written.

Everything is recognised on the normal form; names and notes are cut from the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

TAKEN = "\0"
"""Stands where something was already understood: nothing is recognised across it."""
ENCLOSED = "\x1f"
"""Follows the digits of a number that was written in a circle or on a key cap."""
_REMEMBERED = 20_000
_SAME = (
    ("兩个個", "两个个"),
    (
        "號樓棟單龍訂幾雞蘋麵魚萬壹貳貮叁叄肆伍陸柒捌玖拾",
        "号楼栋单龙订几鸡苹面鱼万一二二三三四五六七八九十",
    ),
    (
        "隻條塊顆錢轉帳賬減總計還謝週點後門給幫買來樣這們鮮餃豬雙張蔥薑",
        "只条块颗钱转账账减总计还谢周点后门给帮买来样这们鲜饺猪双张葱姜",
    ),
    (
        "蘿蔔鴨鵝蝦醬飯麥穀湯餅團購預紅綠黃純贛臍東無車貓媽爺蓮鹽雲",
        "萝卜鸭鹅虾酱饭麦谷汤饼团购预红绿黄纯赣脐东无车猫妈爷莲盐云",
    ),
    ("–—―‐‑‒−➖﹣", "---------"),
    ("✖✕╳⨯✗✘", "××××××"),
    ("〜∼～", "~~~"),
    ("丨│¦︱", "||||"),
    ("➕﹢", "++"),
    ("•・", "··"),
)
_DROPPED = (
    "\ufe0e\ufe0f\u200b\u200c\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CIRCLES = ((0x2460, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x24F5, 10))


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in its normal form; ``offsets`` say where each character stood (none: the same)."""

    text: str
    written: str
    offsets: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> str:
        """Return what was written where the normal form has ``start`` to ``end``."""
        if start >= end:
            return ""
        if self.offsets is None:
            return self.written[start:end]
        last = self.offsets[end] if end < len(self.offsets) else len(self.written)
        return self.written[self.offsets[start] : last]

    def since(self, start: int) -> Normal:
        """Return what follows ``start``, as a text of its own."""
        if not start:
            return self
        if self.offsets is None:
            return Normal(self.text[start:], self.written[start:])
        cut = self.offsets[start] if start < len(self.offsets) else len(self.written)
        offsets = tuple(offset - cut for offset in self.offsets[start:])
        return Normal(self.text[start:], self.written[cut:], offsets)

    def until(self, end: int) -> Normal:
        """Return what stands before ``end``, as a text of its own."""
        offsets = None if self.offsets is None else self.offsets[:end]
        return Normal(self.text[:end], self.original(0, end), offsets)


class _Forms(dict[int, str]):
    """What each character is written as, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = _form(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = form
        return form


def _form(char: str) -> str:
    if char in _VULGAR:
        return char
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(_LIKE.get(part, part) for part in folded)


def _likes() -> dict[str, str]:
    pairs = {old: new for olds, news in _SAME for old, new in zip(olds, news, strict=False)}
    return pairs | dict.fromkeys(_DROPPED, "") | {"\0": " ", ENCLOSED: " "}


def _enclosed() -> dict[int, str]:
    circles = {
        first + place: f"{place + 1}{ENCLOSED}" for first, many in _CIRCLES for place in range(many)
    }
    return circles | {0x1F51F: f"10{ENCLOSED}", 0x20E3: ENCLOSED, 0x24FF: f"0{ENCLOSED}"}


_VULGAR = "½"
_LIKE = _likes()
_FORMS = _Forms(_enclosed())


def normal(written: str) -> Normal:
    """Return ``written`` in its normal form; takes time in proportion to its length."""
    text = written.translate(_FORMS)
    if written.isascii():
        return Normal(text, written)
    lengths = [len(_FORMS[ord(char)]) for char in written]
    if len(text) == len(written) and max(lengths, default=1) == 1:
        return Normal(text, written)
    offsets = tuple(at for at, length in enumerate(lengths) for _ in range(length))
    return Normal(text, written, offsets)
