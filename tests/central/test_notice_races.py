"""Counters of a point that tell and ask at once: one delivery a reason, and no row is missed."""

import threading
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from central.feed.writing import FeedDraft
from central.notices import touches as books
from central.notices.reacting import record_reaction
from central.storage.database import Database
from central.storage.notice_tables import told_reasons, touches
from leader_app.domain.touch import ReactionKind, reason
from tests.central import notices
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE
from tests.central.notices import MEMBER_1, a_post, a_touch, allows, tells
from tests.central.tables import rows
from tests.central.test_feed_concurrency import at_once

COUNTERS, ROUNDS = 4, 5
REASONS = [reason("race", str(number)) for number in range(ROUNDS)]


def _hears(database: Database, number: int) -> Callable[[], None]:
    def put(connection: sa.Connection) -> None:
        draft = FeedDraft(database)
        for kind in (ReactionKind.OPENED, ReactionKind.MUTED):
            record_reaction(
                database, connection, draft, point_id=HERE, touch_id=f"page {number}",
                account=MEMBER_1, kind=kind, at=datetime.now(UTC),
            )  # fmt: skip
        draft.write(connection)

    return lambda: database.write(put)


def _tells(counter: Counter) -> Callable[[], None]:
    def work() -> None:
        for told in REASONS:
            post = a_post(told, message_id=f"{counter.device_id} {told[:8]}")
            touch = a_touch(counter, told, touch_id=f"{counter.device_id} by hand {told[:8]}")
            counter.pushes(notices.posts(counter, post), tells(counter, touch))
            counter.pushes(allows(counter, "M1", service=True, marketing=True))

    return work


@contextmanager
def _reading(reader: Counter) -> Iterator[None]:
    """Pull small pages as fast as they come."""
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            reader.pulls(7)

    watcher = threading.Thread(target=read)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join(30)
    reader.catches_up(7)


def test_many_who_tell_the_same_at_once(database: Database) -> None:
    counters = [enrol(database) for _ in range(COUNTERS)]
    reader = enrol(database)
    with _reading(reader):
        at_once([*map(_tells, counters), *(_hears(database, number) for number in range(3))])
    late = enrol(database)
    late.catches_up()
    known = {key: item for key, item in late.state.items() if key[0] != "device"}
    assert reader.state.items() >= known.items()
    kept = rows(database, touches)
    # each counter told each thing by hand; of the posts at most one a reason went out
    assert sum("by hand" in row.touch_id for row in kept) == COUNTERS * ROUNDS
    first = Tally(row.repeated for row in kept)
    assert first[False] == ROUNDS == len(rows(database, told_reasons))
    refused = [x for x in late.knows("reaction").values() if x.kind is ReactionKind.REFUSED]
    posted = sum("by hand" not in row.touch_id for row in kept)
    assert len(refused) + posted == COUNTERS * ROUNDS
    assert posted <= ROUNDS
    assert {x.detail for x in refused} == {"told"}


@pytest.mark.expects_log("one by one|is parked")
def test_even_a_centre_that_does_not_look_tells_nothing_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = enrol(database)
    assert here.pushes(notices.posts(here, a_post(REASONS[0])))[0].outcome == "accepted"
    monkeypatch.setattr(books, "told", lambda *_: set())
    results = here.pushes(
        notices.posts(here, a_post(REASONS[0])), notices.posts(here, a_post(REASONS[1]))
    )
    assert [(x.outcome, x.code) for x in results] == [("parked", "internal"), ("accepted", "")]
    here.catches_up()
    assert len(here.knows("touch")) == len(rows(database, touches)) == 2
