"""Books a count: the receipt, then what of it goes to which order; the caller commits."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain import stock_deed
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import Receipt, claims_of
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import MovementKind, StockDeed
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import on_duty
from leader_app.services.receiving.desk import ReceiptDone
from leader_app.services.receiving.draft import Draft
from leader_app.services.receiving.reckoning import Reckoning
from leader_app.services.stock.booking import Floor


def booked(
    floor: Floor,
    work: UnitOfWork,
    draft: Draft,
    reckoning: Reckoning,
    point_id: int,
    *,
    final: bool,
) -> ReceiptDone:
    """Book a count as its reckoning says."""
    receipt = _receipt(floor, work, draft, reckoning, final=final)
    _share_out(floor, work, draft.delivery_id, reckoning.arrivals)
    orders = dict.fromkeys(arrival.key.order_id for arrival in reckoning.arrivals)
    claims = claims_of(receipt, point_id)
    return ReceiptDone(receipt, claims, len(reckoning.arrivals), tuple(orders))


def _receipt(
    floor: Floor, work: UnitOfWork, draft: Draft, reckoning: Reckoning, *, final: bool
) -> Receipt:
    command_id = floor.new_id()
    stock = StockDeed(
        command_id,
        MovementKind.RECEIVE,
        "",
        on_duty(work),
        floor.clock.now(),
        reckoning.movements,
        draft.delivery_id,
    )
    told = Receipt(
        stock,
        reckoning.findings,
        final or not draft.delivery_id,
        draft.driver,
        draft.leader,
        draft.chilled,
        draft.frozen,
    )
    body = stock_deed.receipt_body(told)
    logged = work.log.append(command_id, CommandKind.RECEIVE, body)
    receipt = stock_deed.receipt(logged.command, logged.device_id)
    work.deliveries.record(receipt)
    return receipt


def _share_out(
    floor: Floor, work: UnitOfWork, delivery_id: str, arrivals: Sequence[Arrival]
) -> None:
    for start in range(0, len(arrivals), stock_deed.MOST_ROWS):
        part = arrivals[start : start + stock_deed.MOST_ROWS]
        body = stock_deed.share_out_body(delivery_id, on_duty(work), part)
        logged = work.log.append(floor.new_id(), CommandKind.SHARE_OUT, body)
        read = stock_deed.arrivals(logged.command)
        work.deliveries.record_arrivals(logged.command.command_id, read)
