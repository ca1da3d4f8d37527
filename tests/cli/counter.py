"""A counter on disk that commands are run against, each as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from leader_app.bootstrap import open_core, unlock
from leader_app.clock import SystemClock
from leader_app.config.paths import places
from leader_app.domain import pickup_code, short_code
from leader_app.domain.changes import Entity
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Product, Zone
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup_code import CodeKind, PickupCode
from leader_app.ports import FeedChange, FeedPage
from leader_app.services.device.enrol import DEVICE_KEY
from tests.fakes.pickups import CLAIM_ID, POINT, a_line, an_order
from tests.fakes.sync_side import CODE_SEED, POINT_SECRET, an_enrolment

SECONDS = 60
TYPED = short_code.make(bytes(32), CLAIM_ID, 1)


@dataclass(frozen=True)
class Answer:
    """What one command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        """The one JSON object it printed."""
        (row,) = self.rows
        return row


@dataclass(frozen=True)
class CounterOnDisk:
    """One base directory whose store a passphrase file opens."""

    base: Path
    passphrase: Path

    def environment(self) -> Mapping[str, str]:
        """Return the environment the commands run in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
        return {**kept, "LANG": "C.UTF-8", "LEADER_APP_PASSPHRASE_FILE": str(self.passphrase)}

    def words(self, *words: str) -> list[str]:
        """Return the whole command line."""
        return [sys.executable, "-m", "leader_app", "--base-dir", str(self.base), *words]

    def run(self, *words: str, stdin: str = "") -> Answer:
        """Run a command to its end."""
        done = subprocess.run(
            self.words(*words),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            env=dict(self.environment()),
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def json(self, *words: str, stdin: str = "") -> Answer:
        """Run a command with ``--json``."""
        return self.run(*words, "--json", stdin=stdin)


def a_counter(folder: Path) -> CounterOnDisk:
    """Return a counter that is not enrolled."""
    passphrase = folder / "passphrase"
    passphrase.write_text("correct horse battery\n", encoding="utf-8")
    return CounterOnDisk(folder / "counter", passphrase)


def fill(counter: CounterOnDisk, *orders: Order) -> None:
    """Enrol ``counter`` and let it have heard of a claim with ``orders`` (one, ready) just now."""
    where, clock = places(counter.base), SystemClock()
    words = counter.passphrase.read_text(encoding="utf-8").strip()
    secrets = unlock(where, words)
    secrets.put(DEVICE_KEY, bytes(32))
    core = open_core(where, secrets, clock)
    try:
        with core.store.write() as work:
            work.device.enrol(an_enrolment(), "http://127.0.0.1:9")
            work.commit()
        core.store.mirror.apply(_page(clock.now(), orders or (an_order(a_line(1, 3)),)))
    finally:
        core.close()


def code_text(**change: object) -> str:
    """Return the text of a genuine code for the claim, or one that differs in ``change``."""
    today = local_day(datetime.now(UTC))
    code = PickupCode(CodeKind.ORDER, 3, POINT, CLAIM_ID, today - timedelta(days=2), 14, 1)
    return pickup_code.issue(replace(code, **change), CODE_SEED)  # type: ignore[arg-type]


def _page(now: datetime, orders: tuple[Order, ...]) -> FeedPage:
    issued = local_day(now) - timedelta(days=2)
    tag = short_code.tag(POINT_SECRET, TYPED)
    changes = [
        FeedChange(Entity.MEMBER, "M1", 1, Member("M1", "王小明", "1234")),
        FeedChange(Entity.PRODUCT, "P1", 1, Product("P1", "草莓", "盒", Zone.FRIDGE, Fen(990))),
        FeedChange(Entity.CLAIM, CLAIM_ID, 1, Claim(CLAIM_ID, POINT, "M1", 1, issued, 14, tag)),
        *(FeedChange(Entity.ORDER, order.order_id, 1, order) for order in orders),
    ]
    return FeedPage(changes, "c1", 0, more=False, centre_time=now, received_at=now)
