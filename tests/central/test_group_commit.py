"""Writers that share a commit are as separate as if each had its own."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.database import Database, open_database
from central.storage.group_commit import MOST, GroupCommit
from central.storage.tables import facts


class Watched:
    """A store whose transactions are counted, and whose commits can be made to fail."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.begun = 0
        self.failing = False
        self.group = GroupCommit(self.begin)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        self.begun += 1
        with self.database.writing() as connection:
            yield connection
            if self.failing:
                raise OSError("disk full")

    def names(self) -> set[str]:
        with self.database.reading() as connection:
            return {name for name in connection.scalars(sa.select(facts.c.name)) if name < "b"}

    def until_queued(self, count: int) -> None:
        deadline = time.monotonic() + 10
        while len(self.group._waiting) < count:
            assert time.monotonic() < deadline
            threading.Event().wait(0.001)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    database = open_database(f"sqlite:///{tmp_path / 'c.db'}")
    yield Watched(database)
    database.close()


def put(name: str, error: Exception | None = None) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(sa.insert(facts), {"name": name, "value": ""})
        if error:
            raise error
        return name

    return work


def together(watched: Watched, works: list[Callable[[Connection], str]]) -> list[Future[str]]:
    """Do works that all came while one before them was being written."""
    started, go = threading.Event(), threading.Event()

    def slow(_: Connection) -> str:
        started.set()
        go.wait(10)
        return ""

    with ThreadPoolExecutor(len(works) + 1) as pool:
        pool.submit(watched.group.do, slow)
        started.wait(10)
        futures = []
        for count, work in enumerate(works, 1):
            futures.append(pool.submit(watched.group.do, work))
            watched.until_queued(count)
        watched.begun = 0
        go.set()
    return futures


def test_those_who_waited_share_one_commit(watched: Watched) -> None:
    names = [f"a{number:02}" for number in range(10)]
    futures = together(watched, [put(name) for name in names])
    assert [future.result() for future in futures] == names
    assert watched.names() == set(names)
    assert watched.begun == 1


def test_more_than_fit_in_one_go_in_the_next(watched: Watched) -> None:
    names = [f"a{number:02}" for number in range(MOST + 3)]
    futures = together(watched, [put(name) for name in names])
    assert [future.result() for future in futures] == names
    assert watched.begun == 2


def test_one_that_fails_is_undone_alone(watched: Watched) -> None:
    works = [put("a1"), put("a2", ValueError("no")), put("a1"), put("a3")]
    first, bad, twin, last = together(watched, works)
    assert (first.result(), last.result()) == ("a1", "a3")
    with pytest.raises(ValueError, match="no"):
        bad.result()
    with pytest.raises(sa.exc.IntegrityError):
        twin.result()
    assert watched.names() == {"a1", "a3"}


def test_when_the_commit_fails_nobody_is_told_it_worked(watched: Watched) -> None:
    watched.failing = True
    for future in together(watched, [put("a1"), put("a2")]):
        with pytest.raises(OSError, match="disk full"):
            future.result()
    watched.failing = False
    assert watched.names() == set()
    assert watched.group.do(put("a1")) == "a1"
