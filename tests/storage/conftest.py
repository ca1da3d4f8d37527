"""A counter with a real store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from leader_app.storage import passphrase as passphrases
from leader_app.storage.store import SqlStore
from tests.fakes.real_store import Counter, enrol
from tests.storage.shelf import CHEAP, Shelf


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


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Return what this computer's keyring is made of during a test."""
    shelf = Shelf()
    monkeypatch.setattr(Shelf, "__module__", "keyring.backends.SecretService")
    monkeypatch.setattr(keyring, "get_keyring", lambda: shelf)
    return shelf


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make guesses cheap: tests derive dozens of keys."""
    monkeypatch.setattr(passphrases, "COST", CHEAP)
