"""What the doctor wants to know of the store; reads all of it."""

from __future__ import annotations

from leader_app.domain.command import BrokenChainError
from leader_app.ports import Examination
from leader_app.storage import command_log
from leader_app.storage.unit_of_work import Units


def examine(units: Units) -> Examination:
    """Check the file, the chain of the log, and the journal against the log."""
    commands, broken_at = _follow(units)
    in_log, in_journal = _places(units)
    return Examination(
        sound=units.database.is_sound(),
        commands=commands,
        broken_at=broken_at,
        journal_lacks=len(in_log - in_journal),
        only_in_journal=len(in_journal - in_log),
        disk_low=units.ballast.is_disk_low(),
    )


def _follow(units: Units) -> tuple[int, int]:
    """Return how many commands follow from one another, and the first that does not (or 0)."""
    try:
        with units.database.reading() as connection:
            return command_log.verify(connection), 0
    except BrokenChainError as error:
        return error.seq - 1, error.seq


def _places(units: Units) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the places of the log's commands and of those the journal can give back."""
    with units.database.reading() as connection:
        in_log = {(x.epoch, x.seq) for x in command_log.after(connection, 0, 0)}
    return in_log, {(x.epoch, x.seq) for x in units.journal.salvage()}
