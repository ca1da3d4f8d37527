"""Every test here runs against the fake centre and the real one on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.contract.centres import RealCentre, Shop, fake_shop
from tests.contract.till import Till, a_till
from tests.postgres import Postgres, running_postgres

MakeTill = Callable[[str], Till]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCentre]:
    folder = tmp_path_factory.mktemp("centre")
    yield from _started(RealCentre(f"sqlite:///{folder / 'centre.db'}", folder / "key"))


@pytest.fixture(scope="session")
def on_postgres(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealCentre]:
    folder = tmp_path_factory.mktemp("centre-pg")
    yield from _started(RealCentre(postgres.new_database(), folder / "key"))


def _started(centre: RealCentre) -> Iterator[RealCentre]:
    centre.start()
    yield centre
    centre.stop()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    if request.param == "fake":
        with fake_shop() as made:
            yield made
    else:
        name = "on_sqlite" if request.param == "sqlite" else "on_postgres"
        centre: RealCentre = request.getfixturevalue(name)
        yield centre.shop()


@pytest.fixture(params=["sqlite", "postgresql"])
def own_centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealCentre]:
    """Yield a real centre that the test may kill."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'centre.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.new_database()
    yield from _started(RealCentre(url, tmp_path / "key"))


@pytest.fixture
def make_till(shop: Shop, tmp_path: Path) -> Iterator[MakeTill]:
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(a_till(shop, tmp_path / name))


@pytest.fixture
def till(make_till: MakeTill) -> Till:
    return make_till("one")


@pytest.fixture
def other(make_till: MakeTill) -> Till:
    return make_till("two")
