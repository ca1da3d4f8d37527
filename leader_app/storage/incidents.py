"""What a person has to look at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from leader_app.domain.changes import Entity
from leader_app.domain.command import Outcome, from_microseconds
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.ports import RefusedCommand
from leader_app.storage.session import Session
from leader_app.storage.tables import command_log, command_state, incidents

_newest = (
    sa.select(incidents)
    .order_by(incidents.c.at.desc(), incidents.c.incident_id.desc())
    .limit(sa.bindparam("count"))
)
_open = _newest.where(incidents.c.settled == 0)
_state, _log = command_state.c, command_log.c
_refused = (
    sa.select(_log.seq, _log.command_id, _log.kind, _log.at, _state.outcome, _state.code)
    .join(command_log, sa.and_(_log.epoch == _state.epoch, _log.seq == _state.seq))
    .where(
        _state.outcome.in_([Outcome.REJECTED.value, Outcome.PARKED.value]), _state.dismissed == 0
    )
    .order_by(_state.epoch.desc(), _state.seq.desc())
    .limit(sa.bindparam("count"))
)
_dismiss = (
    sa.update(command_state).where(_state.command_id == sa.bindparam("name")).values(dismissed=1)
)


class IncidentShelf:
    """Keeps ``leader_app.ports.Incidents``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, limit: int) -> Sequence[Incident]:
        """Return unsettled incidents, newest first."""
        return self._listed(_open, limit)

    def recent(self, limit: int) -> Sequence[Incident]:
        """Return incidents, settled ones too, newest first."""
        return self._listed(_newest, limit)

    def refused(self, limit: int) -> Sequence[RefusedCommand]:
        """Return commands of ours the centre did not take, not yet dismissed."""
        rows = self._session.connection.execute(_refused, {"count": limit})
        return [
            RefusedCommand(
                row.seq,
                row.command_id,
                row.kind,
                from_microseconds(row.at),
                row.outcome,
                row.code,
            )
            for row in rows
        ]

    def dismiss(self, command_id: str) -> None:
        """Take a refused command off the list; it stays in the log."""
        self._session.connection.execute(_dismiss, {"name": command_id})
        self._session.changed(Entity.COMMAND, command_id)

    def _listed(self, query: sa.Select[Any], limit: int) -> Sequence[Incident]:
        rows = self._session.connection.execute(query, {"count": limit})
        return [_incident(row) for row in rows]


def _incident(row: Row[Any]) -> Incident:
    return Incident(
        incident_id=row.incident_id,
        kind=IncidentKind(row.kind),
        point_id=row.point_id,
        claim_id=row.claim_id,
        device_id=row.device_id,
        hand_over_ids=tuple(json.loads(row.hand_over_ids)),
        at=from_microseconds(row.at),
        settled=bool(row.settled),
    )
