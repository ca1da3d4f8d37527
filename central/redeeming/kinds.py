"""Which booking each kind of command has, and in what runs they are booked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from central.booking.run import Booking, BookingMaker, Run, at_once
from central.catalogue.settings import set_product, set_slot
from central.intake.importing import take_in
from central.notices.consenting import set_contact
from central.notices.desk import notice_desk
from central.notices.reacting import react
from central.redeeming.deeds import hand_over_desk
from central.stock.deeds import stock_desk
from central.supply.receiving import receive
from central.supply.sharing import sharing_desk
from leader_app.domain.command import STOCK_KINDS, CommandKind, LoggedCommand

_BOOKINGS: dict[str, BookingMaker] = {
    **dict.fromkeys(STOCK_KINDS, stock_desk),
    CommandKind.HAND_OVER: hand_over_desk,
    CommandKind.REVERSE: hand_over_desk,
    CommandKind.RECEIVE: at_once(receive),
    CommandKind.SHARE_OUT: sharing_desk,
    CommandKind.SET_SLOT: at_once(set_slot),
    CommandKind.SET_PRODUCT: at_once(set_product),
    CommandKind.IMPORT_ORDERS: at_once(take_in),
    CommandKind.TELL: notice_desk,
    CommandKind.POST: notice_desk,
    CommandKind.REACT: at_once(react),
    CommandKind.SET_CONTACT: at_once(set_contact),
}


def bookings(run: Run, commands: Sequence[LoggedCommand]) -> dict[str, Booking]:
    """Return the booking of each kind there is among ``commands``; unknown kinds have none.

    They are made in one order, so that two counters never wait for each other's locks.
    """
    present = {logged.command.kind for logged in commands}
    made: dict[BookingMaker, Booking] = {}
    for kind, maker in _BOOKINGS.items():
        if kind in present and maker not in made:
            theirs = [x for x in commands if _BOOKINGS.get(x.command.kind) is maker]
            made[maker] = maker(run, theirs)
    return {kind: made[maker] for kind, maker in _BOOKINGS.items() if maker in made}


def stretches(commands: Sequence[LoggedCommand]) -> Iterator[Sequence[LoggedCommand]]:
    """Yield ``commands`` in runs that can be booked at once.

    Imports are runs of their own: the claims they bring may be handed out right after them.
    """
    for _, run in itertools.groupby(commands, _is_import):
        yield list(run)


def _is_import(logged: LoggedCommand) -> bool:
    return logged.command.kind == CommandKind.IMPORT_ORDERS
