"""Lines know when more of them arrived; nobody knows of what was here before the first sync."""

from datetime import datetime, timedelta

from leader_app.domain.notice import Audience
from leader_app.domain.order import Order
from leader_app.ports import FeedChange
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, a_claim, a_line, an_order
from tests.fakes.real_store import Counter, a_page, change
from tests.storage.goods import share_out

LATER = NOON + timedelta(hours=2)


def hear(
    store: SqlStore, *told: FeedChange, minutes: float = 0, more: bool = False, applied: int = 0
) -> None:
    """Let the centre tell something, so many minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    store.mirror.apply(a_page(told, at=at, more=more, applied=applied))


def arrived_at(store: SqlStore) -> list[float | None]:
    """Return how many minutes after noon the lines arrived, in their order."""
    with store.read() as work:
        lines = work.audiences.lines(Audience())
    moments: list[datetime | None] = [x.arrived_at for x in lines]
    return [None if at is None else (at - NOON) / timedelta(minutes=1) for at in moments]


def order(first: int, second: int = 0) -> Order:
    """Return an order of which so many pieces of each line are here."""
    return an_order(a_line(1, 9, first), a_line(2, 9, second))


def test_of_what_was_here_first_nobody_knows(store: SqlStore) -> None:
    hear(store, change(order(0, 2)), more=True)
    hear(store, change(order(1, 2), 2), minutes=1, more=True)
    hear(store, minutes=2)
    assert arrived_at(store) == [None, None]


def test_what_grows_arrived_when_it_was_heard(store: SqlStore) -> None:
    hear(store, change(order(1)))
    hear(store, change(order(1, 3), 2), minutes=5)
    assert arrived_at(store) == [None, 5]
    hear(store, change(order(2, 3), 3), minutes=7)
    assert arrived_at(store) == [7, 5]
    hear(store, change(order(2, 1), 4), minutes=9)
    assert arrived_at(store) == [7, 5]


def test_an_order_that_is_new_arrived_now(store: SqlStore) -> None:
    hear(store)
    hear(store, change(order(1, 0)), minutes=3)
    assert arrived_at(store) == [3, None]


def test_a_share_out_of_ours_arrives_at_once_and_once(store: SqlStore, counter: Counter) -> None:
    hear(store, change(a_claim()), change(order(0, 1)))
    counter.clock.advance(timedelta(minutes=4))
    now = (counter.clock.now() - NOON) / timedelta(minutes=1)
    seq = share_out(store, "c1", 2)
    assert arrived_at(store) == [now, None]
    hear(store, change(order(0, 1), 2), minutes=30, applied=seq - 1)
    hear(store, change(order(2, 1), 3), minutes=40, applied=seq)
    assert arrived_at(store) == [now, None]
    share_out(store, "c2", -1)
    assert arrived_at(store) == [now, None]


def test_a_share_out_is_timed_by_the_centre(store: SqlStore, counter: Counter) -> None:
    """A clock that is two hours slow does not make it older."""
    now = counter.clock.now()
    page = a_page([change(a_claim()), change(order(0))])
    store.mirror.apply(type(page)(page.changes, "c", 0, False, now + timedelta(hours=2), now))
    share_out(store, "c1", 1)
    assert arrived_at(store)[0] == (now + timedelta(hours=2) - NOON) / timedelta(minutes=1)


def test_moments_stay_when_the_centre_begins_anew(store: SqlStore) -> None:
    hear(store)
    hear(store, change(order(1, 0)), minutes=3)
    store.mirror.restart()
    hear(store, change(order(1, 2)), minutes=9)
    assert arrived_at(store) == [3, 9]


def test_a_line_that_left_an_order_takes_its_moment_along(store: SqlStore) -> None:
    hear(store)
    hear(store, change(order(1, 1)), minutes=3)
    hear(store, change(an_order(a_line(1, 9, 1)), 2), minutes=4)
    assert arrived_at(store) == [3]
    hear(store, change(order(1, 1), 3), minutes=5)
    assert arrived_at(store) == [3, 5]
