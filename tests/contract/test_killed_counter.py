"""The counter killed at any moment of a sync: the next one goes on, and everything counts once."""

import json
import random
import subprocess
import sys
import threading
from pathlib import Path

from tests.contract.centres import ROOT, RealCentre
from tests.contract.till import Till, a_till

KILLS = 12


def test_a_counter_killed_while_it_syncs_loses_and_doubles_nothing(
    on_sqlite: RealCentre, tmp_path: Path
) -> None:
    shop = on_sqlite.shop()
    sold = shop.sell(40 * KILLS)
    chance = random.Random(7)
    done = []
    finished = 0
    with a_till(shop, tmp_path / "till") as till:
        till.sync()
        for number in range(KILLS):
            late = sold[40 * number : 40 * (number + 1)]
            done += [till.hand_over(order.claim_id).hand_over_id for order in late]
            shop.sell(20)
            till.store.close()
            finished += _sync_and_kill(till, chance.random() * 0.15)
            till.store = till.counter.open()
        till.sync()
        assert till.unsent() == 0
        for order in sold:
            assert len(till.state(order.claim_id).hand_overs) == 1
    deeds = shop.deeds()
    assert sorted(deed.hand_over_id for deed in deeds) == sorted(done)
    assert all(deed.primary for deed in deeds)
    assert shop.incidents() == []
    assert finished < KILLS, "no sync was ever killed half way"


def _sync_and_kill(till: Till, seconds: float) -> bool:
    """Let another process sync, kill it after so long; tell whether it was through."""
    told = {
        "folder": str(till.folder),
        "secrets": {name: key.hex() for name, key in till.counter.secrets.kept.items()},
        "seed": till.seed.hex(),
    }
    command = [sys.executable, "-m", "tests.contract.syncing_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        threading.Event().wait(seconds)
        process.kill()
        return "done" in process.stdout.read()
