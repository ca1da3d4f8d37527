"""Whether a push is whole, holds together and comes from the counter it names."""

from __future__ import annotations

from collections.abc import Sequence

from central.counters.devices import DeviceRow
from central.refusal import Refusal
from leader_app.domain import command as chains
from leader_app.domain.command import HASH_BYTES, LoggedCommand
from sync.protocol import log
from sync.protocol.codec import push_digest
from sync.protocol.messages import MAX_PUSH_COMMANDS, ErrorCode, PushRequest, WireCommand

_INTEGER = 2**31
_BIG_INTEGER = 2**63
_LONGEST_ID = 64
_LONGEST_KIND = 40
_LONGEST_TEXT = 400


def checked(device_id: str, asked: PushRequest) -> Sequence[LoggedCommand]:
    """Return the commands of a push; ``Refusal`` unless they are whole and follow one another."""
    if not asked.commands or len(asked.commands) > MAX_PUSH_COMMANDS:
        raise Refusal(400, ErrorCode.BAD_REQUEST, "A push has 1 to 200 commands.")
    if asked.count != len(asked.commands):
        raise Refusal(400, ErrorCode.BAD_DIGEST, "The push was damaged on its way.")
    if not 0 <= asked.epoch < _INTEGER or not all(map(_can_be_kept, asked.commands)):
        raise Refusal(400, ErrorCode.BAD_REQUEST, "No counter of ours writes such commands.")
    try:
        commands = log.from_wire(device_id, asked.epoch, asked.commands)
    except (chains.BrokenChainError, OverflowError, ValueError) as error:
        raise Refusal(
            400, ErrorCode.BAD_DIGEST, "The commands do not follow one another."
        ) from error
    if asked.digest != push_digest(commands):
        raise Refusal(400, ErrorCode.BAD_DIGEST, "The push was damaged on its way.")
    return commands


def require_signature(
    device: DeviceRow, asked: PushRequest, commands: Sequence[LoggedCommand]
) -> None:
    """Refuse a push whose log was not signed by the counter itself."""
    head = chains.head_of(commands[-1])
    if not chains.is_head_genuine(head, asked.signature, device.public_key):
        raise Refusal(403, ErrorCode.BAD_SIGNATURE, "The signature is not this counter's.")


def _can_be_kept(wire: WireCommand) -> bool:
    """Tell whether a command fits its place in either database, whatever its body is."""
    texts = (
        (wire.command_id, 1, _LONGEST_ID),
        (wire.kind, 1, _LONGEST_KIND),
        (wire.boot_id, 0, _LONGEST_TEXT),
        (wire.base_cursor, 0, _LONGEST_TEXT),
    )
    return (
        all(low <= len(text) <= high and "\0" not in text for text, low, high in texts)
        and 0 < wire.seq < _BIG_INTEGER
        and 0 <= wire.schema < _INTEGER
        and -_BIG_INTEGER <= wire.at < _BIG_INTEGER
        and -_BIG_INTEGER <= wire.monotonic_ns < _BIG_INTEGER
        and len(wire.hash) in {0, HASH_BYTES}
        and len(wire.previous_hash) in {0, HASH_BYTES}
    )
