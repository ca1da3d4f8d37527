"""A counter with neighbours, goods that came, and channels that behave as they are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.notices.rig import Rig, open_rig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """Return a counter with two products on its shelves and nobody waiting."""
    with open_rig(tmp_path) as opened:
        yield opened
