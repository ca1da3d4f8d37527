"""Bodies that set things up: what was written is read, anything else is unreadable."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import canonical, setting_deed
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import Command, CommandKind
from leader_app.domain.ids import imported_claim_id, is_claim_id
from leader_app.domain.neighbourhood import Member, Product
from leader_app.domain.order import Order
from leader_app.domain.slot import Slot
from tests.fakes import any_goods
from tests.fakes.pickups import NOON

VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def _command(kind: str, body: bytes) -> Command:
    return Command("c1", kind, 1, body, NOON, 0, "boot", "")


@given(any_goods.slots)
def test_a_slot_is_read_back(slot: Slot) -> None:
    body = setting_deed.slot_body(slot, "小李")
    assert setting_deed.slot(_command(CommandKind.SET_SLOT, body)) == slot


@given(any_goods.products)
def test_a_product_is_read_back(product: Product) -> None:
    body = setting_deed.product_body(product, "小李")
    assert setting_deed.product(_command(CommandKind.SET_PRODUCT, body)) == product


@given(
    st.lists(any_goods.members, max_size=3, unique_by=lambda x: x.member_id),
    st.lists(any_goods.orders, min_size=1, max_size=3, unique_by=lambda x: x.order_id),
)
def test_an_import_is_read_back(members: list[Member], orders: list[Order]) -> None:
    orders = [replace(order, claim_id=f"{number:020x}") for number, order in enumerate(orders)]
    phones = {member.member_id: "+8613900001234" for member in members[:1]}
    body = setting_deed.import_body(members, phones, orders)
    found = setting_deed.imported(_command(CommandKind.IMPORT_ORDERS, body))
    assert found == setting_deed.Imported(tuple(members), phones, tuple(orders))


def test_known_answers() -> None:
    readers: dict[str, Any] = {
        "set_slot": setting_deed.slot,
        "set_product": setting_deed.product,
        "import_orders": setting_deed.imported,
    }
    vectors = json.loads((VECTORS / "goods_bodies.json").read_text(encoding="utf-8"))
    for row in vectors["settings"]:
        body = row["body"].encode()
        assert repr(readers[row["kind"]](_command(row["kind"], body))) == row["says"]
        assert canonical.pack(canonical.unpack(body)) == body


SLOT: dict[str, Any] = {
    "active": True,
    "capacity_ml": 60_000,
    "point": 7,
    "position": 3,
    "slot": "冷藏 2",
    "staff": "",
    "zone": "fridge",
}
PRODUCT: dict[str, Any] = {
    "active": True,
    "barcodes": ["6901234567892"],
    "food": "fresh",
    "low_stock": 2,
    "name": "鲜牛奶",
    "own": True,
    "pieces_per_carton": 12,
    "price": 1590,
    "product": "P1",
    "shelf_days": 7,
    "staff": "",
    "unit": "瓶",
    "volume_ml": 1000,
    "zone": "fridge",
}


@pytest.mark.parametrize(
    "change",
    [
        {"slot": ""},
        {"slot": "x" * 41},
        {"point": -1},
        {"zone": "oven"},
        {"zone": None},
        {"capacity_ml": -1},
        {"capacity_ml": 10**9 + 1},
        {"position": 2**31},
        {"active": 1},
        {"staff": None},
    ],
)
def test_a_slot_is_read_strictly(change: dict[str, Any]) -> None:
    setting_deed.slot(_command("set_slot", canonical.pack(SLOT)))
    with pytest.raises(UnreadableCommandError):
        setting_deed.slot(_command("set_slot", canonical.pack({**SLOT, **change})))


@pytest.mark.parametrize(
    "change",
    [
        {"product": ""},
        {"name": ""},
        {"name": "x" * 121},
        {"unit": 1},
        {"zone": ""},
        {"price": -1},
        {"price": 10**9 + 1},
        {"barcodes": ["012"]},
        {"barcodes": ["1" * 15]},
        {"barcodes": ["一"]},
        {"barcodes": ["1"] * 21},
        {"barcodes": "1"},
        {"food": "odd"},
        {"volume_ml": -1},
        {"shelf_days": 36_501},
        {"low_stock": -1},
        {"pieces_per_carton": True},
        {"own": None},
        {"active": "yes"},
    ],
)
def test_a_product_is_read_strictly(change: dict[str, Any]) -> None:
    setting_deed.product(_command("set_product", canonical.pack(PRODUCT)))
    with pytest.raises(UnreadableCommandError):
        setting_deed.product(_command("set_product", canonical.pack({**PRODUCT, **change})))


MEMBER = ["M1", "陈小敏", "1234", "7", "1801", "13900001234"]
LINE = [1, "P1", 2, 0, "", 690]
ORDER = ["A1", 7, "M1", "0" * 20, "paid", False, 1_795_147_200_000_000, "", [LINE]]


def _but(row: list[Any], place: int, value: object) -> list[Any]:
    return [*row[:place], value, *row[place + 1 :]]


@pytest.mark.parametrize(
    "change",
    [
        {"orders": []},
        {"orders": [ORDER] * 2},
        {"orders": [ORDER, _but(ORDER, 0, "A2")]},
        {"orders": [_but(ORDER, 0, f"A{n}") for n in range(101)]},
        {"orders": [ORDER[:-1]]},
        {"orders": [_but(ORDER, 0, "")]},
        {"orders": [_but(ORDER, 1, -1)]},
        {"orders": [_but(ORDER, 2, "")]},
        {"orders": [_but(ORDER, 3, "XYZ")]},
        {"orders": [_but(ORDER, 4, "gold")]},
        {"orders": [_but(ORDER, 5, 0)]},
        {"orders": [_but(ORDER, 6, 0)]},
        {"orders": [_but(ORDER, 6, 7_258_118_400_000_000)]},
        {"orders": [_but(ORDER, 7, "x" * 501)]},
        {"orders": [_but(ORDER, 8, [])]},
        {"orders": [_but(ORDER, 8, [LINE, LINE])]},
        {"orders": [_but(ORDER, 8, [_but(LINE, 2, 0)])]},
        {"orders": [_but(ORDER, 8, [_but(LINE, 3, -1)])]},
        {"orders": [_but(ORDER, 8, [_but(LINE, 4, "x" * 41)])]},
        {"orders": [_but(ORDER, 8, [_but(LINE, 5, -1)])]},
        {"members": [MEMBER, MEMBER]},
        {"members": [_but(MEMBER, 0, "")]},
        {"members": [_but(MEMBER, 1, "")]},
        {"members": [_but(MEMBER, 2, "12345")]},
        {"members": [_but(MEMBER, 3, "x" * 21)]},
        {"members": [_but(MEMBER, 5, "call me")]},
        {"members": [MEMBER[:-1]]},
        {"members": None},
        {"staff": None},
    ],
)
def test_an_import_is_read_strictly(change: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"members": [MEMBER], "orders": [ORDER], "staff": ""}
    setting_deed.imported(_command("import_orders", canonical.pack(fields)))
    with pytest.raises(UnreadableCommandError):
        setting_deed.imported(_command("import_orders", canonical.pack({**fields, **change})))


def test_kinds_are_not_taken_for_one_another() -> None:
    slot = _command("set_product", canonical.pack(SLOT))
    for read in (setting_deed.slot, setting_deed.product, setting_deed.imported):
        with pytest.raises(UnreadableCommandError):
            read(slot)


def test_the_claim_of_an_imported_order_is_named_by_what_it_is() -> None:
    assert imported_claim_id(7, "JL-1") == "d275efbb5df860a2fd0c"
    assert is_claim_id(imported_claim_id(7, "JL-1"))
    assert len({imported_claim_id(point, order) for point in (1, 2) for order in "ab"}) == 4
