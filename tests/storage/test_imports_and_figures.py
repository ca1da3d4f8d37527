"""Imported orders until the centre's word comes, and figures over orders and movements."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.feed import FeedItem
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import FoodKind, Member
from leader_app.domain.order import Order, Payment, Stage
from leader_app.domain.stock import MovementKind
from leader_app.ports import Fulfilment, Sum
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import CLAIM_ID, NOON, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change
from tests.storage.goods import a_product, a_stock_deed, moved, record
from tests.storage.test_mirror import order_of, stage_of

DAY = timedelta(days=1)
MEMBER = Member("M1", "王小明", "0427", "7", "1801")
CLAIM = a_claim(tag=b"")


def import_orders(store: SqlStore, *orders: Order, member: Member = MEMBER) -> None:
    """Keep orders of one claim as the import does."""
    with store.write() as work:
        work.imports.add([member], orders, [CLAIM])
        work.commit()


class TestImports:
    def test_an_imported_order_is_an_order_like_any_other(
        self, store: SqlStore, counter: Counter
    ) -> None:
        order = an_order(a_line(1, 2, 0))
        import_orders(store, order)
        assert counter.heard.changes[-1].ids(Entity.ORDER) == {"A1"}
        assert order_of(store) == order
        assert stage_of(store) is Stage.WAITING
        with store.read() as work:
            assert work.imports.known(["A1", "A2"]) == {"A1"}
            assert work.names.members(["M1"]) == {"M1": MEMBER}
            state = work.claims.state(CLAIM_ID)
            assert state is not None
            assert state.orders == (order,)

    def test_the_same_again_changes_nothing(self, store: SqlStore) -> None:
        import_orders(store, an_order(a_line(1, 2, 0)))
        import_orders(store, an_order(a_line(1, 9, 9)))
        assert order_of(store) == an_order(a_line(1, 2, 0))

    def test_told_again_only_what_cannot_go_back_is_taken(self, store: SqlStore) -> None:
        import_orders(store, an_order(a_line(1, 2), payment=Payment.UNPAID))
        assert stage_of(store) is Stage.UNPAID
        import_orders(store, an_order(a_line(1, 5)))
        assert order_of(store) == an_order(a_line(1, 2))
        assert stage_of(store) is Stage.READY
        import_orders(store, an_order(payment=Payment.UNPAID, cancelled=True))
        assert order_of(store) == an_order(a_line(1, 2), cancelled=True)
        assert stage_of(store) is Stage.CANCELLED
        import_orders(store, an_order())
        assert stage_of(store) is Stage.CANCELLED

    def test_the_centres_word_lies_over_it(self, store: SqlStore) -> None:
        import_orders(store, an_order(a_line(1, 2, 0), a_line(2)))
        told, tagged = an_order(a_line(1, 2, 1)), a_claim(tag=b"t" * 16)
        named = Member("M1", "Wang", "1111")
        store.mirror.apply(a_page([change(told), change(tagged), change(named)]))
        assert order_of(store) == told
        import_orders(store, an_order(a_line(1, 2, 0)))
        with store.read() as work:
            assert work.claims.with_tag(b"t" * 16) == [CLAIM_ID]
            assert work.names.members(["M1"]) == {"M1": named}

    def test_it_outlives_a_new_life_of_the_centre(self, store: SqlStore) -> None:
        import_orders(store, an_order())
        store.mirror.restart()
        store.mirror.apply(a_page([], "new"))
        assert order_of(store) == an_order()

    def test_how_a_sheet_is_read_is_remembered(self, store: SqlStore) -> None:
        with store.write() as work:
            work.imports.keep_mapping("h", {"A": "name"})
            work.imports.keep_mapping("h", {"A": "room"})
            work.commit()
        with store.read() as work:
            assert work.imports.mapping("h") == {"A": "room"}
            assert work.imports.mapping("no") is None


@pytest.fixture
def shop(store: SqlStore) -> SqlStore:
    """Return a shop with three orders, of which some was collected."""
    goods = a_product(1, food=FoodKind.FRESH), a_product(2, food=FoodKind.COOKED)
    orders = [
        an_order(a_line(1, 3, 2), a_line(2, 1)),
        replace(an_order(a_line(1, 1), order_id="A2"), placed_at=NOON + DAY),
        an_order(a_line(1, 5), order_id="A3", claim_id="c" * 20, payment=Payment.UNPAID),
    ]
    gone = a_deed(pieces(1, 1), at=NOON + DAY)
    things: list[FeedItem] = [*goods, MEMBER, CLAIM, *orders, gone]
    store.mirror.apply(a_page([change(x) for x in things]))
    return store


def test_lines_to_pick(shop: SqlStore) -> None:
    with shop.read() as work:
        found = work.reports.pick_lines()
        assert [x.key.order_id for x in work.reports.pick_lines(["A3"])] == ["A3"]
        assert work.reports.pick_lines([]) == []
    assert [(x.key.order_id, x.key.line_no, x.quantity, x.arrived, x.taken) for x in found] == [
        ("A1", 1, 3, 2, 1),
        ("A1", 2, 1, 1, 0),
        ("A2", 1, 1, 1, 0),
    ]
    first = found[0]
    assert (first.member_name, first.building, first.room) == ("王小明", "7", "1801")
    assert (first.product_name, first.unit, first.slot) == ("香菇1", "份", "A-01")


def test_what_waits_for_its_buyers(shop: SqlStore) -> None:
    today = local_day(NOON)
    with shop.read() as work:
        late = work.reports.unclaimed(today + DAY)
        found = work.reports.unclaimed(today)
    assert [(food, line.key.order_id) for food, line in late] == [
        (FoodKind.COOKED, "A1"),
        (FoodKind.FRESH, "A1"),
        (FoodKind.FRESH, "A2"),
    ]
    assert [line.key.order_id for _, line in found] == ["A1", "A1"]


def test_orders_summed_up(shop: SqlStore) -> None:
    with shop.read() as work:
        by_product = work.reports.ordered(NOON, NOON + DAY, "product")
        by_day = work.reports.ordered(NOON, NOON + 2 * DAY, "day")
        by_member = work.reports.ordered(NOON, NOON + 2 * DAY, "member")
    assert by_product == [Sum("P1", 8, 7920, 2), Sum("P2", 1, 990, 1)]  # type: ignore[arg-type]
    assert [(x.group, x.pieces) for x in by_day] == [("2026-11-20", 9), ("2026-11-21", 1)]
    assert [(x.group, x.count) for x in by_member] == [("M1", 3)]


def test_movements_summed_up(shop: SqlStore) -> None:
    evening = NOON + timedelta(hours=12, minutes=30)  # half past midnight at the point
    sale = a_stock_deed("s1", moved(-2, price=500), kind=MovementKind.SELL)
    loss = a_stock_deed("s2", moved(-1), kind=MovementKind.WRITE_OFF, at=evening)
    record(shop, sale, replace(loss, reason="damaged"))
    kinds = frozenset({MovementKind.SELL, MovementKind.WRITE_OFF})

    def sums(group: str) -> list[tuple[str, int, int, int]]:
        with shop.read() as work:
            found = work.reports.moved(NOON, NOON + DAY, kinds, group)
        return [(x.group, x.pieces, x.value, x.count) for x in found]

    assert sums("product") == [("P1", -3, -1990, 2)]
    assert sums("kind") == [("sell", -2, -1000, 1), ("write_off", -1, -990, 1)]
    assert [x[:2] for x in sums("day")] == [("2026-11-20", -2), ("2026-11-21", -1)]
    assert [x[:2] for x in sums("hour")] == [("00", -1), ("12", -2)]
    assert [x[:2] for x in sums("reason")] == [("", -2), ("damaged", -1)]
    assert sums("payment") == [("", -3, -1990, 2)]
    with shop.read() as work:
        of_one = work.reports.moved(NOON, NOON + DAY, kinds, "kind", "P2")
    assert of_one == []
    with pytest.raises(ValueError, match="colour"):
        sums("colour")
    with shop.read() as work, pytest.raises(ValueError, match="colour"):
        work.reports.ordered(NOON, NOON, "colour")


def test_what_became_of_orders(shop: SqlStore) -> None:
    with shop.read() as work:
        assert work.reports.fulfilment(NOON, NOON + DAY) == Fulfilment(4, 3, 1)
        assert work.reports.fulfilment(NOON, NOON + 2 * DAY) == Fulfilment(5, 4, 1)
        assert work.reports.fulfilment(NOON + 5 * DAY, NOON + 6 * DAY) == Fulfilment(0, 0, 0)
        found = work.reports.orders_of("M1", NOON, NOON + 2 * DAY)
        assert work.reports.orders_of("M2", NOON, NOON + 2 * DAY) == []
    assert [(order.order_id, stage) for order, stage in found] == [
        ("A2", Stage.READY),
        ("A3", Stage.UNPAID),
        ("A1", Stage.PARTLY_COLLECTED),
    ]
