"""A broadcast drains at the pace its robot allows: real store, real HTTP, a clock we turn."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from leader_app.bootstrap.notices import NoticeParts, build_notices
from leader_app.domain.changes import ChangeSet
from leader_app.domain.channel import ChannelKind
from leader_app.domain.outgoing import MessageState
from leader_app.storage.store import SqlStore
from sync.outgoing.senders import Hosts, Senders
from tests.bench.figure import Figure
from tests.fakes.clock import FakeClock
from tests.fakes.notice_sender import FakeBook
from tests.fakes.queued_notices import MORNING, fill
from tests.fakes.real_store import Counter, Heard, enrol
from tests.fakes.robots.server import served
from tests.fakes.robots.wecom import KEY, WeComRobot
from tests.fakes.sync_side import CountedWake

MESSAGES = int(os.environ.get("LEADER_DESK_BENCH_NOTICES", "10000"))
WARM = MESSAGES // 10
A_MINUTE = 20
_MOST_STEPS = 20 * MESSAGES


class _Deaf(Heard):
    """Keeps nothing of what was published, which would look like a leak."""

    def publish(self, changes: ChangeSet) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What the process weighs, and how many objects of Python's are alive."""

    megabytes: float
    objects: int


@dataclass
class Drain:
    """What a drain came to."""

    minutes: float
    wall_s: float
    warm: Weight
    end: Weight
    taken: int
    refused: int
    sent: int


def figures() -> Iterator[Figure]:
    """Take the figures."""
    drain = _drained()
    name = f"{MESSAGES:,} queued notices to a robot"
    share = drain.taken / (A_MINUTE * (drain.minutes + 1))  # twenty may go in the first moment
    yield Figure(f"{name}, share of its 20 a minute", f"{share:.1%}", "95 %", 0.95 <= share <= 1)
    yield Figure("refused by the robot as too fast", str(drain.refused), "0", drain.refused == 0)
    whole = drain.sent == drain.taken == MESSAGES
    yield Figure("arrived, and written down as sent", f"{drain.sent:,}", f"{MESSAGES:,}", whole)
    each = drain.wall_s / MESSAGES * 1000
    yield Figure("wall time a notice", f"{each:.1f} ms", "50 ms", each <= 50)
    grown = drain.end.objects / drain.warm.objects - 1
    yield Figure(f"objects alive, growth after {WARM:,}", f"{grown:+.2%}", "+1 %", grown <= 0.01)
    grown = drain.end.megabytes - drain.warm.megabytes
    measured = f"{drain.warm.megabytes:.0f} MB {grown:+.1f}"
    cache = "+16 MB, the store's page cache"
    yield Figure(f"memory after {WARM:,}, growth to the end", measured, cache, grown <= 16)


def _drained() -> Drain:
    clock = FakeClock(MORNING)
    robot = WeComRobot(now=lambda: clock.monotonic_ns() / 1e9, keeps=False)
    with served(robot) as base, _queued(clock, base) as (store, parts):
        warm, begun, steps = Weight(0, 1), clock.monotonic_ns(), 0
        started = time.perf_counter()
        parts.work.begin()
        while robot.taken < MESSAGES and steps < _MOST_STEPS:
            clock.advance(timedelta(seconds=max(0.0, parts.work.step())))
            steps += 1
            if not warm.megabytes and robot.taken >= WARM:
                warm = _weight()
        wall_s = time.perf_counter() - started
        parts.work.step()
        with store.read() as work:
            sent = work.messages.in_state_count(MessageState.SENT)
        minutes = (clock.monotonic_ns() - begun) / 60e9
        refused = robot.pace.refused
        return Drain(minutes, wall_s, warm, _weight(), robot.taken, refused, sent)


@contextmanager
def _queued(clock: FakeClock, base: str) -> Iterator[tuple[SqlStore, NoticeParts]]:
    """Yield a counter whose queue is full."""
    with tempfile.TemporaryDirectory() as folder:
        counter = Counter(Path(folder), clock, heard=_Deaf())
        with counter.opened() as store:
            enrol(store)
            parts = build_notices(
                store=store,
                clock=clock,
                wake=CountedWake(),
                random=os.urandom,
                secrets=counter.secrets,
                sender=Senders(Hosts(wecom=base)),
                book=FakeBook(),
            )
            channel = parts.desk.channels.add(ChannelKind.WECOM, "林荫路群", "林荫路", KEY)
            fill(store, channel, MESSAGES)
            yield store, parts


def _weight() -> Weight:
    gc.collect()
    return Weight(psutil.Process().memory_info().rss / 1e6, len(gc.get_objects()))
