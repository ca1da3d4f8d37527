"""The code a person can type: 8 Crockford base-32 symbols and a check symbol.

The check symbol is one Reed-Solomon symbol over GF(32): any single wrong symbol and any two
symbols changed for one another are noticed. Crockford's own check symbol (modulo 37) would
need ``*~$=``, which input methods and scanners mangle.
"""

from __future__ import annotations

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = 8
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_TAG_BYTES = 16


def make(secret: bytes, claim_id: str, generation: int, attempt: int = 0) -> str:
    """Return the 9-symbol code of a claim; ``attempt`` gives another one after a collision."""
    message = f"{claim_id}/{generation}/{attempt}".encode()
    number = int.from_bytes(hmac.digest(secret, message, hashlib.sha256)[:5], "big")
    values = [(number >> shift) & 31 for shift in range(35, -1, -5)]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def normalise(typed: str) -> str | None:
    """Return the code meant by ``typed`` (any case, spaces, hyphens, O I L), or ``None``.

    ``None`` means that it is not 9 symbols or that the check symbol does not fit.
    """
    code = typed.strip().upper().translate(_LOOKALIKES)
    if len(code) != SYMBOLS + 1 or any(symbol not in _VALUES for symbol in code):
        return None
    values = [_VALUES[symbol] for symbol in code]
    return code if _check(values[:SYMBOLS]) == values[SYMBOLS] else None


def looks_like(typed: str) -> bool:
    """Tell whether ``typed`` could be meant as a short code, right or wrong."""
    code = typed.strip().upper().translate(_LOOKALIKES)
    return len(code) == SYMBOLS + 1 and all(symbol in _VALUES for symbol in code)


def spaced(code: str) -> str:
    """Return a code in groups of three, as it is printed."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))


def tag(point_secret: bytes, code: str) -> bytes:
    """Return the 16 bytes under which a counter of the point finds the claim of ``code``."""
    return hmac.digest(point_secret, code.encode(), hashlib.sha256)[:_TAG_BYTES]


def _check(values: list[int]) -> int:
    check = 0
    for value in values:
        check = _doubled(check ^ value)
    return check


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 32 else value
