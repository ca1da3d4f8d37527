"""The presenters of deeds and of the form of a product, without a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Zone
from leader_app.domain.stock import Level, MovementKind, StockKey, WriteOffReason
from leader_app.domain.text import say
from leader_app.errors import Refused
from tests.fakes.shop import COLA, COLA_CODE, MILK, MILK_SOON
from tests.ui.stock.test_goods import Room
from ui.stock.deeds import MOST_PHOTOS, DeedsViewModel, Form, Verb
from ui.stock.product_form import Fault, Part, ProductFormViewModel

KEY = StockKey(MILK, MILK_SOON, "冷藏-1")


class Desk(Room):
    """The presenters, and what they said."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Form] = []
        self.refused: list[object] = []
        self.deeds.done.connect(self.done.append)
        self.deeds.failed.connect(self.refused.append)

    @property
    def deeds(self) -> DeedsViewModel:
        return self.model.deeds

    @property
    def product(self) -> ProductFormViewModel:
        return self.model.product

    @property
    def form(self) -> Form:
        assert self.deeds.form is not None
        return self.deeds.form

    def begin(self, verb: Verb, *, past: bool = False) -> None:
        level = Level(KEY, 5)
        self.deeds.begin(verb, self.shop.goods[MILK], level, past=past)
        self.runner.go_all()

    def write(self, **texts: str) -> None:
        for part, text in texts.items():
            self.product.write(Part(part), text)


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


def test_a_write_off_wants_a_reason(desk: Desk) -> None:
    desk.begin(Verb.WRITE_OFF)
    assert desk.form.quantity == 5
    desk.deeds.submit()
    assert desk.runner.waiting == []
    desk.deeds.set_reason(WriteOffReason.DAMAGED)
    desk.deeds.set_quantity(2)
    desk.deeds.set_note(" 掉地上了 ")
    desk.deeds.add_photo(b"picture")
    desk.runner.go_all()
    desk.deeds.submit()
    desk.deeds.submit()
    desk.runner.go_all()
    deed = desk.shop.deeds[-1]
    assert deed.kind is MovementKind.WRITE_OFF
    assert (deed.reason, deed.note, len(deed.photos)) == ("damaged", "掉地上了", 1)
    assert desk.shop.sums[MILK][KEY] == 3
    assert len(desk.done) == 1
    assert desk.deeds.form is None


def test_what_is_past_its_day_is_written_off_as_such(desk: Desk) -> None:
    desk.begin(Verb.WRITE_OFF, past=True)
    assert desk.form.reason is WriteOffReason.PAST_USE_BY
    desk.begin(Verb.SEND_BACK, past=True)
    assert desk.form.reason is None


@pytest.mark.parametrize(("quantity", "ready"), [(0, False), (1, True), (5, True), (6, False)])
def test_pieces_that_are_not_there_cannot_be_sent_back(
    desk: Desk, quantity: int, ready: bool
) -> None:
    desk.begin(Verb.SEND_BACK)
    desk.deeds.set_quantity(quantity)
    assert desk.form.ready is ready


def test_goods_are_carried_to_another_slot_only(desk: Desk) -> None:
    desk.begin(Verb.MOVE)
    assert not desk.form.ready
    desk.deeds.set_slot("冷藏-1")
    assert not desk.form.ready
    desk.deeds.set_slot("冷藏-2")
    desk.deeds.submit()
    desk.runner.go_all()
    assert desk.shop.sums[MILK][StockKey(MILK, MILK_SOON, "冷藏-2")] == 5


def test_the_newest_deed_can_be_undone_once(desk: Desk, qtbot: QtBot) -> None:
    desk.begin(Verb.SEND_BACK)
    desk.deeds.submit()
    desk.runner.go_all()
    with qtbot.waitSignal(desk.deeds.undone):
        desk.deeds.undo("a mistake")
        desk.runner.go_all()
    assert desk.shop.sums[MILK][KEY] == 5
    desk.deeds.undo("a mistake")
    assert desk.runner.waiting == []


