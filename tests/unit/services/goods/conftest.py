"""A furnished shop over the real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.goods_floor import Shop, furnish, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Return a shop with products, slots and two counters, nothing in stock."""
    with open_shop(tmp_path) as opened:
        furnish(opened)
        yield opened
