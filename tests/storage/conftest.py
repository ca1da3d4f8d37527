"""A counter with a real store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leader_app.storage.store import SqlStore
from tests.fakes.real_store import Counter, enrol


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """Return a counter whose store was never opened."""
    return Counter(tmp_path / "store")


@pytest.fixture
def store(counter: Counter) -> Iterator[SqlStore]:
    """Yield the open store of an enrolled counter."""
    with counter.opened() as opened:
        enrol(opened)
        yield opened
