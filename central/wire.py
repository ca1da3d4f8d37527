"""Things of the domain as they travel, beyond the rows of the feed."""

from __future__ import annotations

from datetime import UTC

from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.command import Command, LoggedCommand, from_microseconds
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.messages import WireCommand, WireKey, WireManifest


def wire_manifest(manifest: KeyManifest) -> WireManifest:
    """Return the manifest as it travels."""
    return WireManifest(
        manifest.serial,
        tuple(
            WireKey(
                key.key_id,
                key.public_key,
                (key.first_day - DAY_ZERO).days,
                (key.last_day - DAY_ZERO).days,
            )
            for key in manifest.keys
        ),
        manifest.signature,
    )


def logged_command(device_id: str, epoch: int, wire: WireCommand) -> LoggedCommand:
    """Return the command a counter sent; ``OverflowError`` for a time beyond the calendar."""
    return LoggedCommand(
        device_id=device_id,
        epoch=epoch,
        seq=wire.seq,
        command=Command(
            command_id=wire.command_id,
            kind=wire.kind,
            schema=wire.schema,
            body=wire.body,
            at=from_microseconds(wire.at).astimezone(UTC),
            monotonic_ns=wire.monotonic_ns,
            boot_id=wire.boot_id,
            base_cursor=wire.base_cursor,
        ),
        previous_hash=wire.previous_hash,
        hash=wire.hash,
    )
