"""What counters of a real shop do with goods, as the services do it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from central.cli import listing
from central.feed.writing import FeedDraft
from central.stock import ledger
from central.supply import deliveries
from leader_app.domain import deed, stock_deed
from leader_app.domain.command import Command, CommandKind
from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    Receipt,
)
from leader_app.domain.ids import imported_claim_id, new_command_id
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import Pieces
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import Draw, Level, Lot, Movement, MovementKind, StockDeed, StockKey
from leader_app.ports import UnitOfWork
from tests.contract.centres import RealShop
from tests.contract.till import Till
from tests.fakes.pickups import NOON

Act = Callable[[UnitOfWork, Command], None]
LOTS = (Lot("L1", date(2026, 11, 30)), Lot("L2", date(2026, 12, 8)), Lot())
SLOTS = ("", "A-01", "冷藏 2")


def does(till: Till, kind: CommandKind, body: bytes, act: Act) -> None:
    """Do something as the services do: log and shelves in one transaction."""
    till.clock.advance(timedelta(seconds=1))
    with till.store.write() as work:
        logged = work.log.append(new_command_id(till.clock.now(), os.urandom), kind, body)
        act(work, logged.command)
        work.commit()


def moves(till: Till, kind: CommandKind, *movements: Movement) -> None:
    body = stock_deed.stock_body(movements, "小林")
    device = till.identity.device_id
    does(till, kind, body, lambda w, c: w.stock.record(stock_deed.stock_deed(c, device)))


def receives(till: Till, delivery_id: str, *movements: Movement, final: bool) -> None:
    stock = StockDeed("", MovementKind.RECEIVE, "", "小林", NOON, movements, delivery_id)
    short = Finding(FindingKind.SHORT, 1, movements[0].key.product_id, 1, "少一瓶")
    body = stock_deed.receipt_body(Receipt(stock, (short,), final))
    device = till.identity.device_id
    does(
        till,
        CommandKind.RECEIVE,
        body,
        lambda w, c: w.deliveries.record(stock_deed.receipt(c, device)),
    )


def shares_out(till: Till, *arrivals: Arrival) -> None:
    body = stock_deed.share_out_body("T1", "小林", arrivals)
    does(
        till,
        CommandKind.SHARE_OUT,
        body,
        lambda w, c: w.deliveries.record_arrivals(c.command_id, stock_deed.arrivals(c)),
    )


def hands_over(till: Till, claim_id: str, key: StockKey) -> None:
    """Hand over what is left of a claim, one piece of it from a known place."""
    state = till.state(claim_id)
    if state.hand_overs or not state.orders:
        return
    lines = tuple(
        Pieces(LineKey(order.order_id, line.line_no), line.quantity)
        for order in state.orders
        for line in order.lines
    )
    body = deed.hand_over_body(claim_id, lines, "小林", offline=True, drawn=(Draw(key, 1),))
    device = till.identity.device_id
    does(till, CommandKind.HAND_OVER, body, lambda w, c: w.deeds.record(deed.hand_over(c, device)))


def takes_back(till: Till, claim_id: str) -> None:
    """Undo this counter's hand-over of a claim, if there is one."""
    mine = till.identity.device_id
    for done in till.state(claim_id).hand_overs:
        if done.device_id == mine and done.reversal is None:
            till.clock.advance(timedelta(seconds=1))
            till.undo(done)


def announce(shop: RealShop, name: str) -> Delivery:
    lines = (DeliveryLine(1, f"P{shop.point_id}", 24, LOTS[0], 12),)
    truck = Delivery(name, shop.point_id, "厨房", "车", NOON, DeliveryState.ON_THE_WAY, lines)
    database = shop.centre.database
    with database.writing() as connection:
        draft = FeedDraft(database)
        deliveries.add(connection, draft, [truck])
        draft.write(connection)
    return truck


def levels(till: Till) -> dict[StockKey, int]:
    with till.store.read() as work:
        return {x.key: x.quantity for x in work.stock.levels()}


def at_the_centre(shop: RealShop) -> dict[StockKey, int]:
    with shop.centre.database.reading() as connection:
        found: list[Level] = list(ledger.levels(connection, shop.point_id))
    return {x.key: x.quantity for x in found}


def arrived(till: Till, orders: list[Order]) -> list[tuple[str, int, int, str]]:
    found = []
    with till.store.read() as work:
        for order in orders:
            known = work.orders.get(order.order_id)
            assert known is not None
            found += [(order.order_id, x.line_no, x.arrived, x.slot) for x in known.lines]
    return sorted(found)


def arrived_at_the_centre(shop: RealShop) -> list[tuple[str, int, int, str]]:
    database = shop.centre.database
    with database.reading() as connection:
        rows = list(listing.list_orders(database, connection, shop.point_id, None))
    return sorted(
        (row["order"], line["line"], line["arrived"], line["slot"])
        for row in rows
        for line in row["lines"]
    )


def brought(shop: RealShop) -> tuple[Order, Member, Claim]:
    """Return an order a point brings itself."""
    point = shop.point_id
    name, who = f"J-{point}", f"JM-{point}"
    line = OrderLine(1, f"P{point}", 3, 0, "", Fen(990))
    claim_id = imported_claim_id(point, name)
    order = Order(name, point, who, claim_id, Payment.PAID, False, NOON, "要冰袋", (line,))
    claim = Claim(claim_id, point, who, 1, local_day(NOON), 30, b"")
    return order, Member(who, "王阿姨", "5678", "7", "1801"), claim


@dataclass
class Day:
    """Anything that may happen at a counter, by the dice."""

    chance: Random
    orders: list[Order]
    delivery_id: str
    product_id: str

    def place(self) -> StockKey:
        """Return any place."""
        return StockKey(self.product_id, self.chance.choice(LOTS), self.chance.choice(SLOTS))

    def something(self, till: Till) -> None:
        """Do something at a counter, or sync it."""
        claim_id = self.chance.choice(self.orders).claim_id
        match self.chance.randrange(7):
            case 0:
                self._moves(till)
            case 1:
                pieces = Movement(self.place(), self.chance.randrange(1, 9))
                receives(till, self.delivery_id, pieces, final=False)
            case 2:
                self._shares_out(till)
            case 3:
                hands_over(till, claim_id, self.place())
            case 4:
                takes_back(till, claim_id)
            case _:
                till.sync()

    def _moves(self, till: Till) -> None:
        kinds = (CommandKind.SELL, CommandKind.ADJUST, CommandKind.WRITE_OFF)
        moved = Movement(self.place(), self.chance.choice((-2, -1, 3)))
        moves(till, self.chance.choice(kinds), moved)

    def _shares_out(self, till: Till) -> None:
        order = self.chance.choice(self.orders)
        line = LineKey(order.order_id, self.chance.choice((1, 2)))
        pieces, slot = self.chance.choice((-1, 1, 2)), self.chance.choice(SLOTS)
        shares_out(till, Arrival(line, pieces, slot))
