"""The ledger: facts that nobody changes, and levels that are their sums at all times."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Device
from leader_app.domain.order import Order
from leader_app.domain.pickup import HandOver, Reversal
from leader_app.domain.stock import NO_LOT, Draw, MovementKind, StockKey
from leader_app.ports import MovementQuery
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import CLAIM_ID, NOON, POINT, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, enrol, hand_over, reverse
from tests.storage.goods import (
    LATER,
    PLACE,
    SOON,
    a_receipt,
    a_stock_deed,
    levels,
    moved,
    record,
    sums,
)

MINUTE = timedelta(minutes=1)
ELSEWHERE = replace(PLACE, slot="B-02")
BACK = Reversal("r9", "h1", "D2", "Wang", NOON + MINUTE, "mistake")
DEVICE_2 = Device("D2", POINT, "Two", bytes(32), active=True)
TAMPERING = (
    "UPDATE movements SET quantity = 99",
    "DELETE FROM movements",
    (
        "INSERT OR REPLACE INTO movements SELECT heard, deed_id, n, kind, product_id, lot_code,"
        " expires_on, slot, 99, unit_price, at, device_id, staff, reference, reason, order_id"
        " FROM movements"
    ),
)


@pytest.fixture(autouse=True)
def _neighbour(store: SqlStore) -> None:
    """Tell of the second counter of this point."""
    store.mirror.apply(a_page([change(DEVICE_2)]))


def _from_draws(*draws: Draw) -> HandOver:
    """Return a hand-over by another counter of two pieces of line 1."""
    return replace(a_deed(pieces(1, 2), device_id="D2"), drawn=draws)


def _an_order() -> Order:
    return an_order(a_line(1, 3))


def _tamper(store: SqlStore, statement: str) -> None:
    with store.units.database.writing() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


class TestDeeds:
    def test_a_deed_comes_back_as_it_was_recorded(self, store: SqlStore, counter: Counter) -> None:
        deed = a_stock_deed("s1", moved(10), moved(-4, ELSEWHERE))
        record(store, deed)
        with store.read() as work:
            assert work.stock.deed("s1") == deed
            assert work.stock.deed("no") is None
            assert work.stock.level(PLACE) == 10
            assert work.stock.level(ELSEWHERE) == -4
            assert work.stock.totals(["P1", "P2"]) == {"P1": 6}
        changes = counter.heard.changes[-1]
        assert changes.ids(Entity.STOCK) == {"P1"}
        assert changes.ids(Entity.STOCK_DEED) == {"s1"}

    def test_the_same_deed_again_changes_nothing(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1"))
        record(store, a_stock_deed("s1"), a_stock_deed("s1", moved(99)))
        store.mirror.apply(a_page([change(a_stock_deed("s1"))]))
        assert levels(store) == {PLACE: 10}

    def test_a_deed_of_another_counter_is_booked_once(self, store: SqlStore) -> None:
        deed = a_stock_deed("s9", moved(5, price=100), device_id="D2", kind=MovementKind.SELL)
        for version in (1, 1, 2):
            store.mirror.apply(a_page([change(deed, version)]))
        assert levels(store) == {PLACE: 5}
        with store.read() as work:
            assert work.stock.deed("s9") == deed

    def test_places_that_sum_to_nothing_are_gone(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1"), a_stock_deed("s2", moved(-10)))
        assert levels(store) == {}
        with store.read() as work:
            assert work.stock.totals(["P1"]) == {}
            assert work.stock.movement_count(MovementQuery()) == 2

    def test_facts_outlive_a_new_life_of_the_centre(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1"))
        store.mirror.apply(a_page([change(a_stock_deed("s9")), change(a_receipt("r9"))], "old"))
        before = levels(store)
        store.mirror.restart()
        store.mirror.apply(a_page([], "new"))
        assert levels(store) == before == {PLACE: 30}
        with store.read() as work:
            assert [x.deed_id for x in work.stock.deeds("DL1")] == ["r9"]
            assert work.stock.deed("s9") is not None
            assert work.stock.deed("s1") is not None
            assert len(work.deliveries.receipts("DL1")) == 1
        store.mirror.apply(a_page([change(a_stock_deed("s9"), 1), change(a_receipt("r9"), 1)]))
        assert levels(store) == before


class TestHandOvers:
    def test_pieces_leave_the_places_they_were_drawn_from(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(_an_order())]))
        draws = Draw(PLACE, 1), Draw(replace(PLACE, lot=LATER), 1)
        store.mirror.apply(a_page([change(_from_draws(*draws))]))
        assert levels(store) == {PLACE: -1, replace(PLACE, lot=LATER): -1}
        with store.read() as work:
            rows = work.stock.movements(MovementQuery(), 0, 10)
        assert {(x.order_id, x.kind, x.device_id) for x in rows} == {
            ("A1", MovementKind.HAND_OVER, "D2")
        }

    def test_what_was_not_drawn_leaves_no_slot(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(_an_order()), change(_from_draws(Draw(PLACE, 1)))]))
        assert levels(store) == {PLACE: -1, StockKey("P1", NO_LOT): -1}

    def test_it_is_known_with_its_draws(self, store: SqlStore) -> None:
        deed = _from_draws(Draw(PLACE, 2))
        store.mirror.apply(a_page([change(a_claim()), change(_an_order()), change(deed)]))
        with store.read() as work:
            state = work.claims.state(CLAIM_ID)
        assert state is not None
        assert state.hand_overs == (deed,)

    def test_before_its_order_it_is_booked_if_it_drew_everything(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(_from_draws(Draw(PLACE, 2)))]))
        assert levels(store) == {PLACE: -2}
        store.mirror.apply(a_page([change(_an_order())]))
        assert levels(store) == {PLACE: -2}

    def test_else_it_waits_for_its_order(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(_from_draws(Draw(PLACE, 1)))]))
        assert levels(store) == {}
        store.mirror.apply(a_page([change(_an_order())]))
        assert levels(store) == {PLACE: -1, StockKey("P1", NO_LOT): -1}
        store.mirror.apply(a_page([change(_an_order(), 2)]))
        assert sum(levels(store).values()) == -2

    def test_it_waits_for_the_last_of_its_orders(self, store: SqlStore) -> None:
        deed = a_deed(pieces(1, 1), pieces(1, 1, "A2"), device_id="D2")
        store.mirror.apply(a_page([change(deed), change(_an_order())]))
        assert levels(store) == {}
        store.mirror.apply(a_page([change(an_order(a_line(1, 3), order_id="A2"))]))
        assert levels(store) == {StockKey("P1", NO_LOT): -2}

    def test_of_another_points_counter_takes_nothing_from_here(self, store: SqlStore) -> None:
        elsewhere = replace(DEVICE_2, device_id="D9", point_id=POINT + 1)
        deed = replace(a_deed(), device_id="D9")
        store.mirror.apply(a_page([change(elsewhere), change(_an_order()), change(deed)]))
        store.mirror.apply(a_page([change(_an_order(), 2), change(elsewhere, 2)]))
        assert levels(store) == {}

    def test_it_waits_for_its_counter(self, store: SqlStore) -> None:
        deed = replace(a_deed(), device_id="D3")
        store.mirror.apply(a_page([change(_an_order()), change(deed)]))
        assert levels(store) == {}
        store.mirror.apply(a_page([change(replace(DEVICE_2, device_id="D3"))]))
        assert levels(store) == {StockKey("P1", NO_LOT): -1}

    def test_our_own_come_back_without_counting_again(
        self, store: SqlStore, counter: Counter
    ) -> None:
        store.mirror.apply(a_page([change(a_claim()), change(_an_order())]))
        deed = hand_over(store, CLAIM_ID, counter.clock, bytes(10))
        before = levels(store)
        assert sum(before.values()) == -3
        store.mirror.apply(a_page([change(replace(deed, primary=False))]))
        assert levels(store) == before


class TestReversals:
    def test_of_another_counter_bring_the_pieces_back(self, store: SqlStore) -> None:
        deed = _from_draws(Draw(PLACE, 2))
        store.mirror.apply(a_page([change(_an_order()), change(deed)]))
        store.mirror.apply(a_page([change(replace(deed, reversal=BACK), 2)]))
        store.mirror.apply(a_page([change(replace(deed, reversal=BACK), 3)]))
        assert levels(store) == {}
        with store.read() as work:
            back = work.stock.movements(MovementQuery(), 0, 10)[0]
        assert (back.deed_id, back.reference, back.quantity) == ("r9", "h1", 2)
        assert (back.device_id, back.staff, back.reason) == ("D2", "Wang", "mistake")

    def test_that_come_with_their_hand_over_sum_to_nothing(self, store: SqlStore) -> None:
        deed = replace(_from_draws(), reversal=BACK)
        store.mirror.apply(a_page([change(deed)]))
        store.mirror.apply(a_page([change(_an_order())]))
        assert levels(store) == {}
        with store.read() as work:
            assert work.stock.movement_count(MovementQuery()) == 2

    def test_ours_and_the_centres_of_one_deed_count_once(
        self, store: SqlStore, counter: Counter
    ) -> None:
        store.mirror.apply(a_page([change(a_claim()), change(_an_order())]))
        deed = hand_over(store, CLAIM_ID, counter.clock, bytes(10))
        reverse(store, deed, counter.clock, b"\x01" * 10)
        theirs = replace(BACK, hand_over_id=deed.hand_over_id)
        store.mirror.apply(a_page([change(replace(deed, reversal=theirs), 2)]))
        assert levels(store) == {}

    def test_of_a_deed_nobody_knows_count_when_it_comes(
        self, store: SqlStore, counter: Counter
    ) -> None:
        store.mirror.apply(a_page([change(a_claim()), change(_an_order())]))
        reverse(store, a_deed(), counter.clock, b"\x01" * 10)
        store.mirror.apply(a_page([change(a_deed())]))
        assert levels(store) == {}


class TestGuards:
    @pytest.mark.parametrize("statement", TAMPERING)
    def test_nobody_changes_a_fact(self, store: SqlStore, statement: str) -> None:
        record(store, a_stock_deed("s1"))
        if statement.startswith("INSERT"):
            _tamper(store, statement)
        else:
            with pytest.raises(DBAPIError, match="append-only"):
                _tamper(store, statement)
        assert sums(store) == ({PLACE: 10}, {PLACE: 10})

    @pytest.mark.parametrize("statement", TAMPERING)
    def test_without_the_triggers_a_changed_fact_goes_unnoticed(
        self, store: SqlStore, statement: str
    ) -> None:
        """Negative control: the same statements go through, and the sums are wrong."""
        record(store, a_stock_deed("s1"))
        with store.units.database.writing() as connection:
            for name in ("heard_once", "never_changed", "never_deleted"):
                connection.execute(sa.text(f"DROP TRIGGER movements_are_{name}"))
            connection.commit()
        _tamper(store, statement)
        kept, added = sums(store)
        assert added != {PLACE: 10}
        assert kept != added or added == {PLACE: 99}

    def test_a_level_that_is_not_the_sum_is_found(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1", moved(10), moved(4, ELSEWHERE)))
        assert store.examine().levels_off == 0
        _tamper(store, "UPDATE stock_levels SET quantity = 3 WHERE slot = 'B-02'")
        assert store.examine().levels_off == 1
        _tamper(store, "DELETE FROM stock_levels")
        assert store.examine().levels_off == 2

    def test_nothing_of_an_uncommitted_deed_stays(self, counter: Counter) -> None:
        with counter.opened() as store:
            enrol(store)
            with store.write() as work:
                work.stock.record(a_stock_deed("s1"))
            assert sums(store) == ({}, {})

    def test_a_lot_is_the_same_lot_everywhere(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1", moved(1, StockKey("P1", SOON, "A-01"))))
        store.mirror.apply(a_page([change(a_stock_deed("s9", moved(2)))]))
        assert levels(store) == {PLACE: 3}
