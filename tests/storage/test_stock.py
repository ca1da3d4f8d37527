"""What lies where, and the lists of products and of movements."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import Payment
from leader_app.domain.stock import NO_LOT, Level, MovementKind, StockKey
from leader_app.ports import MovementQuery, StockQuery
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import CLAIM_ID, NOON, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, hand_over
from tests.storage.goods import LATER, PLACE, SOON, a_product, a_stock_deed, moved, record

MINUTE = timedelta(minutes=1)
LOOSE = StockKey("P1", NO_LOT, "")
OTHER = StockKey("P2", LATER, "F-1")


@pytest.fixture(autouse=True)
def _goods(store: SqlStore) -> None:
    """Four products; of the first two there is stock, the third is the store's own."""
    goods = [
        a_product(1, "香菇", barcodes=("6901234567892",), low_stock=20, volume_ml=500),
        replace(a_product(2, "鸡蛋"), zone=Zone.FRIDGE),
        a_product(3, "可乐", own=True),
        a_product(4, "never here"),
    ]
    store.mirror.apply(a_page([change(x) for x in goods]))
    moves = moved(3), moved(7, replace(PLACE, lot=LATER)), moved(-2, LOOSE), moved(4, OTHER)
    record(store, a_stock_deed("s1", *moves, kind=MovementKind.RECEIVE, reference="DL1"))


def found(store: SqlStore, **fields: object) -> list[str]:
    """Return the ids of the products a query finds."""
    query = StockQuery(**fields)  # type: ignore[arg-type]
    with store.read() as work:
        lines = work.stock.page(query, 0, 100)
        assert work.stock.count(query) == len(lines)
    return [x.product.product_id for x in lines]


def rows(store: SqlStore, **fields: object) -> list[tuple[str, int]]:
    """Return deed and pieces of the movements a query finds."""
    query = MovementQuery(**fields)  # type: ignore[arg-type]
    with store.read() as work:
        page = work.stock.movements(query, 0, 100)
        assert work.stock.movement_count(query) == len(page)
    return [(x.deed_id, x.quantity) for x in page]


def test_levels_come_first_expired_first(store: SqlStore) -> None:
    with store.read() as work:
        assert work.stock.levels(["P1"]) == [
            Level(PLACE, 3),
            Level(replace(PLACE, lot=LATER), 7),
            Level(LOOSE, -2),
        ]
        assert len(work.stock.levels()) == 4
        assert work.stock.levels([]) == []
        assert work.stock.in_slot("F-1") == [Level(OTHER, 4)]
        assert work.stock.totals(["P1", "P2", "P3"]) == {"P1": 8, "P2": 4}
        assert work.stock.expiring(date(2026, 11, 22), 10) == [Level(PLACE, 3)]
        assert len(work.stock.expiring(date(2026, 11, 30), 2)) == 2


def test_a_line_sums_up_a_product(store: SqlStore) -> None:
    with store.read() as work:
        line = work.stock.page(StockQuery("香"), 0, 10)[0]
    assert (line.quantity, line.lots, line.next_expiry) == (8, 3, SOON.expires_on)
    assert (line.slots, line.value) == ("A-01", 8 * 990)
    assert line.product.barcodes == ("6901234567892",)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["P3", "P1", "P2"]),
        ({"text": "菇"}, ["P1"]),
        ({"text": "6901234567892"}, ["P1"]),
        ({"text": "7892"}, ["P1"]),
        ({"text": "690"}, []),
        ({"text": "F-"}, ["P2"]),
        ({"text": "%"}, []),
        ({"zone": Zone.FRIDGE}, ["P2"]),
        ({"slot": "A-01"}, ["P1"]),
        ({"only": "low"}, ["P1"]),
        ({"only": "own"}, ["P3"]),
        ({"only": "negative"}, ["P1"]),
        ({"only": "expiring", "until": date(2026, 11, 22)}, ["P1"]),
        ({"only": "expiring", "until": date(2026, 11, 21)}, []),
        ({"only": "past_use_by", "until": date(2026, 11, 22)}, []),
        ({"only": "past_use_by", "until": date(2026, 11, 23)}, ["P1"]),
    ],
)
def test_products_are_found(
    store: SqlStore, fields: dict[str, object], expected: list[str]
) -> None:
    assert sorted(found(store, **fields)) == sorted(expected)


