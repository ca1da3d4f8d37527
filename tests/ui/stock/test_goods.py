"""The presenters of the list of products and of what moved, without a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, touched
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import MovementKind
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import StockQuery
from tests.fakes.runner import RunsWhenTold
from tests.fakes.shop import COLA, MILK, MILK_CODE, MILK_SOON, RICE, a_product, a_shop
from tests.fakes.slots import FakeSlots
from tests.fakes.stock import FakeStock
from tests.fakes.stocktakes import FakeStocktakes
from ui.kit.longlist import Phase
from ui.kit.window import PAGE
from ui.stock.goods import GoodsViewModel
from ui.stock.view_model import StockViewModel

TROUBLE = Unavailable(say("The store is busy."), say("Wait a moment."))
MANY = 100_000


class Room:
    """All presenters over a shop, their work done when told."""

    def __init__(self, shop: FakeStock | None = None) -> None:
        self.shop = shop or a_shop()
        self.runner = RunsWhenTold()
        self.model = StockViewModel(
            self.shop, FakeStocktakes(self.shop), FakeSlots(), self.runner, now=self.shop.now
        )
        self.errors: list[object] = []
        self.goods.failed.connect(self.errors.append)

    @property
    def goods(self) -> GoodsViewModel:
        return self.model.goods

    def open(self) -> None:
        self.goods.show()
        self.runner.go_all()

    def calls(self, verb: str) -> int:
        return sum(call[0] == verb for call in self.shop.calls)

    def names(self) -> list[str]:
        rows = [self.goods.rows.row(at) for at in range(self.goods.rows.count)]
        return [row.product.product_id for row in rows if row is not None]

    def phase(self) -> Phase:
        return self.goods.rows.phase


@pytest.fixture
def room(qapp: object) -> Room:
    return Room()


def test_nothing_is_read_before_it_is_seen(room: Room) -> None:
    room.model.changes(touched(Entity.STOCK, MILK))
    assert room.shop.calls == []
    room.open()
    assert room.phase() is Phase.ROWS
    assert room.goods.rows.count == 10
    assert room.goods.alert_count("past_use_by") == 1
    assert room.goods.alert_count("expiring") == 3


def test_a_hundred_thousand_products_cost_the_first_pages_only(qapp: object, qtbot: QtBot) -> None:
    shop = FakeStock(goods={f"P{n}": a_product(f"P{n}", f"商品 {n}") for n in range(MANY)})
    room = Room(shop)
    room.open()
    assert room.goods.rows.count == MANY
    assert room.calls("page") == 2
    for row in range(0, MANY, PAGE):
        room.goods.rows.row(row)
    qtbot.waitUntil(lambda: bool(room.runner.waiting))
    room.runner.go_all()
    assert room.calls("page") <= 5
    last = room.goods.rows.row(MANY - 1)
    assert last is not None
    assert last.product.product_id == f"P{MANY - 1}"


def test_an_alert_shows_what_is_behind_it_and_the_next_key_goes_on(room: Room) -> None:
    room.open()
    seen = []
    for _ in range(5):
        room.goods.next_alert()
        room.runner.go_all()
        seen.append((room.goods.query.only, room.goods.rows.count))
    assert seen == [("past_use_by", 1), ("expiring", 3), ("low", 2), ("negative", 1), ("", 10)]


def test_search_zone_and_own_goods_are_one_question(room: Room) -> None:
    room.open()
    room.goods.search("A-03")
    room.runner.go_all()
    assert room.names() == [RICE]
    room.goods.search("")
    room.goods.show_zone(Zone.FREEZER)
    room.goods.show_only("own")
    room.runner.go_all()
    assert room.names() == ["P8"]
    room.goods.search("nothing of the kind")
    room.runner.go_all()
    assert room.phase() is Phase.NOTHING
    room.goods.show_all()
    assert room.goods.query == StockQuery()


def test_the_last_product_looked_at_is_the_one_read(room: Room) -> None:
    room.open()
    for row in range(5):
        room.goods.choose(row)
    room.runner.go_all()
    assert room.calls("product") == 1
    assert room.goods.detail is not None
    room.goods.choose(0)
    room.runner.go_all()
    assert room.goods.detail is not None
    assert (room.goods.detail.on_hand, room.goods.detail.free) == (23, 17)
    assert room.goods.chosen_row() == 0
    room.goods.choose(-1)
    assert room.goods.detail is None


def test_a_scan_looks_at_the_product_a_name_of_several_lists_them(room: Room) -> None:
    room.open()
    room.goods.scanned(MILK_CODE)
    room.runner.go_all()
    assert room.goods.chosen == MILK
    room.goods.scanned("ml")
    room.runner.go_all()
    assert room.goods.query.text == "ml"


def test_an_unknown_barcode_is_said(room: Room, qtbot: QtBot) -> None:
    room.open()
    with qtbot.waitSignal(room.goods.unknown) as heard:
        room.goods.scanned("6900000000000")
        room.runner.go_all()
    assert heard.args == ["6900000000000"]


def test_trouble_is_an_error_of_the_list_and_may_be_tried_again(room: Room) -> None:
    room.shop.trouble = TROUBLE
    room.open()
    assert room.phase() is Phase.ERROR
    room.goods.rows.retry()
    room.runner.go_all()
    assert room.phase() is Phase.ROWS
    room.goods.look_at("gone")
    room.runner.go_all()
    assert len(room.errors) == 1
    assert room.goods.chosen == ""


def test_what_others_do_is_seen_without_moving_the_list(room: Room) -> None:
    room.open()
    room.goods.look_at(COLA)
    room.runner.go_all()
    resets: list[int] = []
    room.goods.rows.reset.connect(resets.append)
    room.shop.sums[COLA][next(iter(room.shop.sums[COLA]))] = 3
    room.model.changes(touched(Entity.STOCK, COLA))
    room.runner.go_all()
    assert resets == []
    assert room.goods.detail is not None
    assert room.goods.detail.on_hand == 3


def test_every_figure_opens_its_movements(room: Room) -> None:
    moved = room.model.movements
    moved.open(room.shop.goods[MILK])
    moved.rows.show()
    room.runner.go_all()
    assert moved.rows.count == 4
    moved.filter(frozenset({MovementKind.SELL}))
    room.runner.go_all()
    assert moved.rows.count == 1
    key = next(x.key for x in room.shop.levels(MILK) if x.key.lot == MILK_SOON)
    moved.open(room.shop.goods[MILK], key)
    room.runner.go_all()
    assert moved.rows.count == 1
    note = moved.rows.row(0)
    assert note is not None
    assert (note.row.kind, note.row.quantity) == (MovementKind.RECEIVE, 5)
    moved.close()
    assert moved.about is None


def test_out_of_sight_movements_wait(room: Room) -> None:
    room.model.movements.rows.refresh()
    assert room.runner.waiting == []
