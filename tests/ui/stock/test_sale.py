"""Walk-in sales, without a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.money import Fen
from leader_app.domain.stock import PaymentKind
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.services.stock.desk import SaleDone, SaleLine
from tests.fakes.shop import COLA, COLA_CODE, MILK, MILK_CODE, MILK_SOON, RICE_CODE
from tests.ui.stock.test_goods import Room
from ui.stock.cart import asked_price, change_for, times
from ui.stock.sale import SaleViewModel

TROUBLE = Unavailable(say("The disk is full."), say("Free some room."))
GS1 = "]C10106901234567892172611241026"


class Till(Room):
    """The presenter, and what was sold."""

    def __init__(self) -> None:
        super().__init__()
        self.sold: list[SaleDone] = []
        self.no: list[str] = []
        self.sale.sold.connect(self.sold.append)
        self.model.cue.connect(self.no.append)
        self.sale.show()
        self.runner.go_all()

    @property
    def sale(self) -> SaleViewModel:
        return self.model.sale

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.sale.scanned(code)
        self.runner.go_all()

    def enter(self, text: str = "") -> None:
        self.sale.entered(text)
        self.runner.go_all()

    def lines(self) -> list[tuple[str, int, int]]:
        return [(x.product.product_id, x.quantity, x.price) for x in self.sale.cart.lines]

    def wishes(self) -> list[tuple[object, ...]]:
        return [call for call in self.shop.calls if call[0] == "sell"]


@pytest.fixture
def till(qapp: object) -> Till:
    return Till()


def test_scan_scan_scan_enter(till: Till) -> None:
    for code in (COLA_CODE, MILK_CODE, COLA_CODE):
        till.sale.scanned(code)
    till.sale.entered("")
    assert till.sold == []
    till.runner.go_all()
    assert len(till.sold) == 1
    assert till.sold[0].total == Fen(350 * 2 + 1290)
    assert till.sale.cart.lines == ()
    assert till.sale.done == till.sold[0]


def test_enter_twice_sells_once(till: Till) -> None:
    till.scan(COLA_CODE)
    till.sale.entered("")
    till.sale.entered("")
    till.sale.pay(PaymentKind.CASH)
    till.runner.go_all()
    till.enter()
    assert len(till.wishes()) == 1


def test_what_is_scanned_while_paying_is_the_next_customers(till: Till) -> None:
    till.scan(COLA_CODE)
    till.sale.pay(PaymentKind.CASH)
    till.sale.scanned(RICE_CODE)
    till.runner.go_all()
    assert [x.quantity for x in till.sold[0].lines] == [1]
    assert till.lines() == [("P2", 1, 5980)]
    assert till.sale.payment is PaymentKind.CASH


def test_a_refused_sale_stays_on_the_counter_before_what_came_later(till: Till) -> None:
    till.scan(COLA_CODE)
    till.enter("*3")
    till.shop.trouble = TROUBLE
    till.sale.pay(PaymentKind.CASH)
    till.sale.scanned(MILK_CODE)
    till.runner.go_all()
    assert till.lines() == [(COLA, 3, 350), (MILK, 1, 1290)]
    assert till.sold == []
    assert "refused" in till.no
    assert "done" not in till.no
    till.enter()
    assert len(till.sold) == 1


def test_an_unknown_code_stops_the_enter_behind_it(till: Till) -> None:
    till.sale.scanned(COLA_CODE)
    till.sale.scanned("6900000000000")
    till.sale.entered("")
    till.runner.go_all()
    assert till.sold == []
    assert till.lines() == [(COLA, 1, 350)]
    assert till.sale.news is not None
    till.enter()
    assert len(till.sold) == 1


def test_a_store_in_trouble_stops_the_enter_behind_a_scan(till: Till) -> None:
    till.sale.scanned(COLA_CODE)
    till.sale.entered("")
    till.shop.trouble = TROUBLE
    till.runner.go_all()
    assert till.sold == []
    assert till.sale.error is TROUBLE
    till.scan(COLA_CODE)
    assert till.sale.error is None


def test_pieces_and_prices_by_keys(till: Till) -> None:
    till.scan(COLA_CODE)
    till.enter("*3")
    till.enter("@4.50")
    assert till.lines() == [(COLA, 3, 450)]
    till.sale.step(1)
    till.sale.step(-2)
    assert till.lines() == [(COLA, 2, 450)]
    till.enter("=3.50")
    assert till.sale.cart.lines[0].unit_price is None
    till.enter("4*")
    till.enter("大米")
    assert till.lines()[1] == ("P2", 4, 5980)
    till.sale.move(-1)
    till.sale.remove()
    assert [line[0] for line in till.lines()] == ["P2"]
    till.sale.step(-4)
    assert till.lines() == []


def test_a_price_of_ones_own_reaches_the_sale_and_the_usual_one_does_not(till: Till) -> None:
    till.scan(COLA_CODE, MILK_CODE)
    till.sale.set_price(Fen(1000))
    till.enter()
    assert till.wishes()[0][1] == (SaleLine(COLA, 1), SaleLine(MILK, 1, Fen(1000)))


def test_several_that_fit_are_chosen_by_digit(till: Till) -> None:
    till.enter("ml")
    assert [x.product.product_id for x in till.sale.candidates] == [MILK, COLA, "P8"]
    till.sale.pay(PaymentKind.CASH)
    assert till.runner.waiting == []
    till.sale.choose(7)
    till.sale.choose(1)
    assert till.lines() == [(COLA, 1, 350)]


def test_the_lot_of_a_label_goes_along(till: Till) -> None:
    till.scan(GS1, MILK_CODE)
    assert till.sale.cart.lines[0].lot == MILK_SOON
    till.enter()
    assert till.wishes()[0][1] == (SaleLine(MILK, 1, None, MILK_SOON), SaleLine(MILK, 1))


def test_more_than_is_free_is_seen_before_it_is_refused(till: Till) -> None:
    till.scan(MILK_CODE)
    till.enter("*18")
    assert till.sale.cart.lines[0].short
    till.enter()
    assert till.sale.error is not None
    assert till.sold == []


def test_a_sale_is_taken_back_once_with_a_reason(till: Till) -> None:
    till.scan(COLA_CODE)
    till.enter()
    takings = till.sale.takings()
    till.sale.ask_back(till.sale.newest())
    till.sale.take_back("拿错了")
    till.runner.go_all()
    assert till.shop.calls[-2][:3] == ("take_back", till.sold[0].deed.deed_id, "拿错了")
    assert till.sale.takings() == takings - 350
    sale = next(x for x in till.sale.standing() if x.deed == till.sold[0].deed)
    assert till.sale.is_taken_back(sale)
    assert till.sale.done is None
    till.sale.ask_back(sale)
    assert till.sale.asking is None


def test_esc_steps_back_one_thing_at_a_time(till: Till) -> None:
    till.scan(COLA_CODE)
    till.enter("ml")
    till.sale.ask_back(till.sale.newest())
    till.sale.clear()
    assert till.sale.asking is None
    till.sale.clear()
    assert till.sale.candidates == ()
    till.sale.clear()
    assert till.sale.news is None
    assert till.lines() != []
    till.sale.clear()
    assert till.lines() == []


def test_the_next_scan_leaves_the_question_why(till: Till) -> None:
    till.sale.ask_back(till.sale.newest())
    till.scan(COLA_CODE)
    assert till.sale.asking is None


def test_takings_leave_out_what_was_taken_back(till: Till, qtbot: QtBot) -> None:
    assert till.sale.takings() == Fen(2640 + 700)
    till.shop.take_back("d15", "x")
    with qtbot.waitSignal(till.sale.sales_changed):
        till.sale.refresh()
        till.runner.go_all()
    assert len(till.sale.standing()) == 2
    till.sale.hide()
    till.sale.refresh()
    assert till.runner.waiting == []


@pytest.mark.parametrize(
    ("text", "pieces"), [("*3", 3), ("x12", 12), ("3*", 3), ("×2", 2), ("3", None), ("**", None)]
)
def test_times(text: str, pieces: int | None) -> None:
    assert times(text) == pieces


@pytest.mark.parametrize(
    ("text", "price"), [("@5", 500), ("=4.5", 450), ("@", None), ("@-1", None), ("@x", None)]
)
def test_prices(text: str, price: int | None) -> None:
    assert asked_price(text) == price


def test_change_is_said_for_the_next_notes() -> None:
    assert change_for(Fen(2730))[:2] == [(3000, 270), (4000, 1270)]
    assert change_for(Fen(0)) == []
    assert (10_000, 0) not in change_for(Fen(10_000))
