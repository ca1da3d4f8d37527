"""How things are named: claims, commands and the code a person can type."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from leader_app.domain import canonical
from leader_app.domain.command import microseconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

CLAIM_BYTES = 10
_HEX = frozenset("0123456789abcdef")
_UUID7_RANDOM_BYTES = 10


def new_claim_id(random: Callable[[int], bytes]) -> str:
    """Return a claim id: 20 lowercase hex digits from 10 random bytes."""
    return random(CLAIM_BYTES).hex()


def imported_claim_id(point_id: int, order_id: str) -> str:
    """Return the claim id of an order a point imports: the same at each of its counters.

    Whoever knows it has no code of it: those are signed by the centre.
    """
    spelled = canonical.pack(["leader-desk/imported-claim/v1", point_id, order_id])
    return hashlib.sha256(spelled).digest()[:CLAIM_BYTES].hex()


def is_claim_id(text: str) -> bool:
    """Tell whether ``text`` is spelled as a claim id."""
    return len(text) == 2 * CLAIM_BYTES and _HEX.issuperset(text)


def new_command_id(now: datetime, random: Callable[[int], bytes]) -> str:
    """Return a UUID version 7 (RFC 9562, section 5.7): milliseconds, then 74 random bits."""
    milliseconds = microseconds(now) // 1000 & (2**48 - 1)
    noise = int.from_bytes(random(_UUID7_RANDOM_BYTES), "big")
    rand_a = noise & 0xFFF
    rand_b = (noise >> 12) & (2**62 - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | rand_b
    return str(uuid.UUID(int=value))
