"""Money is a whole number of fen (1/100 yuan, CNY)."""

from __future__ import annotations

import re
from typing import NewType

Fen = NewType("Fen", int)
NOTHING = Fen(0)

_YUAN = re.compile(r"([+-]?)([0-9]{1,12})(?:\.([0-9]{1,2}))?", re.ASCII)


def yuan(amount: Fen) -> str:
    """Return ``amount`` in yuan with two decimals and no unit, as in ``-12.30``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def parse_yuan(text: str) -> Fen:
    """Return the fen in a plain yuan amount such as ``12``, ``12.3`` or ``-12.30``.

    Raises ``ValueError`` for anything else, a third decimal included.
    """
    found = _YUAN.fullmatch(text.strip())
    if found is None:
        msg = f"not an amount in yuan: {text!r}"
        raise ValueError(msg)
    sign, whole, cents = found.groups()
    amount = int(whole) * 100 + int((cents or "").ljust(2, "0"))
    return Fen(-amount if sign == "-" else amount)


def line_total(unit_price: Fen, quantity: int) -> Fen:
    """Return the price of ``quantity`` pieces."""
    return Fen(unit_price * quantity)
