"""One spelling for every value that is hashed or signed."""

from __future__ import annotations

import json


def pack(value: object) -> bytes:
    """Return ``value`` (JSON types only) as UTF-8 JSON with sorted keys and no spaces.

    Raises ``ValueError`` for a float that JSON cannot hold and ``TypeError`` for other types.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode()


def unpack(data: bytes) -> object:
    """Return the value ``pack`` spelled; raises ``ValueError`` if ``data`` is not UTF-8 JSON."""
    value: object = json.loads(data.decode())
    return value
