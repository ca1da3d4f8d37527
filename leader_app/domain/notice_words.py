"""Quantities, money and days as a notice spells them, in the language it is written in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from leader_app.domain.money import Fen

CHINESE = "zh_CN"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FEN = 100


def items(found: Iterable[tuple[str, str, int]], language: str = CHINESE) -> str:
    """Return goods as people list them: 草莓 2 盒、鲜牛奶 1 瓶.

    ``found`` are names, units and pieces; the same product is added up, in order of appearance,
    and what is nothing is not named. It is one line, whatever a name holds.
    """
    sums: dict[tuple[str, str], int] = {}
    for name, unit, pieces in found:
        key = " ".join(name.split()), " ".join(unit.split())
        sums[key] = sums.get(key, 0) + max(pieces, 0)
    spelled = [
        _item(name, unit, pieces, language) for (name, unit), pieces in sums.items() if pieces
    ]
    return ("、" if language == CHINESE else ", ").join(spelled)


def amount(fen: Fen, language: str = CHINESE) -> str:
    """Return money: 56.70 元, or ¥56.70."""
    sign = "-" if fen < 0 else ""
    figures = f"{abs(fen) // _FEN}.{abs(fen) % _FEN:02d}"
    return f"{sign}{figures} 元" if language == CHINESE else f"{sign}¥{figures}"


def day_words(day: date, today: date, language: str = CHINESE) -> str:
    """Return a day as one says it on ``today``: 今天, 明天, 11月25日 周三; the year if another."""
    near = {0: ("今天", "today"), 1: ("明天", "tomorrow"), 2: ("后天", "")}
    spoken = near.get((day - today) // timedelta(days=1))
    is_chinese = language == CHINESE
    if spoken and (word := spoken[0] if is_chinese else spoken[1]):
        return word
    return full_day(day, today, language)


def full_day(day: date, today: date, language: str = CHINESE) -> str:
    """Return a day by its date: 11月25日 周三, or Wed 25 Nov; with the year if it is another."""
    if language == CHINESE:
        year = "" if day.year == today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日 {_WEEKDAYS[day.weekday()]}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def _item(name: str, unit: str, pieces: int, language: str) -> str:
    if language != CHINESE:
        return f"{pieces} × {name}"
    if not unit or unit[0].isdigit():
        return f"{name} × {pieces}"  # sold by a measure (500g): 草莓 2 500g could not be read
    return f"{name} {pieces} {unit}"
