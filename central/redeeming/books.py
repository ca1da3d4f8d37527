"""Writes what was judged into the tables, a few statements whatever the number of deeds."""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.redeeming.deeds import Booked
from central.storage.bulk import write_rows
from central.storage.tables import extra_redemptions, incidents, redemptions
from leader_app.domain.command import microseconds
from leader_app.domain.incident import Incident
from leader_app.domain.pickup import HandOver

_primary = sa.insert(redemptions)
_extra = sa.insert(extra_redemptions)


def write(connection: Connection, booked: Booked, point_id: int) -> None:
    """Write the deeds of a counter at ``point_id``."""
    primary = [
        {**_deed_row(deed, point_id), "part": part} for deed, part in booked.primary.values()
    ]
    write_rows(connection, _primary, primary)
    extra = [_deed_row(deed, point_id) for deed in booked.extra.values()]
    write_rows(connection, _extra, extra)
    for deed in booked.taken_back.values():
        _take_back(connection, deed)
    keep_incidents(connection, booked.incidents)


def keep_incidents(connection: Connection, found: Iterable[Incident]) -> None:
    """Store incidents."""
    rows = [
        {
            "incident_id": incident.incident_id,
            "kind": incident.kind.value,
            "point_id": incident.point_id,
            "claim_id": incident.claim_id,
            "device_id": incident.device_id,
            "hand_over_ids": json.dumps(incident.hand_over_ids),
            "at": microseconds(incident.at),
            "settled": incident.settled,
        }
        for incident in found
    ]
    if rows:
        connection.execute(sa.insert(incidents), rows)


def _take_back(connection: Connection, deed: HandOver) -> None:
    table = redemptions if deed.primary else extra_redemptions
    connection.execute(
        sa.update(table).where(table.c.hand_over_id == deed.hand_over_id).values(_reversal(deed))
    )


def _deed_row(deed: HandOver, point_id: int) -> dict[str, object]:
    return {
        "hand_over_id": deed.hand_over_id,
        "claim_id": deed.claim_id,
        "point_id": point_id,
        "device_id": deed.device_id,
        "staff": deed.staff,
        "at": microseconds(deed.at),
        "offline": deed.offline,
        "lines": json.dumps([[p.key.order_id, p.key.line_no, p.quantity] for p in deed.lines]),
        **_reversal(deed),
    }


def _reversal(deed: HandOver) -> dict[str, object]:
    back = deed.reversal
    return {
        "reversal_id": None if back is None else back.reversal_id,
        "reversed_by": None if back is None else back.device_id,
        "reversal_staff": None if back is None else back.staff,
        "reversed_at": None if back is None else microseconds(back.at),
        "reversal_reason": None if back is None else back.reason,
    }
