"""Stocktakes and goods nobody collected, without a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.neighbourhood import FoodKind, Zone
from leader_app.domain.stock import StockKey, WriteOffReason
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shop import CHICKEN, COLA, COLA_CODE, MILK, RICE, RICE_CODE, a_product, a_shop
from tests.fakes.slots import FakeSlots
from tests.fakes.stocktakes import FakeStocktakes
from ui.stock.deeds import Verb
from ui.stock.stocktake import Step, StocktakeViewModel
from ui.stock.unclaimed import Phase, UnclaimedViewModel
from ui.stock.view_model import StockViewModel

TROUBLE = Unavailable(say("The store is busy."), say("Wait a moment."))


class Shop:
    """The presenters over a shop, their work done at once."""

    def __init__(self) -> None:
        self.stock = a_shop()
        self.takes, self.slots = FakeStocktakes(self.stock), FakeSlots()
        self.slots.add_many(Zone.FRIDGE, "冷藏", 3, 40_000)
        self.model = StockViewModel(
            self.stock, self.takes, self.slots, RunsAtOnce(), now=self.stock.now
        )
        self.no: list[str] = []
        self.model.cue.connect(self.no.append)

    @property
    def take(self) -> StocktakeViewModel:
        return self.model.stocktake

    @property
    def left(self) -> UnclaimedViewModel:
        return self.model.unclaimed

    def step(self) -> Step:
        return self.take.step

    def begin(self, zone: Zone | None = None) -> None:
        self.take.show()
        self.take.begin(zone)

    def at(self) -> str:
        return self.take.current.product.product_id if self.take.current else ""

    def counted(self) -> dict[str, int]:
        lines = self.take.lines
        return {x.product.product_id: x.counted for x in lines if x.counted is not None}


@pytest.fixture
def shop(qapp: object) -> Shop:
    return Shop()


def test_it_begins_where_it_was_left(shop: Shop) -> None:
    shop.begin(Zone.SHELF)
    shop.take.set_counted(6)
    shop.take.pause()
    assert shop.step() is Step.START
    (sheet,) = shop.take.open_ones
    shop.take.resume(sheet.stocktake_id)
    assert shop.step() is Step.COUNTING
    assert shop.counted() == {"P10": 6}


def test_a_typed_number_counts_the_row_and_goes_to_the_next_one_not_counted(shop: Shop) -> None:
    shop.begin(Zone.SHELF)
    seen = []
    for number in ("6", "9", "０"):
        seen.append(shop.at())
        shop.take.entered(number)
    assert seen == ["P10", RICE, "P6"]
    assert shop.counted() == {"P10": 6, RICE: 9, "P6": 0}
    assert shop.at() == "P9"
    assert [x.counted is None for x in shop.take.lines] == [True, True, False, False, False]


def test_the_last_count_stays_on_its_row(shop: Shop) -> None:
    shop.begin(Zone.FREEZER)
    shop.take.entered("4")
    shop.take.entered("10")
    assert shop.at() == "P8"
    assert shop.take.tally().counted == 2


def test_every_scan_counts_one_more(shop: Shop) -> None:
    shop.begin()
    for code in (COLA_CODE, COLA_CODE, RICE_CODE):
        shop.take.scanned(code)
    assert shop.counted() == {COLA: 2, RICE: 1}
    assert shop.at() == RICE
    assert shop.take.number() == 0
    shop.take.one_more(-1)
    shop.take.one_more(-1)
    assert shop.counted()[RICE] == 0
    shop.take.clear()
    assert shop.counted() == {COLA: 2}


def test_a_name_or_a_slot_goes_to_its_row_anything_else_is_a_code(shop: Shop) -> None:
    shop.begin()
    shop.take.entered("大米")
    assert shop.at() == RICE
    shop.take.entered("b-02")
    assert shop.at() == COLA
    shop.take.entered(RICE_CODE)
    assert shop.counted() == {RICE: 1}
    shop.take.entered("nothing")
    assert shop.take.news is not None
    assert shop.no == ["accepted", "refused"]


def test_goods_that_should_not_be_here_are_counted_too(shop: Shop) -> None:
    shop.stock.goods["N1"] = a_product("N1", "新货", barcodes=("69",))
    shop.begin(Zone.SHELF)
    shop.take.scanned("69")
    assert shop.counted() == {"N1": 1}


def test_what_moved_meanwhile_is_counted_again_first(shop: Shop) -> None:
    shop.begin(Zone.SHELF)
    shop.take.set_counted(6)
    key = StockKey("P10", shop.take.lines[-1].key.lot, "A-01")
    shop.takes.moved[key] = -2
    shop.model.changes(touched(Entity.STOCK, "P10"))
    assert shop.take.lines[0].key == key
    assert shop.take.tally().again == 1
    del shop.takes.moved[key]
    shop.take.stand_at(0)
    shop.take.set_counted(4)
    assert shop.take.tally().again == 0


def test_finishing_books_what_differs_and_leaves_the_rest(shop: Shop, qtbot: QtBot) -> None:
    shop.begin()
    shop.take.entered("大米")
    shop.take.set_counted(8)
    shop.take.scanned(COLA_CODE)
    shop.take.finish()
    assert shop.takes.finished == []
    shop.take.sum_up()
    tally = shop.take.tally()
    assert (tally.places, tally.counted, tally.more, tally.less) == (13, 2, 0, -20)
    assert tally.value == -5980 - 19 * 350
    shop.take.count_on()
    assert shop.step() is Step.COUNTING
    shop.take.sum_up()
    with qtbot.waitSignal(shop.take.finished):
        shop.take.finish()
    assert sum(shop.stock.sums[RICE].values()) == 8
    assert sum(shop.stock.sums[MILK].values()) == 23
    assert shop.step() is Step.START
    assert len(shop.take.past) == 1


def test_one_can_be_dropped(shop: Shop) -> None:
    shop.begin()
    assert shop.take.sheet is not None
    name = shop.take.sheet.stocktake_id
    shop.take.pause()
    shop.take.abandon(name)
    assert shop.take.open_ones == []


def test_trouble_while_counting_loses_no_place(shop: Shop) -> None:
    shop.begin()
    at = shop.at()
    shop.stock.trouble = Refused(say("No."), say("Later."))
    shop.take.set_counted(3)
    assert shop.take.error is not None
    assert shop.at() == at
    assert shop.step() is Step.COUNTING
    shop.take.set_counted(3)
    assert shop.take.error is None


def test_trouble_at_the_start_can_be_tried_again(shop: Shop) -> None:
    shop.stock.trouble = TROUBLE
    shop.take.show()
    assert shop.step() is Step.ERROR
    shop.take.refresh()
    assert shop.step() is Step.START
    shop.take.hide()
    shop.stock.calls.clear()
    shop.take.refresh()
    assert shop.stock.calls == []


def test_a_shop_with_nothing_has_nothing_to_count(shop: Shop) -> None:
    shop.stock.sums.clear()
    shop.begin()
    assert shop.take.current is None
    shop.take.set_counted(1)
    shop.take.one_more(1)
    shop.take.clear()
    shop.take.move(1)
    assert shop.take.tally().places == 0


def test_a_late_answer_after_leaving_does_not_come_back(shop: Shop) -> None:
    shop.begin()
    sheet = shop.take.sheet
    shop.take.pause()
    assert sheet is not None
    shop.take._heard(sheet)
    assert shop.step() is Step.START


def test_unclaimed_goods_by_food_type(shop: Shop) -> None:
    shop.left.show()
    assert shop.left.foods() == {FoodKind.COOKED: 4, FoodKind.FRESH: 6, FoodKind.OTHER: 2}
    shop.left.show_food(FoodKind.FRESH)
    assert [row.line.product_id for row in shop.left.rows] == [MILK]
    shop.stock.left = [x for x in shop.stock.left if x[0] is not FoodKind.FRESH]
    shop.left.refresh()
    assert shop.left.food is None
    assert len(shop.left.rows) == 3
    shop.stock.left.clear()
    shop.left.refresh()
    assert shop.left.phase is Phase.NOTHING
    shop.left.write_off()
    assert shop.model.deeds.form is None


def test_a_write_off_of_unclaimed_goods_takes_what_lies_in_their_slot(shop: Shop) -> None:
    shop.left.show()
    shop.left.stand_at(0)
    shop.left.write_off()
    form = shop.model.deeds.form
    assert form is not None
    assert (form.verb, form.product.product_id, form.quantity) == (Verb.WRITE_OFF, CHICKEN, 2)
    assert form.level.key.slot == "冷藏-1"
    shop.model.deeds.set_reason(WriteOffReason.SPOILT)
    shop.model.deeds.submit()
    assert sum(shop.stock.sums[CHICKEN].values()) == 2


def test_unclaimed_goods_are_given_up_only_after_a_question(shop: Shop, qtbot: QtBot) -> None:
    shop.left.sell()
    shop.left.show()
    shop.left.stand_at(3)
    shop.left.sell()
    shop.left.ask()
    shop.left.leave()
    shop.left.sell()
    assert shop.stock.waiting[RICE] == 2
    shop.left.ask()
    with qtbot.waitSignal(shop.left.sell_wanted) as heard:
        shop.left.sell()
    found, pieces = heard.args
    assert (found.product.product_id, found.free, pieces) == (RICE, 9, 2)
    assert shop.stock.waiting[RICE] == 0


def test_a_refusal_to_give_up_is_said_and_sells_nothing(shop: Shop, qtbot: QtBot) -> None:
    shop.left.show()
    shop.left.ask()
    shop.stock.trouble = Refused(say("No."), say("Later."))
    with qtbot.waitSignal(shop.left.failed), qtbot.assertNotEmitted(shop.left.sell_wanted):
        shop.left.sell()


def test_what_is_asked_about_stays_when_others_collect(shop: Shop) -> None:
    shop.left.show()
    shop.left.stand_at(3)
    shop.left.ask()
    shop.stock.left.pop(0)
    shop.left.refresh()
    assert shop.left.at == 2
    assert shop.left.asking is not None
    assert shop.left.asking.line.product_id == RICE
    shop.stock.left.pop()
    shop.left.refresh()
    assert shop.left.asking is None


def test_trouble_with_unclaimed_goods_is_said(shop: Shop) -> None:
    shop.stock.trouble = TROUBLE
    shop.left.show()
    assert shop.left.phase is Phase.ERROR
