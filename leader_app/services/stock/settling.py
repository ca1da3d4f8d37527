"""Whose goods they were: members lose what was thrown away, and get back what turned up again.

A line counts as here only while its pieces are. When pieces go otherwise than to members (thrown
away, sent back, missing at a count), the lines they were for wait again, the last ones served
first; when pieces come back, lines that wait get them by the rule of sharing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from leader_app.domain import stock_deed
from leader_app.domain.command import CommandKind
from leader_app.domain.order import Stage
from leader_app.domain.share_out import Arrival, share_out
from leader_app.domain.stock import Movement, StockDeed
from leader_app.ports import OrderQuery, PickLine, UnitOfWork
from leader_app.services.pickup.moment import on_duty
from leader_app.services.stock.available import Available, availability
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.checks import products_of

_MOST_UNPAID = 1000


def settle(floor: Floor, work: UnitOfWork, deeds: Sequence[StockDeed]) -> Sequence[Arrival]:
    """Book what deeds that were just recorded mean for the lines of members."""
    changes: Counter[str] = Counter()
    for move in _movements(deeds):
        changes[move.key.product_id] += move.quantity
    products = products_of(work, list(changes))
    arrivals: list[Arrival] = []
    for product_id, change in changes.items():
        found = availability(work, products[product_id], floor.today(work))
        slots = [x.key.slot for x in _movements(deeds) if x.key.product_id == product_id]
        if change < 0:
            arrivals += _taken_from(work, found, -change, slots)
        elif change > 0:
            arrivals += _given_to(work, found, change, slots[0])
    book_arrivals(floor, work, "", arrivals)
    return arrivals


def book_arrivals(
    floor: Floor, work: UnitOfWork, delivery_id: str, arrivals: Sequence[Arrival]
) -> None:
    """Write down what came for which lines (or went), in as many commands as it needs."""
    for start in range(0, len(arrivals), stock_deed.MOST_ROWS):
        part = arrivals[start : start + stock_deed.MOST_ROWS]
        body = stock_deed.share_out_body(delivery_id, on_duty(work), part)
        logged = work.log.append(floor.new_id(), CommandKind.SHARE_OUT, body)
        read = stock_deed.arrivals(logged.command)
        work.deliveries.record_arrivals(logged.command.command_id, read)


def _movements(deeds: Sequence[StockDeed]) -> Iterator[Movement]:
    for deed in deeds:
        yield from deed.movements


def _taken_from(
    work: UnitOfWork, found: Available, gone: int, slots: Sequence[str]
) -> Iterator[Arrival]:
    """Choose the lines that wait again: unpaid ones, then those in the slots that lost pieces.

    Of equals the newest order. Only as many as ``gone`` pieces made short: what the books lacked
    before is not settled here.
    """
    lost = min(gone, max(0, found.waiting - found.on_hand))
    unpaid = _unpaid_lines(work)
    mine = [
        x for x in (*unpaid, *work.reports.pick_lines()) if x.product_id == found.product.product_id
    ]
    newest = sorted(mine, key=lambda x: (x.placed_at, x.key.order_id, x.key.line_no), reverse=True)
    late = {line.key for line in unpaid}
    for line in sorted(newest, key=lambda x: (x.key not in late, x.slot not in slots)):
        pieces = min(lost, here_for(line))
        if pieces > 0:
            lost -= pieces
            yield Arrival(line.key, -pieces, "")


def _unpaid_lines(work: UnitOfWork) -> Sequence[PickLine]:
    query = OrderQuery(stages=frozenset({Stage.UNPAID}))
    orders = [order.order_id for order in work.orders.page(query, 0, _MOST_UNPAID)]
    return work.reports.pick_lines(orders) if orders else ()


def _given_to(work: UnitOfWork, found: Available, came: int, slot: str) -> Iterator[Arrival]:
    product_id = found.product.product_id
    supply = {product_id: min(came, found.free)}
    for share in share_out(work.deliveries.demand([product_id]), supply):
        if share.granted:
            yield Arrival(share.demand.key, share.granted, slot)


def here_for(line: PickLine) -> int:
    """Return the pieces of a line that are here and not collected."""
    return max(0, min(line.arrived, line.quantity) - line.taken)
