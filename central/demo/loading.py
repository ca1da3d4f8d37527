"""Puts the invented neighbourhood into a database, once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.catalogue.slots import add_slots
from central.codes import keys
from central.demo import making, names, shops, trucks
from central.demo.arrivals import Arrivals
from central.demo.liking import Liking
from central.demo.products import of_the_brand, of_the_shop
from central.demo.telling import Telling
from central.feed.writing import FeedDraft
from central.intake.writing import Intake
from central.stock import deeds, ledger
from central.storage.database import Database
from central.storage.tables import devices, facts
from central.supply import deliveries
from leader_app.domain import signing
from leader_app.domain.command import first_head, microseconds
from leader_app.domain.delivery import Receipt
from leader_app.domain.stock import StockDeed

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

    goods = {product.product_id: product for product in of_the_brand()}
    chance = random.Random(f"lots {seed}")  # noqa: S311 - invented goods, not secrets
    arrivals = Arrivals(goods, today, chance)
    liking, telling = Liking(seed), Telling(seed, today)

    def fill(connection: Connection) -> None:
        _places(database, connection, people)
        made = map(arrivals.taken_in, making.orders(seed, orders, people, today))
        stream = map(telling.noted, map(liking.noted, made))
        while batch := list(islice(stream, _BATCH)):
            _write_orders(database, connection, batch)
        _write_goods(database, connection, arrivals, seed)
        draft = FeedDraft(database)
        liking.write(database, connection, draft, people, today)
        telling.write(database, connection, draft)
        draft.write(connection)
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
    intake.add_products(of_the_brand(), scopes)
    for scope in scopes:
        intake.add_products(of_the_shop(scope), [scope], scope)
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


def _write_goods(database: Database, connection: Connection, arrivals: Arrivals, seed: int) -> None:
    """Write what came and what became of it, so that the ledger and the orders agree."""
    draft = FeedDraft(database)
    trucks_in = list(trucks.received(arrivals))
    to_come = list(trucks.coming(arrivals, arrivals.products, arrivals.today))
    deliveries.add(connection, draft, [*(truck for truck, _ in trucks_in), *to_come])
    for point in names.POINTS:
        point_id = point.point_id
        own = of_the_shop(point_id)
        found: list[StockDeed | Receipt] = [
            receipt for truck, receipt in trucks_in if truck.point_id == point_id
        ]
        found += shops.deeds(arrivals, own, point_id, seed, arrivals.today)
        deeds.keep(database, connection, point_id, found)
        for deed in found:
            draft.put(point_id, deed)
        goods = {**arrivals.products, **{product.product_id: product for product in own}}
        levels = ledger.levels(connection, point_id)
        add_slots(connection, draft, shops.slots(point_id, levels, goods, to_come))
    draft.write(connection)
