"""A store of the release before notices: all of it stays; what it could not read is asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from leader_app.domain.touch import ReactionKind
from leader_app.storage import schema
from leader_app.storage.database import Database
from leader_app.storage.notice_tables import reactions, touch_reasons, touches
from leader_app.storage.store import SqlStore
from tests.fakes.real_store import a_page, change
from tests.storage.notice_things import a_reaction, a_touch

_BEFORE = """
INSERT INTO members VALUES ('M1', 3, 1, 'Wang', '0427', '7', '1801');
INSERT INTO orders VALUES ('A1', 3, 1, 7, 'M1', 'c', 'paid', 0, 5, '', 'ready');
INSERT INTO order_lines VALUES ('A1', 1, 'P1', 9, 9, 'A-01', 990), ('A1', 2, 'P2', 9, 0, 'B', 1);
"""
_SYNCED = "UPDATE sync_state SET cursor = 'old', applied_seq = 2;\n"
_TOLD = "INSERT INTO unknown_rows VALUES ('touch', 't1', 9, 1, x'00');\n"
_OTHER = "INSERT INTO unknown_rows VALUES ('coupon', 'x', 9, 1, x'00');\n"
_STATE = "SELECT cursor, era, swept, applied_seq, complete FROM sync_state"

Upgrade = Callable[[str], Database]


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Upgrade]:
    """Yield what makes a store of the release before and brings it up to this one."""
    opened: list[Database] = []

    def upgrade(script: str) -> Database:
        database = Database(tmp_path / "store.db", bytes(32))
        opened.append(database)
        with database.writing() as connection:
            schema.upgrade(connection, "0003")
            for statement in script.split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
            connection.commit()
        with database.writing() as connection:
            schema.upgrade(connection)
            connection.commit()
        return database

    yield upgrade
    for database in opened:
        database.close()


def asked(database: Database, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_what_is_here_stays_and_nobody_knows_when_it_came(upgraded: Upgrade) -> None:
    database = upgraded(_BEFORE + _SYNCED)
    assert asked(database, "SELECT * FROM order_lines ORDER BY line_no") == [
        ("A1", 1, "P1", 9, 9, "A-01", 990, None),
        ("A1", 2, "P2", 9, 0, "B", 1, None),
    ]
    assert asked(database, "SELECT member_id, room FROM members") == [("M1", "1801")]


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("", ("", 1, 1, 0, 0)),
        (_TOLD, ("", 1, 1, 0, 0)),
        (_SYNCED + _OTHER, ("old", 1, 1, 2, 1)),
        (_SYNCED + _TOLD, ("", 2, 1, 0, 1)),
        ("UPDATE sync_state SET era = 2;\n", ("", 2, 1, 0, 1)),
    ],
)
def test_all_is_asked_for_again_only_where_something_was_missed(
    upgraded: Upgrade, script: str, state: tuple[object, ...]
) -> None:
    assert asked(upgraded(script), _STATE) == [state]


@contextmanager
def _refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match="are facts"):
        yield


@pytest.mark.parametrize("table", [touches, touch_reasons, reactions])
def test_facts_are_never_deleted(store: SqlStore, table: sa.Table) -> None:
    page = [change(a_touch()), change(a_reaction(ReactionKind.OPENED))]
    store.mirror.apply(a_page(page))
    with store.units.database.writing() as connection, _refused():
        connection.execute(sa.delete(table))


def test_a_reason_cannot_be_held_twice(store: SqlStore) -> None:
    """The index itself says so, whatever program writes."""
    sql = "INSERT INTO held_reasons VALUES ('member|r1', 'm1'), ('member|r1', 'm2')"
    with (
        store.units.database.writing() as connection,
        pytest.raises(IntegrityError, match="UNIQUE"),
    ):
        connection.exec_driver_sql(sql)
