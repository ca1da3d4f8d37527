"""SIGKILL at any moment: what was acknowledged is there, what was not is whole or absent."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.storage.other_programs import (
    Place,
    context,
    hand_over_some,
    hand_over_until_killed,
    kept,
    prepared,
)

KILLS = 50
PATIENCE = 30.0


def killed(place: Place, rng: random.Random, *, too_early: bool = False) -> list[str]:
    """Let a program hand over, kill it at a random moment, return what it acknowledged."""
    start = context()
    ours, theirs = start.Pipe(duplex=False)
    program = start.Process(
        target=hand_over_until_killed, args=(place, theirs), kwargs={"too_early": too_early}
    )
    program.start()
    theirs.close()
    said: list[str] = []
    for _ in range(rng.randint(1, 8)):
        assert ours.poll(PATIENCE)
        said.append(ours.recv_bytes().decode())
    ours.poll(0 if too_early else rng.uniform(0, 0.004))
    program.kill()
    program.join(PATIENCE)
    with suppress(EOFError, OSError):
        while True:
            said.append(ours.recv_bytes().decode())
    ours.close()
    program.close()
    return said


def lost(place: Place, said: set[str]) -> set[str]:
    """Return what was acknowledged but is missing in the log or the journal."""
    found = kept(place)
    assert found.whole
    return said - (set(found.log) & found.journal)


@pytest.mark.timeout(180)
def test_what_was_acknowledged_survives_every_kill(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    said: set[str] = set()
    rng = random.Random(20261122)
    for _ in range(KILLS):
        said.update(killed(place, rng))
        assert lost(place, said) == set()
    assert len(said) > KILLS
    store = place.open()
    examination = store.examine()
    store.close()
    assert examination.sound
    assert examination.broken_at == 0
    assert (examination.journal_lacks, examination.only_in_journal) == (0, 0)


@pytest.mark.timeout(180)
def test_an_acknowledgement_before_the_commit_is_found_out(tmp_path: Path) -> None:
    """Negative control: a counter that shows green too early loses a deed within some kills."""
    place = prepared(tmp_path / "store")
    said: set[str] = set()
    rng = random.Random(20261122)
    for _ in range(KILLS):
        said.update(killed(place, rng, too_early=True))
        if lost(place, said):
            return
    pytest.fail("the checker did not notice a deed acknowledged before it was durable")


@pytest.mark.timeout(120)
def test_two_programs_share_one_log(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    start, each = context(), 60
    pipes = [start.Pipe(duplex=False) for _ in range(2)]
    programs = [
        start.Process(target=hand_over_some, args=(place, theirs, each)) for _, theirs in pipes
    ]
    for program in programs:
        program.start()
    said = []
    for ours, theirs in pipes:
        theirs.close()
        for _ in range(each):
            assert ours.poll(PATIENCE)
            said.append(ours.recv_bytes().decode())
        ours.close()
    for program in programs:
        program.join(PATIENCE)
        assert program.exitcode == 0
        program.close()
    found = kept(place)
    assert found.whole
    assert sorted(found.log) == sorted(said)
    assert found.journal == set(said)
