"""Readers by the scope's number miss nothing; a reader by serial ids does, in the same race."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import sqlalchemy as sa

from central.feed.writing import FeedDraft
from central.storage.database import Database
from central.storage.tables import extra_redemptions, incidents, redemptions
from leader_app.domain.neighbourhood import Member
from tests.central.counter import enrol
from tests.central.goods import HERE
from tests.central.tables import count, rows

_Result = TypeVar("_Result")
WRITERS, DEEDS = 12, 12


def at_once(works: Sequence[Callable[[], _Result]]) -> list[_Result]:
    """Do all works at the same time, each in a thread of its own, and return what they do."""
    gate = threading.Barrier(len(works))

    def go(work: Callable[[], _Result]) -> _Result:
        gate.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(go, work) for work in works]]


def test_a_reader_beside_twelve_writers_misses_no_row(database: Database) -> None:
    reader = enrol(database)
    done = threading.Event()

    def write(writer: int) -> Callable[[], None]:
        def work() -> None:
            for deed in range(DEEDS):
                number = writer * DEEDS + deed
                member = Member(f"N{number}", "王", "0000")

                def put(connection: sa.Connection, member: Member = member) -> None:
                    draft = FeedDraft(database)
                    draft.put(HERE, member)
                    draft.write(connection)

                database.write(put)

        return work

    def read() -> None:
        while not done.is_set():
            reader.pulls(7)

    watcher = threading.Thread(target=read)
    watcher.start()
    try:
        at_once([write(writer) for writer in range(WRITERS)])
    finally:
        done.set()
        watcher.join(30)
    reader.catches_up(7)
    heard = set(reader.knows("member")) - {"M1"}
    assert heard == {f"N{number}" for number in range(WRITERS * DEEDS)}


def test_a_reader_by_serial_ids_misses_rows_in_the_same_race(
    postgres_database: Database,
) -> None:
    """The negative control: ids are given early and become visible late."""
    table = sa.Table(
        "naive", sa.MetaData(), sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True)
    )
    engine = postgres_database.engine
    with engine.begin() as connection:
        table.create(connection)
    first, second = engine.connect(), engine.connect()
    with first, second:
        early = first.execute(sa.insert(table).returning(table.c.id)).scalar_one()
        late = second.execute(sa.insert(table).returning(table.c.id)).scalar_one()
        second.commit()
        with engine.connect() as reader:
            seen = set(reader.scalars(sa.select(table.c.id)))
            cursor = max(seen)
        first.commit()
    with engine.connect() as reader:
        seen |= set(reader.scalars(sa.select(table.c.id).where(table.c.id > cursor)))
    assert late in seen
    assert early not in seen


def test_the_scopes_number_waits_for_the_writer_before_it(postgres_database: Database) -> None:
    """The same race with our numbers: the second writer waits, so nothing is ever overtaken."""
    database = postgres_database
    order: list[str] = []
    took, blocked = threading.Event(), threading.Event()

    def put(connection: sa.Connection, name: str) -> None:
        draft = FeedDraft(database)
        draft.put(HERE, Member(name, "王", "0000"))
        draft.write(connection)

    def slow() -> None:
        with database.writing() as connection:
            put(connection, "early")
            took.set()
            blocked.wait(10)
            order.append("early")

    def quick() -> None:
        took.wait(10)
        timer = threading.Timer(0.3, blocked.set)
        timer.start()
        with database.writing() as connection:
            put(connection, "late")
            order.append("late")
        timer.join()

    at_once([slow, quick])
    assert order == ["early", "late"]


def test_of_many_counters_handing_out_one_claim_at_once_one_is_primary(
    database: Database,
) -> None:
    counters = [enrol(database) for _ in range(8)]
    deeds = [(counter, counter.hands_over_order(1)) for counter in counters]

    at_once([partial(counter.pushes, deed) for counter, deed in deeds])
    assert count(database, redemptions) == 1
    assert count(database, extra_redemptions) == 7
    assert count(database, incidents) == 7


def test_of_many_counters_handing_out_an_unknown_claim_at_once_each_is_numbered(
    database: Database,
) -> None:
    counters = [enrol(database) for _ in range(6)]
    deeds = [(counter, counter.hands_over_order(99)) for counter in counters]
    results = at_once([partial(counter.pushes, deed) for counter, deed in deeds])
    assert [result.outcome for (result,) in results] == ["accepted_with_incident"] * 6
    assert sorted(row.part for row in rows(database, redemptions)) == [1, 2, 3, 4, 5, 6]


def test_counters_push_crosswise_without_a_deadlock(database: Database) -> None:
    counters = [enrol(database) for _ in range(6)]
    runs = []
    for n, counter in enumerate(counters):
        numbers = range(1, 6) if n % 2 else range(5, 0, -1)
        runs.append((counter, [counter.hands_over_order(number) for number in numbers]))
    at_once([partial(counter.pushes, *run) for counter, run in runs])
    assert count(database, redemptions) == 5
    assert count(database, extra_redemptions) == 25


def test_a_push_repeated_at_once_is_booked_once(database: Database) -> None:
    counter = enrol(database)
    deed = counter.hands_over_order(1)
    answers = at_once([partial(counter.push, deed)] * 6)
    assert answers == [answers[0]] * 6
    assert count(database, redemptions) == 1
    assert count(database, extra_redemptions) == 0
