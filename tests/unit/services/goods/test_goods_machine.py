"""A shop that receives, shares out, hands over, sells, carries, throws away and counts, at random.

Beside the real store runs plain arithmetic: what came less what left, and what truly lies where.
Both agree at every step, also when the store is shut in the middle of a count, when goods vanish,
and when another counter is heard of late.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leader_app.domain.share_out import Demand
from leader_app.domain.stock import (
    NO_LOT,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
)
from leader_app.errors import Refused
from leader_app.ports import MovementQuery
from leader_app.services.stock.available import Available
from leader_app.services.stock.desk import SaleLine
from leader_app.services.stocktake import sheet
from tests.fakes.goods_floor import LATER, SOON, Shop, an_order, furnish, open_shop

PRODUCTS = st.sampled_from(["milk", "rice"])
FEW = st.integers(1, 5)
NTH = st.integers(0, 9)
_Done = TypeVar("_Done")


class GoodsMachine(RuleBasedStateMachine):
    """``total`` is the arithmetic by product, ``real`` what truly lies in each place."""

    def __init__(self) -> None:
        super().__init__()
        self.room, self.door = ExitStack(), ExitStack()
        self.folder = Path(self.room.enter_context(tempfile.TemporaryDirectory()))
        self.shop: Shop = self.door.enter_context(open_shop(self.folder))
        furnish(self.shop)
        self.total, self.real = Counter[str](), Counter[StockKey]()
        self.orders: dict[str, str] = {}
        self.taken = Counter[str]()
        self.given: list[tuple[str, str, int]] = []
        self.undoable: list[tuple[str, str, int]] = []
        self.unheard: list[StockDeed] = []
        self.take = ""
        self.counted: set[StockKey] = set()
        self.elsewhere_heard = False

    def teardown(self) -> None:
        self.door.close()
        self.room.close()

    def act(self, product: str, change: int, deed: Callable[[], _Done]) -> _Done:
        """Do something, and do to the real shelves what it says it did."""
        before = self.shop.levels()
        done = deed()
        after = self.shop.levels()
        self.total[product] += change
        for key in before.keys() | after.keys():
            self.real[key] += after.get(key, 0) - before.get(key, 0)
        self.shop.clock.advance(timedelta(seconds=20))
        return done

    def ready(self, name: str) -> int:
        return self.shop.arrived(name)[0][0] - self.taken[name]

    def waiting(self, product: str) -> int:
        return sum(max(0, self.ready(x)) for x, kind in self.orders.items() if kind == product)

    def place(self, nth: int) -> StockKey | None:
        """Choose a place in which something truly lies and the books agree."""
        levels = self.shop.levels()
        keys = [x for x, n in self.real.items() if n > 0 and levels.get(x, 0) > 0]
        keys.sort(key=lambda x: (x.product_id, x.lot.code, x.slot))
        return keys[nth % len(keys)] if keys else None

    @rule(product=PRODUCTS, pieces=FEW)
    def order(self, product: str, pieces: int) -> None:
        bought = an_order(len(self.orders) + 1, (product, pieces))
        self.shop.tell(*bought)
        self.orders[bought[2].order_id] = product

    @rule(product=PRODUCTS, pieces=FEW, lot=st.sampled_from([SOON, LATER, NO_LOT]))
    def receive(self, product: str, pieces: int, lot: Lot) -> None:
        missing = sum(x.missing for x in self.demand(product))
        self.shop.receiving.add("", product, lot, pieces)
        done = self.act(product, pieces, lambda: self.shop.receiving.finish("", final=True))
        assert sum(move.quantity for move in done.receipt.stock.movements) == pieces
        still = sum(x.missing for x in self.demand(product))
        assert missing - still == min(pieces, missing)

    def demand(self, product: str) -> Sequence[Demand]:
        with self.shop.store.read() as work:
            return work.deliveries.demand([product])

    @precondition(lambda self: self.orders)
    @rule(nth=NTH)
    def hand_over(self, nth: int) -> None:
        name = sorted(self.orders)[nth % len(self.orders)]
        claim_id, ready = f"{int(name[1:]):020x}", self.ready(name)
        if ready <= 0:
            with pytest.raises(Refused):
                self.shop.hand_over(claim_id)
            return
        product = self.orders[name]
        done = self.act(product, -ready, lambda: self.shop.hand_over(claim_id))
        self.taken[name] += ready
        self.given.append((name, done.note.hand_over_id, ready))

    @precondition(lambda self: self.given)
    @rule()
    def undo(self) -> None:
        name, hand_over_id, pieces = self.given.pop()
        self.act(self.orders[name], pieces, lambda: self.shop.undo(hand_over_id, ""))
        self.taken[name] -= pieces

    @rule(product=PRODUCTS, pieces=FEW)
    def sell(self, product: str, pieces: int) -> None:
        lines, waiting = [SaleLine(product, pieces)], self.waiting(product)
        if pieces > max(0, self.total[product] - waiting):
            with pytest.raises(Refused):
                self.shop.stock.sell(lines, PaymentKind.CASH)
            return
        sale = self.act(product, -pieces, lambda: self.shop.stock.sell(lines, PaymentKind.CASH))
        assert self.total[product] >= waiting
        self.undoable.append((product, sale.deed.deed_id, pieces))

    @rule(nth=NTH, slot=st.sampled_from(["A-1", "F-2", ""]))
    def carry(self, nth: int, slot: str) -> None:
        key = self.place(nth)
        if key is not None and key.slot != slot:
            self.act(key.product_id, 0, lambda: self.shop.stock.move(key, slot, 1))

    @rule(nth=NTH, kitchen=st.booleans())
    def lose_by_the_books(self, nth: int, kitchen: bool) -> None:
        if (key := self.place(nth)) is None:
            return
        stock = self.shop.stock
        if kitchen:
            deed = self.act(key.product_id, -1, lambda: stock.return_goods(key, 1))
        else:
            reason = WriteOffReason.DAMAGED
            deed = self.act(key.product_id, -1, lambda: stock.write_off(key, 1, reason))
        self.undoable.append((key.product_id, deed.deed_id, 1))
        self.nobody_is_promised_what_is_gone()

    def nobody_is_promised_what_is_gone(self) -> None:
        if not self.elsewhere_heard:
            assert all(self.waiting(x) <= max(0, self.total[x]) for x in ("milk", "rice"))

    @precondition(lambda self: self.undoable)
    @rule()
    def take_back(self) -> None:
        product, deed_id, pieces = self.undoable.pop()
        self.act(product, pieces, lambda: self.shop.stock.take_back(deed_id, ""))
        with pytest.raises(Refused):
            self.shop.stock.take_back(deed_id, "")

    @rule(nth=NTH)
    def vanish(self, nth: int) -> None:
        """A piece is gone, and nobody knows; what was counted before cannot know it either."""
        if (key := self.place(nth)) is not None:
            self.real[key] -= 1
            self.counted.discard(key)

    @rule(nth=NTH)
    def elsewhere(self, nth: int) -> None:
        """Another counter throws a piece away; it is heard of later."""
        if (key := self.place(nth)) is None:
            return
        self.real[key] -= 1
        kind, name = MovementKind.WRITE_OFF, f"x{self.shop.clock.now():%H%M%S}"
        at, moves = self.shop.clock.now(), (Movement(key, -1),)
        self.unheard.append(StockDeed(name, kind, "D2", "", at, moves, reason="spoilt"))
        self.shop.clock.advance(timedelta(seconds=20))

    @rule()
    def hear(self) -> None:
        self.shop.tell(*self.unheard)
        for deed in self.unheard:
            self.total[deed.movements[0].key.product_id] -= 1
            self.elsewhere_heard = True
        self.unheard.clear()

    @rule(nth=NTH)
    def count(self, nth: int) -> None:
        if (key := self.place(nth)) is None:
            return
        self.take = self.take or self.shop.takes.begin().stocktake_id
        sheet = self.shop.takes.set_counted(self.take, key, self.real[key])
        assert sheet == self.shop.takes.sheet(self.take)
        self.counted.add(key)
        self.shop.clock.advance(timedelta(seconds=20))

    @rule()
    def shut_and_open_again(self) -> None:
        sheets = self.shop.takes.open_ones()
        clock, secrets = self.shop.clock, self.shop.secrets
        self.door.close()
        self.shop = self.door.enter_context(open_shop(self.folder, secrets, clock))
        assert self.shop.takes.open_ones() == sheets

    @precondition(lambda self: self.counted)
    @rule()
    def finish_count(self) -> None:
        self.hear()
        deed = self.shop.takes.finish(self.take)
        for move in deed.movements:
            self.total[move.key.product_id] += move.quantity
        levels = self.shop.levels()
        assert {x: levels.get(x, 0) for x in self.counted} == {
            x: self.real[x] for x in self.counted
        }
        self.take = ""
        self.counted.clear()
        self.nobody_is_promised_what_is_gone()
        self.shop.clock.advance(timedelta(seconds=20))

    @invariant()
    def stock_is_what_came_less_what_left(self) -> None:
        assert all(self.shop.on_hand(product) == self.total[product] for product in self.total)

    @invariant()
    def every_quantity_is_the_sum_of_its_movements(self) -> None:
        sums = Counter[StockKey]()
        for note in self.shop.stock.movements(MovementQuery(), 0, 10_000):
            sums[note.row.key] += note.row.quantity
        assert {key: count for key, count in sums.items() if count} == self.shop.levels()


TestGoodsMachine = GoodsMachine.TestCase
TestGoodsMachine.settings = settings(stateful_step_count=30)


@pytest.fixture
def machine() -> Iterator[GoodsMachine]:
    made = GoodsMachine()
    yield made
    made.teardown()


def test_it_notices_when_what_members_wait_for_is_sold(
    machine: GoodsMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.order("milk", 3)
    machine.receive("milk", 3, LATER)
    monkeypatch.setattr(Available, "waiting", property(lambda _: 0))
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        machine.sell("milk", 1)


def test_it_notices_when_what_was_heard_late_is_forgotten(
    machine: GoodsMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.receive("milk", 3, LATER)
    machine.elsewhere(0)
    machine.count(0)
    monkeypatch.setattr(sheet, "moved_since", lambda *_: 0)
    with pytest.raises(AssertionError):
        machine.finish_count()
