"""Booking a deed: one command in the log and its movements in the ledger, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from leader_app.domain.command import CommandKind
from leader_app.domain.ids import new_command_id
from leader_app.domain.local_time import local_day
from leader_app.domain.stock import StockDeed
from leader_app.domain.stock_deed import stock_deed
from leader_app.ports import Clock, Store, UnitOfWork, Wake
from leader_app.services.pickup.moment import present


@dataclass(frozen=True, slots=True)
class Floor:
    """What every deed with goods needs: the store, the time, sync to wake, and noise for ids."""

    store: Store
    clock: Clock
    wake: Wake
    random: Callable[[int], bytes]

    def new_id(self) -> str:
        """Return an id for a command."""
        return new_command_id(self.clock.now(), self.random)

    def now(self, work: UnitOfWork) -> datetime:
        """Return the time by the centre's clock, as well as it can be known."""
        return present(work, self.clock)

    def today(self, work: UnitOfWork) -> date:
        """Return the day it is at the point."""
        return local_day(self.now(work))


def book(floor: Floor, work: UnitOfWork, kind: CommandKind, body: bytes) -> StockDeed:
    """Write the command and book what it says; the caller commits and wakes sync."""
    logged = work.log.append(floor.new_id(), kind, body)
    deed = stock_deed(logged.command, logged.device_id)
    work.stock.record(deed)
    return deed
