"""The keys pickup codes are signed with, and the manifest that tells counters of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.database import Database
from central.storage.master_key import MasterKey
from central.storage.tables import code_keys
from leader_app.domain import code_keys as rules
from leader_app.domain import signing
from leader_app.domain.code_keys import CodeKey, KeyManifest
from leader_app.domain.pickup_code import DAY_ZERO

KEY_DAYS = 365
LAST_KEY_ID = 255


@dataclass(frozen=True, slots=True)
class KeyChest:
    """Every key of the centre, derived from its master key; none of them is stored."""

    master: MasterKey

    def root_seed(self) -> bytes:
        """Return the private root key (32 bytes)."""
        return self.master.derive("root key")

    def code_seed(self, key_id: int) -> bytes:
        """Return the private key (32 bytes) behind a key id."""
        return self.master.derive(f"code key {key_id}")

    def point_secret(self, point_id: int) -> bytes:
        """Return the key (32 bytes) of a point's short-code tags."""
        return self.master.derive(f"point {point_id}")

    def short_code_secret(self) -> bytes:
        """Return the key (32 bytes) short codes are made from."""
        return self.master.derive("short codes")

    def session_secret(self) -> bytes:
        """Return the key (32 bytes) of bearer tokens."""
        return self.master.derive("sessions")

    def cursor_secret(self) -> bytes:
        """Return the key (32 bytes) of feed cursors."""
        return self.master.derive("cursors")


class NoMoreKeysError(RuntimeError):
    """Every key id (1 to 255) has been used."""


def manifest(connection: Connection, chest: KeyChest) -> KeyManifest:
    """Return all keys, signed by the root key; its serial is the newest key id."""
    rows = connection.execute(sa.select(code_keys).order_by(code_keys.c.key_id)).all()
    keys = tuple(
        CodeKey(
            row.key_id,
            signing.public_key(chest.code_seed(row.key_id)),
            DAY_ZERO + timedelta(days=row.first_day),
            DAY_ZERO + timedelta(days=row.last_day),
        )
        for row in rows
    )
    return rules.seal(max((key.key_id for key in keys), default=0), keys, chest.root_seed())


def key_for(connection: Connection, day: date) -> int:
    """Return the newest key id codes of ``day`` may be signed with."""
    number = (day - DAY_ZERO).days
    found = connection.scalar(
        sa.select(sa.func.max(code_keys.c.key_id)).where(
            code_keys.c.first_day <= number, code_keys.c.last_day >= number
        )
    )
    if found is None:
        raise LookupError(f"no key signs codes on {day}")
    return int(found)


def ensure_first_key(database: Database, day: date) -> None:
    """Make the first key, good from long before ``day`` so that running orders have codes."""

    def make(connection: Connection) -> None:
        if connection.scalar(sa.select(sa.func.count()).select_from(code_keys)) == 0:
            first = (day - timedelta(days=KEY_DAYS) - DAY_ZERO).days
            row = {"key_id": 1, "first_day": max(first, 0), "last_day": first + 3 * KEY_DAYS}
            connection.execute(database.insert(code_keys).on_conflict_do_nothing(), row)

    database.write(make)


def rotate(database: Database, today: date) -> CodeKey:
    """Publish the next key now; codes are signed with it once every counter has heard of it.

    The key before it signs until then. Raises ``NoMoreKeysError`` after the last key id.
    """
    chest = KeyChest(database.keys)
    starts = today + timedelta(days=rules.PUBLISHED_AHEAD_DAYS)

    def make(connection: Connection) -> CodeKey:
        newest = connection.scalar(sa.select(sa.func.max(code_keys.c.key_id))) or 0
        if newest >= LAST_KEY_ID:
            raise NoMoreKeysError
        first = (starts - DAY_ZERO).days
        row = {"key_id": newest + 1, "first_day": first, "last_day": first + 2 * KEY_DAYS}
        connection.execute(sa.insert(code_keys), row)
        return manifest(connection, chest).keys[-1]

    return database.write(make)
