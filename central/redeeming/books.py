"""Writes what was judged into the tables, a few statements whatever the number of deeds."""

from __future__ import annotations

import json

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.incidents import keep_incidents
from central.redeeming.booked import Booked
from central.stock import ledger
from central.stock.ledger import rows_of_taken
from central.storage.bulk import write_rows
from central.storage.tables import extra_redemptions, redemptions
from leader_app.domain.command import microseconds
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
    _move(connection, booked, point_id)
    for deed in booked.taken_back.values():
        _take_back(connection, deed)
    keep_incidents(connection, booked.incidents)


def _move(connection: Connection, booked: Booked, point_id: int) -> None:
    """Take the pieces out of stock, and put back those of deeds that were reversed."""
    deeds = [*(deed for deed, _ in booked.primary.values()), *booked.extra.values()]
    gone = booked.taken
    rows = [
        row
        for deed in deeds
        for row in rows_of_taken(deed.hand_over_id, point_id, deed.at, gone[deed.hand_over_id])
    ]
    ledger.write(connection, rows)
    for deed in (*deeds, *booked.taken_back.values()):
        back = deed.reversal
        if back is not None:
            ledger.put_back(connection, deed.hand_over_id, back.reversal_id, back.at)


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
        "drawn": ledger.drawn_text(deed.drawn),
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
