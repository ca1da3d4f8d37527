"""A truck is counted, shared out and put away; nothing is booked twice or lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leader_app.domain.changes import ChangeSet
from leader_app.domain.delivery import DeliveryState, Finding, FindingKind, Receipt
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.stock import (
    NO_LOT,
    Lot,
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
    levels_of,
)
from leader_app.domain.stock_deed import MOST_ROWS
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.services.receiving.desk import Seen
from leader_app.services.receiving.finish import in_two_steps
from leader_app.services.receiving.owed import OwedGoods
from leader_app.storage.unit_of_work import SqlUnitOfWork
from tests.fakes.goods_floor import (
    GONE,
    LATER,
    MILK_CODE,
    SOON,
    Shop,
    a_truck,
    an_order,
)
from tests.fakes.pickups import NOON

SHORT, OVER, DAMAGED = FindingKind.SHORT, FindingKind.OVER, FindingKind.DAMAGED
A1, A2 = LineKey("A1", 1), LineKey("A2", 1)


def granted(shop: Shop, delivery_id: str = "d1") -> dict[str, int]:
    """Return what each order would get."""
    shares = shop.receiving.preview(delivery_id).shares
    return {f"{x.share.demand.key.order_id}": x.share.granted for x in shares}


def warned(shop: Shop, words: str, delivery_id: str = "d1") -> bool:
    """Tell whether the preview warns of something."""
    return any(words in str(x) for x in shop.receiving.preview(delivery_id).warnings)


def test_a_truck_from_manifest_to_labels(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 4, LATER), ("rice", 2)))
    shop.tell(*an_order(1, ("milk", 3)), *an_order(2, ("milk", 2), ("rice", 1)))
    for _ in range(4):
        assert shop.receiving.scan("d1", MILK_CODE).seen is Seen.COUNTED
    shop.receiving.set_counted("d1", 1, 1)
    seen = shop.receiving.preview("d1")
    assert seen.findings == (Finding(SHORT, 2, "rice", 1),)
    assert [(x.share.granted, x.product_name, x.member_name, x.slot) for x in seen.shares] == [
        (2, "鲜牛奶", "王**", "F-1"),
        (2, "鲜牛奶", "王**", "F-1"),
        (1, "大米", "王**", "A-1"),
    ]
    assert seen.short_members == 1
    done = shop.receiving.finish("d1", final=True)
    assert done.ready_orders == ("A1", "A2")
    assert [x.finding for x in done.claims] == [Finding(SHORT, 2, "rice", 1)]
    assert done.arrived_lines == 3
    assert shop.arrived("A1") == [(2, "F-1")]
    assert shop.arrived("A2") == [(2, "F-1"), (1, "A-1")]
    assert shop.levels() == {
        StockKey("milk", LATER, "F-1"): 4,
        StockKey("rice", NO_LOT, "A-1"): 1,
    }
    seen_after = shop.receiving.overview()
    assert seen_after.coming == []
    assert [x.delivery.state for x in seen_after.received] == [DeliveryState.RECEIVED]
    assert [x.product_name for x in seen_after.claims] == ["大米"]
    assert shop.wake.times == 1


def test_the_same_manifest_twice_is_refused_with_when_and_where(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 4)))
    shop.receiving.count_as_announced("d1")
    shop.receiving.finish("d1", final=True)
    with pytest.raises(Refused, match=r"received already: today 12:00 at 1号台"):
        shop.receiving.open("d1")
    with pytest.raises(Refused, match="received already"):
        shop.receiving.finish("d1", final=True)
    with pytest.raises(Refused, match="no delivery d9"):
        shop.receiving.open("d9")
    assert shop.on_hand("milk") == 4


def test_the_same_paper_under_another_number_is_noticed(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 4)), a_truck(("milk", 4), delivery_id="d2"))
    shop.receiving.count_as_announced("d1")
    shop.receiving.finish("d1", final=True)
    assert warned(shop, "same paper twice", "d2")


def test_one_delivery_on_two_trucks(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 10, LATER)), *an_order(1, ("milk", 8)))
    shop.receiving.add("d1", "milk", LATER, 6)
    shop.receiving.reject("d1", 0, DAMAGED, 1, "压扁了")
    assert shop.receiving.preview("d1", final=False).findings == (
        Finding(DAMAGED, 1, "milk", 1, "压扁了"),
    )
    shop.receiving.finish("d1", final=False)
    sheet = shop.receiving.open("d1")
    assert [(x.expected, x.earlier, x.counted, x.difference) for x in sheet.lines] == [
        (10, 6, 0, -4)
    ]
    assert shop.receiving.count_as_announced("d1").lines[0].counted == 4
    shop.receiving.set_counted("d1", 0, 3)
    done = shop.receiving.finish("d1", final=True)
    assert done.receipt.findings == (Finding(SHORT, 1, "milk", 1),)
    assert shop.arrived("A1") == [(8, "F-1")]
    assert shop.on_hand("milk") == 8


def test_two_counters_count_the_same_delivery_and_add_up(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 10, LATER)), *an_order(1, ("milk", 10)))
    shop.receiving.add("d1", "milk", LATER, 4)
    moves = (Movement(StockKey("milk", LATER, "F-2"), 6),)
    deed = StockDeed("x1", MovementKind.RECEIVE, "D2", "小李", NOON, moves, "d1")
    shop.tell(deed, Receipt(deed, (), final=False))
    assert warned(shop, "6 pieces of this delivery were booked today 12:00 at 2号台, by 小李")
    assert shop.receiving.finish("d1", final=True).receipt.findings == ()
    assert shop.on_hand("milk") == 10


def test_a_count_begun_before_another_counter_finished_may_still_be_booked(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 10)))
    shop.receiving.set_counted("d1", 0, 4)
    deed = StockDeed(
        "x1", MovementKind.RECEIVE, "D2", "", NOON, (Movement(StockKey("milk"), 6),), "d1"
    )
    short = Finding(SHORT, 1, "milk", 4)
    shop.tell(deed, Receipt(deed, (short,), final=True))
    shop.tell(a_truck(("milk", 10), state=DeliveryState.RECEIVED), version=2)
    assert warned(shop, "while you counted")
    assert shop.receiving.finish("d1", final=True).receipt.findings == ()
    assert shop.on_hand("milk") == 10


def test_shortages_follow_the_rule_and_a_person_may_decide_otherwise(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 6)))
    shop.tell(*an_order(1, ("milk", 3)), *an_order(2, ("milk", 3)))
    shop.tell(*an_order(3, ("milk", 1), payment=Payment.UNPAID))
    shop.receiving.set_counted("d1", 0, 3)
    assert granted(shop) == {"A1": 2, "A2": 1, "A3": 0}
    seen = shop.receiving.preview("d1", [(A1, 0)])
    assert [x.share.granted for x in seen.shares] == [0, 3, 0]
    for wrong, why in [
        ([(A1, 4)], "A1 lacks only 3"),
        ([(A1, 3), (A2, 1)], "More was given than came"),
        ([(LineKey("A9", 1), 1)], "does not wait any more"),
        ([(A1, -1)], "-1 pieces cannot be"),
    ]:
        with pytest.raises(Refused, match=why):
            shop.receiving.finish("d1", final=True, changed=wrong)
    shop.receiving.finish("d1", final=True, changed=[(A1, 0), (A2, 3)])
    assert [shop.arrived(x)[0][0] for x in ("A1", "A2", "A3")] == [0, 3, 0]


def test_who_came_too_short_is_served_first_next_time(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 2)), *an_order(5, ("milk", 2)), *an_order(6, ("milk", 2)))
    shop.receiving.set_counted("d1", 0, 2)
    shop.receiving.finish("d1", final=True)
    assert [shop.arrived(x)[0][0] for x in ("A5", "A6")] == [1, 1]
    owed = OwedGoods(shop.store)
    assert [(x.demand.key.order_id, x.demand.missing, x.member_name) for x in owed()] == [
        ("A5", 1, "王**"),
        ("A6", 1, "王**"),
    ]
    shop.clock.advance(timedelta(hours=1))
    later = an_order(1, ("milk", 2), placed_at=NOON + timedelta(minutes=30))
    shop.tell(a_truck(("milk", 2), delivery_id="d2"), *later)
    shop.receiving.set_counted("d2", 0, 2)
    assert granted(shop, "d2") == {"A5": 1, "A6": 1, "A1": 0}
    shop.receiving.finish("d2", final=True)
    assert [shop.arrived(x)[0][0] for x in ("A5", "A6")] == [2, 2]
    assert [x.demand.key.order_id for x in owed()] == ["A1"]


def test_more_places_than_a_command_holds_are_booked_in_two_steps() -> None:
    lots = [Lot(f"L{n}") for n in range(30)]
    places = [StockKey("milk", lot, f"S{n}") for lot in lots for n in range(100)]
    movements = [Movement(key, 2) for key in places]
    taken_in, carried = in_two_steps(movements)
    assert len(taken_in) == 30
    assert all(len(part) <= MOST_ROWS for part in carried)
    assert levels_of([taken_in, *carried]) == levels_of([movements])
    assert in_two_steps(movements[:2000]) == (tuple(movements[:2000]), ())
    with pytest.raises(Refused, match="So many lots"):
        in_two_steps([Movement(StockKey("milk", Lot(f"L{n}")), 1) for n in range(2001)])


def test_goods_without_a_manifest(shop: Shop) -> None:
    shop.tell(*an_order(1, ("milk", 2)))
    shop.receiving.add("", "milk", SOON, 5, "F-2")
    loose = shop.receiving.overview().loose
    assert loose is not None
    assert (loose.counted, loose.in_progress) == (5, True)
    done = shop.receiving.finish("", final=False)
    assert (done.receipt.findings, done.receipt.final) == ((), True)
    assert shop.arrived("A1") == [(2, "F-2")]
    assert shop.levels() == {StockKey("milk", SOON, "F-2"): 5}
    assert shop.receiving.overview().loose is None


def test_more_than_announced_and_what_nobody_announced_is_over(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 2)))
    shop.receiving.set_counted("d1", 0, 3)
    assert shop.receiving.add("d1", "rice", NO_LOT, 2).seen is Seen.NOT_ANNOUNCED
    done = shop.receiving.finish("d1", final=True)
    assert done.receipt.findings == (Finding(OVER, 1, "milk", 1), Finding(OVER, 0, "rice", 2))
    assert done.claims == ()


def test_another_lot_than_announced_is_no_shortage(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 5, SOON)))
    outcome = shop.receiving.add("d1", "milk", LATER, 5)
    assert (outcome.seen, outcome.row) == (Seen.COUNTED, 1)
    assert shop.receiving.finish("d1", final=True).receipt.findings == ()
    assert shop.levels() == {StockKey("milk", LATER, "F-1"): 5}


def test_spoilt_goods_are_warned_of_and_nobody_gets_them(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 4)), *an_order(1, ("milk", 4)))
    outcome = shop.receiving.add("d1", "milk", GONE, 4)
    assert outcome.seen is Seen.PAST_USE_BY
    assert str(outcome.words) == "鲜牛奶 was good until 2026-11-19. Turn it down."
    assert warned(shop, "past their use-by day")
    assert granted(shop) == {"A1": 0}
    shop.receiving.reject("d1", 0, DAMAGED, 4)
    assert not warned(shop, "past their use-by day")
    shop.receiving.finish("d1", final=True)
    assert shop.levels() == {}


@pytest.mark.parametrize("year", [1900, 2999])
def test_days_of_another_age_are_refused(shop: Shop, year: int) -> None:
    shop.tell(a_truck(("milk", 4)))
    lot = Lot("", date(year, 1, 1))
    with pytest.raises(Refused, match="use-by day"):
        shop.receiving.add("d1", "milk", lot, 1)
    with pytest.raises(Refused, match="use-by day"):
        shop.receiving.set_lot("d1", 0, lot)


@pytest.mark.parametrize(
    ("pieces", "why"),
    [(-1, "-1 pieces cannot be"), (1.5, "counted whole"), (6901234567892, "barcode typed")],
)
def test_numbers_that_cannot_be_are_refused(shop: Shop, pieces: int, why: str) -> None:
    shop.tell(a_truck(("milk", 4)))
    with pytest.raises(Refused) as caught:
        shop.receiving.set_counted("d1", 0, pieces)
    assert why in f"{caught.value.title} {caught.value.hint}"
    with pytest.raises(Refused):
        shop.receiving.add("d1", "milk", NO_LOT, pieces)
    with pytest.raises(Refused):
        shop.receiving.reject("d1", 0, DAMAGED, pieces)
    assert [x.counted for x in shop.receiving.open("d1").lines] == [0]


def test_what_could_not_be_made_durable_did_not_happen(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.tell(a_truck(("milk", 4)), *an_order(1, ("milk", 4)))
    before = shop.receiving.count_as_announced("d1")

    def full(_: SqlUnitOfWork) -> ChangeSet:
        raise Unavailable(say("The disk is full."), say("Make room."))

    with monkeypatch.context() as broken:
        broken.setattr(SqlUnitOfWork, "commit", full)
        with pytest.raises(Unavailable):
            shop.receiving.finish("d1", final=True)
        with pytest.raises(Unavailable):
            shop.receiving.set_counted("d1", 0, 1)
    assert shop.receiving.open("d1") == before
    assert (shop.levels(), shop.arrived("A1"), shop.wake.times) == ({}, [(0, "")], 0)
    shop.receiving.finish("d1", final=True)
    assert shop.on_hand("milk") == 4
