"""The counters of the points: who they are and whether they may take part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from central.feed.writing import FeedDraft
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices
from leader_app.domain.neighbourhood import Device
from sync.protocol.messages import ErrorCode

_one = sa.select(devices).where(devices.c.device_id == sa.bindparam("id"))
_one_locked = _one.with_for_update()


class Standing(StrEnum):
    """Whether a counter may take part. The others may still hand in what they did."""

    ACTIVE = "active"
    QUARANTINED = "quarantined"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A counter as the centre keeps it; ``head`` is how far its log has come."""

    device_id: str
    point_id: int
    name: str
    public_key: bytes
    standing: Standing
    epoch: int
    head_seq: int
    head_hash: bytes

    def seen_by_others(self) -> Device:
        """Return what other counters of the point are told."""
        active = self.standing is Standing.ACTIVE
        return Device(self.device_id, self.point_id, self.name, self.public_key, active)


def find(connection: Connection, device_id: str, *, lock: bool = False) -> DeviceRow | None:
    """Return a counter; with ``lock`` nobody else changes it until the transaction ends."""
    statement = _one_locked if lock else _one
    row = connection.execute(statement, {"id": device_id}).one_or_none()
    return None if row is None else device_of(row)


def require(connection: Connection, device_id: str, *, lock: bool = False) -> DeviceRow:
    """Return a counter or refuse: nobody by that name."""
    device = find(connection, device_id, lock=lock)
    if device is None:
        raise Refusal(401, ErrorCode.UNKNOWN_DEVICE, "Nobody by that name is enrolled.")
    return device


def set_standing(database: Database, device_id: str, standing: Standing) -> DeviceRow:
    """Change a counter's standing and tell its point; ``Refusal`` if there is no such counter."""

    def change(connection: Connection) -> DeviceRow:
        require(connection, device_id, lock=True)
        mark(connection, device_id, standing)
        changed = require(connection, device_id)
        draft = FeedDraft(database)
        draft.put(changed.point_id, changed.seen_by_others())
        draft.write(connection)
        return changed

    return database.write(change)


def mark(connection: Connection, device_id: str, standing: Standing) -> None:
    """Set a counter's standing."""
    statement = sa.update(devices).where(devices.c.device_id == device_id)
    connection.execute(statement.values(status=standing.value))


def device_of(row: Row[tuple[object, ...]]) -> DeviceRow:
    """Return the counter in a row of the table."""
    return DeviceRow(
        device_id=row.device_id,
        point_id=row.point_id,
        name=row.name,
        public_key=row.public_key,
        standing=Standing(row.status),
        epoch=row.epoch,
        head_seq=row.head_seq,
        head_hash=row.head_hash,
    )
