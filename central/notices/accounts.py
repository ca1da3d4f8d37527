"""How accounts and what they were told are spelled in tables, where names of groups are kept out.

``BRAND`` stands for the point of what the brand tells by itself.
"""

from __future__ import annotations

import functools
import hashlib
import hmac

from central.storage.master_key import MasterKey
from leader_app.domain.touch import Account, AccountKind, told_key

BRAND = 0
_DIGEST_BYTES = 16


def account_word(keys: MasterKey, account: Account) -> str:
    """Return the word an account has in tables."""
    if account.kind is AccountKind.MEMBER:
        return str(account)
    return f"{account.kind.value}:{_digest(keys, account.name).hex()}"


def told_digest(keys: MasterKey, account: Account, reason: str) -> bytes:
    """Return what must be unique at a point: see ``touch.told_key``."""
    return _digest(keys, told_key(account, reason))


def _digest(keys: MasterKey, text: str) -> bytes:
    return hmac.digest(_secret(keys), text.encode(), hashlib.sha256)[:_DIGEST_BYTES]


@functools.lru_cache(maxsize=16)
def _secret(keys: MasterKey) -> bytes:
    return keys.derive("accounts of notices")
