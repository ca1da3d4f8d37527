"""Numbers as people write them in a chain: 3, 三, 两, 半打, 一斤半, 3️⃣."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from leader_app.importing.chain.normal import ENCLOSED

WEIGHTS = ("公斤", "千克", "毫升", "kg", "ml", "斤", "克", "升", "g", "l")
SMALL = ("瓶", "罐", "枚", "粒", "颗", "支", "片", "根", "只", "听")
_COUNTS = (
    "份个盒箱袋包块条提件打桶板串把套对双篮筐捆扎杯碗盘单组卷张朵束棵头尾筒壶"
    "坛盅框箩吊盆排版联枝匣兜托屉笼锅副"
)
UNITS = tuple(sorted({*WEIGHTS, *SMALL, *_COUNTS, "小份", "大份"}, key=len, reverse=True))
UNIT = "(?:" + "|".join(UNITS) + ")"
CHINESE = "[零〇一二两俩三仨四五六七八九十百]"
DIGITS = rf"(?:(?:\d{ENCLOSED}){{1,4}}|\d{{1,7}}(?:\.\d{{1,3}})?{ENCLOSED}?)"
_VALUES = {char: at for at, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_DOZEN = 12
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of ``unit`` (empty: not said), as a fraction; ``doubtful`` may be read otherwise."""

    value: Fraction
    unit: str = ""
    doubtful: bool = False

    @property
    def pieces(self) -> int | None:
        """The amount as a whole number, ``None`` if it is none."""
        return int(self.value) if self.value.denominator == 1 else None


@lru_cache(maxsize=1024)
def amount(figure: str, unit: str = "", half: str = "") -> Amount | None:
    """Return what ``figure`` says, ``None`` if it is no number; a dozen (打) is twelve pieces."""
    value = number(figure)
    if value is None:
        return None
    if half:
        value += Fraction(1, 2)
    if unit == "打":
        return Amount(value * _DOZEN, "", doubtful=False)
    return Amount(value, unit)


@lru_cache(maxsize=1024)
def number(figure: str) -> Fraction | None:
    """Return the number ``figure`` stands for, in digits, in Chinese or a half."""
    plain = figure.replace(ENCLOSED, "").strip()
    if plain in {"半", "½"}:
        return Fraction(1, 2)
    if _PLAIN.fullmatch(plain):
        return Fraction(plain)
    return _chinese(plain)


def _chinese(figure: str) -> Fraction | None:
    """Read a Chinese numeral below one thousand: 三, 十二, 二十, 一百零五."""
    if not figure:
        return None
    hundreds, has_hundreds, rest = figure.rpartition("百")
    tens, has_tens, ones = rest.rpartition("十")
    parts = (
        (_digit(hundreds, 0) if has_hundreds else 0, 100),
        (_digit(tens.lstrip("零〇"), 1) if has_tens else 0, 10),
        (_digit(ones.lstrip("零〇") or ("零" if ones else ""), 0), 1),
    )
    if any(value is None for value, _ in parts) or (has_hundreds and not hundreds):
        return None
    return Fraction(sum((value or 0) * scale for value, scale in parts))


def _digit(char: str, empty: int) -> int | None:
    return empty if not char else _VALUES.get(char)
