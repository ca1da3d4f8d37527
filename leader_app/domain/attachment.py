"""Photos and signatures: named by what is in them, so that the same picture travels once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

JPEG = "image/jpeg"
PNG = "image/png"
MAX_ATTACHMENT_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture kept with a deed; ``attachment_id`` is the SHA-256 of its bytes in hex."""

    attachment_id: str
    media_type: str
    size: int
    taken_at: datetime


def attachment_id(data: bytes) -> str:
    """Return the name of a picture."""
    return hashlib.sha256(data).hexdigest()
