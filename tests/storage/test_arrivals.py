"""Our own share-outs lie over the centre's orders until those contain them, each exactly once."""

from dataclasses import replace

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandResult, Outcome
from leader_app.domain.order import LineKey, Order, OrderLine, Stage
from leader_app.domain.share_out import Arrival
from leader_app.ports import FeedChange
from leader_app.storage import arrivals
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import a_claim, a_line, an_order
from tests.fakes.real_store import Counter, a_page, an_enrolment, change
from tests.storage.goods import share_out
from tests.storage.test_mirror import order_of, stage_of


def line_of(store: SqlStore) -> OrderLine:
    """Return the first line of order A1."""
    order = order_of(store)
    assert order is not None
    return order.lines[0]


def ordered(arrived: int, quantity: int = 3) -> Order:
    """Return an order of which so much arrived."""
    return an_order(a_line(1, quantity, arrived))


def told(change_of_order: FeedChange, applied: int) -> FeedChange:
    """Return the change as one of a page that is applied together with later ones."""
    return replace(change_of_order, applied_seq=applied)


@pytest.fixture(autouse=True)
def _order(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(a_claim()), change(ordered(0))]))


def test_a_share_out_counts_at_once(store: SqlStore, counter: Counter) -> None:
    share_out(store, "c1", 2, "B-07")
    assert (line_of(store).arrived, line_of(store).slot) == (2, "B-07")
    assert stage_of(store) is Stage.PARTLY_ARRIVED
    changes = counter.heard.changes[-1]
    assert changes.ids(Entity.ORDER) == {"A1"}
    assert changes.concerns(Entity.CLAIM)


def test_no_correction_takes_more_than_came(store: SqlStore) -> None:
    share_out(store, "c1", 1)
    share_out(store, "c2", -3)
    assert line_of(store).arrived == 0
    store.mirror.apply(a_page([change(ordered(1), 2)], applied=0))
    assert line_of(store).arrived == 0


def test_the_same_command_again_changes_nothing(store: SqlStore) -> None:
    share_out(store, "c1")
    with store.write() as work:
        work.deliveries.record_arrivals("c1", [Arrival(LineKey("A1", 1), 1, "")])
        work.commit()
    assert line_of(store).arrived == 1


def test_a_line_named_twice_gets_both(store: SqlStore) -> None:
    with store.write() as work:
        work.log.append("c1", "share_out", b"{}")
        some = [Arrival(LineKey("A1", 1), 1, "B-07"), Arrival(LineKey("A1", 1), 1, "")]
        work.deliveries.record_arrivals("c1", some)
        work.commit()
    assert (line_of(store).arrived, line_of(store).slot) == (2, "B-07")


def test_the_claim_sees_it_in_the_same_unit_of_work(store: SqlStore) -> None:
    with store.write() as work:
        before = work.claims.state(a_claim().claim_id)
        work.log.append("c1", "share_out", b"{}")
        work.deliveries.record_arrivals("c1", [Arrival(LineKey("A1", 1), 3, "")])
        after = work.claims.state(a_claim().claim_id)
    assert before is not None
    assert after is not None
    assert [x.orders[0].lines[0].arrived for x in (before, after)] == [0, 3]


def test_a_stale_row_does_not_take_it_away(store: SqlStore) -> None:
    seq = share_out(store, "c1", 2, "B-07")
    store.mirror.apply(a_page([change(ordered(0), 2)], applied=seq - 1))
    assert (line_of(store).arrived, line_of(store).slot) == (2, "B-07")
    assert stage_of(store) is Stage.PARTLY_ARRIVED


def test_the_row_that_contains_it_does_not_count_it_twice(store: SqlStore) -> None:
    seq = share_out(store, "c1", 2)
    store.mirror.apply(a_page([change(ordered(2), 2)], applied=seq))
    assert line_of(store).arrived == 2


