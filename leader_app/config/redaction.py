"""Takes out of a text what nobody may read later: codes, keys, tokens, phones, names."""

from __future__ import annotations

import re

from leader_app.domain import short_code

_PATTERNS = (
    # Pickup codes, whole or cut off.
    (r"\bLDP[A-Z2-7]{5,}", "<code>"),
    # What stands after a telling word.
    (
        r"\b(bearer|token|passphrase|password|secret|key)([\s:='\"]+)[^\s'\",)]+",
        r"\1\2<hidden>",
    ),
    # Who logs in to an address.
    (r"(?<=://)[^/\s@]+@", "<hidden>@"),
    # Mobile phones.
    (r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", "<phone>"),
    # Keys and hashes of 16 bytes and more; a claim's id has 10 and stays.
    (r"\b[0-9a-f]{32,}\b", "<hex>"),
    # The log is written in English: Chinese in it is a name, an address or what a person typed.
    (r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+", "<name>"),
)
_HIDDEN = tuple((re.compile(look, re.IGNORECASE), instead) for look, instead in _PATTERNS)
# A random text of 16 bytes and more in base64: capitals, small letters and digits together.
_BLOB = re.compile(
    r"(?<![\w/+.-])(?=[\w/+-]*\d)(?=[\w/+-]*[a-z])(?=[\w/+-]*[A-Z])[\w/+-]{22,}={0,2}"
)
_LONG_BLOB = re.compile(r"(?<![\w/+.-])[\w/+-]{40,}={0,2}(?![\w/+.-])")
_SHORT_CODE = re.compile(
    r"\b(?:[0-9A-Z]{9}|[0-9A-Z]{3}([ -])[0-9A-Z]{3}\1[0-9A-Z]{3})\b", re.IGNORECASE
)


def redact(text: str) -> str:
    """Return ``text`` with placeholders for what it must not tell."""
    for look, instead in _HIDDEN:
        text = look.sub(instead, text)
    text = _SHORT_CODE.sub(_hide_short_code, text)
    return _LONG_BLOB.sub("<blob>", _BLOB.sub("<blob>", text))


def _hide_short_code(found: re.Match[str]) -> str:
    """Hide nine symbols whose check symbol fits, unless they look like a word."""
    whole = found.group()
    a_word = whole.isalpha() and not whole.isupper()
    return whole if a_word or short_code.normalise(whole) is None else "<short code>"
