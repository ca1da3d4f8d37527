"""One page of a point's feed, and waiting for the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.codes.keys import KeyChest, manifest
from central.counters.devices import DeviceRow
from central.feed import cursor as cursors
from central.feed.cursor import BadCursorError, Cursor
from central.feed.writing import server_epoch
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import code_keys, feed, scopes
from central.wire import wire_manifest
from leader_app.domain.command import microseconds
from sync.protocol.codec import page_checksum
from sync.protocol.messages import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ROWS,
    ErrorCode,
    PullAnswer,
    PullRequest,
    WireChange,
    WireManifest,
)

_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Feed:
    """Reads feeds."""

    database: Database
    chest: KeyChest

    def start(self, device: DeviceRow, asked: PullRequest) -> int:
        """Return the number after which ``asked`` wants rows; ``Refusal`` for a bad cursor."""
        if not asked.cursor:
            return 0
        try:
            place = cursors.read(asked.cursor, self.chest.cursor_secret())
        except BadCursorError as error:
            raise Refusal(400, ErrorCode.BAD_CURSOR, "The cursor is not ours.") from error
        if place.scope != device.point_id:
            raise Refusal(400, ErrorCode.BAD_CURSOR, "The cursor belongs to another point.")
        with self.database.reading() as connection:
            epoch, newest = server_epoch(connection), _newest(connection, place.scope)
        # a number nobody was given yet: the centre was restored from a backup
        if place.epoch != epoch or place.seq > newest:
            raise Refusal(410, ErrorCode.EPOCH_CHANGED, "The centre began anew; start over.")
        return place.seq

    def newest(self, scope: int) -> int:
        """Return the newest number of a scope."""
        with self.database.reading() as connection:
            return _newest(connection, scope)

    def page(self, device: DeviceRow, after: int, asked: PullRequest) -> PullAnswer:
        """Return the rows after a number, from one moment of the database."""
        limit = max(1, min(asked.limit, MAX_PAGE_ROWS))
        with self.database.reading() as connection:
            changes, last = self._rows(connection, device.point_id, after, limit)
            remaining = _remaining(connection, device.point_id, last)
            applied = _applied(connection, device)
            place = Cursor(server_epoch(connection), device.point_id, last)
            keys = self._manifest(connection, asked.manifest_serial)
        text = cursors.spell(place, self.chest.cursor_secret())
        return PullAnswer(
            changes=changes,
            cursor=text,
            applied_seq=applied,
            remaining=remaining,
            centre_time=microseconds(datetime.now(UTC)),
            checksum=page_checksum(changes, text, applied),
            manifest=keys,
        )

    def _rows(
        self, connection: Connection, scope: int, after: int, limit: int
    ) -> tuple[tuple[WireChange, ...], int]:
        statement = (
            sa.select(feed.c.entity, feed.c.id, feed.c.seq, feed.c.payload)
            .where(feed.c.scope == scope, feed.c.seq > after)
            .order_by(feed.c.seq)
            .limit(limit)
        )
        unseal = self.database.sealer.open
        changes: list[WireChange] = []
        size = 0
        for entity, name, seq, sealed in connection.execute(statement):
            payload = None if sealed is None else unseal(sealed)
            size += len(payload or b"")
            if changes and size > MAX_PAGE_BYTES:
                break
            changes.append(WireChange(entity, name, seq, payload))
            after = seq
        return tuple(changes), int(after)

    def _manifest(self, connection: Connection, serial: int) -> WireManifest | None:
        newest = connection.scalar(sa.select(sa.func.max(code_keys.c.key_id))) or 0
        return wire_manifest(manifest(connection, self.chest)) if newest > serial else None


def _newest(connection: Connection, scope: int) -> int:
    found = connection.scalar(sa.select(scopes.c.seq).where(scopes.c.scope == scope))
    return int(found or 0)


def _remaining(connection: Connection, scope: int, after: int) -> int:
    """Return how many rows come after a number; of very many the most there can be.

    It is 0 exactly when none is left: the newest number always belongs to a row.
    """
    span = _newest(connection, scope) - after
    if span > _COUNTED:
        return span
    statement = sa.select(sa.func.count()).where(feed.c.scope == scope, feed.c.seq > after)
    return int(connection.scalar(statement) or 0)


def _applied(connection: Connection, device: DeviceRow) -> int:
    from central.storage.tables import devices

    statement = sa.select(devices.c.head_seq).where(devices.c.device_id == device.device_id)
    return int(connection.execute(statement).scalar_one())
