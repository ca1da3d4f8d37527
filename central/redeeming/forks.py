"""One log that says two different things: a restored or copied disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from central.booking.incidents import keep_incidents
from central.counters import devices as counters
from central.counters.devices import DeviceRow, Standing
from central.feed.writing import FeedDraft
from central.redeeming import log
from central.redeeming.log import Stored
from central.refusal import Refusal
from central.storage.database import Database
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import LoggedCommand, LogHead
from leader_app.domain.deed import claim_of
from leader_app.domain.incident import Incident, IncidentKind
from sync.protocol.messages import ErrorCode


class ForkError(Exception):
    """The counter's log says something else ``at`` a place the centre knows."""

    def __init__(self, at: LoggedCommand) -> None:
        super().__init__()
        self.at = at


def fresh_part(
    head: LogHead, commands: Sequence[LoggedCommand], known: Mapping[int, Stored]
) -> list[LoggedCommand]:
    """Return the commands after ``head``.

    Raises ``Refusal`` if some are missing before them, ``ForkError`` if they follow another past.
    """
    for logged in commands:
        stored = known.get(logged.seq)
        if stored and stored.hash != logged.hash:
            raise ForkError(logged)
    fresh = [logged for logged in commands if logged.seq > head.seq]
    if fresh and fresh[0].seq != head.seq + 1:
        message = "Commands before these are missing."
        raise Refusal(409, ErrorCode.GAP, message, head.seq + 1)
    if fresh and fresh[0].previous_hash != head.hash:
        raise ForkError(fresh[0])
    return fresh


def quarantine(
    database: Database,
    connection: Connection,
    device_id: str,
    commands: Sequence[LoggedCommand],
    at: LoggedCommand,
) -> None:
    """Keep what a forked counter says, take it out of the game and tell its point."""
    device = counters.require(connection, device_id, lock=True)
    log.set_aside(database, connection, commands)
    if device.standing is not Standing.ACTIVE:
        return
    counters.mark(connection, device_id, Standing.QUARANTINED)
    incident = _incident(device, at)
    keep_incidents(connection, [incident])
    draft = FeedDraft(database)
    draft.put(device.point_id, counters.require(connection, device_id).seen_by_others())
    draft.put(device.point_id, incident)
    draft.write(connection)


def _incident(device: DeviceRow, at: LoggedCommand) -> Incident:
    name = at.command.command_id
    return Incident(
        incident_id=f"I-fork-{at.hash.hex()[:32]}",
        kind=IncidentKind.FORKED_LOG,
        point_id=device.point_id,
        claim_id=_claim(at),
        device_id=device.device_id,
        hand_over_ids=(name,),
        at=at.command.at,
        settled=False,
    )


def _claim(at: LoggedCommand) -> str:
    """Return the claim a command is about; none if it is about none."""
    try:
        return claim_of(at.command)
    except UnreadableCommandError:
        return ""
