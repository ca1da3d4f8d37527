"""Pictures on their way to the centre, in memory."""

from __future__ import annotations

import random
from collections.abc import Sequence

from leader_app.domain.attachment import JPEG, PNG, Attachment, attachment_id
from leader_app.domain.changes import ChangeSet, Entity, touched
from tests.fakes.pickups import NOON

_BEGINNINGS = {JPEG: b"\xff\xd8\xff\xe0", PNG: b"\x89PNG\r\n\x1a\n"}


def picture(size: int, seed: int = 0, media_type: str = JPEG) -> bytes:
    """Return bytes that begin as a picture does."""
    start = _BEGINNINGS[media_type]
    return (start + random.Random(seed).randbytes(max(0, size - len(start))))[:size]


class MemoryUploads:
    """Keeps ``leader_app.ports.Uploads``. ``sent`` names pictures in the order they were."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Attachment, bytes]] = {}
        self.sent: list[str] = []

    def add(self, data: bytes, media_type: str = JPEG, name: str = "") -> str:
        """Keep a picture to be sent; ``name`` may be a wrong one."""
        name = name or attachment_id(data)
        self.kept[name] = Attachment(name, media_type, len(data), NOON), data
        return name

    def pending(self, limit: int) -> Sequence[Attachment]:
        return [kept for kept, _ in self.kept.values() if kept.attachment_id not in self.sent][
            :limit
        ]

    def read(self, attachment_id: str, offset: int, size: int) -> bytes:
        return self.kept[attachment_id][1][offset : offset + size]

    def mark_sent(self, attachment_id: str) -> ChangeSet:
        self.sent.append(attachment_id)
        return touched(Entity.ATTACHMENT, attachment_id)