def test_a_word_nobody_knows_is_a_mistake(store: SqlStore) -> None:
    with store.read() as work, pytest.raises(ValueError, match="cheap"):
        work.stock.page(StockQuery(only="cheap"), 0, 1)


def test_movements_are_found_newest_first(store: SqlStore) -> None:
    sale = a_stock_deed("s2", moved(-1), kind=MovementKind.SELL, at=NOON + MINUTE)
    record(store, sale)
    assert rows(store)[0] == ("s2", -1)
    assert rows(store, product_id="P2") == [("s1", 4)]
    assert sorted(rows(store, key=PLACE)) == [("s1", 3), ("s2", -1)]
    assert rows(store, slot="F-1") == [("s1", 4)]
    assert rows(store, kinds=frozenset({MovementKind.SELL})) == [("s2", -1)]
    assert rows(store, start=NOON + MINUTE) == [("s2", -1)]
    assert len(rows(store, end=NOON + MINUTE)) == 4
    assert len(rows(store, reference="DL1")) == 4
    assert rows(store, reference="") == [("s2", -1)]
    with store.read() as work:
        assert work.stock.deeds_between(MovementKind.SELL, NOON, NOON + 2 * MINUTE, 9) == [sale]
        assert work.stock.deeds_between(MovementKind.SELL, NOON, NOON + MINUTE, 9) == []
        assert [x.deed_id for x in work.stock.deeds("DL1")] == ["s1"]


def test_pages_from_either_end_are_the_same_list(store: SqlStore) -> None:
    for number in range(25):
        record(store, a_stock_deed(f"t{number:02}", moved(1), at=NOON + (number % 7) * MINUTE))
    with store.read() as work:
        whole = work.stock.movements(MovementQuery(), 0, 100)
        assert len(whole) == 29
        for size in (1, 4, 10):
            parts = [work.stock.movements(MovementQuery(), at, size) for at in range(0, 40, size)]
            assert [x for part in parts for x in part] == whole


def test_what_arrived_after_a_count_but_was_made_before_is_told(store: SqlStore) -> None:
    counted_at = NOON + 10 * MINUTE
    with store.read() as work:
        heard = work.stock.heard()
        assert work.stock.arrived_since(PLACE, heard, counted_at) == 0
    late = a_stock_deed("s7", moved(-2), at=NOON + 5 * MINUTE, device_id="D2")
    after = a_stock_deed("s8", moved(-1), at=NOON + 11 * MINUTE, device_id="D2")
    store.mirror.apply(a_page([change(late), change(after)]))
    with store.read() as work:
        assert work.stock.arrived_since(PLACE, heard, counted_at) == -2
        assert work.stock.arrived_since(OTHER, heard, counted_at) == 0
        assert work.stock.arrived_since(PLACE, work.stock.heard(), counted_at) == 0


def test_what_is_here_for_members_is_reserved(store: SqlStore, counter: Counter) -> None:
    paid = an_order(a_line(1, 4, 3), a_line(2, 2))
    unpaid = an_order(a_line(1, 2), order_id="A2", claim_id="b" * 20, payment=Payment.UNPAID)
    gone = an_order(a_line(1, 9), order_id="A3", claim_id="c" * 20, cancelled=True)
    back = an_order(a_line(1, 9), order_id="A4", claim_id="d" * 20, payment=Payment.REFUNDED)
    store.mirror.apply(a_page([change(a_claim()), *map(change, (paid, unpaid, gone, back))]))
    with store.read() as work:
        assert work.stock.reserved() == {("P1", "A-01"): 5, ("P2", "A-01"): 2}
        assert work.stock.reserved(["P1"]) == {("P1", "A-01"): 5}
        assert work.stock.reserved([]) == {}
    taken = replace(a_deed(pieces(1, 2)), device_id="D2")
    store.mirror.apply(a_page([change(taken)]))
    with store.read() as work:
        assert work.stock.reserved(["P1", "P2"]) == {("P1", "A-01"): 3, ("P2", "A-01"): 2}
    hand_over(store, CLAIM_ID, counter.clock, bytes(10))
    with store.read() as work:
        assert work.stock.reserved() == {("P1", "A-01"): 2}
