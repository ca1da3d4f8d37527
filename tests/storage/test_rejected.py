"""What the centre turns down of our own making goes; what it told of, and what left, stays."""

import pytest

from leader_app.domain import setting_deed
from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandKind, CommandResult, Outcome
from leader_app.domain.neighbourhood import Member, Zone
from leader_app.domain.order import Order
from leader_app.domain.slot import Slot
from leader_app.ports import UnitOfWork
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import CLAIM_ID, POINT, a_claim, a_line, an_order
from tests.fakes.real_store import Counter, a_page, change, hand_over
from tests.storage.goods import a_product
from tests.storage.test_mirror import order_of

MEMBER = Member("M1", "Wang", "0427")


def bring_in(store: SqlStore, *orders: Order) -> int:
    """Import orders as the service does; return the command's place in the log."""
    with store.write() as work:
        body = setting_deed.import_body([MEMBER], {}, orders, "")
        seq = work.log.append("i1", CommandKind.IMPORT_ORDERS, body).seq
        work.imports.add([MEMBER], orders, [a_claim(tag=b"")])
        work.commit()
    return seq


def turn_down(store: SqlStore, seq: int, name: str = "i1") -> None:
    """Let the centre turn a command down."""
    store.outbox.record([CommandResult(seq, name, Outcome.REJECTED, "other_points")])


def has_claim(store: SqlStore) -> bool:
    """Tell whether the claim is here."""
    with store.read() as work:
        return work.claims.state(CLAIM_ID) is not None


def test_an_import_goes_with_all_that_came_with_it(store: SqlStore, counter: Counter) -> None:
    seq = bring_in(store, an_order(a_line(1), a_line(2)))
    turn_down(store, seq)
    assert order_of(store) is None
    assert not has_claim(store)
    with store.read() as work:
        assert work.orders.products(["A1"]) == {}
        assert [x.command_id for x in work.incidents.refused(9)] == ["i1"]
    assert counter.heard.changes[-1].ids(Entity.ORDER) == {"A1"}


def test_what_the_centre_told_of_stays(store: SqlStore) -> None:
    seq = bring_in(store, an_order())
    store.mirror.apply(a_page([change(an_order()), change(a_claim())]))
    turn_down(store, seq)
    assert order_of(store) == an_order()
    assert has_claim(store)


def test_what_left_the_shop_stays(store: SqlStore, counter: Counter) -> None:
    seq = bring_in(store, an_order())
    hand_over(store, CLAIM_ID, counter.clock, bytes(10))
    turn_down(store, seq)
    assert order_of(store) is not None
    assert has_claim(store)


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.PARKED])
def test_any_other_word_leaves_it(store: SqlStore, outcome: Outcome) -> None:
    seq = bring_in(store, an_order())
    store.outbox.record([CommandResult(seq, "i1", outcome)])
    assert order_of(store) == an_order()


def test_slots_and_products_go(store: SqlStore) -> None:
    slot, product = Slot("A-1", POINT, Zone.SHELF, 0, 1), a_product(1, own=True)

    def put(work: UnitOfWork) -> list[int]:
        first = work.log.append("s1", CommandKind.SET_SLOT, setting_deed.slot_body(slot))
        work.slots.put(slot)
        second = work.log.append("p1", CommandKind.SET_PRODUCT, setting_deed.product_body(product))
        work.catalogue.put(product)
        return [first.seq, second.seq]

    with store.write() as work:
        places = put(work)
        work.commit()
    for seq, name in zip(places, ("s1", "p1"), strict=True):
        turn_down(store, seq, name)
    with store.read() as work:
        assert work.slots.all() == []
        assert work.catalogue.all() == []


def test_a_body_nobody_can_read_does_no_harm(store: SqlStore) -> None:
    with store.write() as work:
        seq = work.log.append("i1", CommandKind.IMPORT_ORDERS, b"rubbish").seq
        work.commit()
    turn_down(store, seq)
    with store.read() as work:
        assert len(work.incidents.refused(9)) == 1
