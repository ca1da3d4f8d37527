"""Books a count: the receipt, then what of it goes to which order; the caller commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from leader_app.domain import stock_deed
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import Receipt, claims_of
from leader_app.domain.stock import Movement, MovementKind, StockDeed, StockKey, moved
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import on_duty
from leader_app.services.receiving.desk import ReceiptDone
from leader_app.services.receiving.draft import Draft
from leader_app.services.receiving.reckoning import Reckoning
from leader_app.services.stock.booking import Floor, book
from leader_app.services.stock.settling import book_arrivals


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
    taken_in, carried = in_two_steps(reckoning.movements)
    receipt = _receipt(floor, work, draft, replace(reckoning, movements=taken_in), final=final)
    for movements in carried:
        book(floor, work, CommandKind.MOVE, stock_deed.stock_body(movements, on_duty(work)))
    book_arrivals(floor, work, draft.delivery_id, reckoning.arrivals)
    orders = dict.fromkeys(arrival.key.order_id for arrival in reckoning.arrivals)
    claims = claims_of(receipt, point_id)
    return ReceiptDone(receipt, claims, len(reckoning.arrivals), tuple(orders))


def in_two_steps(
    movements: Sequence[Movement],
) -> tuple[tuple[Movement, ...], Sequence[Sequence[Movement]]]:
    """Return what one receipt can say, and what is carried to its slots by deeds of their own.

    A receipt of more places than a command holds says what came of each lot; ``Refused`` if even
    the lots are too many.
    """
    if len(movements) <= stock_deed.MOST_ROWS:
        return tuple(movements), ()
    came: Counter[StockKey] = Counter()
    for move in movements:
        came[replace(move.key, slot="")] += move.quantity
    if len(came) > stock_deed.MOST_ROWS:
        raise Refused(
            say("So many lots do not go into one receipt."),
            say("Finish a part of the count, say that more is to come, and go on."),
        )
    placed = [x for x in movements if x.key.slot]
    pairs = [moved(replace(x.key, slot=""), x.key.slot, x.quantity) for x in placed]
    size = stock_deed.MOST_ROWS // 2
    parts = [pairs[n : n + size] for n in range(0, len(pairs), size)]
    taken_in = tuple(Movement(key, count) for key, count in came.items())
    return taken_in, [[move for pair in part for move in pair] for part in parts]


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
