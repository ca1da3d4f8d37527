"""A counter with the real store and the real engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from leader_app.domain import signing
from leader_app.domain.incident import Incident
from leader_app.domain.pickup import ClaimState, HandOver
from leader_app.ports import Identity
from leader_app.storage.store import SqlStore
from sync.assembly import SyncParts, sync_once
from sync.engine import Report
from sync.enrolment import HttpEnrolmentDesk
from sync.status import StatusBoard
from sync.transport import Answer, HttpTransport, Transport
from sync.troubles import NoNetwork
from tests.contract.centres import Shop
from tests.fakes import real_store
from tests.fakes.clock import FakeClock

SILENCE = 2.0
Connect = Callable[[str], Transport]


@dataclass
class Till:
    """One counter of a shop. ``url`` may be changed to go by way of a proxy."""

    shop: Shop
    folder: Path
    url: str = ""
    connect: Connect = lambda url: Impatient(HttpTransport(url))
    seed: bytes = field(default_factory=lambda: os.urandom(32))

    def __post_init__(self) -> None:
        self.url = self.url or self.shop.url
        self.counter = real_store.Counter(self.folder)
        self.store: SqlStore = self.counter.open()
        self.board = StatusBoard()
        self.enrol(self.shop.token())

    @property
    def clock(self) -> FakeClock:
        return self.counter.clock

    def enrol(self, token: str) -> None:
        """Present a token and keep the answer."""
        told = HttpEnrolmentDesk(self.connect).enrol(
            self.url, token, signing.public_key(self.seed), self.folder.name
        )
        with self.store.write() as work:
            work.device.enrol(told, self.url)
            work.commit()

    @property
    def identity(self) -> Identity:
        with self.store.read() as work:
            known = work.device.identity()
        assert known is not None
        return replace(known, centre_url=self.url)

    @property
    def parts(self) -> SyncParts:
        return SyncParts(
            lambda: self.identity,
            lambda: self.seed,
            self.store.outbox,
            self.store.mirror,
            self.clock,
            self.folder / "sync.lock",
            self.store.uploads,
        )

    def sync(self) -> Report:
        """Sync once, on connections of its own."""
        return sync_once(self.parts, self.board, self.connect)

    def hand_over(self, claim_id: str) -> HandOver:
        """Hand over all that is ready."""
        return real_store.hand_over(self.store, claim_id, self.clock, os.urandom(10))

    def undo(self, done: HandOver) -> None:
        """Take it back."""
        real_store.reverse(self.store, done, self.clock, os.urandom(10))

    def state(self, claim_id: str) -> ClaimState:
        """Return what this counter knows of a claim."""
        with self.store.read() as work:
            known = work.claims.state(claim_id)
        assert known is not None
        return known

    def knows(self, claim_id: str) -> bool:
        """Tell whether a claim is here."""
        with self.store.read() as work:
            return work.claims.state(claim_id) is not None

    def unsent(self) -> int:
        """Count what has no final word."""
        with self.store.read() as work:
            return work.device.unsent()

    def incidents(self) -> list[Incident]:
        """Return what the incidents page would show."""
        with self.store.read() as work:
            return list(work.incidents.open(100))

    def reopen(self) -> None:
        """Close the store and open it again, as after a restart of the program."""
        self.store.close()
        self.store = self.counter.open()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


@contextmanager
def a_till(shop: Shop, folder: Path) -> Iterator[Till]:
    """Yield an enrolled counter."""
    folder.mkdir()
    till = Till(shop, folder)
    try:
        yield till
    finally:
        till.close()


class Impatient:
    """Keeps ``Transport``; bears less silence than a real counter, for tests to be quick.

    ``lose`` names requests (from 1) whose answer is lost; ``alter`` changes answers.
    """

    def __init__(
        self,
        real: HttpTransport,
        lose: Callable[[str], bool] = lambda _path: False,
        alter: Callable[[str, Answer], Answer] = lambda _path, answer: answer,
    ) -> None:
        self._real = real
        self._lose = lose
        self._alter = alter

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        answer = self._real.post(path, body, headers, max(SILENCE, silence - 8))
        if self._lose(path):
            raise NoNetwork
        return self._alter(path, answer)

    def interrupt(self) -> None:
        self._real.interrupt()
