"""Whatever a counter writes into a body: it is kept, it harms nobody, and nothing fails."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from central.storage.database import Database
from central.storage.tables import device_log
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import Finding, FindingKind, Receipt
from leader_app.domain.stock import Movement, MovementKind, StockDeed
from leader_app.domain.stock_deed import receipt_body
from tests.central.counter import enrol
from tests.central.goods import NOW
from tests.central.tables import count, rows
from tests.central.trucks import MILK, levels, moves_stock

WRONG: list[Any] = [
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**30,
    1.5,
    "",
    "x" * 5_000,
    "a\0b",
    "\ud800",
    "1999-12-31",
    [],
    {},
    [[]],
    [None] * 3,
]
VECTORS = Path(__file__).parents[1] / "vectors" / "goods_bodies.json"
BODIES = {
    row["kind"]: json.loads(row["body"])
    for part in json.loads(VECTORS.read_text(encoding="utf-8")).values()
    for row in part
}


def spoilt(value: Any, chance: Random) -> Any:  # noqa: ANN401 - any JSON
    """Return a body with one thing in it that does not belong there."""
    if isinstance(value, dict) and value:
        name = chance.choice(sorted(value))
        if chance.random() < 0.1:
            return {key: x for key, x in value.items() if key != name}
        return {**value, name: spoilt(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        return [*value[:place], spoilt(value[place], chance), *value[place + 1 :]]
    return chance.choice(WRONG)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_a_spoilt_body_is_kept_and_harms_nobody(database: Database, kind: str) -> None:
    counter, chance = enrol(database), Random(kind)
    commands = [
        counter.does(kind, json.dumps(spoilt(BODIES[kind], chance)).encode()) for _ in range(60)
    ]
    sale = moves_stock(counter, CommandKind.SELL, Movement(MILK, -1))
    words = counter.pushes(*commands, sale)
    assert words[-1].outcome == "accepted"
    assert {x.outcome for x in words} <= {
        "accepted",
        "accepted_with_incident",
        "parked",
        "rejected",
    }
    assert {x.code for x in words if x.outcome == "parked"} <= {"unreadable"}
    assert count(database, device_log) == 61
    counter.catches_up()


def test_bodies_are_kept_as_they_came(database: Database) -> None:
    counter = enrol(database)
    odd = counter.does(CommandKind.SELL, b"\xff odd \x00")
    assert counter.pushes(odd)[0].outcome == "parked"
    (row,) = rows(database, device_log)
    assert database.sealer.open(row.body) == odd.command.body != row.body


def test_a_name_too_long_for_a_claim_to_the_kitchen_parks_alone(database: Database) -> None:
    counter = enrol(database)
    stock = StockDeed("", MovementKind.RECEIVE, "", "小林", NOW, (Movement(MILK, 1),))
    short = Finding(FindingKind.SHORT, 1, "P1", 1)
    body = receipt_body(Receipt(stock, (short,), final=False))
    odd = counter.does(CommandKind.RECEIVE, body, command_id="x" * 64)
    sale = moves_stock(counter, CommandKind.SELL, Movement(MILK, -1))
    first, second = counter.pushes(odd, sale)
    assert second.outcome == "accepted"
    assert (first.outcome, first.code) == ("parked", "unreadable")
    assert levels(database) == {MILK: -1}
