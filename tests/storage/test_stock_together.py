"""Several writers, counts among sales, a power cut: no movement is lost, levels are the sums."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from leader_app.domain.stock import Movement, StockKey
from leader_app.storage.store import SqlStore
from tests.storage.goods import sums
from tests.storage.other_programs import (
    MOVES,
    Place,
    context,
    prepared,
    sell_some,
    stock_one,
    stock_until_killed,
)

KILLS = 15
PATIENCE = 30.0
EACH = 40
HERE = StockKey("P1")


def together(*works: Callable[[], None]) -> None:
    """Run every one in a thread of its own, to the end."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def level(store: SqlStore) -> int:
    """Return the pieces of the one place."""
    with store.read() as work:
        return work.stock.level(HERE)


def test_a_count_among_sales_loses_none_of_them(store: SqlStore) -> None:
    stock_one(store, [Movement(HERE, 1000)])

    def sell() -> None:
        for _ in range(EACH):
            stock_one(store, [Movement(HERE, -1)])

    def count() -> None:
        for _ in range(EACH // 4):
            expected = level(store)
            counted = expected + 3  # and sales go on before it is booked
            stock_one(store, [Movement(HERE, counted - expected)])

    together(sell, sell, count)
    assert level(store) == 1000 - 2 * EACH + 3 * (EACH // 4)
    kept, added = sums(store)
    assert kept == added


def test_a_level_written_over_would_lose_a_sale(store: SqlStore) -> None:
    """Negative control: reading, then writing what one made of it, in two transactions."""
    with store.write() as work:
        work.settings.put("level", "1000")
        work.commit()
    both_have_read = threading.Barrier(2)

    def sell() -> None:
        with store.read() as work:
            found = int(work.settings.get("level") or 0)
        both_have_read.wait(PATIENCE)
        with store.write() as work:
            work.settings.put("level", str(found - 1))
            work.commit()

    together(sell, sell)
    with store.read() as work:
        assert work.settings.get("level") == "999"


@pytest.mark.timeout(120)
def test_two_programs_share_one_ledger(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    start = context()
    pipes = [start.Pipe(duplex=False) for _ in range(2)]
    programs = [start.Process(target=sell_some, args=(place, x, EACH)) for _, x in pipes]
    for program in programs:
        program.start()
    said = []
    for ours, theirs in pipes:
        theirs.close()
        for _ in range(EACH):
            assert ours.poll(PATIENCE)
            said.append(ours.recv_bytes().decode())
        ours.close()
    for program in programs:
        program.join(PATIENCE)
        assert program.exitcode == 0
        program.close()
    store = place.open()
    assert level(store) == -2 * EACH
    with store.read() as work:
        assert all(work.stock.deed(name) for name in said)
    store.close()


@pytest.mark.timeout(180)
def test_after_every_kill_the_levels_are_the_sums(tmp_path: Path) -> None:
    place = prepared(tmp_path / "store")
    said: set[str] = set()
    rng = random.Random(20261122)
    for _ in range(KILLS):
        said.update(_killed(place, rng))
        store = place.open()
        kept, added = sums(store)
        with store.read() as work:
            deeds = [work.stock.deed(name) for name in said]
            heard = work.stock.heard()
        store.close()
        assert kept == added
        assert all(deed is not None and len(deed.movements) == MOVES for deed in deeds)
        assert heard % MOVES == 0
    assert len(said) > KILLS


def _killed(place: Place, rng: random.Random) -> list[str]:
    """Let a program record deeds, kill it at a random moment, return what it acknowledged."""
    start = context()
    ours, theirs = start.Pipe(duplex=False)
    program = start.Process(target=stock_until_killed, args=(place, theirs))
    program.start()
    theirs.close()
    said = []
    for _ in range(rng.randint(1, 6)):
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
    return said
