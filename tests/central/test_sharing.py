"""Share-outs: pieces add up whoever says them in whatever order, and the point hears the sum."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.intake.claims import lines_by_order
from central.storage.database import Database
from central.storage.tables import order_lines, orders
from central.supply import sharing
from leader_app.domain.command import LoggedCommand
from leader_app.domain.order import LineKey, Order
from leader_app.domain.share_out import Arrival
from tests.central.counter import Counter, enrol
from tests.central.goods import THERE, add_orders
from tests.central.tables import rows
from tests.central.trucks import announce, receives, shares_out


@pytest.fixture
def counter(database: Database) -> Counter:
    with database.writing() as connection:
        connection.execute(sa.update(order_lines).values(arrived=0, slot=""))
    return enrol(database)


def came(number: int, pieces: int, slot: str = "") -> Arrival:
    return Arrival(LineKey(f"A{number}", 1), pieces, slot)


def line_of(counter: Counter, number: int) -> tuple[int, str]:
    order: Order = counter.knows("order")[f"A{number}"]
    return order.lines[0].arrived, order.lines[0].slot


def test_what_came_is_with_the_order_at_every_counter(database: Database, counter: Counter) -> None:
    done = shares_out(counter, came(1, 2, "冷藏 3"), came(2, 1, "A-01"))
    assert [x.outcome for x in counter.pushes(done)] == ["accepted"]
    other = enrol(database)
    other.catches_up()
    assert (line_of(other, 1), line_of(other, 2)) == ((2, "冷藏 3"), (1, "A-01"))
    assert counter.pushes(done)[0].outcome == "accepted"
    other.catches_up()
    assert line_of(other, 1) == (2, "冷藏 3")


def test_pieces_add_up_and_never_fall_below_nothing(database: Database, counter: Counter) -> None:
    counter.pushes(
        shares_out(counter, came(1, 1, "A-01"), came(1, 1)),
        shares_out(counter, came(1, -1)),
        shares_out(counter, came(2, -5, "B-01")),
        shares_out(counter, came(1, 0, "C-01")),
    )
    counter.catches_up()
    assert line_of(counter, 1) == (1, "C-01")
    assert line_of(counter, 2) == (0, "B-01")


def test_other_points_orders_are_left_alone(database: Database, counter: Counter) -> None:
    unknown = Arrival(LineKey("A999", 1), 1, "")
    (word,) = counter.pushes(shares_out(counter, came(8, 2), came(1, 1), unknown))
    assert word.outcome == "accepted"
    there = enrol(database, THERE)
    there.catches_up()
    counter.catches_up()
    assert line_of(there, 8) == (2, "冷藏 2")
    assert {row.order_id: row.arrived for row in rows(database, order_lines)}["A8"] == 0
    assert line_of(counter, 1) == (1, "")


def test_counters_that_share_out_and_receive_at_once_agree(
    database: Database, counter: Counter
) -> None:
    add_orders(database, 100, 6)
    announce(database)
    counters = [counter, enrol(database), enrol(database), enrol(database)]
    chance = Random(7)
    pushes: list[tuple[Counter, list[LoggedCommand]]] = []
    for one in counters:
        done = []
        for _ in range(8):
            numbers = chance.sample(range(100, 106), 3)
            done.append(shares_out(one, *(came(n, 1, f"S{n}") for n in numbers)))
            done.append(receives(one, 1, final=False))
        pushes.append((one, done))

    def push(work: tuple[Counter, list[LoggedCommand]]) -> None:
        one, done = work
        one.pushes(*done[:8])
        one.pushes(*done[8:])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, pushes))
    for one in counters:
        one.catches_up()
    kept = {row.order_id: row for row in rows(database, order_lines)}
    told = [line_of(one, n) for one in counters for n in range(100, 106)]
    assert told == [(kept[f"A{n}"].arrived, f"S{n}") for _ in counters for n in range(100, 106)]
    assert sum(kept[f"A{n}"].arrived - 2 for n in range(100, 106)) == 4 * 8 * 3


def test_the_control_without_the_lock_a_share_out_is_lost(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two counters that read an order before either wrote it: only the lock keeps both right."""
    counters = [enrol(postgres_database), enrol(postgres_database)]
    both = threading.Barrier(2)
    real = lines_by_order

    def read_together(connection: Connection, ids: Sequence[str]) -> object:
        found = real(connection, ids)
        with suppress(threading.BrokenBarrierError):
            both.wait(1)
        return found

    def share() -> int:
        before = arrived_of(postgres_database)
        done = [(one, shares_out(one, came(1, 1))) for one in counters]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda pair: pair[0].pushes(pair[1]), done))
        return arrived_of(postgres_database) - before

    monkeypatch.setattr(sharing, "lines_by_order", read_together)
    assert share() == 2
    both.reset()
    unlocked = sa.select(orders).where(orders.c.order_id.in_(sharing._ids))
    monkeypatch.setattr(sharing, "_locked", unlocked)
    assert share() == 1


def arrived_of(database: Database) -> int:
    (row,) = (row for row in rows(database, order_lines) if row.order_id == "A1")
    return int(row.arrived)
