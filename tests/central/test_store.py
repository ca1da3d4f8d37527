import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from central.counters.devices import Standing, set_standing
from central.storage import goods_tables, notice_tables  # noqa: F401 - they fill the metadata
from central.storage.database import Database, DatabaseError, default_key_file, open_database
from central.storage.master_key import KeyFileError, MasterKey, load_or_make
from central.storage.tables import device_log, facts, metadata, quarantine
from tests.central.conftest import Place
from tests.central.counter import enrol
from tests.central.goods import MEMBER, PHONE


def test_the_migrations_make_exactly_the_tables(empty: Database) -> None:
    with empty.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_a_store_opens_again_with_its_key(place: Place, database: Database) -> None:
    enrol(database)
    again = open_database(place.url, place.key_file)
    counter = enrol(again)
    counter.catches_up()
    assert counter.knows("member") == {"M1": MEMBER}
    again.close()


def test_personal_data_is_sealed_in_the_database(database: Database) -> None:
    counter = enrol(database)
    counter.pushes(counter.hands_over_order(1))
    secrets = [MEMBER.name.encode(), PHONE.encode(), "放冷柜".encode()]
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                spelled = b"|".join(
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                )
                for secret in secrets:
                    assert secret not in spelled, table.name


def test_sqlite_is_durable_and_new_enough(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'c.db'}")
    with database.writing() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    database.close()
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    key = tmp_path / "c.db.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_an_affected_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(DatabaseError, match="3\\.51\\.3"):
        open_database(f"sqlite:///{tmp_path / 'c.db'}")


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "mysql://x/y", "sqlite:///:memory:", ""])
def test_other_databases_are_refused_plainly(url: str) -> None:
    with pytest.raises(DatabaseError):
        open_database(url)


def test_a_file_that_is_no_database_is_refused_plainly(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'c.db'}")


def test_a_database_of_another_key_is_refused_plainly(place: Place, database: Database) -> None:
    place.key_file.write_text(bytes(32).hex())
    with pytest.raises(KeyFileError, match="another"):
        open_database(place.url, place.key_file)


@pytest.mark.parametrize("content", ["", "zz", "00", "é"])
def test_a_broken_key_file_is_refused_plainly(tmp_path: Path, content: str) -> None:
    (tmp_path / "k").write_text(content)
    with pytest.raises(KeyFileError):
        load_or_make(tmp_path / "k")


def test_keys_differ_by_purpose_and_by_secret() -> None:
    one, two = MasterKey(bytes(32)), MasterKey(bytes([1] * 32))
    made = {key.derive(purpose) for key in (one, two) for purpose in ("a", "b")}
    assert len(made) == 4


def test_the_key_of_a_postgresql_store_lies_in_the_users_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = default_key_file(sa.make_url("postgresql://u@db.example:5433/leader"))
    assert path == tmp_path / "leader-central" / "db.example-5433-leader.key"


@pytest.mark.parametrize("table", [device_log, quarantine])
def test_bodies_an_older_release_kept_plain_are_sealed_once(
    place: Place, database: Database, table: sa.Table
) -> None:
    counter = enrol(database)
    if table is quarantine:
        set_standing(database, counter.device_id, Standing.REVOKED)
    deed = counter.hands_over_order(1)
    counter.pushes(deed)
    with database.writing() as connection:
        connection.execute(sa.update(table).values(body=deed.command.body))
        connection.execute(sa.delete(facts).where(facts.c.name == "bodies sealed"))
    for _ in range(2):
        again = open_database(place.url, place.key_file)
        with again.reading() as connection:
            (body,) = connection.scalars(sa.select(table.c.body))
        again.close()
        assert body != deed.command.body
        assert database.sealer.open(body) == deed.command.body
