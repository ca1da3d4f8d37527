"""The secret part of the address of a post's page: made from the centre's key, never stored."""

from __future__ import annotations

import base64
import hashlib
import hmac

from central.storage.database import Database

_BYTES = 20


def page_token(database: Database, point_id: int, message_id: str) -> str:
    """Return the token of a post's page: 32 lowercase letters and digits, always the same."""
    name = f"{point_id}\x1f{message_id}".encode()
    digest = hmac.digest(database.keys.derive("notice pages"), name, hashlib.sha256)
    return base64.b32encode(digest[:_BYTES]).decode().lower()


def page_hash(token: str) -> bytes:
    """Return what finds a post by its token."""
    return hashlib.sha256(token.encode(errors="replace")).digest()
