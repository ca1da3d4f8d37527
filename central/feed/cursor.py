"""The opaque place in a feed a counter has reached: server epoch, scope, number; MACed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

_MAC_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in one scope's feed."""

    epoch: str
    scope: int
    seq: int


class BadCursorError(ValueError):
    """Not a cursor of ours."""


def spell(cursor: Cursor, secret: bytes) -> str:
    """Return the text of a cursor."""
    plain = f"{cursor.epoch}.{cursor.scope}.{cursor.seq}".encode()
    return base64.urlsafe_b64encode(_mac(plain, secret) + plain).decode().rstrip("=")


def read(text: str, secret: bytes) -> Cursor:
    """Return the cursor ``text`` spells; ``BadCursorError`` for anything but our own."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        mac, plain = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, _mac(plain, secret)):
            raise BadCursorError
        epoch, scope, seq = plain.decode().split(".")
        return Cursor(epoch, int(scope), int(seq))
    except (binascii.Error, ValueError) as error:
        raise BadCursorError from error


def _mac(plain: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, plain, hashlib.sha256)[:_MAC_BYTES]
