"""The slots of points."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.storage.bulk import write_rows
from central.storage.goods_tables import slots
from leader_app.domain.slot import Slot

_into = sa.insert(slots)


def slot_row(slot: Slot) -> dict[str, object]:
    """Return the row of a slot."""
    return {
        "point_id": slot.point_id,
        "slot_id": slot.slot_id,
        "zone": slot.zone.value,
        "capacity_ml": slot.capacity_ml,
        "position": slot.position,
        "active": slot.active,
    }


def add_slots(connection: Connection, draft: FeedDraft, found: Sequence[Slot]) -> None:
    """Add slots and tell their points."""
    write_rows(connection, _into, [slot_row(slot) for slot in found])
    for slot in found:
        draft.put(slot.point_id, slot)
