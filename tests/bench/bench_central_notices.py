"""Notices at the centre: a broadcast of two thousand booked, and two thousand accounts judged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from central.feed.writing import FeedDraft
from central.notices import brand
from central.notices.brand import BrandNotice
from central.redeeming.push import PushOffice
from central.storage.database import Database, open_database
from leader_app.domain.notice import NoticeKind
from leader_app.domain.order import LineKey
from tests.bench.figure import Figure, seconds
from tests.central.counter import Counter, enrol
from tests.central.goods import add_orders, fill
from tests.central.notices import a_post, add_members, posts, why
from tests.postgres import running_postgres

COMMANDS, EACH, ROUNDS, PUSH = 20, 100, 5, 4


def figures() -> Iterator[Figure]:
    """Measure both stores."""
    with TemporaryDirectory() as folder, running_postgres() as server:
        key = Path(folder) / "key"
        for name, url in (
            ("SQLite", f"sqlite:///{Path(folder) / 'centre.db'}"),
            ("PostgreSQL", server.new_database()),
        ):
            with closing(open_database(url, key.with_name(name))) as database:
                yield from _store(name, database)


def _store(name: str, database: Database) -> Iterator[Figure]:
    fill(database)
    names = [f"N{number}" for number in range(COMMANDS * EACH)]
    add_members(database, names)
    add_orders(database, 1_000, len(names))
    counter, office = enrol(database), PushOffice(database)
    took = median(_broadcast(counter, office, names) for _ in range(ROUNDS))
    what = f"{name}: {COMMANDS} commands of {EACH} posts booked, in {COMMANDS // PUSH} pushes"
    yield Figure(what, f"{took:.2f} s", "<= 1 s", took <= 1)
    took = median(seconds(lambda: _look(database, names)) for _ in range(ROUNDS))
    what = f"{name}: {len(names)} accounts of {ROUNDS} touches each judged for the brand"
    yield Figure(what, f"{took:.2f} s", "<= 2 s", took <= 2)


def _broadcast(counter: Counter, office: PushOffice, names: list[str]) -> float:
    text = "您的鲜牛奶 2 瓶到了，在冷藏 2 号货位，今天 22:00 前都可以来取。" * 3
    made = [
        a_post(why(os.urandom(8).hex()), message_id=os.urandom(16).hex(), member_id=name,
               member_ids=(name,), lines=(LineKey(f"A{1_000 + number}", 1),), text=text)
        for number, name in enumerate(names)
    ]  # fmt: skip
    asked = [posts(counter, *made[n : n + EACH]) for n in range(0, len(made), EACH)]
    pushes = [counter.request(asked[n : n + PUSH]) for n in range(0, COMMANDS, PUSH)]
    return seconds(lambda: [office.push(counter.device_id, push) for push in pushes])


def _look(database: Database, names: list[str]) -> None:
    thanks = BrandNotice("B", NoticeKind.THANKS, os.urandom(8).hex(), "谢谢", "谢谢")
    with database.writing() as connection:
        brand.tell(database, connection, FeedDraft(database), thanks, names, datetime.now(UTC))
