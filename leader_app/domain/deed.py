"""The bodies of commands: hand-overs and reversals, to canonical JSON and back."""

from __future__ import annotations

from typing import Any

from leader_app.domain import canonical
from leader_app.domain.command import SCHEMA, Command, CommandKind
from leader_app.domain.ids import is_claim_id
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import HandOver, Pieces, Reversal

_MOST = 2**31 - 1


class UnreadableCommandError(ValueError):
    """The body is not what its kind and schema promise; the command is kept as it came."""


def hand_over_body(claim_id: str, lines: tuple[Pieces, ...], staff: str, *, offline: bool) -> bytes:
    """Return the body of a hand-over."""
    return canonical.pack(
        {
            "claim": claim_id,
            "lines": [[p.key.order_id, p.key.line_no, p.quantity] for p in lines],
            "offline": offline,
            "staff": staff,
        }
    )


def reversal_body(hand_over_id: str, claim_id: str, staff: str, reason: str) -> bytes:
    """Return the body of a reversal."""
    return canonical.pack(
        {"claim": claim_id, "hand_over": hand_over_id, "reason": reason, "staff": staff}
    )


def claim_of(command: Command) -> str:
    """Return the claim a hand-over or a reversal is about; ``UnreadableCommandError`` if none."""
    return _claim(_fields(command))


def hand_over(command: Command, device_id: str) -> HandOver:
    """Return the hand-over ``command`` records; ``UnreadableCommandError`` if it is none."""
    fields = _fields(command)
    lines = fields.get("lines")
    offline = fields.get("offline")
    if command.kind != CommandKind.HAND_OVER or not isinstance(offline, bool):
        raise UnreadableCommandError
    if not isinstance(lines, list) or not lines:
        raise UnreadableCommandError
    return HandOver(
        hand_over_id=command.command_id,
        claim_id=_claim(fields),
        device_id=device_id,
        staff=_text(fields, "staff"),
        at=command.at,
        offline=offline,
        lines=tuple(_pieces(line) for line in lines),
    )


def reversal(command: Command, device_id: str) -> Reversal:
    """Return the reversal ``command`` records; ``UnreadableCommandError`` if it is none."""
    fields = _fields(command)
    if command.kind != CommandKind.REVERSE:
        raise UnreadableCommandError
    return Reversal(
        reversal_id=command.command_id,
        hand_over_id=_text(fields, "hand_over"),
        device_id=device_id,
        staff=_text(fields, "staff"),
        at=command.at,
        reason=_text(fields, "reason"),
    )


def _claim(fields: dict[str, Any]) -> str:
    claim_id = _text(fields, "claim")
    if not is_claim_id(claim_id):
        raise UnreadableCommandError
    return claim_id


def _fields(command: Command) -> dict[str, Any]:
    if command.schema != SCHEMA:
        raise UnreadableCommandError
    try:
        fields = canonical.unpack(command.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableCommandError from error
    if not isinstance(fields, dict):
        raise UnreadableCommandError
    return fields


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise UnreadableCommandError
    return value


def _pieces(line: object) -> Pieces:
    match line:
        case [str(order_id), int(line_no), int(quantity)] if (
            0 <= line_no <= _MOST and 0 < quantity <= _MOST
        ):
            return Pieces(LineKey(order_id, line_no), quantity)
        case _:
            raise UnreadableCommandError
