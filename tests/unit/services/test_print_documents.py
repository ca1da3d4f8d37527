"""What stands on each document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    Receipt,
)
from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Count,
    Level,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
)
from leader_app.errors import Refused
from leader_app.ports import PickLine, Sum
from leader_app.services.printing.desk import Grouping, PrintOptions
from leader_app.services.printing.made import counted, masked, natural
from tests.fakes.pickups import NOON
from tests.fakes.prints import Shop, a_pick_line, a_printing, a_product

LOT = Lot("L1", date(2026, 11, 30))
PRODUCTS = {
    "P0": a_product(0, "Rice"),
    "P1": a_product(1, "Milk", Zone.FRIDGE),
    "P2": a_product(2, "Dumplings", Zone.FREEZER),
}


def line(number: int, zone: Zone = Zone.SHELF, **changes: object) -> PickLine:
    return a_pick_line(number, zone=zone, **changes)


def picked(*lines: PickLine, grouping: Grouping = Grouping.ROOM) -> Document:
    shop = Shop(lines=list(lines))
    return a_printing(shop).make(DocumentKind.PICK_LIST, (), PrintOptions(grouping))


def rows_of(document: Document) -> list[tuple[str, ...]]:
    return [row.cells for block in document.sheets[0].blocks for row in block.rows]


def test_a_pick_list_by_room_walks_up_the_building_cold_apart() -> None:
    document = picked(
        line(1, building="7", room="1801", quantity=2),
        line(2, building="7", room="301", quantity=1),
        line(3, Zone.FRIDGE, building="7", room="301", quantity=1),
        line(4, building="10", room="2", quantity=1),
        line(5, building="", room="", quantity=1),
    )
    blocks = document.sheets[0].blocks
    assert [(block.title, block.mark) for block in blocks] == [
        ("Building 7", ""),
        ("Building 7", "Fridge"),
        ("Building 10", ""),
        ("Without a room", ""),
    ]
    assert [row.cells[1] for row in blocks[0].rows] == ["7-301", "7-1801"]
    assert [row.strong for row in blocks[0].rows] == [False, True]
    totals = {fact.name: fact.words for fact in document.sheets[0].totals}
    assert totals == {"Orders": "5", "Members": "5", "Pieces": "6"}


def test_a_pick_list_by_product_sums_each() -> None:
    document = picked(
        line(1, product_name="Rice", quantity=5, taken=2),
        line(2, product_name="Rice", quantity=4),
        line(3, Zone.FREEZER, product_name="Ice", quantity=1),
        line(4, product_name="Gone", quantity=2, taken=2),
        grouping=Grouping.PRODUCT,
    )
    blocks = document.sheets[0].blocks
    assert [(x.title, x.note, x.mark) for x in blocks] == [
        ("Rice", "7 盒", ""),
        ("Ice", "1 盒", "Freezer"),
    ]


def test_a_pick_list_by_member_masks_names() -> None:
    document = picked(line(1, member_name="王小明", phone_tail="1234"), grouping=Grouping.MEMBER)
    assert rows_of(document)[0][2] == "王** 1234"
    assert "小明" not in str(document)


def test_nothing_to_pick_is_said() -> None:
    with pytest.raises(Refused, match="nothing to pick"):
        picked(line(1, quantity=1, taken=1))


def test_a_parcel_is_what_lies_in_one_place() -> None:
    first = line(1, quantity=3, arrived=2, taken=1, slot="A-01", short_tail="77")
    shop = Shop(
        lines=[
            first,
            line(1, key=LineKey(first.key.order_id, 2), slot="A-01", quantity=1, arrived=1),
            line(1, Zone.FRIDGE, key=LineKey(first.key.order_id, 3), slot="C-1", arrived=1),
            line(1, key=LineKey(first.key.order_id, 4), slot="A-01", quantity=9, arrived=0),
            line(2, quantity=4, arrived=0, slot="B-01"),
        ]
    )
    ids = ["A0000000001", "A0000000002"]
    labels = a_printing(shop).make(DocumentKind.PARCEL_LABELS, ids).labels
    assert [(x.place, x.mark, [one.quantity for one in x.lines]) for x in labels] == [
        ("A-01", "", ["×1", "×1"]),
        ("B-01", "", ["×4"]),
        ("C-1", "Fridge", ["×1"]),
    ]
    assert labels[0].code == f"LDL1-{first.key.order_id}"
    assert labels[0].headline == masked(first.member_name)
    assert first.phone_tail in labels[0].side
    all_here = a_printing(shop).make(DocumentKind.PARCEL_LABELS).labels
    assert [label.place for label in all_here] == ["A-01", "C-1"]


def test_labels_of_shelves() -> None:
    slots = [Slot("A-01", 7, Zone.SHELF, 60_000, 1), Slot("冷藏-1", 7, Zone.FRIDGE, 0, 2)]
    prints = a_printing(Shop(slots=slots))
    labels = prints.make(DocumentKind.SHELF_LABELS).labels
    assert [(x.headline, x.mark, x.side, x.foot) for x in labels] == [
        ("A-01", "", "Shelf", "holds 60 l"),
        ("冷藏-1", "Fridge", "", ""),
    ]
    assert len(prints.make(DocumentKind.SHELF_LABELS, ["A-01"]).labels) == 1
    with pytest.raises(Refused, match="no slots"):
        prints.make(DocumentKind.SHELF_LABELS, ["Z"])


def test_a_note_of_what_is_owed_for_each_order() -> None:
    shop = Shop(
        lines=[
            line(1, quantity=5, arrived=2, taken=2),
            line(1, key=LineKey("A0000000001", 2), quantity=1, arrived=1),
            line(2, quantity=1, arrived=0),
            line(3, quantity=1, arrived=1),
        ]
    )
    ids = ["A0000000001", "A0000000002"]
    assert len(a_printing(shop).make(DocumentKind.OWED_NOTE).sheets) == 1
    sheets = a_printing(shop).make(DocumentKind.OWED_NOTE, ids).sheets
    assert [sheet.blocks[0].rows[0].cells[1:] for sheet in sheets] == [
        ("5", "2", "3 盒"),
        ("1", "0", "1 盒"),
    ]
    assert sheets[0].code == "LDL1-A0000000001"
    assert len(sheets[0].signatures) == 2
    with pytest.raises(Refused, match="Nothing is owed"):
        a_printing(shop).make(DocumentKind.OWED_NOTE, ["A0000000003"])


def a_sale() -> StockDeed:
    moves = (
        Movement(StockKey("P0", LOT, "A-1"), -2, Fen(1050)),
        Movement(StockKey("P0", slot="A-2"), -1, Fen(1050)),
        Movement(StockKey("P9"), -1, Fen(5)),
    )
    kind, paid = MovementKind.SELL, PaymentKind.WECHAT
    return StockDeed("D-1", kind, "D1", "Wang", NOON, moves, payment=paid)


def test_a_receipt_adds_up() -> None:
    shop = Shop(products=PRODUCTS, deeds=[a_sale()])
    document = a_printing(shop).make(DocumentKind.SALE_RECEIPT, ["D-1"])
    assert rows_of(document) == [
        ("Rice", "10.50", "3", "31.50"),
        ("P9", "0.05", "1", "0.05"),
    ]
    assert document.sheets[0].totals[0].words == "31.55"
    assert document.head == "幸福里自提点"
    assert {fact.words for fact in document.sheets[0].facts} >= {"WeChat Pay", "Wang"}
    for ids in ([], ["nothing"]):
        with pytest.raises(Refused, match="no such sale"):
            a_printing(shop).make(DocumentKind.SALE_RECEIPT, ids)


def a_truck() -> Shop:
    lines = (DeliveryLine(1, "P0", 10, LOT), DeliveryLine(2, "P1", 5))
    delivery = Delivery("DL", 7, "North", "T-1", NOON, DeliveryState.ANNOUNCED, lines)
    return Shop(products=PRODUCTS, deliveries={"DL": delivery})


def test_a_delivery_note_before_and_after_the_truck() -> None:
    shop = a_truck()
    before = a_printing(shop).make(DocumentKind.DELIVERY_NOTE, ["DL"])
    assert rows_of(before)[0][:5] == ("", "Rice", "L1", "2026-11-30", "10")
    assert rows_of(before)[0][5] == "_" * 10
    moves = (Movement(StockKey("P0", LOT), 10), Movement(StockKey("P1"), 3))
    deed = StockDeed("R", MovementKind.RECEIVE, "D1", "Wang", NOON, moves, reference="DL")
    found = (Finding(FindingKind.SHORT, 2, "P1", 2, "one crate"),)
    shop.receipts = [Receipt(deed, found, True, "S1", "S2", chilled_decidegrees=45)]
    shop.pictures = {"S1": b"png"}
    after = a_printing(shop).make(DocumentKind.DELIVERY_NOTE, ["DL"])
    assert [row[4:] for row in rows_of(after)[:2]] == [("10", "10"), ("5", "3")]
    assert [row.strong for row in after.sheets[0].blocks[0].rows] == [False, True]
    assert rows_of(after)[2] == ("Short", "Milk", "one crate", "2")
    assert [one.png for one in after.sheets[0].signatures] == [b"png", b""]
    assert "4.5 °C" in {fact.words for fact in after.sheets[0].facts}
    with pytest.raises(Refused, match="no such delivery"):
        a_printing(shop).make(DocumentKind.DELIVERY_NOTE, ["?"])


def test_a_stocktake_sheet_to_count_and_its_result() -> None:
    levels = [Level(StockKey("P1", LOT, "C-1"), 3), Level(StockKey("P0", LOT, "A-10"), 4)]
    shop = Shop(products=PRODUCTS, levels=[*levels, Level(StockKey("P0", LOT, "A-9"), 1)])
    prints = a_printing(shop)
    open_sheet = prints.make(DocumentKind.STOCKTAKE).sheets[0]
    assert [(x.mark, [r.cells[0] for r in x.rows]) for x in open_sheet.blocks] == [
        ("", ["A-9", "A-10"]),
        ("Fridge", ["C-1"]),
    ]
    blind = prints.make(DocumentKind.STOCKTAKE, (), PrintOptions(blind=True)).sheets[0]
    assert "Expected" not in {column.name for column in blind.blocks[0].columns}
    counts = (Count(StockKey("P0", LOT, "A-9"), 3, 5),)
    kind = MovementKind.ADJUST
    shop.deeds = [StockDeed("S", kind, "D1", "", NOON, (), reference="ST", counts=counts)]
    done = a_printing(shop).make(DocumentKind.STOCKTAKE, ["ST"])
    assert rows_of(done) == [("A-9", "Rice", "2026-11-30", "5", "3", "-2")]
    with pytest.raises(Refused, match="nothing to count"):
        a_printing().make(DocumentKind.STOCKTAKE)


def test_the_day_says_which_way_things_went() -> None:
    sums = {
        "kind": [Sum("sell", -3, Fen(-3000), 2), Sum("adjust", -1, Fen(-990), 1)],
        "product": [Sum("P0", -3, Fen(-300_000), 2), Sum("P1", -1, Fen(-5), 1)],
    }
    shop = Shop(products=PRODUCTS, sums=sums, unclaimed=[(FoodKind.COOKED, line(1, arrived=2))])
    document = a_printing(shop).make(DocumentKind.DAY_REPORT, (), PrintOptions(day=NOON.date()))
    assert rows_of(document) == [
        ("Sold", "2", "3", "30.00"),
        ("Stocktake differences", "1", "-1", "-9.90"),
        ("Rice", "2", "3", "3,000.00"),
        ("Milk", "1", "1", "0.05"),
        ("Total", "3", "4", "3,000.05"),
        ("Cooked food", "1", "2"),
    ]
    assert a_printing().make(DocumentKind.DAY_REPORT).sheets[0].notes
    earlier = a_printing().make(DocumentKind.DAY_REPORT, ["2026-01-31"])
    assert earlier.sheets[0].facts[0].words == "2026-01-31"
    with pytest.raises(Refused, match="no day"):
        a_printing().make(DocumentKind.DAY_REPORT, ["yesterday"])


def test_small_words() -> None:
    assert [masked(x) for x in ("", "王", "王明", "Alexander")] == ["", "王", "王*", "A***"]
    assert [counted(3, x) for x in ("盒", "500g", "")] == ["3 盒", "3 × 500g", "3"]
    assert sorted(["7-1801", "7-301", "10-1", "A-2"], key=natural) == [
        "7-301",
        "7-1801",
        "10-1",
        "A-2",
    ]


def test_a_document_is_in_the_language_of_the_moment() -> None:
    shop = replace(Shop(), lines=[line(1)])
    assert a_printing(shop).make(DocumentKind.PICK_LIST).title == "Pick list"
