"""A counter joins: a single-use token against the key it made for itself."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.codes.keys import KeyChest, manifest
from central.counters.devices import DeviceRow, require
from central.feed.writing import FeedDraft
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices, enrolment_tokens, points
from central.wire import wire_manifest
from leader_app.domain import signing
from leader_app.domain.command import first_head, microseconds
from sync.protocol.messages import EnrolAnswer, EnrolRequest, ErrorCode

TOKEN_LIFE = timedelta(days=2)
LONGEST_NAME = 60
_FIRST_EPOCH = 1
_TOKEN_BYTES = 15


def new_token(database: Database, point_id: int, now: datetime) -> str:
    """Return a token that enrols one counter at a point within two days: 24 letters and digits.

    It has no sign that a scanner, an input method or a command line takes for something else.
    Raises ``LookupError`` for an unknown point. Only the token's hash is kept.
    """
    token = base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode()

    def keep(connection: Connection) -> None:
        if connection.scalar(sa.select(points.c.name).where(points.c.point_id == point_id)) is None:
            raise LookupError(point_id)
        row = {
            "token_hash": _hash(token),
            "point_id": point_id,
            "expires_at": microseconds(now + TOKEN_LIFE),
        }
        connection.execute(sa.insert(enrolment_tokens), row)

    database.write(keep)
    return token


@dataclass(frozen=True, slots=True)
class EnrolmentOffice:
    """Answers enrolments; the same token and key again get the same answer."""

    database: Database
    chest: KeyChest

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer:
        """Enrol a counter; ``Refusal`` for a bad, used or expired token or an odd key."""
        if len(asked.device_key) != signing.PUBLIC_KEY_BYTES:
            raise Refusal(400, ErrorCode.BAD_REQUEST, "A device key has 32 bytes.")
        return self.database.write(lambda connection: self._enrol(connection, asked))

    def _enrol(self, connection: Connection, asked: EnrolRequest) -> EnrolAnswer:
        token = connection.execute(
            sa.select(enrolment_tokens)
            .where(enrolment_tokens.c.token_hash == _hash(asked.token))
            .with_for_update()
        ).one_or_none()
        now = datetime.now(UTC)
        if token is None:
            raise Refusal(403, ErrorCode.BAD_TOKEN, "The token is not known.")
        if token.device_id is None:
            if token.expires_at < microseconds(now):
                raise Refusal(403, ErrorCode.BAD_TOKEN, "The token is too old.")
            device = self._make(connection, asked, token.point_id, now)
        else:
            device = require(connection, token.device_id)
            if device.public_key != asked.device_key:
                raise Refusal(403, ErrorCode.TOKEN_USED, "The token has been used.")
        return self._answer(connection, device)

    def _make(
        self, connection: Connection, asked: EnrolRequest, point_id: int, now: datetime
    ) -> DeviceRow:
        device_id = f"D{secrets.token_hex(8)}"
        head = first_head(device_id, _FIRST_EPOCH)
        row = {
            "device_id": device_id,
            "point_id": point_id,
            "name": _fit(asked.device_name) or self._next_name(connection, point_id),
            "public_key": asked.device_key,
            "status": "active",
            "epoch": _FIRST_EPOCH,
            "head_seq": 0,
            "head_hash": head.hash,
            "enrolled_at": microseconds(now),
        }
        connection.execute(sa.insert(devices), row)
        connection.execute(
            sa.update(enrolment_tokens)
            .where(enrolment_tokens.c.token_hash == _hash(asked.token))
            .values(device_id=device_id)
        )
        device = require(connection, device_id)
        draft = FeedDraft(self.database)
        draft.put(point_id, device.seen_by_others())
        draft.write(connection)
        return device

    def _next_name(self, connection: Connection, point_id: int) -> str:
        count = connection.scalar(
            sa.select(sa.func.count()).select_from(devices).where(devices.c.point_id == point_id)
        )
        return f"{(count or 0) + 1}号台"

    def _answer(self, connection: Connection, device: DeviceRow) -> EnrolAnswer:
        point = connection.execute(
            sa.select(points).where(points.c.point_id == device.point_id)
        ).one()
        return EnrolAnswer(
            device_id=device.device_id,
            device_name=device.name,
            point_id=point.point_id,
            point_name=point.name,
            point_address=point.address,
            point_hours=point.hours,
            epoch=device.epoch,
            root_key=signing.public_key(self.chest.root_seed()),
            point_secret=self.chest.point_secret(device.point_id),
            manifest=wire_manifest(manifest(connection, self.chest)),
        )


def _fit(name: str) -> str:
    """Return a name as it can be shown and kept: one line, no control characters."""
    plain = "".join(symbol if symbol.isprintable() else " " for symbol in name)
    return " ".join(plain.split())[:LONGEST_NAME]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
