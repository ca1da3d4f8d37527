"""Bodies that move stock: what was written is read, anything else is said to be unreadable."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import canonical
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import STOCK_KINDS, Command, CommandKind
from leader_app.domain.deed import hand_over, hand_over_body
from leader_app.domain.delivery import Receipt
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import MovementKind, StockDeed
from leader_app.domain.stock_deed import (
    arrivals,
    receipt,
    receipt_body,
    share_out_body,
    stock_body,
    stock_deed,
)
from tests.fakes import any_goods
from tests.fakes.pickups import CLAIM_ID, NOON, pieces

VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def _body(deed: StockDeed) -> bytes:
    return stock_body(
        deed.movements,
        deed.staff,
        reference=deed.reference,
        reason=deed.reason,
        note=deed.note,
        payment=deed.payment,
        photos=deed.photos,
        counts=deed.counts,
    )


def _command(deed: StockDeed, body: bytes) -> Command:
    return Command(deed.deed_id, deed.kind, 1, body, deed.at, 0, "boot", "")


@given(any_goods.stock_deeds)
def test_a_deed_is_read_back(deed: StockDeed) -> None:
    assert stock_deed(_command(deed, _body(deed)), deed.device_id) == deed


@given(any_goods.receipts)
def test_a_receipt_is_read_back(found: Receipt) -> None:
    command = _command(found.stock, receipt_body(found))
    assert receipt(command, found.stock.device_id) == found


@given(any_goods.several(any_goods.arrivals, 1))
def test_a_share_out_is_read_back(found: tuple[Arrival, ...]) -> None:
    body = share_out_body("d1", "小李", found)
    assert arrivals(Command("c1", CommandKind.SHARE_OUT, 1, body, NOON, 0, "", "")) == found


@given(any_goods.several(any_goods.draws))
def test_a_hand_over_says_where_its_pieces_came_from(drawn: tuple[Any, ...]) -> None:
    body = hand_over_body(CLAIM_ID, (pieces(),), "小李", offline=False, drawn=drawn)
    deed = hand_over(Command("c1", CommandKind.HAND_OVER, 1, body, NOON, 0, "", ""), "D1")
    assert deed.drawn == drawn
    assert (b"drawn" in body) == bool(drawn)


def test_known_answers() -> None:
    readers = {"receive": receipt, "hand_over": hand_over}
    for row in json.loads((VECTORS / "goods_bodies.json").read_text(encoding="utf-8"))["stock"]:
        body = row["body"].encode()
        command = Command("c1", row["kind"], 1, body, NOON, 0, "", "")
        if row["kind"] == "share_out":
            assert repr(arrivals(command)) == row["says"]
        else:
            read = readers.get(row["kind"], stock_deed)
            assert repr(read(command, "D1")) == row["says"]
        assert canonical.pack(canonical.unpack(body)) == body


SALE: dict[str, Any] = {
    "counts": [["P1", "L1", "2026-12-01", "A-01", 3, 4]],
    "movements": [["P1", "L1", "2026-12-01", "A-01", -2, 690]],
    "note": "",
    "payment": "cash",
    "photos": ["0" * 64],
    "reason": "",
    "reference": "",
    "staff": "小李",
}
TAKEN: dict[str, Any] = {
    **SALE,
    "chilled": 42,
    "driver_signature": "",
    "final": True,
    "findings": [["short", 1, "P1", 2, "", []]],
    "frozen": None,
    "leader_signature": "1" * 64,
}


def _sale(**change: object) -> Command:
    body = canonical.pack({**SALE, **change})
    return Command("c1", CommandKind.SELL, 1, body, NOON, 0, "boot", "")


def test_the_sale_itself_can_be_read() -> None:
    deed = stock_deed(_sale(), "D1")
    assert deed.value == 2 * 690
    assert deed.movements[0].key.lot.expires_on == date(2026, 12, 1)


def _moved(*values: object) -> dict[str, object]:
    return {"movements": [list(values)]}


@pytest.mark.parametrize(
    "change",
    [
        {"movements": []},
        {"movements": None},
        {"movements": ["P1"]},
        {"movements": [["P1", "", None, "", 1, 0]] * 2001},
        _moved("P1", "", None, "", 1),
        _moved("", "", None, "", 1, 0),
        _moved("P" * 65, "", None, "", 1, 0),
        _moved("P1", 7, None, "", 1, 0),
        _moved("P1", "L" * 41, None, "", 1, 0),
        _moved("P1", "\ud800", None, "", 1, 0),
        _moved("P1", "a\0b", None, "", 1, 0),
        _moved("P1", "", "", "", 1, 0),
        _moved("P1", "", "2026-02-30", "", 1, 0),
        _moved("P1", "", "20261201", "", 1, 0),
        _moved("P1", "", "1999-12-31", "", 1, 0),
        _moved("P1", "", "2200-01-01", "", 1, 0),
        _moved("P1", "", 7, "", 1, 0),
        _moved("P1", "", None, "S" * 41, 1, 0),
        _moved("P1", "", None, "", 0, 0),
        _moved("P1", "", None, "", True, 0),
        _moved("P1", "", None, "", 1.0, 0),
        _moved("P1", "", None, "", 1_000_001, 0),
        _moved("P1", "", None, "", -1_000_001, 0),
        _moved("P1", "", None, "", 1, -1),
        _moved("P1", "", None, "", 1, 1_000_000_001),
        {"counts": [["P1", "", None, "", -1, 0]]},
        {"counts": [["P1", "", None, "", 1, 10**10]]},
        {"counts": None},
        {"payment": "gold"},
        {"payment": 1},
        {"photos": ["x"]},
        {"photos": ["0" * 64] * 21},
        {"note": "x" * 501},
        {"reason": "x" * 41},
        {"reference": "x" * 65},
        {"staff": "x" * 61},
        {"staff": None},
    ],
)
def test_a_value_beyond_its_bounds_is_unreadable(change: dict[str, object]) -> None:
    text = json.dumps({**SALE, **change}).encode()
    with pytest.raises(UnreadableCommandError):
        stock_deed(replace(_sale(), body=text), "D1")


@pytest.mark.parametrize(
    "change",
    [
        {"final": 1},
        {"chilled": 1001},
        {"frozen": "cold"},
        {"driver_signature": "me"},
        {"leader_signature": None},
        {"findings": None},
        {"findings": [["odd", 1, "P1", 2, "", []]]},
        {"findings": [["short", -1, "P1", 2, "", []]]},
        {"findings": [["short", 1, "P1", 0, "", []]]},
        {"findings": [["short", 1, "P1", 2, "", ["x"]]]},
        {"findings": [["short", 1, "P1", 2, ""]]},
        {"staff": 3},
    ],
)
def test_a_receipt_is_read_as_strictly(change: dict[str, object]) -> None:
    def taken(fields: dict[str, Any]) -> Command:
        body = canonical.pack(fields)
        return Command("c1", CommandKind.RECEIVE, 1, body, NOON, 0, "boot", "")

    assert receipt(taken(TAKEN), "D1").chilled_decidegrees == 42
    with pytest.raises(UnreadableCommandError):
        receipt(taken({**TAKEN, **change}), "D1")


@pytest.mark.parametrize(
    "change",
    [
        {"arrivals": []},
        {"arrivals": [["A1", 1, 1]]},
        {"arrivals": [["", 1, 1, ""]]},
        {"arrivals": [["A1", 1, 1_000_001, ""]]},
        {"arrivals": [["A1", 2**31, 1, ""]]},
        {"delivery": None},
        {"staff": 1},
    ],
)
def test_a_share_out_is_read_as_strictly(change: dict[str, object]) -> None:
    fields = {"arrivals": [["A1", 1, 2, "A-01"]], "delivery": "", "staff": "", **change}
    command = Command("c1", CommandKind.SHARE_OUT, 1, canonical.pack(fields), NOON, 0, "", "")
    with pytest.raises(UnreadableCommandError):
        arrivals(command)


def test_kinds_and_schemas_are_not_taken_for_one_another() -> None:
    assert {MovementKind(kind) for kind in STOCK_KINDS} < set(MovementKind)
    for strange in (
        replace(_sale(), schema=2),
        replace(_sale(), kind="hand_over"),
        replace(_sale(), kind="receive"),
        replace(_sale(), body=b"[]"),
    ):
        with pytest.raises(UnreadableCommandError):
            stock_deed(strange, "D1")
    taken = Command("c" * 60, CommandKind.RECEIVE, 1, canonical.pack(TAKEN), NOON, 0, "", "")
    for strange in (_sale(), taken):
        with pytest.raises(UnreadableCommandError):
            receipt(strange, "D1")
    with pytest.raises(UnreadableCommandError):
        arrivals(_sale())
    for kind in (CommandKind.ADJUST, CommandKind.RECEIVE):
        empty = replace(_sale(movements=[]), kind=kind)
        if kind == CommandKind.ADJUST:
            assert stock_deed(empty, "D1").movements == ()


@given(st.binary(max_size=60))
def test_no_rubbish_gets_through_as_anything_but_unreadable(body: bytes) -> None:
    for kind, read in (("sell", stock_deed), ("receive", receipt)):
        with pytest.raises(UnreadableCommandError):
            read(Command("c1", kind, 1, body, NOON, 0, "", ""), "D1")
