"""What a point may say of slots and products, and what it may not."""

from dataclasses import replace

import pytest

from central.storage.database import Database
from leader_app.domain.command import CommandKind, LoggedCommand
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.domain.setting_deed import product_body, slot_body
from leader_app.domain.slot import Slot
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, PRODUCT, THERE

SLOT = Slot("冷藏 2", HERE, Zone.FRIDGE, 60_000, 3)
WATER = Product(
    "own-1", "矿泉水", "瓶", Zone.SHELF, Fen(200), ("6901234567892",), low_stock=6, own=True
)


def sets_slot(counter: Counter, slot: Slot) -> LoggedCommand:
    return counter.does(CommandKind.SET_SLOT, slot_body(slot, "小林"))


def sets(counter: Counter, product: Product) -> LoggedCommand:
    return counter.does(CommandKind.SET_PRODUCT, product_body(product, "小林"))


def word(counter: Counter, said: LoggedCommand) -> tuple[str, str]:
    (result,) = counter.pushes(said)
    return result.outcome, result.code


def test_a_slot_is_what_its_point_said_last(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    full = replace(SLOT, capacity_ml=80_000, active=False)
    here.pushes(sets_slot(here, SLOT), sets_slot(here, full))
    there.pushes(sets_slot(there, replace(SLOT, point_id=THERE)))
    for counter in (here, there):
        counter.catches_up()
    assert here.knows("slot") == {"冷藏 2": full}
    assert there.knows("slot") == {"冷藏 2": replace(SLOT, point_id=THERE)}


def test_another_points_slot_is_not_ours_to_set(database: Database) -> None:
    counter = enrol(database)
    said = sets_slot(counter, replace(SLOT, point_id=THERE))
    assert word(counter, said) == ("rejected", "other_points")
    counter.catches_up()
    assert counter.knows("slot") == {}


def test_a_point_has_products_of_its_own(database: Database) -> None:
    here, there, late = enrol(database), enrol(database, THERE), enrol(database)
    assert word(here, sets(here, WATER)) == ("accepted", "")
    dearer = replace(WATER, price=Fen(250), name="矿泉水 550ml")
    assert word(late, sets(late, dearer)) == ("accepted", "")
    for counter in (here, there):
        counter.catches_up()
    assert here.knows("product")["own-1"] == dearer
    assert "own-1" not in there.knows("product")
    assert word(there, sets(there, WATER)) == ("rejected", "other_points")


def test_what_is_no_ones_own_is_not_made_by_a_point(database: Database) -> None:
    counter = enrol(database)
    assert word(counter, sets(counter, replace(WATER, own=False))) == ("rejected", "not_own")


@pytest.mark.parametrize("own", [True, False])
def test_of_the_brands_products_a_point_says_barcodes_space_and_warning(
    database: Database, own: bool
) -> None:
    here, there = enrol(database), enrol(database, THERE)
    wanted = replace(
        PRODUCT,
        name="假牛奶",
        price=Fen(1),
        food=FoodKind.COOKED,
        barcodes=("6901234567892",),
        low_stock=4,
        volume_ml=1_100,
        own=own,
    )
    assert word(here, sets(here, wanted)) == ("accepted", "")
    for counter in (here, there):
        counter.catches_up()
    seen = replace(PRODUCT, barcodes=("6901234567892",), low_stock=4, volume_ml=1_100)
    assert here.knows("product")["P1"] == seen
    assert there.knows("product")["P1"] == PRODUCT
    assert word(here, sets(here, replace(seen, barcodes=()))) == ("accepted", "")
    here.catches_up()
    assert here.knows("product")["P1"].barcodes == ()


def test_another_counter_of_the_point_sees_the_same(database: Database) -> None:
    here = enrol(database)
    here.pushes(sets_slot(here, SLOT), sets(here, WATER), sets(here, replace(PRODUCT, low_stock=3)))
    late = enrol(database)
    late.catches_up()
    assert late.knows("slot") == {"冷藏 2": SLOT}
    assert late.knows("product") == {"own-1": WATER, "P1": replace(PRODUCT, low_stock=3)}
