"""Pictures kept with deeds: photos made small, signatures as they were drawn."""

from __future__ import annotations

from leader_app.domain.attachment import (
    JPEG,
    MAX_ATTACHMENT_BYTES,
    PNG,
    Attachment,
    attachment_id,
)
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, PictureShrinker, Store, UnitOfWork

_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_LARGEST_SIGNATURE = 512 * 1024


class KeepPhoto:
    """Keeps a photo of any common format as a small upright JPEG without place or camera."""

    def __init__(self, store: Store, clock: Clock, shrinker: PictureShrinker) -> None:
        self._store = store
        self._clock = clock
        self._shrinker = shrinker

    def __call__(self, data: bytes) -> str:
        """Keep a picture and return its id; the same one twice is kept once."""
        small = self._shrinker.shrink(data)
        if len(small) > MAX_ATTACHMENT_BYTES:
            raise Refused(
                say("The picture stays too large."),
                say("Take it again from a little farther away."),
            )
        with self._store.write() as work:
            name = _keep(work, self._clock, small, JPEG)
            work.commit()
        return name


def keep_signature(work: UnitOfWork, clock: Clock, png: bytes) -> str:
    """Keep a signature and return its id; ``Refused`` if it is no PNG of sensible size."""
    if not png.startswith(_PNG_BEGINS) or len(png) > _LARGEST_SIGNATURE:
        raise Refused(
            say("The signature could not be kept."),
            say("Sign again on the screen."),
        )
    return _keep(work, clock, png, PNG)


def _keep(work: UnitOfWork, clock: Clock, data: bytes, media_type: str) -> str:
    name = attachment_id(data)
    work.attachments.put(Attachment(name, media_type, len(data), clock.now()), data)
    return name
