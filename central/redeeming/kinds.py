"""Which booking each kind of command has, and in what runs they are booked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from central.booking.run import Booking, BookingMaker, Run, at_once
from central.catalogue.settings import set_product, set_slot
from central.intake.importing import take_in
from central.redeeming.deeds import hand_over_desk
from central.stock.deeds import stock_desk
from central.supply.receiving import receive
from central.supply.sharing import share_out
from leader_app.domain.command import STOCK_KINDS, CommandKind, LoggedCommand

_BOOKINGS: dict[str, BookingMaker] = {
    **dict.fromkeys(STOCK_KINDS, stock_desk),
    CommandKind.HAND_OVER: hand_over_desk,
    CommandKind.REVERSE: hand_over_desk,
    CommandKind.RECEIVE: at_once(receive),
    CommandKind.SHARE_OUT: at_once(share_out),
    CommandKind.SET_SLOT: at_once(set_slot),
    CommandKind.SET_PRODUCT: at_once(set_product),
    CommandKind.IMPORT_ORDERS: at_once(take_in),
}


def bookings(run: Run, commands: Sequence[LoggedCommand]) -> dict[str, Booking]:
    """Return the booking of each kind there is among ``commands``; unknown kinds have none."""
    theirs: dict[BookingMaker, list[LoggedCommand]] = {}
    for logged in commands:
        maker = _BOOKINGS.get(logged.command.kind)
        if maker is not None:
            theirs.setdefault(maker, []).append(logged)
    made = {maker: maker(run, few) for maker, few in theirs.items()}
    return {
        logged.command.kind: made[_BOOKINGS[logged.command.kind]]
        for few in theirs.values()
        for logged in few
    }


def stretches(commands: Sequence[LoggedCommand]) -> Iterator[Sequence[LoggedCommand]]:
    """Yield ``commands`` in runs that can be booked at once.

    An import begins a new one: the claims it brings may be handed out right after it.
    """
    start = 0
    for place, logged in enumerate(commands):
        if place > start and logged.command.kind == CommandKind.IMPORT_ORDERS:
            yield commands[start:place]
            start = place
    yield commands[start:]
