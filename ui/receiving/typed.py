"""What people type while goods come in: pieces, cartons, days, degrees, litres. QtCore only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MOST_PIECES = 99_999
_PIECES = re.compile(r"([0-9]{1,5})")
_CARTONS = re.compile(r"([0-9]{1,4})[*x×]([0-9]{0,5})", re.IGNORECASE)
_LONG_DAY = re.compile(r"([0-9]{4})[-/.年 ]?([0-9]{1,2})[-/.月 ]?([0-9]{1,2})日?")
_SHORT_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_LATER = re.compile(r"\+([0-9]{1,4})")
_DEGREES = re.compile(r"([+-]?)([0-9]{1,2})(?:[.,]([0-9]))?\s*(?:°?\s*C|℃|度)?", re.IGNORECASE)
_LITRES = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,3}))?\s*(?:L|升)?", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-", "－": "-", "＋": "+", "＊": "*"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，：", "0123456789.,:")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A quantity that was typed; ``cartons`` of 0 if it was typed in pieces."""

    pieces: int
    cartons: int = 0


def plain(text: str) -> str:
    """Return ``text`` with the digits and signs of a Chinese keyboard made plain."""
    return text.translate(_FULL_WIDTH).translate(_MINUS).strip()


def pieces(text: str, per_carton: int) -> Pieces | None:
    """Return the quantity in ``24``, ``2*12`` or ``2*`` (cartons); ``None`` for anything else.

    A number of six digits or more is a barcode typed by hand, not a quantity.
    """
    said = plain(text)
    found = _CARTONS.fullmatch(said)
    if found is not None:
        each = int(found[2]) if found[2] else per_carton
        total = int(found[1]) * each
        return Pieces(total, int(found[1])) if each and total <= MOST_PIECES else None
    return Pieces(int(said)) if _PIECES.fullmatch(said) else None


def day(text: str, today: date) -> date | None:
    """Return the day in ``2026-11-30``, ``20261130``, ``261130``, ``11-30`` or ``+7`` (days).

    A month and a day mean the next time they come. Empty is no day (``None``); ``ValueError`` for
    what is no day.
    """
    said = plain(text)
    if not said:
        return None
    later = _LATER.fullmatch(said)
    if later is not None:
        return today + timedelta(days=int(later[1]))
    short = _SHORT_DAY.fullmatch(said)
    if short is not None:
        return date(2000 + int(short[1]), int(short[2]), int(short[3]))
    long = _LONG_DAY.fullmatch(said)
    if long is not None:
        return date(int(long[1]), int(long[2]), int(long[3]))
    return _next(said, today)


def decidegrees(text: str) -> int | None:
    """Return tenths of a degree Celsius in ``4``, ``-18.5``; empty is ``None``.

    ``ValueError`` for what is no temperature.
    """
    said = plain(text)
    if not said:
        return None
    found = _DEGREES.fullmatch(said)
    if found is None:
        raise ValueError(said)
    value = int(found[2]) * 10 + int(found[3] or 0)
    return -value if found[1] == "-" else value


def millilitres(text: str) -> int:
    """Return the millilitres in an amount of litres such as ``30`` or ``12.5``; empty is 0.

    ``ValueError`` for what is no amount.
    """
    said = plain(text)
    if not said:
        return 0
    found = _LITRES.fullmatch(said)
    if found is None:
        raise ValueError(said)
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


def _next(said: str, today: date) -> date:
    found = _MONTH_DAY.fullmatch(said)
    if found is None:
        raise ValueError(said)
    for year in range(today.year, today.year + 5):
        try:
            day = date(year, int(found[1]), int(found[2]))
        except ValueError:
            continue  # 29 February
        if day >= today:
            return day
    raise ValueError(said)
