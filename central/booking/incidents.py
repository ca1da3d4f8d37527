"""Keeps what a person has to look at."""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.tables import incidents
from leader_app.domain.command import microseconds
from leader_app.domain.incident import Incident


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
