"""Pictures to the centre, part by part, when nothing more important is to be sent.

A part is as large as the network carries in about a second. What was cut off goes on where the
centre says it has come to. A picture the centre does not want does not keep the others back.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable

from leader_app.domain.attachment import Attachment, attachment_id
from leader_app.ports import Clock, Uploads
from sync.protocol.messages import (
    ATTACHMENT,
    ATTACHMENT_PART,
    MAX_PART_BYTES,
    AttachmentAnswer,
    AttachmentRequest,
    ErrorCode,
    PartRequest,
)
from sync.troubles import Garbled, Misheard, Trouble, TurnedDown

_log = logging.getLogger(__name__)

Ask = Callable[[str, object], AttachmentAnswer]

LATER_SECONDS = 300.0
_LEAST_PART = 8 * 1024
_FIRST_PART = 32 * 1024
_LOOKED_AT = 20
_SECOND = 1_000_000_000
_NOT_NOW = frozenset({ErrorCode.QUOTA})
_NEVER = frozenset({ErrorCode.NOT_A_PICTURE, ErrorCode.TOO_LARGE})


class Uploader:
    """Sends what ``uploads`` holds, oldest first, one part at a time."""

    def __init__(self, uploads: Uploads, clock: Clock, ask: Ask) -> None:
        self._uploads = uploads
        self._clock = clock
        self._ask = ask
        self._part = _FIRST_PART
        self._begun: Attachment | None = None
        self._received = 0
        self._spoilt: set[str] = set()
        self._rests: dict[str, int] = {}
        self._misheard: Counter[str] = Counter()

    def step(self) -> bool:
        """Send the next part; tell whether there may be more to send now.

        Raises a ``Trouble`` when the centre cannot be used just now, and ``TurnedDown`` for what
        concerns this counter rather than one picture.
        """
        picture = self._begun or self._next()
        if picture is None:
            return False
        begun, self._begun = self._begun, None  # after trouble the centre is asked where it is
        try:
            answer = self._begin(picture) if begun is None else self._send(picture)
        except TurnedDown as no:
            self._put_off(picture, no)
        except Misheard:
            self._put_off_damaged(picture)
            raise
        else:
            self._heard(picture, answer)
        return True

    def _next(self) -> Attachment | None:
        now = self._clock.monotonic_ns()
        limit = _LOOKED_AT + len(self._spoilt) + len(self._rests)
        for picture in self._uploads.pending(limit):
            name = picture.attachment_id
            if name not in self._spoilt and self._rests.get(name, now) <= now:
                return picture
        return None

    def _begin(self, picture: Attachment) -> AttachmentAnswer:
        request = AttachmentRequest(picture.attachment_id, picture.media_type, picture.size)
        return self._ask(ATTACHMENT, request)

    def _send(self, picture: Attachment) -> AttachmentAnswer:
        name, before = picture.attachment_id, self._received
        data = self._uploads.read(name, before, self._part)
        if not data:
            raise TurnedDown(ErrorCode.NOT_A_PICTURE)
        started = self._clock.monotonic_ns()
        try:
            answer = self._ask(ATTACHMENT_PART, PartRequest(name, before, data))
        except Trouble:
            self._part = max(_LEAST_PART, self._part // 2)
            raise
        self._pace(self._clock.monotonic_ns() - started)
        if answer.received <= before and not answer.complete:
            raise Garbled
        return answer

    def _heard(self, picture: Attachment, answer: AttachmentAnswer) -> None:
        if answer.complete:
            self._uploads.mark_sent(picture.attachment_id)
        elif 0 <= answer.received < picture.size:
            self._begun, self._received = picture, answer.received
        else:
            raise Garbled

    def _pace(self, took_ns: int) -> None:
        if took_ns < _SECOND // 2:
            self._part = min(MAX_PART_BYTES, self._part * 2)
        elif took_ns > 2 * _SECOND:
            self._part = max(_LEAST_PART, self._part // 2)

    def _put_off(self, picture: Attachment, no: TurnedDown) -> None:
        if no.code in _NEVER:
            self._give_up(picture, no.code)
        elif no.code in _NOT_NOW:
            self._rest(picture)
        elif no.code != ErrorCode.UNKNOWN_ATTACHMENT:
            raise no

    def _put_off_damaged(self, picture: Attachment) -> None:
        """Send it again; damaged twice, look whether it is damaged here."""
        name = picture.attachment_id
        self._misheard[name] += 1
        if self._misheard[name] > 1:
            if attachment_id(self._uploads.read(name, 0, picture.size)) == name:
                self._rest(picture)
            else:
                self._give_up(picture, "damaged")

    def _rest(self, picture: Attachment) -> None:
        later = self._clock.monotonic_ns() + int(LATER_SECONDS * _SECOND)
        self._rests[picture.attachment_id] = later

    def _give_up(self, picture: Attachment, why: str) -> None:
        _log.warning("picture %s stays here: %s", picture.attachment_id, why)
        self._spoilt.add(picture.attachment_id)
