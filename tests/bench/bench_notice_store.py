"""Notices in the store: an audience found among 20,000 open orders, queues of 10,000 messages."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median

from leader_app.domain.neighbourhood import Member
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Order, Stage
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Contact, ReactionKind, reason, told_key
from leader_app.ports import FeedChange
from leader_app.storage.store import SqlStore
from tests.bench import stored
from tests.bench.figure import Figure, seconds
from tests.fakes.pickups import NOON, a_deed, pieces
from tests.fakes.real_store import a_page, change
from tests.storage.notice_things import a_member, a_message, a_reaction, a_touch

OPEN, BUILDINGS, MEMBERS = 20_000, 40, 8_000
RECIPIENTS, QUEUED, ROUNDS = 2_000, 10_000, 7
TOUCHES = 20_000
READY = Audience(stages=frozenset({Stage.READY}))


def figures() -> Iterator[Figure]:
    """Measure the store's part of notices."""
    with stored.new_store() as store:
        taken = seconds(lambda: stored.apply_all(store, _neighbourhood()))
        yield Figure(f"filling: {OPEN} open orders, {MEMBERS} members", f"{taken:.1f} s", "", None)
        yield from _audiences(store)
        yield from _homes(store)
        yield from _facts(store)
    with stored.new_store() as store:
        yield from _queue(store)


