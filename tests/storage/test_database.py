import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from leader_app.errors import Unavailable
from leader_app.storage import database as databases
from leader_app.storage import faults
from leader_app.storage.database import Database, require_sound_sqlite, unsafe_settings

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "store.db", KEY)
    yield opened
    opened.close()


def _table(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
        connection.commit()


def _fill(database: Database, rows: int) -> None:
    with database.writing() as connection:
        for _ in range(rows):
            connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("x" * 4000,))
        connection.commit()


def _count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one())


def _driver(connection: sa.Connection) -> dbapi2.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, dbapi2.Connection)
    return driver


def test_every_pooled_connection_is_safe(database: Database) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(database.reading()) for _ in range(6)]
        connections.append(stack.enter_context(database.writing()))
        for connection in connections:
            assert unsafe_settings(_driver(connection)) == {}


def test_a_connection_made_elsewhere_is_found_out(database: Database) -> None:
    """Negative control of the test above: the key alone is not enough."""
    _table(database)
    plain = dbapi2.connect(str(database.path))
    plain.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    plain.execute("PRAGMA synchronous = NORMAL")
    assert {"synchronous", "fullfsync", "foreign_keys"} <= unsafe_settings(plain).keys()
    plain.close()


def test_nothing_in_the_file_is_readable(database: Database) -> None:
    _table(database)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("王小明 13800138000",))
        connection.commit()
    database.close()
    data = database.path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert "王小明".encode() not in data
    assert b"13800138000" not in data
    assert b"CREATE TABLE" not in data


def test_another_key_does_not_open_it(database: Database) -> None:
    _table(database)
    other = Database(database.path, bytes(32))
    with pytest.raises(faults.DamagedStore, match="another key"), other.reading():
        pass
    other.close()
    assert _count(database) == 0


def test_a_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database(tmp_path / "store.db", b"short")


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 46, 1), (3, 51, 2)])
def test_an_sqlite_that_damages_files_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(Unavailable, match="can damage"):
        require_sound_sqlite(version)


def test_the_sqlite_we_ship_is_sound() -> None:
    require_sound_sqlite(dbapi2.sqlite_version_info)


def test_a_reader_cannot_write(database: Database) -> None:
    _table(database)
    with database.reading() as connection, pytest.raises(Unavailable):
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")


def test_a_reader_sees_one_moment(database: Database) -> None:
    _table(database)
    with database.reading() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with database.writing() as writer:
            writer.exec_driver_sql("INSERT INTO t VALUES ('x')")
            writer.commit()
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    assert _count(database) == 1


def test_what_is_not_committed_is_gone(database: Database) -> None:
    _table(database)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
    assert _count(database) == 0


def test_writers_take_turns(database: Database) -> None:
    _table(database)

    def add() -> None:
        for _ in range(20):
            with database.writing() as connection:
                seen = connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one()
                connection.exec_driver_sql("INSERT INTO t VALUES (?)", (str(seen),))
                connection.commit()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        seen = connection.exec_driver_sql("SELECT a FROM t").scalars().all()
    assert sorted(map(int, seen)) == list(range(80))


def test_a_turn_that_does_not_come_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.05)
    monkeypatch.setitem(databases.SAFETY, "busy_timeout", 50)
    database, other_process = (Database(tmp_path / "store.db", KEY) for _ in range(2))
    _table(database)
    with database.writing(), pytest.raises(Unavailable, match="busy"), database.writing():
        pass
    with other_process.writing(), pytest.raises(Unavailable, match="busy"), database.writing():
        pass
    assert _count(database) == 0
    database.close()
    other_process.close()


def test_a_full_disk_undoes_everything_and_later_works(database: Database) -> None:
    _table(database)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        connection.commit()
    with pytest.raises(faults.DiskFull, match="disk is full"):
        _fill(database, rows=100)
    assert _count(database) == 0
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
        connection.commit()
    assert _count(database) == 1


def test_damage_is_found(database: Database) -> None:
    _table(database)
    _fill(database, rows=50)
    assert database.is_sound()
    database.close()
    data = bytearray(database.path.read_bytes())
    data[len(data) // 2] ^= 1
    database.path.write_bytes(data)
    assert not database.is_sound()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    database = Database(folder / "store.db", KEY)
    shutil.rmtree(folder)
    with pytest.raises(Unavailable, match="cannot be read or written"), database.reading():
        pass


def test_a_mistake_of_ours_is_not_blamed_on_the_world(database: Database) -> None:
    with pytest.raises(sa.exc.OperationalError), database.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM no_such_table")
