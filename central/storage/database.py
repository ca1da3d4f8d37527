"""Opens the centre's database: SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as lite
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from central.storage.group_commit import GroupCommit
from central.storage.master_key import KeyFileError, MasterKey, Sealer, load_or_make
from central.storage.tables import facts

OLDEST_SQLITE = (3, 51, 3)
_BUSY_MS = 30_000
_ATTEMPTS = 5
_Result = TypeVar("_Result")


class DatabaseError(RuntimeError):
    """The database cannot be opened; the message says why and what to do."""


class Database:
    """Transactions over one database; ``keys`` holds the centre's master key."""

    def __init__(self, engine: Engine, keys: MasterKey) -> None:
        self.engine = engine
        self.keys = keys
        self.sealer: Sealer = keys.sealer()
        self._group = GroupCommit(self.writing)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one moment of the database."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        options: dict[str, Any] = {"writes": False, **level}
        with self.engine.connect().execution_options(**options) as c, c.begin():
            yield c

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that commits with the block."""
        with self.engine.connect().execution_options(writes=True) as c, c.begin():
            yield c

    def write(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do ``work`` wholly and durably or not at all, again if another got in its way."""
        if self.is_sqlite:
            return self._group.do(work)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self.writing() as connection:
                    return work(connection)
            except (IntegrityError, OperationalError) as error:
                if attempt == _ATTEMPTS or not _passing(error):
                    raise
        raise AssertionError("unreachable")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded store."""
        return self.engine.dialect.name == "sqlite"

    def insert(self, table: sa.Table) -> lite.Insert | postgresql.Insert:
        """Return an insert that knows ON CONFLICT."""
        return insert_into(table, sqlite=self.is_sqlite)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def insert_into(table: sa.Table, *, sqlite: bool) -> lite.Insert | postgresql.Insert:
    """Return an insert that knows ON CONFLICT, for one store or the other."""
    return lite.insert(table) if sqlite else postgresql.insert(table)


def open_database(url: str, key_file: Path | None = None) -> Database:
    """Open (and make or upgrade) the database at ``url``.

    The key file is ``key_file``, or lies beside an SQLite file, or in the user's data folder for
    PostgreSQL. Raises ``DatabaseError`` or ``KeyFileError``.
    """
    from central.storage.migrations import upgrade
    from central.storage.sealing import seal_bodies

    parsed = _parse(url)
    key_path = key_file or default_key_file(parsed)
    keys = load_or_make(key_path)
    try:
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgres(parsed)
        upgrade(engine)
    except DBAPIError as error:
        raise DatabaseError(f"The database cannot be opened: {error.orig}") from error
    database = Database(engine, keys)
    if not database.write(lambda connection: _is_ours(database, connection)):
        database.close()
        raise KeyFileError(f"{key_path} is the key of another database.")
    seal, once = database.sealer.seal, database.insert
    database.write(functools.partial(seal_bodies, seal=seal, once=once))
    return database


def _is_ours(database: Database, connection: Connection) -> bool:
    """Tell whether the key is the one the database was begun with; the first one is."""
    mark = database.keys.derive("mark").hex()
    row = {"name": "key mark", "value": mark}
    connection.execute(database.insert(facts).on_conflict_do_nothing(), row)
    return connection.scalar(sa.select(facts.c.value).filter_by(name="key mark")) == mark


def default_key_file(url: URL) -> Path:
    """Return where the key of a database lies when nobody says otherwise."""
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.key")
    name = "-".join(str(part) for part in (url.host, url.port, url.database) if part)
    return data_folder() / f"{name.replace('/', '_')}.key"


def data_folder() -> Path:
    """Return the user's data folder for the centre."""
    import platformdirs

    return Path(platformdirs.user_data_path("leader-central", appauthor=False))


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError as error:
        raise DatabaseError(f"{url!r} is not a database URL.") from error
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise DatabaseError("Use sqlite:///PATH or postgresql://USER@HOST/NAME.")


def _sqlite(url: URL) -> Engine:
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseError(f"SQLite {dbapi2.sqlite_version} can damage databases; use >= 3.51.3.")
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)

    def connect() -> Any:  # noqa: ANN401 - the driver's own connection
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        for setting in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -65536",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        return connection

    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=sa.pool.QueuePool,
        pool_size=8,
        max_overflow=24,
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Engine:
    try:
        return sa.create_engine(
            url, pool_size=8, max_overflow=24, pool_pre_ping=True, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        raise DatabaseError("PostgreSQL needs requirements/postgres.txt.") from error


def _passing(error: DBAPIError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return state in {"40001", "40P01"} or "locked" in str(error.orig)
