import hashlib
from collections import Counter as Tally
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.cli import listing
from central.demo.loading import OtherDataError, load
from central.storage.database import Database, open_database
from central.storage.tables import feed, members, products
from leader_app.domain.order import LineKey, Stage
from leader_app.domain.pickup import Pieces
from tests.central.counter import enrol
from tests.central.tables import count
from tests.postgres import Postgres

TODAY = date(2026, 11, 22)


def fingerprint(database: Database) -> str:
    """Return a digest over all that counters are told, but for what keys make."""
    digest = hashlib.sha256()
    with database.reading() as connection:
        statement = sa.select(feed).where(feed.c.entity.in_(["order", "member", "product"]))
        for row in connection.execute(statement.order_by(feed.c.scope, feed.c.entity, feed.c.id)):
            digest.update(database.sealer.open(row.payload))
    return digest.hexdigest()


def test_the_neighbourhood_is_what_it_says(empty: Database) -> None:
    assert load(empty, 7, TODAY)
    assert (count(empty, members), count(empty, products)) == (800, 60 + 3 * 12)
    with empty.reading() as connection:
        rows = list(listing.list_orders(empty, connection, None, None))
    assert len(rows) == 4000
    states = Tally(row["state"] for row in rows)
    assert set(states) == {stage.value for stage in Stage}
    assert min(states.values()) >= 20
    days = {row["placed_at"][:10] for row in rows}
    assert 14 <= len(days) <= 15
    assert max(days) <= TODAY.isoformat()
    by_point = Tally(row["point"] for row in rows)
    assert set(by_point) == {1, 2, 3}
    assert load(empty, 7, TODAY) is False
    with pytest.raises(OtherDataError):
        load(empty, 8, TODAY)


def test_the_same_seed_makes_the_same_neighbourhood(tmp_path: Path, postgres: Postgres) -> None:
    found = []
    for number, url in enumerate((f"sqlite:///{tmp_path / 'c.db'}", postgres.new_database())):
        database = open_database(url, tmp_path / f"{number}.key")
        load(database, 7, TODAY, orders=300, members=50)
        found.append(fingerprint(database))
        database.close()
    assert found[0] == found[1]


def test_a_store_in_use_is_left_alone(database: Database) -> None:
    with pytest.raises(OtherDataError):
        load(database, 7, TODAY, orders=300, members=50)


def test_a_counter_can_hand_out_a_ready_order(empty: Database) -> None:
    load(empty, 7, TODAY, orders=300, members=50)
    counter = enrol(empty)
    counter.catches_up()
    with empty.reading() as connection:
        ready = next(iter(listing.list_orders(empty, connection, 1, Stage.READY)))
    order = counter.knows("order")[ready["order"]]
    pieces = tuple(
        Pieces(LineKey(order.order_id, line.line_no), line.quantity) for line in order.lines
    )
    (result,) = counter.pushes(counter.hands_over(order.claim_id, pieces))
    assert result.outcome == "accepted"