def _neighbourhood() -> Iterator[FeedChange]:
    """Yield open orders: a quarter waits, some came in part, one in twenty was begun."""
    for told in stored.changes(OPEN):
        match told.item:
            case Order() as order:
                yield replace(told, item=_arrived(order, int(order.order_id[1:]) % 20))
            case Member() as member:
                number = int(told.id[1:])
                building, room = str(number % BUILDINGS), str(number // BUILDINGS // 2)
                yield replace(told, item=replace(member, building=building, room=room))
            case _:
                yield told
    for number in range(0, MEMBERS, 3):
        yield change(Contact(f"M{number}", segments=("fresh", f"s{number % 10}")))
    for number in range(0, OPEN, 20):
        deed = a_deed(pieces(1, 1, f"A{10_000_000 + number}"), hand_over_id=f"h{number}")
        yield change(replace(deed, claim_id=stored.claim_id(number)))


def _arrived(order: Order, part: int) -> Order:
    member = f"M{int(order.order_id[1:]) % MEMBERS}"
    if part < 5 and part:
        lines = tuple(replace(line, arrived=0) for line in order.lines)
    elif part < 8 and part:
        lines = (order.lines[0], *(replace(line, arrived=0) for line in order.lines[1:]))
    else:
        lines = order.lines
    return replace(order, lines=lines, member_id=member)


def _audiences(store: SqlStore) -> Iterator[Figure]:
    asked = {
        "a building": Audience(buildings=frozenset({"7"})),
        "a product": Audience(product_ids=frozenset({"P7"})),
        "partly arrived": Audience(stages=frozenset({Stage.PARTLY_ARRIVED})),
        "ready, of three products": Audience(
            stages=frozenset({Stage.READY}), product_ids=frozenset({"P7", "P8", "P9"})
        ),
        "ready, in two buildings": Audience(
            stages=frozenset({Stage.READY}), buildings=frozenset({"7", "8"})
        ),
        "a segment, one product": Audience(
            segments=frozenset({"fresh"}), product_ids=frozenset({"P7"})
        ),
        "50 members": Audience(members=frozenset(f"M{x}" for x in range(50))),
        "what came in this hour": Audience(since=NOON + timedelta(hours=1)),
    }
    for name, audience in asked.items():
        with store.read() as work:
            count = len(work.audiences.lines(audience))
            taken = _median(lambda x=audience: work.audiences.lines(x))  # type: ignore[misc]
        yield _at_most(f"lines of an audience: {name} ({count})", taken, 0.150)
    with store.read() as work:
        for name, audience in {"ready": READY, "all of them": Audience()}.items():
            found = work.audiences.lines(audience)
            taken = _median(lambda x=audience: work.audiences.lines(x))  # type: ignore[misc]
            yield Figure(f"{name} ({len(found)})", f"{taken * 1000:.0f} ms", "", None)
        keys = [line.key for line in found[:5_000]]
        taken = _median(lambda: work.audiences.still(keys[:3]))
        yield _at_most("3 lines as they stand now", taken, 0.003)
        taken = _median(lambda: work.audiences.still(keys))
        yield _at_most(f"{len(keys)} lines as they stand now", taken, 0.150)


def _homes(store: SqlStore) -> Iterator[Figure]:
    names = [f"M{x}" for x in range(RECIPIENTS)]
    keys = [LineKey(f"A{10_000_000 + x}", 1) for x in range(5_000)]
    with store.read() as work:
        shelf, people = work.audiences, work.contacts
        yield _at_most("members by building", _median(shelf.buildings), 0.100)
        taken = _median(lambda: shelf.collectors(names))
        yield _at_most(f"who collects, of {RECIPIENTS}", taken, 0.150)
        taken = _median(lambda: people.people(names))
        yield _at_most(f"{RECIPIENTS} people with what they allow", taken, 0.100)
        taken = _median(lambda: people.in_segments({"fresh"}))
        yield _at_most("members of a segment", taken, 0.050)
        taken = _median(lambda: shelf.came(keys, NOON - timedelta(days=90)))
        yield _at_most(f"who came for {len(keys)} lines", taken, 0.150)
        month = (NOON - timedelta(days=30), NOON + timedelta(days=1))
        taken = _median(lambda: shelf.collected_share(*month))
        yield _at_most("how likely somebody comes, of a month", taken, 0.500)


def _facts(store: SqlStore) -> Iterator[Figure]:
    told = [
        a_touch(f"t{n}", reason("arrived", str(n)), account=a_member(f"M{n % MEMBERS}"), minutes=n)
        for n in range(TOUCHES)
    ]
    pages = list(stored.batched(map(change, told), stored.PAGE))
    taken = seconds(lambda: [store.mirror.apply(a_page(x)) for x in pages])
    each = f"{taken / len(pages) * 1000:.1f} ms a page of {stored.PAGE}"
    yield Figure(f"{TOUCHES} touches of others", each, "<= 150 ms", taken / len(pages) <= 0.150)
    some = [change(a_reaction(ReactionKind.OPENED, f"t{n}")) for n in range(stored.PAGE)]
    taken = seconds(lambda: store.mirror.apply(a_page(some)))
    yield _at_most(f"{len(some)} openings of them", taken, 0.150)
    names = [a_member(f"M{x}") for x in range(RECIPIENTS)]
    keys = [told_key(a_member(), reason("arrived", str(n))) for n in range(0, 10_000, 2)]
    with store.read() as work:
        taken = _median(lambda: work.contacts.touches(names, NOON))
        yield _at_most(f"touches of {RECIPIENTS} members", taken, 0.150)
        taken = _median(lambda: work.contacts.told(keys))
        yield _at_most(f"which of {len(keys)} reasons were told", taken, 0.050)


def _queue(store: SqlStore) -> Iterator[Figure]:
    numbers = itertools.count()
    times = [seconds(lambda: _add(store, _broadcast(numbers, 100)))]
    first = _looks(store)
    while next(numbers) < QUEUED:
        some = _broadcast(numbers, RECIPIENTS)
        times.append(seconds(lambda x=some: _add(store, x)))  # type: ignore[misc]
    yield _at_most(f"{RECIPIENTS} messages queued, 3 reasons each", median(times[1:]), 0.300)
    for name, (few, taken) in zip(
        ("next message of a channel", "when each channel is due", "a message changed"),
        zip(first, _looks(store), strict=True),
        strict=True,
    ):
        yield Figure(
            f"{name}, {QUEUED} queued",
            f"{taken * 1000:.3f} ms",
            f"<= 1.5 x {few * 1000:.3f} ms (100 queued)",
            taken <= 1.5 * few,
        )


def _broadcast(numbers: Iterator[int], count: int) -> list[Message]:
    return [
        a_message(
            f"m{number}",
            *(reason("arrived", str(number), str(line)) for line in range(3)),
            account=a_member(f"M{number}"),
            notice_id=f"n{number // RECIPIENTS}",
            channel_id=f"c{number % 3}",
            sort=number,
        )
        for number in itertools.islice(numbers, count)
    ]


def _add(store: SqlStore, messages: list[Message]) -> None:
    with store.write() as work:
        added = work.messages.add(messages)
        work.commit()
    assert len(added) == len(messages)


def _looks(store: SqlStore) -> tuple[float, float, float]:
    rng = random.Random(3)
    with store.write() as work:
        due = _median(lambda: work.messages.due(f"c{rng.randrange(3)}", NOON), 101)
        coming = _median(work.messages.next_due, 101)
        found = work.messages.due("c1", NOON)
        assert found is not None
        states = itertools.cycle((MessageState.SENDING, MessageState.QUEUED))
        changed = _median(lambda: work.messages.put(replace(found, state=next(states))), 100)
    return due, coming, changed


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    return median(seconds(work) for _ in range(rounds))


def _at_most(name: str, taken: float, limit: float) -> Figure:
    return Figure(name, f"{taken * 1000:.1f} ms", f"<= {limit * 1000:.0f} ms", taken <= limit)
