"""Photos and signatures, kept inside the encrypted file."""

from __future__ import annotations

import sqlalchemy as sa

from leader_app.domain.attachment import Attachment
from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.storage.goods_tables import attachments
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session

_picture = attachments.c
_of_name = _picture.attachment_id == sa.bindparam("name")
_add = Prepared(sa.insert(attachments))
_dropped = Prepared(sa.select(_picture.data.is_(None).label("dropped")).where(_of_name))
_fill = Prepared(sa.update(attachments).where(_of_name).values(data=sa.bindparam("bytes")))
_data = Prepared(sa.select(_picture.data).where(_of_name))
_unsent = Prepared(sa.select(sa.func.count()).where(_picture.sent_at.is_(None)))


class AttachmentShelf:
    """Keeps ``leader_app.ports.Attachments``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, attachment: Attachment, data: bytes) -> None:
        """Keep a picture; it is sent in the background, once, however often it is put."""
        connection = self._session.connection
        name = attachment.attachment_id
        known = _dropped.first(connection, {"name": name})
        if known is None:
            row = {
                "attachment_id": name,
                "media_type": attachment.media_type,
                "size": attachment.size,
                "taken_at": microseconds(attachment.taken_at),
                "sent_at": None,
                "data": data,
            }
            _add.run(connection, row)
        elif known.dropped:
            _fill.run(connection, {"name": name, "bytes": data})
        self._session.changed(Entity.ATTACHMENT, name)

    def data(self, attachment_id: str) -> bytes | None:
        """Return a picture's bytes, while they are here: 30 days after they were sent."""
        data: bytes | None = _data.value(self._session.connection, {"name": attachment_id})
        return data

    def unsent(self) -> int:
        """Count the pictures the centre does not have."""
        return int(_unsent.value(self._session.connection))
