"""Every test of the centre that asks for ``database`` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from central.storage.database import Database, open_database
from tests.central.goods import fill
from tests.postgres import Postgres, running_postgres


@dataclass(frozen=True)
class Place:
    """Where a store is, and its key."""

    url: str
    key_file: Path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return an empty place for a store."""
    if request.param == "sqlite":
        return Place(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path / "centre.key")
    server: Postgres = request.getfixturevalue("postgres")
    return Place(server.new_database(), tmp_path / "centre.key")


@pytest.fixture
def empty(place: Place) -> Iterator[Database]:
    """Yield an open store without anything in it."""
    database = open_database(place.url, place.key_file)
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    """Return a store with two points, a product, a member and a few orders."""
    fill(empty)
    return empty


@pytest.fixture
def postgres_database(postgres: Postgres, tmp_path: Path) -> Iterator[Database]:
    """Yield a filled store on PostgreSQL."""
    database = open_database(postgres.new_database(), tmp_path / "centre.key")
    fill(database)
    yield database
    database.close()
