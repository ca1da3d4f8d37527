"""The central service alone: demo, pages, pushes of 200, one-by-one redeems, memory."""

from __future__ import annotations

import http.client
import itertools
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil
import sqlalchemy as sa

from central.codes.keys import KeyChest
from central.counters.devices import find
from central.demo.loading import load
from central.pulling.page import Feed
from central.redeeming.push import PushOffice
from central.storage.bulk import write_rows
from central.storage.database import Database, open_database
from leader_app.domain.command import LoggedCommand
from sync.protocol import codec
from sync.protocol.messages import MSGPACK, PUSH, PullRequest, PushAnswer
from tests.bench.figure import Figure, in_turn, seconds
from tests.central.conftest import Place
from tests.central.counter import Counter, enrol
from tests.central.goods import add_orders, claim_id, fill, some
from tests.central.process import Server, serving

BATCH = 200
CLIENTS = 8
EACH = 60
TABLES = ("device_log", "redemptions", "feed")
DEMO = int(os.environ.get("BENCH_DEMO_ORDERS", "60000"))
ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Measure the centre on its embedded store."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _neighbourhood(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        place = Place(f"sqlite:///{Path(folder) / 'centre.db'}", Path(folder) / "key")
        with closing(open_database(place.url, place.key_file)) as database:
            fill(database)
            claims = itertools.count(1_000)
            add_orders(database, 1_000, 20_000)
            yield _batches(database, claims)
            yield from _one_by_one(place, database, claims)
        yield _memory(place)


def _neighbourhood(folder: Path) -> Iterator[Figure]:
    with closing(open_database(f"sqlite:///{folder / 'centre.db'}")) as database:
        took = seconds(lambda: load(database, 7, date(2026, 11, 22), DEMO, 800))
        name = f"demo of {DEMO} orders"
        yield Figure(name, f"{took:.1f} s", f"{1_000_000 / DEMO * took:.0f} s for a million", None)
        counter = enrol(database)
        rows, weight = 0, 0

        def pull() -> None:
            nonlocal rows, weight
            rows, weight = _pull_all(database, counter)

        took = statistics.median(seconds(pull) for _ in range(ROUNDS))
        name = f"making every page of one point, {rows} rows"
        yield Figure(name, f"{took:.2f} s", f"{weight / rows:.1f} B a row, sealed at rest", None)


def _pull_all(database: Database, counter: Counter) -> tuple[int, int]:
    feed = Feed(database, KeyChest(database.keys))
    with database.reading() as connection:
        device = find(connection, counter.device_id)
    assert device
    cursor, rows, weight = "", 0, 0
    while True:
        asked = PullRequest(cursor)
        page = feed.page(device, feed.start(device, asked), asked)
        weight += len(codec.compress(codec.encode(page))[0])
        rows += len(page.changes)
        cursor = page.cursor
        if not page.remaining:
            return rows, weight


def _batches(database: Database, claims: Iterator[int]) -> Figure:
    counter, office = enrol(database), PushOffice(database)
    scratch = sa.Table(
        "scratch",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.LargeBinary),
    )
    with database.writing() as connection:
        scratch.create(connection)
    block = os.urandom(200)

    def pushes() -> float:
        asked = counter.request([_deed(counter, next(claims)) for _ in range(BATCH)])
        return BATCH / seconds(lambda: office.push(counter.device_id, asked))

    insert = sa.insert(scratch)

    def raw() -> float:
        def write() -> None:
            with database.writing() as connection:
                for _ in TABLES:
                    write_rows(connection, insert, [{"body": block}] * BATCH)

        return BATCH / seconds(write)

    ours, limit = in_turn(pushes, raw, 9)
    return Figure(
        f"push of {BATCH}: commands a second",
        f"{ours:,.0f} /s = {ours / limit:.2f} x",
        f">= 0.5 x {limit:,.0f} /s (the bare rows)",
        ours >= limit / 2,
    )


def _deed(counter: Counter, number: int) -> LoggedCommand:
    return counter.hands_over(claim_id(number), some(number))


@dataclass
class _Client:
    """One counter with a connection that stays open."""

    counter: Counter
    token: str
    line: http.client.HTTPConnection

    def redeem(self, number: int) -> float:
        """Hand one claim in and return the seconds until the answer."""
        body = codec.encode(self.counter.request([_deed(self.counter, number)]))
        headers = {"Content-Type": MSGPACK, "Authorization": f"Bearer {self.token}"}
        started = time.perf_counter()
        self.line.request("POST", PUSH, body, headers)
        data = self.line.getresponse().read()
        took = time.perf_counter() - started
        (result,) = codec.decode(data, PushAnswer).results
        assert result.outcome == "accepted", result
        return took


def _one_by_one(place: Place, database: Database, claims: Iterator[int]) -> Iterator[Figure]:
    with serving(place) as server:
        _redeems(server, database, claims, CLIENTS)  # its connections and statements are made
        for count in (1, CLIENTS):
            yield _redeems(server, database, claims, count)


def _redeems(server: Server, database: Database, claims: Iterator[int], count: int) -> Figure:
    clients = [_client(server, database) for _ in range(count)]
    gate = threading.Barrier(count)
    works = [(client, [next(claims) for _ in range(EACH)]) for client in clients]

    def work(client: _Client, numbers: Sequence[int]) -> list[float]:
        gate.wait(30)
        return [client.redeem(number) for number in numbers]

    started = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        waits = sorted(
            itertools.chain(*(f.result() for f in [pool.submit(work, *x) for x in works]))
        )
    rate = len(waits) / (time.perf_counter() - started)
    worst = waits[int(len(waits) * 0.99)] * 1000
    for client in clients:
        client.line.close()
    met = rate >= 300 and worst <= 50 if count == CLIENTS else None
    return Figure(
        f"one-by-one redeem over HTTP, {count} clients",
        f"{rate:,.0f} /s, p99 {worst:.0f} ms",
        ">= 300 /s, p99 <= 50 ms" if count == CLIENTS else "",
        met,
    )


def _client(server: Server, database: Database) -> _Client:
    counter = enrol(database)
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    return _Client(counter, server.sign_in(counter), line)


def _memory(place: Place) -> Figure:
    with serving(place) as one, serving(place) as two:
        used = [psutil.Process(x.process.pid).memory_info().rss for x in (one, two)]
    megabytes = sum(used) / 2**20
    return Figure("two workers, memory", f"{megabytes:.0f} MB", "<= 200 MB", megabytes <= 200)
