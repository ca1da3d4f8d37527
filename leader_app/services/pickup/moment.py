"""What every verb of the counter needs to know first: who we are, what day it is, who is on."""

from __future__ import annotations

from datetime import datetime

from leader_app.domain.local_time import likely_now
from leader_app.domain.stock_deed import LONGEST_STAFF
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, Connection, Identity, SyncStatus, UnitOfWork

STAFF = "staff"


def enrolled(work: UnitOfWork) -> Identity:
    """Return who this counter is; ``Refused`` before it was enrolled."""
    identity = work.device.identity()
    if identity is None:
        raise Refused(
            say("This computer is not a counter yet."),
            say("Enrol it with the token the centre gives out."),
        )
    return identity


def present(work: UnitOfWork, clock: Clock) -> datetime:
    """Return the time by the centre's clock, as well as this counter can know it."""
    return likely_now(clock.now(), work.device.centre_lead(), work.device.data_at())


def on_duty(work: UnitOfWork) -> str:
    """Return the name of the person at the counter, empty if nobody said."""
    return (work.settings.get(STAFF) or "")[:LONGEST_STAFF]


def is_offline(status: SyncStatus) -> bool:
    """Tell whether the centre could not be asked at this moment."""
    return status.state().connection is not Connection.ONLINE
