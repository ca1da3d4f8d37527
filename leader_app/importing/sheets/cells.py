"""What stands in a cell: text, whole numbers, yuan and times, each as it was meant."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.money import Fen

_EXACT_BELOW = 1e15  # a spreadsheet keeps 15 digits of a number, no more
_WRAPPED = re.compile(r'^=\s*"([^"]*)"$')
_DIGITS = dict(
    zip("零〇一二两三四五六七八九俩仨", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3), strict=True)
)
_CHINESE = re.compile(
    r"([一二两三四五六七八九]?)十([一二三四五六七八九]?)|([零〇一二两三四五六七八九俩仨])"
)
_UNITS = "份件个盒箱袋包瓶只斤套提桶条串打板罐把支棵颗对双组枚块筐篮杯碗听扎捆朵盆张片卷公斤kg克g"
_COUNT = re.compile(
    rf"(?:共|要|买|订|x|\*|×|\+|数量)?:?\s*([+-]?\d+(?:\.\d+)?|[零〇一二两三四五六七八九十俩仨]{{1,3}})"
    rf"\s*[{_UNITS}]{{0,2}}",
)
_NONE = {
    "",
    "0",
    "无",
    "没有",
    "不需要",
    "不要",
    "不用",
    "否",
    "不",
    "/",
    "-",
    "--",
    "—",
    "——",
    "×",
    "x",
}
_NONE |= {"none", "null", "n/a", "nan", "\\", "暂无", "不买", "不订", "不参加", "无需", "0份", "零"}
_YUAN = re.compile(r"[¥¥$rmb]*([+-]?[\d,]*\.?\d+)[元块]?")
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[\sT]*(上午|下午|am|pm)?\s*(\d{1,2})[:时点](\d{1,2})?分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?")
_EPOCH = datetime(1899, 12, 30, tzinfo=POINT_ZONE)
_YEARS = range(2005, 2101)


def shown(value: object) -> str:
    """Return a cell's value as text: whole numbers in full, days as 2026-11-22."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0).isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def is_inexact(value: object) -> bool:
    """Return whether a number is so long that a spreadsheet has lost its last digits."""
    return isinstance(value, float) and abs(value) >= _EXACT_BELOW


def tidy(text: str) -> str:
    """Return ``text`` without what nobody sees or meant: marks at its ends, NULs, ``="..."``."""
    if not text.isprintable() or "\xa0" in text or "\u3000" in text:
        kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
        text = "".join(kept)
    text = text.strip(" \t\r\n\xa0\u3000")
    if text[:1] == "=" and (wrapped := _WRAPPED.match(text)):
        return wrapped[1].strip()
    return text[1:].strip() if text[:1] == "'" and text[1:2].isdigit() else text


def _number(value: float) -> str:
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124
        return ""
    if value.is_integer() and abs(value) < 1e21:  # noqa: PLR2004
        return str(int(value))
    return f"{value:.10g}" if abs(value) < _EXACT_BELOW else repr(value)


def whole(text: str) -> int | None:
    """Return the whole number ``text`` consists of, Chinese numerals below 100 included."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[+-]?\d{1,9}(?:\.0+)?", plain):
        return int(float(plain))
    found = _CHINESE.fullmatch(plain)
    if found is None:
        return None
    if found[3]:
        return _DIGITS[found[3]]
    return _DIGITS.get(found[1], 1) * 10 + _DIGITS.get(found[2], 0)


def pieces(text: str) -> int | Decimal | None:
    """Return how many a cell says: ``2``, ``2份``, ``x2`` or ``两份``; 0 for "none wanted".

    A fraction comes back as a ``Decimal``, anything else as ``None``.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _NONE:
        return 0
    found = _COUNT.fullmatch(plain)
    if found is None:
        return None
    count = whole(found[1])
    return count if count is not None or not found[1][-1].isdigit() else Decimal(found[1])


def is_empty(text: str) -> bool:
    """Return whether a cell holds nothing, or a dash for nothing."""
    return text in {"", "-", "--", "/", "—", "——", "无"}


def fen(text: str) -> Fen | None:
    """Return the amount in fen of a cell in yuan such as ``¥1,234.50`` or ``39.9元``."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace(" ", "")
    found = _YUAN.fullmatch(plain)
    if found is None or len(plain) > 20:  # noqa: PLR2004
        return None
    try:
        return Fen(round(Decimal(found[1].replace(",", "")) * 100))
    except InvalidOperation:
        return None


def moment(text: str) -> datetime | None:
    """Return the time a cell tells, zone of the point; a serial number of days counts too.

    ``None`` for what is no time, and for one outside the years anybody bought like this.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        told = _spelled(plain) if not _SERIAL.fullmatch(plain) else _from_serial(plain)
    except (ValueError, OverflowError):
        return None
    return told if told is not None and told.year in _YEARS else None


def _from_serial(plain: str) -> datetime:
    return _EPOCH + timedelta(seconds=round(float(plain) * 86400))


def _spelled(plain: str) -> datetime | None:
    repaired = re.sub(r"^(\d{4})/(\d{1,2})-", r"\1-\2-", plain)
    found = _MOMENT.match(repaired)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    hour, minute, second = (int(found[place] or 0) for place in (5, 6, 7))
    if (found[4] or "").lower() in {"下午", "pm"} and hour < 12:  # noqa: PLR2004
        hour += 12
    return datetime(year, month, day, hour, minute, second, tzinfo=POINT_ZONE)
