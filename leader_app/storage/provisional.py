"""What this counter made itself, kept in the mirrored tables until the centre's word comes.

Such rows have version 0, so that whatever the centre tells is newer. A row the centre has told
of keeps its version: the next one it tells is newer than that.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from leader_app.domain.feed import FeedItem
from leader_app.storage.mirror_rows import SHAPES
from leader_app.storage.mirror_shape import Values, statement
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import sync_state

_era = Prepared(sa.select(sync_state.c.era))
_PUTS = {kind: statement(shape.table, spared=["version", "era"]) for kind, shape in SHAPES.items()}


def put(session: Session, entity: str, things: Mapping[str, FeedItem]) -> None:
    """Keep things of one kind by id, over those that are there."""
    values = SHAPES[entity].values
    put_values(session, entity, {name: values(thing) for name, thing in things.items()})


def put_values(session: Session, entity: str, rows: Mapping[str, Values]) -> None:
    """Keep rows, given what follows key, version and era."""
    era = _era.value(session.connection)
    told = [(name, 0, era, *values) for name, values in rows.items()]
    if told:
        session.connection.exec_driver_sql(_PUTS[entity], told)
