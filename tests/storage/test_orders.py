from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Member, Product, Zone
from leader_app.domain.order import LineKey, Payment, Stage
from leader_app.ports import FeedChange, OrderQuery
from leader_app.storage import orders as order_shelf
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import CLAIM_ID, NOON, a_line, an_order
from tests.fakes.real_store import a_page, change

MEMBERS = [("M1", "王小明", "0427"), ("M2", "李小红", "1138"), ("M3", "Anna B%c", "0427")]


@pytest.fixture(autouse=True)
def _orders(store: SqlStore) -> None:
    """Tell of six orders of three members, an hour apart, two of them unpaid."""
    named = [FeedChange(Entity.MEMBER, x[0], 1, Member(*x)) for x in MEMBERS]
    price = an_order().total
    goods = [
        FeedChange(Entity.PRODUCT, f"P{n}", 1, Product(f"P{n}", name, "份", Zone.SHELF, price))
        for n, name in ((1, "香菇"), (2, "鸡蛋"))
    ]
    orders = [
        replace(
            an_order(a_line(1, 2), a_line(2, 1), order_id=f"A100000{number}"),
            member_id=f"M{1 + number % 3}",
            claim_id=f"{number:020x}",
            placed_at=NOON + timedelta(hours=number),
            payment=Payment.UNPAID if number < 2 else Payment.PAID,
        )
        for number in range(6)
    ]
    store.mirror.apply(a_page([*named, *goods, *(change(x) for x in orders)]))


def found(store: SqlStore, text: str = "", *stages: Stage) -> list[str]:
    """Return the last digits of the orders found, newest first."""
    query = OrderQuery(text, frozenset(stages))
    with store.read() as work:
        rows = work.orders.page(query, 0, 100)
        assert work.orders.count(query) == len(rows)
    return [row.order_id[-1] for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "543210"),
        ("  ", "543210"),
        ("0427", "5320"),
        ("1138", "41"),
        ("9999", ""),
        ("小", "4310"),
        ("王小明", "30"),
        ("明", "30"),
        ("ann", "52"),
        ("B%", "52"),
        ("%", "52"),
        ("_", ""),
        ("A1000003", "3"),
        ("a1000003", "3"),
        ("A10", "543210"),
        (f"{4:020x}", "4"),
        ("'; DROP TABLE orders; --", ""),
    ],
)
def test_orders_are_found_by_what_a_person_knows(store: SqlStore, text: str, expected: str) -> None:
    assert "".join(found(store, text)) == expected


def test_a_common_name_is_found_as_a_rare_one_is(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_shelf, "_COMMON", 2)
    assert "".join(found(store, "小")) == "4310"
    assert found(store, "小", Stage.UNPAID) == ["1", "0"]
    assert "".join(found(store, "n")) == "52"


def test_stages_narrow_it_down(store: SqlStore) -> None:
    assert found(store, "", Stage.UNPAID) == ["1", "0"]
    assert found(store, "0427", Stage.UNPAID) == ["0"]
    assert found(store, "", Stage.UNPAID, Stage.READY) == ["5", "4", "3", "2", "1", "0"]
    assert found(store, "", Stage.REFUNDED) == []


def test_stages_are_counted(store: SqlStore) -> None:
    with store.read() as work:
        assert work.orders.counts_by_stage("") == {Stage.UNPAID: 2, Stage.READY: 4}
        assert work.orders.counts_by_stage("0427") == {Stage.UNPAID: 1, Stage.READY: 3}
        assert work.orders.counts_by_stage("nobody") == {}


def test_pages_follow_one_another(store: SqlStore) -> None:
    with store.read() as work:
        pages = [work.orders.page(OrderQuery(), offset, 4) for offset in (0, 4, 8)]
    assert [[row.order_id[-1] for row in page] for page in pages] == [
        ["5", "4", "3", "2"],
        ["1", "0"],
        [],
    ]


def test_a_row_says_all_a_list_shows(store: SqlStore) -> None:
    with store.read() as work:
        row = work.orders.page(OrderQuery("A1000003"), 0, 1)[0]
    assert (row.member_name, row.phone_tail, row.stage) == ("王小明", "0427", Stage.READY)
    assert (row.pieces, row.total, row.slots) == (3, 2970, "A-01")
    assert row.goods == "香菇 ×2, 鸡蛋 ×1"
    assert row.placed_at == NOON + timedelta(hours=3)


def test_an_order_of_an_unknown_member_is_listed_all_the_same(store: SqlStore) -> None:
    lonely = replace(an_order(order_id="B1"), member_id="M99", claim_id=CLAIM_ID)
    store.mirror.apply(a_page([change(lonely)]))
    with store.read() as work:
        (row,) = work.orders.page(OrderQuery("B1"), 0, 10)
        assert work.orders.products(["B1", "no"]) == {LineKey("B1", 1): "P1"}
    assert (row.member_name, row.phone_tail) == ("", "")
