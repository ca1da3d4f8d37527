"""What a scan at the truck amounts to, whatever is held before the scanner."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from leader_app.domain.delivery import Delivery, DeliveryLine, DeliveryState, FindingKind
from leader_app.domain.gs1 import check_digit
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.errors import Refused
from leader_app.services.receiving.desk import Seen
from tests.fakes.goods_floor import (
    LATER,
    MILK,
    MILK_CODE,
    RICE_CODE,
    Shop,
    a_truck,
    furnish,
    open_shop,
)
from tests.fakes.pickups import NOON, POINT, TODAY

PNG = b"\x89PNG\r\n\x1a\n a signature"
CARTON = "1" + MILK_CODE[:12]
CARTON += check_digit(CARTON)


@pytest.fixture(autouse=True)
def truck(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 30), ("rice", 2)))


def test_lot_and_day_come_with_the_scan(shop: Shop) -> None:
    text = f"]C1010{MILK_CODE}17{LATER.expires_on:%y%m%d}10{LATER.code}\x1d"
    outcome = shop.receiving.scan("d1", text)
    assert (outcome.seen, outcome.row, outcome.pieces) == (Seen.COUNTED, 0, 1)
    assert outcome.sheet.lines[0].lot == LATER
    assert str(outcome.words) == "鲜牛奶: 1"
    assert shop.receiving.scan("d1", MILK_CODE).row == 0
    other = shop.receiving.scan("d1", f"(01)0{MILK_CODE}(10)OTHER")
    assert (other.row, other.sheet.lines[2].lot) == (2, Lot("OTHER"))


def test_where_only_the_day_of_making_is_printed_the_product_says_how_long(shop: Shop) -> None:
    outcome = shop.receiving.scan("d1", f"(01)0{MILK_CODE}(11){TODAY:%y%m%d}")
    assert outcome.sheet.lines[0].lot == Lot("", TODAY + timedelta(days=7))


def test_a_carton_counts_its_pieces(shop: Shop) -> None:
    assert shop.receiving.scan("d1", CARTON).pieces == 12
    assert shop.receiving.scan("d1", f"(02){CARTON}(37)2").sheet.lines[0].counted == 36


def test_the_manifest_says_what_a_carton_holds_before_the_product_does(shop: Shop) -> None:
    line = DeliveryLine(1, "milk", 48, NO_LOT, 24)
    shop.tell(Delivery("d2", POINT, "", "", NOON, DeliveryState.ANNOUNCED, (line,)))
    assert shop.receiving.scan("d2", CARTON).pieces == 24


def test_a_carton_of_unknown_size_is_asked_for(shop: Shop) -> None:
    body = "1" + RICE_CODE[:12]
    outcome = shop.receiving.scan("d1", body + check_digit(body))
    assert (outcome.seen, outcome.row, len(outcome.choices)) == (Seen.CHOOSE, -1, 1)
    assert "How many pieces" in str(outcome.words)
    assert shop.receiving.add("d1", "rice", outcome.lot, 6).sheet.lines[1].counted == 6


def test_the_manifest_settles_which_product_a_barcode_means(shop: Shop) -> None:
    twin = Product("twin", "鲜牛奶（促销）", "瓶", Zone.FRIDGE, Fen(990), MILK.barcodes)
    shop.tell(twin)
    assert shop.receiving.scan("d1", MILK_CODE).row == 0
    outcome = shop.receiving.scan("", MILK_CODE)
    assert (outcome.seen, outcome.barcode) == (Seen.CHOOSE, MILK_CODE)
    assert {x.product_id for x in outcome.choices} == {"milk", "twin"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6903148042441", "Nobody here knows this barcode"),
        ("6901234567893", "A digit of this barcode is wrong"),
        ("hello", "no barcode of goods"),
        ("LDPABCDEFGH", "pickup code"),
        ("LDL1-A1", "label of a parcel"),
        ("134567890123456789", "payment code"),
        ("00069012340000000018", "no barcode of goods"),
        ("(00)069012340000000018", "wrong"),
        ("(01)06901234567892(17)261399", "day that does not exist"),
        ("(01)06901234567892(10)", "missing or damaged"),
        ("(01)06901234567892(10)A(10)B", "two different things"),
    ],
)
def test_what_is_not_known_changes_nothing_and_says_what_it_is(
    shop: Shop, text: str, words: str
) -> None:
    outcome = shop.receiving.scan("d1", text)
    assert (outcome.seen, outcome.row, outcome.pieces) == (Seen.UNKNOWN, -1, 0)
    assert words in str(outcome.words)
    assert not any(line.touched for line in outcome.sheet.lines)


def test_an_unknown_barcode_is_learned_and_known_from_then_on(shop: Shop) -> None:
    unknown = shop.receiving.scan("d1", "6903148042441")
    assert unknown.barcode == "6903148042441"
    shop.stock.put_product(replace(MILK, barcodes=(MILK_CODE, unknown.barcode)))
    assert shop.receiving.scan("d1", "6903148042441").seen is Seen.COUNTED


def test_a_pallet_asks_for_its_cartons(shop: Shop) -> None:
    body = "06901234000000001"
    outcome = shop.receiving.scan("d1", f"(00){body}{check_digit(body)}")
    assert "Scan the cartons" in str(outcome.words)


def test_a_label_with_a_day_of_another_age_is_refused(shop: Shop) -> None:
    with pytest.raises(Refused, match="2071-01-01"):
        shop.receiving.scan("d1", f"(01)0{MILK_CODE}(17)710101")


def test_hands_correct_what_a_scanner_did(shop: Shop) -> None:
    for _ in range(3):
        shop.receiving.scan("d1", MILK_CODE)
    assert shop.receiving.add("d1", "milk", NO_LOT, -2).sheet.lines[0].counted == 1
    with pytest.raises(Refused):
        shop.receiving.add("d1", "milk", NO_LOT, -2)
    with pytest.raises(Refused, match="no product"):
        shop.receiving.add("d1", "nothing", NO_LOT, 1)
    with pytest.raises(Refused, match="no slot"):
        shop.receiving.add("d1", "milk", NO_LOT, 1, "Z-9")
    with pytest.raises(Refused, match="no such row"):
        shop.receiving.set_counted("d1", 9, 1)
    with pytest.raises(Refused, match="at most 40"):
        shop.receiving.set_lot("d1", 0, Lot("L" * 41))
    sheet = shop.receiving.set_lot("d1", 0, Lot(" L1 "))
    assert sheet.lines[0].lot == Lot("L1")
    assert shop.receiving.set_slot("d1", 0, "F-2").lines[0].slot == "F-2"


def test_what_is_turned_down_comes_out_of_the_counted_pieces_and_back(shop: Shop) -> None:
    shop.receiving.set_counted("d1", 0, 10)
    sheet = shop.receiving.reject("d1", 0, FindingKind.TOO_WARM, 3, "化了", ["p1", "p1"])
    assert [(x.counted, x.rejected) for x in sheet.lines] == [(7, 3), (0, 0)]
    assert sheet.findings[0].photos == ("p1",)
    assert shop.receiving.reject("d1", 0, FindingKind.TOO_WARM, 1).lines[0].counted == 9
    sheet = shop.receiving.reject("d1", 0, FindingKind.TOO_WARM, 0)
    assert (sheet.lines[0].counted, sheet.findings) == (10, ())
    with pytest.raises(Refused, match="found by counting"):
        shop.receiving.reject("d1", 0, FindingKind.SHORT, 1)
    with pytest.raises(Refused, match="note is too long"):
        shop.receiving.reject("d1", 0, FindingKind.DAMAGED, 1, "x" * 501)
    with pytest.raises(Refused, match="too many photos"):
        shop.receiving.reject("d1", 0, FindingKind.DAMAGED, 1, "", [str(n) for n in range(21)])


def test_signatures_and_temperatures_stay_with_the_count(shop: Shop) -> None:
    assert shop.receiving.sign("d1", "driver", PNG).driver_signed
    assert shop.receiving.sign("d1", "leader", PNG).leader_signed
    assert not shop.receiving.sign("d1", "leader", b"").leader_signed
    for who, data in [("mayor", PNG), ("driver", b"GIF89a"), ("driver", PNG + bytes(600_000))]:
        with pytest.raises(Refused):
            shop.receiving.sign("d1", who, data)
    shop.receiving.set_temperatures("d1", 95, -100)
    with pytest.raises(Refused, match="cold or hot"):
        shop.receiving.set_temperatures("d1", 9999, None)
    warnings = [str(x) for x in shop.receiving.preview("d1").warnings]
    assert any("9.5 °C" in x for x in warnings)
    assert any("-10.0 °C" in x for x in warnings)
    assert any("Rows not counted yet: 2" in x for x in warnings)
    done = shop.receiving.finish("d1", final=True)
    assert done.receipt.driver_signature
    assert (done.receipt.chilled_decidegrees, done.receipt.frozen_decidegrees) == (95, -100)


def test_photos_are_kept_once(shop: Shop) -> None:
    assert shop.receiving.keep_photo(b"jpeg") == shop.stock.keep_photo(b"jpeg")


def test_a_count_outlives_a_power_cut(tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    with open_shop(folder) as shop:
        furnish(shop)
        shop.tell(a_truck(("milk", 30), ("rice", 2)))
        shop.receiving.scan("d1", f"(01)0{MILK_CODE}(10)L9(17)261130")
        shop.receiving.reject("d1", 1, FindingKind.WRONG, 2, "不是这个", ["p1"])
        shop.receiving.sign("d1", "driver", PNG)
        before = shop.receiving.set_temperatures("d1", 31, None)
        secrets = shop.secrets
    with open_shop(folder, secrets=secrets) as again:
        assert again.receiving.open("d1") == before
        assert again.receiving.overview().coming[0].in_progress
        again.receiving.abandon("d1")
        assert not any(line.touched for line in again.receiving.open("d1").lines)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"version": 2}', "null"])
def test_a_count_of_another_release_blocks_nothing_but_itself(shop: Shop, text: str) -> None:
    with shop.store.write() as work:
        work.drafts.put("receipt:d1", text)
        work.drafts.put("receipt:", text)
        work.commit()
    with pytest.raises(Refused, match="cannot be read by this release"):
        shop.receiving.open("d1")
    seen = shop.receiving.overview()
    assert (seen.coming[0].in_progress, seen.coming[0].counted) == (True, 0)
    assert seen.loose is not None
    shop.receiving.abandon("d1")
    assert shop.receiving.open("d1").lines


def test_the_draft_is_plain_json(shop: Shop) -> None:
    shop.receiving.scan("d1", MILK_CODE)
    with shop.store.read() as work:
        kept = json.loads(work.drafts.get("receipt:d1") or "")
    assert (kept["version"], kept["rows"][0]["counted"]) == (1, 1)
