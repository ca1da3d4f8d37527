"""What other programs do with a store while a test watches; started by ``multiprocessing``."""

import itertools
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from leader_app.clock import SystemClock
from leader_app.domain import deed
from leader_app.domain.command import BrokenChainError, CommandKind
from leader_app.domain.ids import new_command_id
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import Pieces
from leader_app.domain.stock import NO_LOT, Movement, MovementKind, StockDeed, StockKey
from leader_app.storage import command_log
from leader_app.storage.ballast import Ballast
from leader_app.storage.database import Database
from leader_app.storage.journal import Journal
from leader_app.storage.opening import JOURNAL_FILE, STORE_FILE, STORE_KEY, open_store
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import a_claim, a_line, an_order
from tests.fakes.real_store import Counter, Heard, a_page, change, enrol
from tests.fakes.secrets import MemorySecrets

CLAIMS = 40
MOVES = 50
PLENTY = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the store is, and its key."""

    folder: Path
    key: bytes

    def open(self) -> SqlStore:
        """Open the store as another program would."""
        secrets = MemorySecrets()
        secrets.kept[STORE_KEY] = self.key
        room = Ballast(self.folder / "ballast", size=0, low_disk=0)
        return open_store(self.folder, secrets, SystemClock(), Heard(), ballast=room)


def context() -> Any:  # noqa: ANN401 - the contexts of multiprocessing have no common type
    """Return what starts programs quickly: a server that has everything imported and forks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.storage.other_programs"])
    return server


def prepared(folder: Path) -> Place:
    """Make a store with claims of which there is always something left to hand over."""
    counter = Counter(folder)
    with counter.opened() as store:
        enrol(store)
        pages = [
            change(x)
            for n in range(CLAIMS)
            for x in (
                a_claim(claim_id(n)),
                an_order(a_line(1, PLENTY), order_id=order_id(n), claim_id=claim_id(n)),
            )
        ]
        store.mirror.apply(a_page(pages))
    return Place(folder, counter.secrets.kept[STORE_KEY])


def claim_id(number: int) -> str:
    """Return the id of the claim of this number."""
    return f"{number:020x}"


def order_id(number: int) -> str:
    """Return the id of its order."""
    return f"A{number}"


def hand_over_one(store: SqlStore, number: int, said: Callable[[str], None] | None = None) -> str:
    """Hand over a piece of a claim, saying so (if at all) before it is durable."""
    clock = SystemClock()
    lines = (Pieces(LineKey(order_id(number), 1), 1),)
    with store.write() as work:
        name = new_command_id(clock.now(), os.urandom)
        body = deed.hand_over_body(claim_id(number), lines, "", offline=True)
        logged = work.log.append(name, CommandKind.HAND_OVER, body)
        work.deeds.record(deed.hand_over(logged.command, logged.device_id))
        if said is not None:
            said(name)
        work.commit()
    return name


def hand_over_until_killed(place: Place, line: Connection, *, too_early: bool) -> None:
    """Hand over again and again, each time sending the name of the deed; never ends."""
    store = place.open()

    def say(name: str) -> None:
        line.send_bytes(name.encode())

    for number in itertools.cycle(range(CLAIMS)):
        if too_early:
            hand_over_one(store, number, say)
        else:
            say(hand_over_one(store, number))


def hand_over_some(place: Place, line: Connection, count: int) -> None:
    """Hand over ``count`` times and send the names."""
    store = place.open()
    for number in range(count):
        line.send_bytes(hand_over_one(store, number % CLAIMS).encode())
    store.close()
    line.close()


def stock_one(store: SqlStore, moves: Sequence[Movement]) -> str:
    """Record a deed of stock and return its name."""
    clock = SystemClock()
    with store.write() as work:
        name = new_command_id(clock.now(), os.urandom)
        logged = work.log.append(name, CommandKind.ADJUST, b"{}")
        at = logged.command.at
        device = logged.device_id
        done = StockDeed(name, MovementKind.ADJUST, device, "", at, tuple(moves))
        work.stock.record(done)
        work.commit()
    return name


def stock_until_killed(place: Place, line: Connection) -> None:
    """Record deeds of many movements, each time sending the name; never ends."""
    store = place.open()
    for number in itertools.count():
        moves = [Movement(StockKey(f"P{x}", NO_LOT, f"A-{number % 7}"), 1) for x in range(MOVES)]
        line.send_bytes(stock_one(store, moves).encode())


def sell_some(place: Place, line: Connection, count: int) -> None:
    """Take a piece out of stock ``count`` times."""
    store = place.open()
    for _ in range(count):
        line.send_bytes(stock_one(store, [Movement(StockKey("P1"), -1)]).encode())
    store.close()
    line.close()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on the disk."""

    log: list[str]
    journal: set[str]
    whole: bool


def kept(place: Place) -> Kept:
    """Look at the disk without opening the store: nothing is completed or repaired."""
    database = Database(place.folder / STORE_FILE, place.key)
    with database.reading() as connection:
        log = [x.command.command_id for x in command_log.after(connection, 0, 0)]
        try:
            whole = command_log.verify(connection) == len(log)
        except BrokenChainError:
            whole = False
    database.close()
    frames = Journal(place.folder / JOURNAL_FILE, place.key).salvage()
    return Kept(log, {x.command.command_id for x in frames}, whole)
