"""The encrypted SQLite file: one writer at a time, any number of readers.

A hand-over counts once COMMIT returns: WAL with ``synchronous=FULL`` (and ``fullfsync`` on macOS)
puts it on the disk by then. Every connection is made by ``Database``, key first.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.storage import faults
from leader_app.storage.prepared import driver, explain

OLDEST_SQLITE = (3, 51, 3)
KEY_BYTES = 32
BUSY_SECONDS = 10.0
_READERS = 4
_CACHE_KIB = 16 * 1024  # a connection; holds the upper levels of a million orders' trees
# What every connection must answer; ``fullfsync`` matters on macOS and is harmless elsewhere.
SAFETY = {
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "mmap_size": 0,
    "busy_timeout": int(BUSY_SECONDS * 1000),
}


class Database:
    """The open file. ``path`` is made if missing; ``key`` has 32 bytes.

    Raises ``Unavailable`` for an SQLite with a known fault, an unreachable disk, or a key that
    does not fit.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            msg = "a store key has 32 bytes"
            raise ValueError(msg)
        require_sound_sqlite(dbapi2.sqlite_version_info)
        self.path = path
        self._key = key
        self._turn = threading.Lock()
        self._writer = self._engine(read_only=False)
        self._readers = self._engine(read_only=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield the only writing connection of all processes, in a transaction.

        It is rolled back unless the caller commits. ``Unavailable`` if its turn does not come.
        """
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise faults.busy()
        try:
            with self._writer.connect() as connection:
                connection.begin()
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one moment of the store and cannot change it."""
        with self._readers.connect() as connection:
            connection.begin()
            yield connection

    def is_sound(self) -> bool:
        """Tell whether SQLite finds nothing wrong with the file; reads all of it."""
        try:
            with self.reading() as connection:
                answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        except faults.DamagedStore:
            return False
        return bool(answer == "ok")

    def close(self) -> None:
        """Close every connection; the last one of all processes folds the WAL away."""
        self._readers.dispose()
        self._writer.dispose()

    def connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        """Return a new driver connection with the key and all safety settings."""
        try:
            return self._prepared(read_only=read_only)
        except dbapi2.Error as error:
            explain(error)

    def _prepared(self, *, read_only: bool) -> sqlite3.Connection:
        connection = dbapi2.connect(
            str(self.path), isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for name, value in SAFETY.items():
                connection.execute(f"PRAGMA {name} = {value}").fetchall()
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            if read_only:
                connection.execute("PRAGMA query_only = 1")
        except BaseException:
            connection.close()
            raise
        return connection

    def _engine(self, *, read_only: bool) -> Engine:
        engine = sa.create_engine(
            "sqlite+pysqlite://",
            module=dbapi2,
            creator=lambda: self.connect(read_only=read_only),
            poolclass=QueuePool,
            pool_size=_READERS if read_only else 1,
            max_overflow=-1 if read_only else 0,
            pool_timeout=BUSY_SECONDS,
            pool_use_lifo=True,  # the connection whose cache is warm
            hide_parameters=True,
        )
        opening = "BEGIN" if read_only else "BEGIN IMMEDIATE"
        sa.event.listen(engine, "begin", lambda connection: _begin(connection, opening))
        sa.event.listen(engine, "handle_error", faults.translate)
        return engine


def _begin(connection: Connection, statement: str) -> None:
    try:
        driver(connection).execute(statement)
    except dbapi2.Error as error:
        explain(error)


def unsafe_settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the safety settings this connection does not have, with what it has instead."""
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SAFETY}
    return {name: found[name] for name, value in SAFETY.items() if found[name] != value}


def require_sound_sqlite(version: tuple[int, int, int]) -> None:
    """Raise ``Unavailable`` for an SQLite that can damage a WAL database (before 3.51.3)."""
    if version < OLDEST_SQLITE:
        raise Unavailable(
            say(
                "This SQLite ({version}) can damage the local store.",
                version=".".join(str(part) for part in version),
            ),
            say("Install the libraries this release was made with."),
        )
