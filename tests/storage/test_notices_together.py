"""Two programs at one queue, and a power cut in mid-broadcast: nothing is told twice or lost."""

import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.storage.other_programs import Place, context, prepared
from tests.storage.queueing import EACH, broadcast_until_killed, queue_all, queue_of

KILLS = 12
PATIENCE = 30.0
REASONS = 150


@pytest.mark.timeout(120)
def test_two_programs_never_tell_the_same(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    start = context()
    pipes = [start.Pipe(duplex=False) for _ in range(2)]
    programs = [
        start.Process(target=queue_all, args=(place, theirs, name, REASONS))
        for name, (_, theirs) in zip("ab", pipes, strict=True)
    ]
    for program in programs:
        program.start()
    told: Counter[str] = Counter()
    for ours, theirs in pipes:
        theirs.close()
        while True:
            assert ours.poll(PATIENCE)
            said = ours.recv_bytes().decode()
            if not said:
                break
            told.update(said.split())
        ours.close()
    for program in programs:
        program.join(PATIENCE)
        assert program.exitcode == 0
        program.close()
    assert told == {f"r{n}": 1 for n in range(REASONS)}


@pytest.mark.timeout(180)
def test_after_every_kill_the_queue_is_right_to_the_message(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    rng = random.Random(20261122)
    said = 0
    for _ in range(KILLS):
        heard = _killed(place, rng)
        store = place.open()
        queue = queue_of(store)
        whole = Counter(name.split("-")[0] for name in queue.messages)
        store.close()
        assert queue.held == queue.expected()
        assert all(count == EACH for count in whole.values())
        for name, state in heard.items():
            assert state in {"queued", queue.messages[name].state.value}
        said += len(heard)
        _empty(place)
    assert said > KILLS


def _killed(place: Place, rng: random.Random) -> dict[str, str]:
    """Let a program send broadcasts, kill it somewhere; return the last word on each message."""
    start = context()
    ours, theirs = start.Pipe(duplex=False)
    program = start.Process(target=broadcast_until_killed, args=(place, theirs))
    program.start()
    theirs.close()
    said = []
    for _ in range(rng.randint(1, 25)):
        assert ours.poll(PATIENCE)
        said.append(ours.recv_bytes().decode())
    ours.poll(rng.uniform(0, 0.004))
    program.kill()
    program.join(PATIENCE)
    with suppress(EOFError, OSError):
        while True:
            said.append(ours.recv_bytes().decode())
    ours.close()
    program.close()
    return dict(tuple(x.split()) for x in said)


def _empty(place: Place) -> None:
    """Begin the next round with an empty queue."""
    store = place.open()
    with store.units.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM messages")
        connection.exec_driver_sql("DELETE FROM held_reasons")
        connection.commit()
    store.close()
