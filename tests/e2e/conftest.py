"""One neighbourhood for all these tests, made once and copied for each."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.neighbourhood import Neighbourhood, neighbourhood
from tests.e2e.screen import Eyes, eyes

# Below the ports that systems give away by themselves, so that it is free for every test.
PORTS = range(21_000, 22_000)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return the folder for pictures; ``LEADER_DESK_PICTURES`` names one that stays."""
    folder = Path(os.environ.get("LEADER_DESK_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def see() -> Iterator[Eyes]:
    """Return eyes for every window."""
    with eyes() as opened:
        yield opened


@pytest.fixture(scope="session")
def _port() -> int:
    """Return the port at which every copy of the counters looks for the centre."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no port is free")


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory, _port: int) -> Path:
    """Return the folder of a neighbourhood with the counters "one" and "two" enrolled."""
    folder = tmp_path_factory.mktemp("neighbourhood")
    with neighbourhood(folder, _port) as here:
        here.enrol("one")
        here.enrol("two")
    return folder


@pytest.fixture
def here(_model: Path, _port: int, tmp_path: Path) -> Iterator[Neighbourhood]:
    """Yield a neighbourhood of this test's own, its network mended."""
    folder = shutil.copytree(_model, tmp_path / "neighbourhood")
    with neighbourhood(folder, _port) as copied:
        yield copied