def test_a_refusal_keeps_what_was_filled_in(desk: Desk) -> None:
    desk.begin(Verb.SEND_BACK)
    desk.shop.trouble = Refused(say("Not now."), say("Later."))
    desk.deeds.submit()
    desk.runner.go_all()
    assert desk.refused == [desk.refused[0]]
    assert desk.form.quantity == 5
    assert not desk.deeds.busy


def test_pictures_are_few_and_may_be_left_out(desk: Desk) -> None:
    desk.begin(Verb.WRITE_OFF)
    desk.deeds.add_photo(b"")
    assert len(desk.refused) == 1
    for number in range(MOST_PHOTOS + 1):
        desk.deeds.add_photo(bytes([number]))
        desk.runner.go_all()
    desk.deeds.add_photo(bytes([0]))
    assert len(desk.form.photos) == MOST_PHOTOS
    desk.deeds.drop_photo(desk.form.photos[0].photo_id)
    assert len(desk.form.photos) == MOST_PHOTOS - 1
    desk.deeds.add_photo(bytes([1]))
    desk.runner.go_all()
    assert len(desk.form.photos) == MOST_PHOTOS - 1


def test_a_picture_that_comes_too_late_belongs_to_nobody(desk: Desk) -> None:
    desk.begin(Verb.WRITE_OFF)
    desk.deeds.add_photo(b"x")
    desk.deeds.cancel()
    desk.runner.go_all()
    assert desk.deeds.form is None


def test_a_new_product_says_what_is_missing(desk: Desk) -> None:
    desk.product.add("6901234567892")
    desk.write(price="1.234", low_stock="-1")
    desk.product.save()
    assert desk.runner.waiting == []
    assert dict(desk.product.faults) == {
        Part.NAME: Fault.EMPTY,
        Part.UNIT: Fault.EMPTY,
        Part.PRICE: Fault.NO_AMOUNT,
        Part.LOW_STOCK: Fault.NO_NUMBER,
    }
    desk.write(name="手工米糕", unit="块", price="6.5", low_stock="3", shelf_days="2")
    assert desk.product.faults == {}
    desk.product.set_zone(Zone.FRIDGE)
    desk.product.set_food(FoodKind.COOKED)
    desk.product.save()
    desk.runner.go_all()
    kept = desk.shop.goods["own11"]
    assert (kept.name, kept.price, kept.low_stock, kept.zone) == ("手工米糕", 650, 3, Zone.FRIDGE)
    assert kept.own
    assert kept.barcodes == ("6901234567892",)


def test_a_scan_adds_a_barcode_once_and_rubbish_never(desk: Desk) -> None:
    assert not desk.product.scanned(COLA_CODE)
    desk.product.edit(desk.shop.goods[MILK])
    assert desk.product.scanned(COLA_CODE)
    assert desk.product.scanned(COLA_CODE)
    assert desk.product.scanned("]C10106928804011173172611241026")
    assert not desk.product.scanned("LDPSOMETHING")
    assert desk.product.sheet is not None
    assert desk.product.sheet.texts[Part.BARCODES].split() == ["6901234567892", COLA_CODE]
    desk.write(barcodes="6901234567892 124")
    desk.product.save()
    assert desk.product.faults[Part.BARCODES] is Fault.NO_BARCODE


def test_a_product_that_was_not_taken_is_still_on_the_form(desk: Desk) -> None:
    errors: list[object] = []
    desk.product.failed.connect(errors.append)
    desk.product.edit(desk.shop.goods[COLA])
    desk.write(price="4")
    desk.shop.trouble = Refused(say("Not now."), say("Later."))
    desk.product.save()
    desk.runner.go_all()
    assert len(errors) == 1
    assert desk.product.sheet is not None
    desk.product.save()
    desk.runner.go_all()
    assert desk.shop.goods[COLA].price == Fen(400)
    assert desk.product.sheet is None
