"""Pictures on their way to the centre, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from leader_app.domain.attachment import Attachment
from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.storage.goods_tables import attachments
from leader_app.storage.prepared import Prepared
from leader_app.storage.unit_of_work import Units

KEPT_AFTER_SENDING = timedelta(days=30)
_picture = attachments.c
_of_name = _picture.attachment_id == sa.bindparam("name")
_part = Prepared(
    sa.select(sa.func.substr(_picture.data, sa.bindparam("first"), sa.bindparam("size"))).where(
        _of_name
    )
)
_pending = Prepared(
    sa.select(_picture.attachment_id, _picture.media_type, _picture.size, _picture.taken_at)
    .where(_picture.sent_at.is_(None))
    .order_by(_picture.taken_at, _picture.attachment_id)
    .limit(sa.bindparam("count"))
)
_sent = Prepared(
    sa.update(attachments)
    .where(_of_name, _picture.sent_at.is_(None))
    .values(sent_at=sa.bindparam("now"))
)
_drop = Prepared(
    sa.update(attachments)
    .where(_picture.sent_at < sa.bindparam("before"), _picture.data.is_not(None))
    .values(data=sa.null())
)


class SqlUploads:
    """Keeps ``leader_app.ports.Uploads``."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def pending(self, limit: int) -> Sequence[Attachment]:
        """Return pictures the centre does not have, oldest first."""
        with self._units.read() as unit:
            rows = _pending.all(unit.session.connection, {"count": limit})
        return [
            Attachment(row.attachment_id, row.media_type, row.size, from_microseconds(row.taken_at))
            for row in rows
        ]

    def read(self, attachment_id: str, offset: int, size: int) -> bytes:
        """Return up to ``size`` bytes of a picture from ``offset``; none if it is gone."""
        part = {"name": attachment_id, "first": offset + 1, "size": size}
        with self._units.read() as unit:
            data: bytes | None = _part.value(unit.session.connection, part)
        return data or b""

    def mark_sent(self, attachment_id: str) -> ChangeSet:
        """Keep that the centre has a picture; what it has had for 30 days is dropped here."""
        with self._units.write() as unit:
            connection, now = unit.session.connection, unit.session.clock.now()
            _sent.run(connection, {"name": attachment_id, "now": microseconds(now)})
            _drop.run(connection, {"before": microseconds(now - KEPT_AFTER_SENDING)})
            unit.session.changed(Entity.ATTACHMENT, attachment_id)
            return unit.commit()