def test_without_the_overlay_a_stale_row_would(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: what the two tests above see is the overlay's work."""
    monkeypatch.setattr(arrivals, "laid_over", lambda _connection, changes, _applied: changes)
    seq = share_out(store, "c1", 2)
    store.mirror.apply(a_page([change(ordered(0), 2)], applied=seq - 1))
    assert line_of(store).arrived == 0


def test_of_several_only_what_is_missing_is_added(store: SqlStore) -> None:
    first = share_out(store, "c1", 1)
    share_out(store, "c2", 1)
    store.mirror.apply(a_page([change(ordered(1), 2)], applied=first))
    assert line_of(store).arrived == 2


def test_what_others_shared_out_is_added_to_ours(store: SqlStore) -> None:
    share_out(store, "c1", 1)
    store.mirror.apply(a_page([change(ordered(2), 2)], applied=0))
    assert line_of(store).arrived == 3
    assert stage_of(store) is Stage.READY


def test_pages_applied_together_keep_their_own_word(store: SqlStore) -> None:
    """The order came before the centre had our share-out, the last page of them after."""
    seq = share_out(store, "c1", 2)
    stale = told(change(ordered(0), 2), seq - 1)
    store.mirror.apply(a_page([stale], applied=seq, more=True))
    assert line_of(store).arrived == 2
    fresh = told(change(ordered(2), 3), seq)
    store.mirror.apply(a_page([told(change(ordered(0), 2), seq - 1), fresh], applied=seq))
    assert line_of(store).arrived == 2


def test_a_later_page_without_the_order_changes_nothing(store: SqlStore) -> None:
    seq = share_out(store, "c1", 2)
    store.mirror.apply(a_page([change(ordered(0), 2)], applied=seq - 1))
    store.mirror.apply(a_page([], applied=seq))
    assert line_of(store).arrived == 2


def test_a_centre_that_lost_it_is_laid_over_again(store: SqlStore) -> None:
    """A backup was restored: its order has nothing of ours, and it says so."""
    seq = share_out(store, "c1", 2)
    store.mirror.apply(a_page([change(ordered(2), 2)], applied=seq))
    store.mirror.restart()
    assert line_of(store).arrived == 2
    store.mirror.apply(a_page([change(ordered(0), 1)], "new", applied=seq - 1))
    assert line_of(store).arrived == 2
    store.mirror.apply(a_page([change(ordered(2), 2)], "new-2", applied=seq))
    assert line_of(store).arrived == 2


def test_what_the_centre_put_aside_it_does_not_contain(store: SqlStore) -> None:
    seq = share_out(store, "c1", 2)
    store.outbox.record([CommandResult(seq, "c1", Outcome.PARKED)])
    store.mirror.apply(a_page([change(ordered(0), 2)], applied=seq))
    assert line_of(store).arrived == 2
    store.outbox.record([CommandResult(seq, "c1", Outcome.ACCEPTED)])
    store.mirror.apply(a_page([change(ordered(2), 3)], applied=seq))
    assert line_of(store).arrived == 2


def test_numbers_of_an_earlier_life_of_this_counter_mean_nothing(store: SqlStore) -> None:
    seq = share_out(store, "c1", 2)
    with store.write() as work:
        work.device.enrol(an_enrolment(epoch=2), "https://centre.example")
        work.commit()
    store.mirror.apply(a_page([change(ordered(0), 2)], applied=seq))
    assert line_of(store).arrived == 2
    store.outbox.record([CommandResult(seq, "c1", Outcome.ACCEPTED)])
    store.mirror.apply(a_page([change(ordered(2), 3)], applied=0))
    assert line_of(store).arrived == 2


def test_an_order_that_comes_after_its_share_out_has_it(store: SqlStore) -> None:
    with store.write() as work:
        work.log.append("c1", "share_out", b"{}")
        work.deliveries.record_arrivals("c1", [Arrival(LineKey("A2", 1), 1, "B-07")])
        work.commit()
    store.mirror.apply(a_page([change(an_order(a_line(1, 2, 0), order_id="A2"))]))
    order = order_of(store, "A2")
    assert order is not None
    assert (order.lines[0].arrived, order.lines[0].slot) == (1, "B-07")
