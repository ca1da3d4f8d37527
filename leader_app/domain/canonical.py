"""One spelling for every value that is hashed or signed."""

from __future__ import annotations

import json


def pack(value: object) -> bytes:
    """Return ``value`` (JSON types only) as UTF-8 JSON with sorted keys and no spaces.

    Raises ``ValueError`` for a float that JSON cannot hold and ``TypeError`` for other types.
    """
    return _encode(value).encode()


def unpack(data: bytes) -> object:
    """Return the value ``pack`` spelled.

    Raises ``ValueError`` if ``data`` is not UTF-8 JSON with nothing before and after it.
    """
    text = data.decode()
    value: object
    value, end = _decode(text)
    if end != len(text):
        msg = "more than one value"
        raise ValueError(msg)
    return value


# made once: making them costs as much as using them
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
).encode
