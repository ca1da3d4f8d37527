"""Looks at codes are kept behind the caller's back, and their loss stops nobody."""

from datetime import timedelta

import pytest

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import ScanNote
from leader_app.services.pickup.looks import Looks
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON
from tests.fakes.store import a_store

MISS = ScanNote(NOON, "no_such_code", "typed", "")


def test_closing_writes_what_waits_and_is_harmless_again() -> None:
    store = a_store(FakeClock())
    looks = Looks(store)
    for _ in range(3):
        looks.note(MISS)
    looks.close()
    looks.close()
    assert store.kept.scans == [MISS] * 3
    assert looks.misses_waiting("typed", NOON) == 0


def test_after_closing_looks_are_counted_but_no_longer_written() -> None:
    store = a_store(FakeClock())
    looks = Looks(store)
    looks.close()
    looks.note(MISS)
    assert looks.misses_waiting("typed", NOON) == 1
    assert looks.misses_waiting("camera", NOON) == 0
    assert looks.misses_waiting("typed", NOON + timedelta(seconds=1)) == 0
    assert not store.kept.scans


@pytest.mark.expects_log("could not be kept: The disk is full")
def test_a_full_disk_loses_the_audit_of_looks_and_nothing_else() -> None:
    store = a_store(FakeClock())
    store.failure = Unavailable(say("The disk is full."), say("Make room."))
    looks = Looks(store)
    looks.note(MISS)
    looks.close()
    assert not store.kept.scans
