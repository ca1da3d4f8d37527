"""Sessions: a nonce signed with the device's key becomes a bearer token for half an hour."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.codes.keys import KeyChest
from central.counters.devices import DeviceRow, require
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import nonces
from leader_app.domain import signing
from leader_app.domain.command import microseconds
from sync.protocol.messages import (
    SESSION_TAG,
    TOKEN_MINUTES,
    ErrorCode,
    NonceAnswer,
    NonceRequest,
    SessionAnswer,
    SessionRequest,
)

NONCE_LIFE = timedelta(minutes=1)
_NONCE_BYTES = 24
_EXPIRED = "The session is over; sign in again."


@dataclass(frozen=True, slots=True)
class SessionOffice:
    """Hands out nonces and tokens, and knows who a token belongs to."""

    database: Database
    chest: KeyChest

    def nonce(self, asked: NonceRequest) -> NonceAnswer:
        """Return something to sign; ``Refusal`` for an unknown counter."""
        nonce = secrets.token_bytes(_NONCE_BYTES)

        def keep(connection: Connection) -> None:
            require(connection, asked.device_id)
            now = datetime.now(UTC)
            connection.execute(sa.delete(nonces).where(nonces.c.expires_at < microseconds(now)))
            row = {
                "nonce": nonce,
                "device_id": asked.device_id,
                "expires_at": microseconds(now + NONCE_LIFE),
            }
            connection.execute(sa.insert(nonces), row)

        self.database.write(keep)
        return NonceAnswer(nonce)

    def open(self, asked: SessionRequest) -> SessionAnswer:
        """Return a token; ``Refusal`` for a stale nonce or another's signature."""

        def use(connection: Connection) -> DeviceRow:
            used = connection.execute(
                sa.delete(nonces).where(
                    nonces.c.nonce == asked.nonce,
                    nonces.c.device_id == asked.device_id,
                    nonces.c.expires_at >= microseconds(datetime.now(UTC)),
                )
            )
            if used.rowcount != 1:
                raise Refusal(401, ErrorCode.SESSION_EXPIRED, "The nonce is used or too old.")
            return require(connection, asked.device_id)

        device = self.database.write(use)
        message = SESSION_TAG + asked.device_id.encode() + asked.nonce
        if not signing.verify(device.public_key, message, asked.signature):
            raise Refusal(401, ErrorCode.BAD_SIGNATURE, "The signature is not this counter's.")
        ends = datetime.now(UTC) + timedelta(minutes=TOKEN_MINUTES)
        return SessionAnswer(self._token(device.device_id, ends), TOKEN_MINUTES * 60)

    def name_of(self, token: str) -> str:
        """Return whose token it is, without asking the store; ``Refusal`` for a stale one."""
        device_id, ends = self._read(token)
        if ends < microseconds(datetime.now(UTC)):
            raise Refusal(401, ErrorCode.SESSION_EXPIRED, _EXPIRED)
        return device_id

    def device_of(self, token: str) -> DeviceRow:
        """Return the counter a token belongs to; ``Refusal`` for a stale or foreign token."""
        device_id = self.name_of(token)
        with self.database.reading() as connection:
            return require(connection, device_id)

    def _token(self, device_id: str, ends: datetime) -> str:
        plain = f"{device_id}.{microseconds(ends)}".encode()
        return base64.urlsafe_b64encode(self._mac(plain) + plain).decode().rstrip("=")

    def _read(self, token: str) -> tuple[str, int]:
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            mac, plain = raw[:32], raw[32:]
            if hmac.compare_digest(mac, self._mac(plain)):
                device_id, ends = plain.decode().rsplit(".", 1)
                return device_id, int(ends)
        except (binascii.Error, ValueError) as error:
            raise Refusal(401, ErrorCode.SESSION_EXPIRED, _EXPIRED) from error
        raise Refusal(401, ErrorCode.SESSION_EXPIRED, _EXPIRED)

    def _mac(self, plain: bytes) -> bytes:
        return hmac.digest(self.chest.session_secret(), plain, hashlib.sha256)
