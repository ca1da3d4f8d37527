"""Puts the invented neighbourhood into a database, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.codes import keys
from central.demo import making, names
from central.feed.writing import FeedDraft
from central.intake.writing import Intake
from central.storage.database import Database
from central.storage.tables import devices, facts
from leader_app.domain import signing
from leader_app.domain.command import first_head, microseconds

MEMBERS = 800
ORDERS = 4_000
_BATCH = 5_000
_FACT = "demo"


class OtherDataError(RuntimeError):
    """The database holds something else already."""


def load(
    database: Database, seed: int, today: date, orders: int = ORDERS, members: int = MEMBERS
) -> bool:
    """Fill an empty database; ``False`` if the same neighbourhood is there already.

    Raises ``OtherDataError`` if another one, or anything else, is.
    """
    keys.ensure_first_key(database, today)
    wanted = f"seed {seed}, {members} members, {orders} orders"
    with database.reading() as connection:
        present = connection.scalar(sa.select(facts.c.value).filter_by(name=_FACT))
    if present == wanted:
        return False
    if present is not None:
        raise OtherDataError(f"This database holds another demo ({present}).")
    people = making.members(seed, members)

    def fill(connection: Connection) -> None:
        _places(database, connection, people)
        stream = making.orders(seed, orders, people, today)
        while batch := list(islice(stream, _BATCH)):
            _write_orders(database, connection, batch)
        connection.execute(sa.insert(facts), {"name": _FACT, "value": wanted})

    database.write(fill)
    return True


def _places(
    database: Database, connection: Connection, people: Sequence[making.MadeMember]
) -> None:
    draft = FeedDraft(database)
    intake = Intake(database, connection, draft)
    try:
        intake.add_points(names.POINTS)
    except sa.exc.IntegrityError as error:
        raise OtherDataError("This database already holds points.") from error
    scopes = [point.point_id for point in names.POINTS]
    intake.add_products(making.products(), scopes)
    intake.add_members([(made.member, made.phone, made.point_id) for made in people])
    for scope in scopes:
        _add_past_counter(database, connection, draft, scope)
    draft.write(connection)


def _add_past_counter(
    database: Database, connection: Connection, draft: FeedDraft, point_id: int
) -> None:
    """Add the counter that made the past hand-overs; nobody holds its key any more."""
    from central.counters.devices import require

    device_id = f"demo-{point_id}"
    row = {
        "device_id": device_id,
        "point_id": point_id,
        "name": "旧柜台",
        "public_key": signing.public_key(database.keys.derive(f"past counter {point_id}")),
        "status": "revoked",
        "epoch": 1,
        "head_seq": 0,
        "head_hash": first_head(device_id, 1).hash,
        "enrolled_at": microseconds(making.FIRST_DAY),
    }
    connection.execute(sa.insert(devices), row)
    draft.put(point_id, require(connection, device_id).seen_by_others())


def _write_orders(
    database: Database, connection: Connection, batch: Sequence[making.MadeOrder]
) -> None:
    draft = FeedDraft(database)
    intake = Intake(database, connection, draft)
    intake.add_orders([made.order for made in batch], making.VALID_DAYS)
    intake.add_hand_overs(
        [(made.order.point_id, made.hand_over) for made in batch if made.hand_over]
    )
    draft.write(connection)
