"""Who this counter is and what it has been told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from leader_app.domain.changes import Entity
from leader_app.domain.code_keys import CodeKey, KeyManifest, trusted
from leader_app.domain.command import from_microseconds
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Enrolment, Identity
from leader_app.storage import unsent
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import code_keys, device, points, sync_state

_identity = Prepared(sa.select(device))
_keys = Prepared(sa.select(code_keys).order_by(code_keys.c.key_id, code_keys.c.first_day))
_contact = Prepared(sa.select(sync_state.c.centre_time, sync_state.c.received_at))
_manifest = Prepared(sa.select(device.c.root_key, device.c.manifest_serial))


class DeviceShelf:
    """Keeps ``leader_app.ports.DeviceFacts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def identity(self) -> Identity | None:
        """Return who this counter is; ``None`` before enrolment."""
        row = _identity.first(self._session.connection)
        if row is None:
            return None
        return Identity(
            row.device_id,
            row.device_name,
            row.point_id,
            row.epoch,
            row.centre_url,
            row.root_key,
            row.point_secret,
        )

    def enrol(self, enrolment: Enrolment, centre_url: str) -> None:
        """Keep an enrolment; ``Refused`` if the store belongs to another device already.

        ``UntrustedManifestError`` if its manifest is not signed by its root key.
        """
        known = self.identity()
        if known is not None and known.device_id != enrolment.device_id:
            raise Refused(
                say("This computer is already the counter {name}.", name=known.device_name),
                say("A new counter needs a folder of its own."),
            )
        connection = self._session.connection
        connection.execute(_owner(enrolment, centre_url))
        keep_keys(connection, enrolment.manifest)
        point = enrolment.point
        connection.execute(
            insert(points)
            .values(
                point_id=point.point_id,
                version=0,
                era=0,
                name=point.name,
                address=point.address,
                hours=point.hours,
            )
            .on_conflict_do_nothing()
        )
        self._session.changed(Entity.DEVICE, enrolment.device_id)
        self._session.changed(Entity.POINT, str(point.point_id))

    def keys(self) -> Sequence[CodeKey]:
        """Return the trusted keys of pickup codes."""
        return [
            CodeKey(
                row.key_id,
                row.public_key,
                date.fromisoformat(row.first_day),
                date.fromisoformat(row.last_day),
            )
            for row in _keys.all(self._session.connection)
        ]

    def centre_lead(self) -> timedelta:
        """Return how far the centre's clock was ahead of ours at the last contact."""
        row = _contact.first(self._session.connection)
        if row.centre_time is None:
            return timedelta()
        return timedelta(microseconds=row.centre_time - row.received_at)

    def data_at(self) -> datetime | None:
        """Return when the centre was last heard (its time); ``None`` before the first sync."""
        row = _contact.first(self._session.connection)
        return None if row.centre_time is None else from_microseconds(row.centre_time)

    def unsent(self) -> int:
        """Count commands without a final word from the centre."""
        return unsent.count(self._session.connection)


def keep_keys(connection: Connection, manifest: KeyManifest) -> bool:
    """Keep a manifest that is newer than the one here; tell whether it was.

    ``UntrustedManifestError`` unless the root key of the enrolment signed it.
    """
    told = _manifest.first(connection)
    keys = trusted(manifest, told.root_key)
    if manifest.serial <= told.manifest_serial:
        return False
    connection.execute(sa.delete(code_keys))
    rows = [
        {
            "key_id": key.key_id,
            "public_key": key.public_key,
            "first_day": key.first_day.isoformat(),
            "last_day": key.last_day.isoformat(),
        }
        for key in keys
    ]
    if rows:
        connection.execute(sa.insert(code_keys), rows)
    connection.execute(sa.update(device).values(manifest_serial=manifest.serial))
    return True


def _owner(enrolment: Enrolment, centre_url: str) -> sa.Executable:
    values = {
        "device_name": enrolment.device_name,
        "point_id": enrolment.point.point_id,
        "epoch": enrolment.epoch,
        "centre_url": centre_url,
        "root_key": enrolment.root_key,
        "point_secret": enrolment.point_secret,
    }
    fresh = {"only": 1, "device_id": enrolment.device_id, "manifest_serial": 0}
    return (
        insert(device)
        .values(**fresh, **values)
        .on_conflict_do_update(index_elements=["only"], set_=values)
    )
