"""What one counter does, the centre and the other counter know, each deed once."""

import threading

import pytest

from leader_app.domain.incident import IncidentKind
from leader_app.domain.pickup import VerdictKind, decide
from sync.assembly import build_worker
from sync.status import StatusBoard
from tests.contract.centres import Shop
from tests.contract.till import Till


def test_the_first_sync_brings_what_was_sold(till: Till, shop: Shop) -> None:
    sold = shop.sell(3)
    till.sync()
    for order in sold:
        state = till.state(order.claim_id)
        assert state.orders == (order,)
        assert decide(state).kind is VerdictKind.READY


def test_what_is_handed_over_at_one_counter_shows_at_the_other(
    till: Till, other: Till, shop: Shop
) -> None:
    (order,) = shop.sell()
    till.sync()
    other.sync()
    done = till.hand_over(order.claim_id)
    assert till.sync().pushed == 1
    other.sync()
    (deed,) = shop.deeds()
    assert (deed.hand_over_id, deed.device_id) == (done.hand_over_id, till.identity.device_id)
    assert (deed.primary, deed.reversed) == (True, False)
    for counter in (till, other):
        state = counter.state(order.claim_id)
        assert decide(state).kind is VerdictKind.ALREADY_COLLECTED
        assert state.hand_overs == (done,)
    assert till.unsent() == 0
    assert shop.incidents() == []


def test_handed_over_twice_offline_is_one_primary_one_extra_and_an_incident_everywhere(
    till: Till, other: Till, shop: Shop
) -> None:
    (order,) = shop.sell()
    till.sync()
    other.sync()
    first = till.hand_over(order.claim_id)
    second = other.hand_over(order.claim_id)
    for counter in (other, till, other):
        counter.sync()
    primary = {deed.hand_over_id: deed.primary for deed in shop.deeds()}
    assert primary == {second.hand_over_id: True, first.hand_over_id: False}
    assert shop.incidents() == [IncidentKind.DOUBLE_HAND_OVER]
    for counter in (till, other):
        deeds = {x.hand_over_id: x.primary for x in counter.state(order.claim_id).hand_overs}
        assert deeds == primary
        (incident,) = counter.incidents()
        assert incident.kind is IncidentKind.DOUBLE_HAND_OVER
        assert set(incident.hand_over_ids) == set(primary)
        assert counter.unsent() == 0


def test_an_undo_frees_the_goods_at_the_other_counter(till: Till, other: Till, shop: Shop) -> None:
    (order,) = shop.sell()
    till.sync()
    done = till.hand_over(order.claim_id)
    till.sync()
    other.sync()
    till.undo(done)
    till.sync()
    other.sync()
    assert [deed.reversed for deed in shop.deeds()] == [True]
    assert decide(other.state(order.claim_id)).kind is VerdictKind.READY
    again = other.hand_over(order.claim_id)
    other.sync()
    till.sync()
    assert [x.primary for x in shop.deeds()] == [True, True]
    assert again in till.state(order.claim_id).hand_overs
    assert shop.incidents() == []


def test_done_and_undone_offline_arrives_as_both(till: Till, other: Till, shop: Shop) -> None:
    (order,) = shop.sell()
    till.sync()
    till.undo(till.hand_over(order.claim_id))
    till.hand_over(order.claim_id)
    till.sync()
    other.sync()
    assert sorted(deed.reversed for deed in shop.deeds()) == [False, True]
    assert shop.incidents() == []
    assert decide(other.state(order.claim_id)).kind is VerdictKind.ALREADY_COLLECTED


def test_many_deeds_on_both_sides_all_arrive_once(till: Till, other: Till, shop: Shop) -> None:
    sold = shop.sell(60)
    till.sync()
    other.sync()
    for number, order in enumerate(sold):
        (till if number % 2 else other).hand_over(order.claim_id)
    till.sync()
    other.sync()
    till.sync()
    deeds = shop.deeds()
    assert len(deeds) == len({deed.hand_over_id for deed in deeds}) == 60
    assert all(deed.primary for deed in deeds)
    for order in sold:
        assert till.state(order.claim_id) == other.state(order.claim_id)


def test_a_sale_during_the_day_arrives_with_the_next_sync(till: Till, shop: Shop) -> None:
    till.sync()
    (order,) = shop.sell()
    assert not till.knows(order.claim_id)
    till.sync()
    assert till.knows(order.claim_id)


def test_the_other_counter_hears_of_it_by_itself(till: Till, other: Till, shop: Shop) -> None:
    (order,) = shop.sell()
    till.sync()
    heard = _Heard(order.claim_id)
    worker = build_worker(other.parts, StatusBoard(), other.connect)
    other.counter.heard.subscribe(lambda _changes: heard.look(other))
    worker.start()
    try:
        heard.wait("known")
        till.hand_over(order.claim_id)
        till.sync()
        heard.wait("collected")
    finally:
        worker.stop()


class _Heard:
    """Waits for what becomes of a claim at a counter."""

    def __init__(self, claim_id: str) -> None:
        self._claim_id = claim_id
        self._events = {name: threading.Event() for name in ("known", "collected")}

    def look(self, till: Till) -> None:
        if not till.knows(self._claim_id):
            return
        self._events["known"].set()
        if decide(till.state(self._claim_id)).kind is VerdictKind.ALREADY_COLLECTED:
            self._events["collected"].set()

    def wait(self, name: str) -> None:
        if not self._events[name].wait(10):
            pytest.fail(f"the claim never became {name} here")
