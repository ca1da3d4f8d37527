"""Which screen leads to which, the list, what follows of a count, the slots; without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leader_app.domain.changes import Entity, reset, touched
from leader_app.domain.delivery import DeliveryState
from leader_app.domain.document import DocumentKind
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from tests.fakes.runner import RunsWhenTold
from tests.fakes.trucks import a_demand
from tests.ui.receiving.yard import CARTON, Yard, a_yard
from ui.receiving import checking, overview
from ui.receiving.checking import Who
from ui.receiving.overview import Group
from ui.receiving.view_model import Screen

TROUBLE = Unavailable(say("The disk is full"), say("Free some room."))


@pytest.fixture
def yard(qapp: object) -> Yard:
    made = a_yard()
    made.model.list.show()
    return made


def screen(yard: Yard) -> Screen:
    return yard.model.screen


def phase(yard: Yard) -> checking.Phase:
    return yard.model.check.phase


def _checked(yard: Yard, yoghurts: int = 40) -> Yard:
    yard.model.open("d1")
    yard.model.count.set_counted(0, yoghurts)
    yard.model.count.take_rest()
    yard.model.go_on()
    return yard


def granted(yard: Yard) -> dict[str, int]:
    lines = yard.model.check.shares.lines
    return {x.share.demand.key.order_id: x.share.granted for x in lines}


def test_the_list_says_what_comes_what_came_and_what_is_claimed(yard: Yard) -> None:
    entries = yard.model.list.entries
    assert [(entry.key, entry.group) for entry in entries] == [
        ("d1", Group.COMING),
        ("d2", Group.COMING),
        ("d0", Group.RECEIVED),
    ]
    assert entries[0].cold == 98
    assert not entries[0].overflows
    assert entries[1].overflows
    assert len(entries[2].claims) == 3
    assert yard.model.list.chosen is entries[0]


def test_nothing_is_read_out_of_sight(yard: Yard) -> None:
    yard.model.list.hide()
    before = len(yard.done("overview"))
    yard.model.changes(touched(Entity.DELIVERY, "d9"))
    assert len(yard.done("overview")) == before
    yard.model.list.show()
    assert len(yard.done("overview")) == before + 1
    yard.model.changes(touched(Entity.MEMBER, "m1"))
    assert len(yard.done("overview")) == before + 1


def test_the_chosen_delivery_stays_chosen_when_others_come(yard: Yard) -> None:
    yard.model.list.choose(1)
    came = replace(yard.desk.deliveries["d1"], state=DeliveryState.RECEIVED)
    yard.desk.deliveries["d1"] = came
    yard.model.changes(touched(Entity.DELIVERY, "d1"))
    assert yard.model.list.chosen is not None
    assert yard.model.list.chosen.key == "d2"


def test_a_list_that_cannot_be_read_is_an_error_until_it_can(yard: Yard) -> None:
    yard.desk.trouble = TROUBLE
    yard.model.list.read()
    assert yard.model.list.error is TROUBLE
    yard.model.list.read()
    assert yard.model.list.phase is overview.Phase.ENTRIES


def test_a_scan_on_the_list_begins_with_the_chosen_delivery(yard: Yard) -> None:
    assert yard.model.take_scan(CARTON)
    assert screen(yard) is Screen.COUNT
    assert yard.model.count.rows[0].counted == 24


def test_scans_that_are_no_business_of_ours_are_left_to_the_counter(yard: Yard) -> None:
    yard.model.list.choose(2)
    assert not yard.model.take_scan(CARTON)
    yard.model.to_slots()
    assert not yard.model.take_scan(CARTON)
    assert yard.done("scan") == []


def test_back_keeps_the_count_and_dropping_forgets_it(yard: Yard) -> None:
    yard.model.open("d1")
    yard.model.take_scan(CARTON)
    yard.model.back()
    assert screen(yard) is Screen.LIST
    assert "d1" in yard.desk.sheets
    yard.model.open("d1")
    yard.model.drop()
    assert screen(yard) is Screen.LIST
    assert "d1" not in yard.desk.sheets


def test_a_count_that_cannot_be_dropped_stays_open(yard: Yard) -> None:
    told: list[LeaderError] = []
    yard.model.trouble.connect(told.append)
    yard.model.open("d1")
    yard.desk.trouble = TROUBLE
    yard.model.drop()
    assert told == [TROUBLE]
    assert screen(yard) is Screen.COUNT


def test_goods_without_a_manifest_are_counted_too(yard: Yard) -> None:
    yard.model.open("")
    yard.model.take_scan(CARTON)
    yard.model.back()
    yard.model.list.show()
    first = yard.model.list.entries[0]
    assert first.is_loose
    assert first.group is Group.COMING


def test_nobody_gets_more_than_there_is(yard: Yard) -> None:
    _checked(yard)
    check = yard.model.check
    product = check.products()[0]
    assert (product.given, product.supply, product.waited) == (40, 40, 48)
    check.set_grant(LineKey("A001", 1), 9)
    assert granted(yard)["A001"] == 2
    for line in check.shares.lines:
        check.set_grant(line.share.demand.key, 2)
    assert sum(x.given for x in check.products() if x.product_id == "p1") == 40


def test_what_a_person_took_goes_on_by_the_rule_and_back(yard: Yard) -> None:
    _checked(yard)
    check, before = yard.model.check, granted(yard)
    short = next(name for name, pieces in before.items() if pieces < 2)
    check.set_grant(LineKey("A001", 1), 0)
    assert granted(yard)["A001"] == 0
    assert granted(yard)[short] > before[short]
    assert sum(granted(yard).values()) == sum(before.values())
    check.by_the_rule()
    assert granted(yard) == before


def test_only_short_goods_are_listed_unless_all_are_wanted(yard: Yard) -> None:
    _checked(yard)
    assert {x.share.demand.product_id for x in yard.model.check.lines()} == {"p1"}
    yard.model.check.show_all(wanted=True)
    assert len(yard.model.check.lines()) == 34


def test_what_a_person_set_outlives_a_look_back_at_the_count(yard: Yard) -> None:
    _checked(yard)
    yard.model.check.set_grant(LineKey("A001", 1), 0)
    yard.model.back()
    assert screen(yard) is Screen.COUNT
    yard.model.go_on()
    assert granted(yard)["A001"] == 0
    yard.model.open("d1")
    yard.model.go_on()
    assert granted(yard)["A001"] == 2


def test_what_no_longer_fits_is_shared_by_the_rule_again(yard: Yard) -> None:
    _checked(yard, 20)
    for number in range(10, 14):
        yard.model.check.set_grant(LineKey(f"A0{number}", 1), 2)
    assert len(yard.model.check.shares.changed) == 4
    yard.model.back()
    yard.model.count.set_counted(0, 1)
    yard.model.go_on()
    assert yard.model.check.shares.changed == {}
    assert sum(x.given for x in yard.model.check.products() if x.product_id == "p1") == 1


def test_new_orders_are_reckoned_with_at_once(yard: Yard) -> None:
    _checked(yard)
    yard.desk.demands.append(a_demand(99, owed=True))
    yard.model.changes(touched(Entity.ORDER, "A099"))
    assert granted(yard)["A099"] == 2
    before = len(yard.done("preview"))
    yard.model.changes(reset(Entity.SETTING))
    assert len(yard.done("preview")) == before


def test_a_signature_is_kept_at_once(yard: Yard) -> None:
    _checked(yard)
    yard.model.check.sign(Who.DRIVER, b"png")
    assert yard.desk.signatures == {"driver": b"png"}
    assert yard.model.check.sheet is not None
    assert yard.model.check.sheet.driver_signed


def test_it_is_booked_once_and_the_papers_are_named(yard: Yard) -> None:
    prints: list[tuple[str, tuple[str, ...]]] = []
    yard.model.print_wanted.connect(lambda kind, ids: prints.append((kind, ids)))
    _checked(yard)
    yard.model.check.finish(final=True)
    yard.model.check.finish(final=True)
    assert len(yard.done("finish")) == 1
    assert screen(yard) is Screen.DONE
    for kind in yard.model.check.papers():
        yard.model.check.print(kind)
    assert [kind for kind, _ in prints] == [
        "parcel_labels",
        "pick_list",
        "owed_note",
        "delivery_note",
    ]
    owed = dict(prints)[DocumentKind.OWED_NOTE.value]
    short = {name for name, pieces in granted(yard).items() if name < "A030" and pieces < 2}
    assert set(owed) == short
    assert dict(prints)["delivery_note"] == ("d1",)


def test_what_cannot_be_booked_can_be_tried_again(yard: Yard) -> None:
    told: list[LeaderError] = []
    yard.model.trouble.connect(told.append)
    _checked(yard)
    yard.desk.trouble = TROUBLE
    yard.model.check.finish(final=True)
    assert told == [TROUBLE]
    assert phase(yard) is checking.Phase.READY
    assert screen(yard) is Screen.CHECK
    yard.model.check.finish(final=True)
    assert screen(yard) is Screen.DONE


def test_nobody_leaves_while_it_is_being_booked(qapp: object) -> None:
    runner = RunsWhenTold()
    yard = a_yard(runner=runner)
    yard.model.open("d1")
    runner.go_all()
    yard.model.go_on()
    runner.go_all()
    yard.model.check.finish(final=False)
    yard.model.back()
    assert screen(yard) is Screen.CHECK
    runner.go_all()
    assert screen(yard) is Screen.DONE
    assert yard.done("finish") == [("finish", False, ())]


def test_slots_are_added_changed_and_closed(yard: Yard) -> None:
    slots = yard.model.slots
    slots.show()
    slots.add(Zone.FRIDGE, " B ", 3, 20_000)
    assert slots.chosen == "B-1"
    assert len(slots.rows) == 10
    slots.change(Zone.FREEZER, 5000)
    assert slots.slot is not None
    assert (slots.slot.slot.zone, slots.slot.slot.capacity_ml) == (Zone.FREEZER, 5000)
    slots.close_slot()
    assert len(slots.rows) == 9
    assert slots.slot is not None
    slots.add(Zone.SHELF, "C", 0, 0)
    assert slots.chosen == "C"


def test_a_slot_with_goods_is_not_closed(yard: Yard) -> None:
    told: list[LeaderError] = []
    yard.model.trouble.connect(told.append)
    slots = yard.model.slots
    slots.show()
    slots.choose(4)
    assert [name for _, name in slots.contents] == ["原味酸奶", "红烧牛腩"]
    slots.close_slot()
    assert str(told[0].title) == "Goods lie in this slot"
    assert slots.chosen == "冷藏-1"
