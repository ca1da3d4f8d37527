"""Commands: what a counter did, in the words it sends, chained so that nothing can go missing.

Hash of a command (the chain of a device's epoch): SHA-256 over the canonical form of
``[tag, device, epoch, seq, id, kind, schema, body, wall time, monotonic, boot id, base cursor,
previous hash]``. The first previous hash of an epoch is the hash of its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from leader_app.domain import canonical, signing

SCHEMA = 1
HASH_BYTES = 32
_TAG = "leader-desk/command/v1"
_HEAD_TAG = b"leader-desk/log-head/v1\x00"


class CommandKind(StrEnum):
    """What this release can say; a kind from another release is kept as its plain text."""

    HAND_OVER = "hand_over"
    REVERSE = "reverse"
    RECEIVE = "receive"
    SELL = "sell"
    RETURN_GOODS = "return_goods"
    MOVE = "move"
    WRITE_OFF = "write_off"
    ADJUST = "adjust"
    SHARE_OUT = "share_out"
    SET_SLOT = "set_slot"
    SET_PRODUCT = "set_product"
    IMPORT_ORDERS = "import_orders"
    TELL = "tell"
    POST = "post"
    REACT = "react"
    SET_CONTACT = "set_contact"


INTENTS = frozenset(
    {
        CommandKind.SET_SLOT,
        CommandKind.SET_PRODUCT,
        CommandKind.IMPORT_ORDERS,
        CommandKind.POST,
        CommandKind.SET_CONTACT,
    }
)
FACTS = frozenset(CommandKind) - INTENTS
STOCK_KINDS = frozenset(
    {
        CommandKind.RECEIVE,
        CommandKind.SELL,
        CommandKind.RETURN_GOODS,
        CommandKind.MOVE,
        CommandKind.WRITE_OFF,
        CommandKind.ADJUST,
    }
)


class Outcome(StrEnum):
    """What the centre made of a command. All but ``PARKED`` are final."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_INCIDENT = "accepted_with_incident"
    REJECTED = "rejected"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Command:
    """A deed as the counter recorded it; ``body`` is canonical JSON."""

    command_id: str
    kind: str
    schema: int
    body: bytes
    at: datetime
    monotonic_ns: int
    boot_id: str
    base_cursor: str


@dataclass(frozen=True, slots=True)
class LoggedCommand:
    """A command in its place: number ``seq`` (from 1) of ``epoch`` of a device."""

    device_id: str
    epoch: int
    seq: int
    command: Command
    previous_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest place of a log; ``seq`` 0 before the first command."""

    device_id: str
    epoch: int
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The centre's word on one command; ``code`` and ``incident_id`` are empty when unused."""

    seq: int
    command_id: str
    outcome: Outcome
    code: str = ""
    incident_id: str = ""


class BrokenChainError(ValueError):
    """A command does not follow from the one before it."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the command log is broken at {seq}")
        self.seq = seq


def first_head(device_id: str, epoch: int) -> LogHead:
    """Return the head of an empty log."""
    name = canonical.pack([_TAG, device_id, epoch])
    return LogHead(device_id, epoch, 0, hashlib.sha256(name).digest())


def chain(head: LogHead, command: Command) -> LoggedCommand:
    """Return ``command`` in the place after ``head``."""
    seq = head.seq + 1
    digest = _hash(head.device_id, head.epoch, seq, command, head.hash)
    return LoggedCommand(head.device_id, head.epoch, seq, command, head.hash, digest)


def head_of(logged: LoggedCommand) -> LogHead:
    """Return the head of a log that ends with ``logged``."""
    return LogHead(logged.device_id, logged.epoch, logged.seq, logged.hash)


def verify_chain(head: LogHead, commands: Sequence[LoggedCommand]) -> LogHead:
    """Follow ``commands`` from ``head`` and return the new head.

    Raises ``BrokenChainError`` at the first one that is changed, missing or out of order.
    """
    for logged in commands:
        if chain(head, logged.command) != logged:
            raise BrokenChainError(logged.seq)
        head = head_of(logged)
    return head


def sign_head(head: LogHead, device_seed: bytes) -> bytes:
    """Return the device's signature of its log up to ``head``."""
    return signing.sign(device_seed, _head_message(head))


def is_head_genuine(head: LogHead, signature: bytes, device_key: bytes) -> bool:
    """Tell whether the owner of ``device_key`` vouches for the log up to ``head``."""
    return signing.verify(device_key, _head_message(head), signature)


def _head_message(head: LogHead) -> bytes:
    return _HEAD_TAG + canonical.pack([head.device_id, head.epoch, head.seq, head.hash.hex()])


def _hash(device_id: str, epoch: int, seq: int, command: Command, previous: bytes) -> bytes:
    frame = [
        _TAG,
        device_id,
        epoch,
        seq,
        command.command_id,
        command.kind,
        command.schema,
        command.body.hex(),
        microseconds(command.at),
        command.monotonic_ns,
        command.boot_id,
        command.base_cursor,
        previous.hex(),
    ]
    return hashlib.sha256(canonical.pack(frame)).digest()


def microseconds(at: datetime) -> int:
    """Return an aware time as whole microseconds since 1970, UTC."""
    delta = at - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_microseconds(value: int) -> datetime:
    """Return the UTC time of ``microseconds``; ``OverflowError`` beyond the years 1-9999."""
    return _EPOCH + timedelta(microseconds=value)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
