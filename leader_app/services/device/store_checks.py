"""What the doctor says of the store, its log and its journal after one thorough look."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.text import say
from leader_app.ports import Examination, StoreHealth
from leader_app.services.device.doctor import Probe
from leader_app.services.device.report import Finding, Health


def store_probes(store: StoreHealth) -> Sequence[Probe]:
    """Return the checks; the store is read once a run, by the first of them."""
    found: list[Examination] = []

    def database() -> Finding:
        found[:] = [store.examine()]
        return _database(found[0])

    def seen() -> Examination:
        return found[0] if found else store.examine()

    return [
        Probe("database", database),
        Probe("chain", lambda: _chain(seen())),
        Probe("journal", lambda: _journal(seen())),
        Probe("stock", lambda: _stock(seen())),
        Probe("disk", lambda: _disk(seen())),
    ]


def _database(found: Examination) -> Finding:
    if found.sound:
        return Finding("database", Health.GOOD, say("The store's file is sound."))
    return Finding(
        "database",
        Health.BAD,
        say("The store's file is damaged."),
        say("Hand nothing over on this computer, keep the folder as it is and call the centre."),
    )


def _chain(found: Examination) -> Finding:
    if found.broken_at:
        return Finding(
            "chain",
            Health.BAD,
            say("The log is broken at entry {seq}.", seq=found.broken_at),
            say("Keep the folder as it is and call the centre; the journal has a second copy."),
        )
    return Finding(
        "chain", Health.GOOD, say("The log is whole; entries: {count}.", count=found.commands)
    )


def _journal(found: Examination) -> Finding:
    if found.only_in_journal:
        return Finding(
            "journal",
            Health.BAD,
            say("Only in the second copy: {count}.", count=found.only_in_journal),
            say("Keep the folder as it is and call the centre; they can be brought back."),
        )
    if found.journal_lacks:
        return Finding(
            "journal",
            Health.ATTENTION,
            say("Not in the second copy yet: {count}.", count=found.journal_lacks),
            say("They are written again at the next start. Is the disk full?"),
        )
    return Finding("journal", Health.GOOD, say("The second copy of the log is complete."))


def _stock(found: Examination) -> Finding:
    if found.levels_off:
        return Finding(
            "stock",
            Health.BAD,
            say("Stock is not what was moved, in places: {count}.", count=found.levels_off),
            say("Keep the folder as it is and call the centre; count these places again."),
        )
    return Finding("stock", Health.GOOD, say("Stock is the sum of what was moved."))


def _disk(found: Examination) -> Finding:
    if found.disk_low:
        return Finding(
            "disk",
            Health.ATTENTION,
            say("The disk is nearly full; only hand-overs are still written."),
            say("Free some space on this computer's disk."),
        )
    return Finding("disk", Health.GOOD, say("There is room on the disk."))
