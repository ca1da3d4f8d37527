from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from leader_app.domain.command import Command, LoggedCommand, LogHead, chain, first_head, head_of
from leader_app.errors import Unavailable
from leader_app.storage import columns, command_log, schema, tables
from leader_app.storage.database import Database
from tests.fakes.pickups import NOON

VERSIONS = schema.MIGRATIONS / "versions"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "store.db", bytes(32))
    yield opened
    opened.close()


def _upgrade(database: Database, target: str = schema.HEAD) -> None:
    with database.writing() as connection:
        schema.upgrade(connection, target)
        connection.commit()


def _log_bytes(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM command_log ORDER BY epoch, seq")
        return [tuple(row) for row in rows]


def _mentions_log(source: str) -> bool:
    return "command_log" in source


def test_the_code_and_the_migrations_mean_the_same_tables(database: Database) -> None:
    _upgrade(database)
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, columns.metadata) == []


def test_the_newest_revision_is_the_one_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_no_migration_after_the_first_mentions_the_log() -> None:
    later = sorted(VERSIONS.glob("r*.py"))[1:]
    assert later
    assert [path.name for path in later if _mentions_log(path.read_text("utf-8"))] == []


def test_that_check_sees_a_migration_that_does() -> None:
    """Negative control: the first one, which makes the log, is found by the same look."""
    first = min(VERSIONS.glob("r*.py"))
    assert _mentions_log(first.read_text("utf-8"))


def test_an_upgrade_leaves_the_bytes_of_the_log_alone(database: Database) -> None:
    _upgrade(database, "0001")
    head = first_head("D1", 1)
    with database.writing() as connection:
        for number in range(20):
            logged = _command(head, number)
            connection.execute(sa.insert(tables.command_log), command_log.as_row(logged))
            head = head_of(logged)
        connection.commit()
    before = _log_bytes(database)
    _upgrade(database)
    assert len(before) == 20
    assert _log_bytes(database) == before
    with database.reading() as connection:
        assert command_log.verify(connection) == 20


def test_an_upgrade_that_fails_leaves_nothing_behind(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = Operations.execute

    def fail_late(self: Operations, statement: str) -> None:
        if "tombstones" in statement:
            raise ZeroDivisionError
        upgrade(self, statement)

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "execute", fail_late)
        with pytest.raises(ZeroDivisionError):
            _upgrade(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    _upgrade(database)


def test_a_file_of_a_newer_release_is_left_as_it_is(database: Database) -> None:
    _upgrade(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(Unavailable, match="newer release"):
        _upgrade(database)


def _command(head: LogHead, number: int) -> LoggedCommand:
    body = b'{"n":%d}' % number
    return chain(head, Command(f"id-{number}", "hand_over", 1, body, NOON, number, "boot", "c"))
