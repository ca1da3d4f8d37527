"""Takes pictures in, part by part, and goes on where it was cut off.

A counter sends what deeds of its point name. As a picture may come before its deed, what
nobody names yet is taken too, up to ``MAX_UNNAMED_BYTES`` a counter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.counters.devices import DeviceRow
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.goods_tables import attachment_names, attachment_parts, attachments
from leader_app.domain.attachment import JPEG, MAX_ATTACHMENT_BYTES, PNG, attachment_id
from leader_app.domain.command import microseconds
from sync.protocol.messages import (
    MAX_PART_BYTES,
    AttachmentAnswer,
    AttachmentRequest,
    ErrorCode,
    PartRequest,
)

MAX_UNNAMED_BYTES = 64 * 1024 * 1024
_BEGINNINGS = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)
_a, _p, _n = attachments.c, attachment_parts.c, attachment_names.c


@dataclass(frozen=True, slots=True)
class UploadOffice:
    """Answers counters that send pictures; the same part again changes nothing."""

    database: Database

    def begin(self, device: DeviceRow, asked: AttachmentRequest) -> AttachmentAnswer:
        """Return how much of a picture is here; ``Refusal`` for what is not to be taken."""
        _require_name(asked.attachment_id)
        if asked.media_type not in _BEGINNINGS:
            raise Refusal(415, ErrorCode.NOT_A_PICTURE, "Send JPEG or PNG.")
        if not 0 < asked.size <= MAX_ATTACHMENT_BYTES:
            raise Refusal(413, ErrorCode.TOO_LARGE, "A picture has 1 byte to 4 MB.")
        return self.database.write(lambda connection: self._begin(connection, device, asked))

    def part(self, device: DeviceRow, asked: PartRequest) -> AttachmentAnswer:
        """Take bytes of a picture that was begun; ``Refusal`` if the whole is not what it should.

        Bytes that are here already are passed over, and those after a gap are not taken: the
        answer says where to go on.
        """
        _require_name(asked.attachment_id)
        if not 0 < len(asked.data) <= MAX_PART_BYTES or asked.offset < 0:
            raise Refusal(413, ErrorCode.TOO_LARGE, "A part has 1 byte to 256 KB.")
        answer = self.database.write(lambda connection: self._part(connection, device, asked))
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def _begin(
        self, connection: Connection, device: DeviceRow, asked: AttachmentRequest
    ) -> AttachmentAnswer:
        known = _known(connection, device.point_id, asked.attachment_id)
        if known is not None:
            told = (known.media_type, known.size)
            if known.complete or told == (asked.media_type, asked.size):
                return AttachmentAnswer(known.received, known.complete)
            _forget(connection, device.point_id, asked.attachment_id)
        _require_room(connection, device, asked)
        row = {
            "point_id": device.point_id,
            "attachment_id": asked.attachment_id,
            "device_id": device.device_id,
            "media_type": asked.media_type,
            "size": asked.size,
            "received": 0,
            "complete": False,
            "begun_at": microseconds(datetime.now(UTC)),
        }
        connection.execute(sa.insert(attachments), row)
        return AttachmentAnswer(0, complete=False)

    def _part(
        self, connection: Connection, device: DeviceRow, asked: PartRequest
    ) -> AttachmentAnswer | Refusal:
        name, point_id = asked.attachment_id, device.point_id
        known = _known(connection, point_id, name)
        if known is None:
            raise Refusal(404, ErrorCode.UNKNOWN_ATTACHMENT, "Begin this picture first.")
        fresh = asked.data[max(0, known.received - asked.offset) :]
        if known.complete or asked.offset > known.received or not fresh:
            return AttachmentAnswer(known.received, known.complete)
        received = known.received + len(fresh)
        if received > known.size:
            raise Refusal(413, ErrorCode.TOO_LARGE, "That is more than was to come.")
        self._keep(connection, point_id, name, known.received, fresh)
        complete = received == known.size
        if complete and (no := self._wrong(connection, known)):
            _forget(connection, point_id, name)
            return no
        mine = sa.update(attachments).where(_a.point_id == point_id, _a.attachment_id == name)
        connection.execute(mine.values(received=received, complete=complete))
        return AttachmentAnswer(received, complete)

    def _keep(
        self, connection: Connection, point_id: int, name: str, offset: int, data: bytes
    ) -> None:
        row = {
            "point_id": point_id,
            "attachment_id": name,
            "first_byte": offset,
            "data": self.database.sealer.seal(data),
        }
        connection.execute(sa.insert(attachment_parts), row)

    def _wrong(self, connection: Connection, known: sa.Row[Any]) -> Refusal | None:
        """Say what is wrong with a whole picture: it is then forgotten, to be sent anew."""
        data = read(self.database, connection, known.point_id, known.attachment_id)
        if attachment_id(data) != known.attachment_id:
            return Refusal(400, ErrorCode.BAD_DIGEST, "The picture was damaged on its way.")
        if not data.startswith(_BEGINNINGS[known.media_type]):
            return Refusal(415, ErrorCode.NOT_A_PICTURE, "That is no JPEG or PNG.")
        return None


def read(database: Database, connection: Connection, point_id: int, name: str) -> bytes:
    """Return what is here of a picture."""
    parts = sa.select(_p.data).where(_p.point_id == point_id, _p.attachment_id == name)
    unseal = database.sealer.open
    return b"".join(unseal(x) for x in connection.scalars(parts.order_by(_p.first_byte)))


def find(database: Database, connection: Connection, name: str) -> tuple[str, bytes] | None:
    """Return a complete picture of any point, with its media type."""
    whole = sa.select(attachments).where(_a.attachment_id == name, _a.complete).limit(1)
    row = connection.execute(whole).one_or_none()
    if row is None:
        return None
    return row.media_type, read(database, connection, row.point_id, name)


def _known(connection: Connection, point_id: int, name: str) -> sa.Row[Any] | None:
    mine = sa.select(attachments).where(_a.point_id == point_id, _a.attachment_id == name)
    return connection.execute(mine.with_for_update()).one_or_none()


def _forget(connection: Connection, point_id: int, name: str) -> None:
    for table in (attachment_parts, attachments):
        mine = (table.c.point_id == point_id, table.c.attachment_id == name)
        connection.execute(sa.delete(table).where(*mine))


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Refusal(400, ErrorCode.BAD_REQUEST, "A picture is named by its SHA-256 in hex.")


def _require_room(connection: Connection, device: DeviceRow, asked: AttachmentRequest) -> None:
    """Refuse what no deed names once a counter has stored much that no deed names."""
    names = sa.select(_n.attachment_id).where(_n.point_id == device.point_id)
    named = names.where(_n.attachment_id == asked.attachment_id).limit(1)
    if connection.scalar(named) is not None:
        return
    nameless = sa.select(sa.func.coalesce(sa.func.sum(_a.size), 0)).where(
        _a.device_id == device.device_id, _a.attachment_id.not_in(names)
    )
    if int(connection.scalar(nameless) or 0) + asked.size > MAX_UNNAMED_BYTES:
        raise Refusal(409, ErrorCode.QUOTA, "Send the deeds these pictures belong to first.")
