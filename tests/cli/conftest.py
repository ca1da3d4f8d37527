"""Counters for the commands."""

from pathlib import Path

import pytest

from tests.cli.counter import CounterOnDisk, a_counter, fill


@pytest.fixture
def new(tmp_path: Path) -> CounterOnDisk:
    """Return a counter that is not enrolled."""
    return a_counter(tmp_path)


@pytest.fixture
def counter(new: CounterOnDisk) -> CounterOnDisk:
    """Return an enrolled counter with three pieces ready."""
    fill(new)
    return new
