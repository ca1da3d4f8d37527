"""A run of a counter's log as it travels, and back.

What can be computed is not sent: of the links of the chain only the first previous hash travels.
The reader computes the others; the digest and the signed head of the push show whether both see
the same log. A sender that does send its links has them checked.
"""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.command import (
    BrokenChainError,
    Command,
    LoggedCommand,
    LogHead,
    chain,
    from_microseconds,
    head_of,
    microseconds,
)
from sync.protocol.messages import WireCommand


def to_wire(run: Sequence[LoggedCommand]) -> tuple[WireCommand, ...]:
    """Return commands that follow one another as they travel."""
    return tuple(_wire(logged, is_first=not place) for place, logged in enumerate(run))


def from_wire(
    device_id: str, epoch: int, commands: Sequence[WireCommand]
) -> Sequence[LoggedCommand]:
    """Return the commands of a push, each in its place of the chain.

    Raises ``BrokenChainError`` where they do not follow one another or a link that was sent is
    not the computed one, ``OverflowError`` for a time beyond the calendar.
    """
    first = commands[0]
    head = LogHead(device_id, epoch, first.seq - 1, first.previous_hash)
    run: list[LoggedCommand] = []
    for wire in commands:
        logged = chain(head, _command(wire))
        if wire.seq != logged.seq or not _fits(wire, logged):
            raise BrokenChainError(wire.seq)
        run.append(logged)
        head = head_of(logged)
    return run


def _fits(wire: WireCommand, logged: LoggedCommand) -> bool:
    return wire.hash in {b"", logged.hash} and wire.previous_hash in {b"", logged.previous_hash}


def _wire(logged: LoggedCommand, *, is_first: bool) -> WireCommand:
    command = logged.command
    return WireCommand(
        logged.seq,
        command.command_id,
        command.kind,
        command.schema,
        command.body,
        microseconds(command.at),
        command.monotonic_ns,
        command.boot_id,
        command.base_cursor,
        logged.previous_hash if is_first else b"",
        b"",
    )


def _command(wire: WireCommand) -> Command:
    return Command(
        command_id=wire.command_id,
        kind=wire.kind,
        schema=wire.schema,
        body=wire.body,
        at=from_microseconds(wire.at),
        monotonic_ns=wire.monotonic_ns,
        boot_id=wire.boot_id,
        base_cursor=wire.base_cursor,
    )
