"""Look at everything this counter depends on and say what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from leader_app.domain.text import say
from leader_app.errors import LeaderError
from leader_app.ports import Clock, Store
from leader_app.services.device.report import Finding, Health

SKEW = timedelta(minutes=2)
STALE = timedelta(hours=12)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Probe:
    """One check under the name it is reported by; it may raise what it finds wrong."""

    name: str
    look: Callable[[], Finding]


class Doctor:
    """Runs every check; one that breaks is itself a finding and stops no other."""

    def __init__(self, probes: Sequence[Probe]) -> None:
        self._probes = probes

    def __call__(self) -> Sequence[Finding]:
        """Return one finding a check, in order."""
        return [_run(probe) for probe in self._probes]


def clock_probe(store: Store) -> Probe:
    """Return the check of this computer's clock against the centre's."""

    def look() -> Finding:
        with store.read() as work:
            lead, heard = work.device.centre_lead(), work.device.data_at()
        if heard is None:
            return Finding("clock", Health.GOOD, say("Not compared with the centre yet."))
        if abs(lead) <= SKEW:
            return Finding("clock", Health.GOOD, say("The clock agrees with the centre's."))
        minutes = round(abs(lead).total_seconds() / 60)
        summary = (
            say("This computer's clock is {minutes} minutes slow.", minutes=minutes)
            if lead > timedelta(0)
            else say("This computer's clock is {minutes} minutes fast.", minutes=minutes)
        )
        return Finding(
            "clock",
            Health.ATTENTION,
            summary,
            say("Hand-overs still work. Set the time in the computer's settings."),
        )

    return Probe("clock", look)


def sync_probe(store: Store, clock: Clock) -> Probe:
    """Return the check of how old the data is and how much is unsent."""

    def look() -> Finding:
        with store.read() as work:
            identity, heard = work.device.identity(), work.device.data_at()
            unsent, lead = work.device.unsent(), work.device.centre_lead()
        if identity is None:
            return Finding(
                "sync",
                Health.ATTENTION,
                say("This computer is not a counter yet."),
                say("Enrol it with the token the centre gives out."),
            )
        if heard is None or clock.now() + lead - heard > STALE:
            return Finding(
                "sync",
                Health.ATTENTION,
                say(
                    "The centre was not heard for 12 hours. Waiting to be sent: {unsent}.",
                    unsent=unsent,
                ),
                say("Connect to the network and sync."),
            )
        return Finding("sync", Health.GOOD, say("Waiting to be sent: {unsent}.", unsent=unsent))

    return Probe("sync", look)


def _run(probe: Probe) -> Finding:
    try:
        return probe.look()
    except LeaderError as error:
        return Finding(probe.name, Health.BAD, error.title, error.hint)
    except Exception as error:  # noqa: BLE001 - a broken check is a finding like any other
        _log.exception("the check %s broke", probe.name)
        return Finding(
            probe.name,
            Health.BAD,
            say("This check itself failed ({kind}).", kind=type(error).__name__),
            say("Please report it; the log has the details."),
        )
