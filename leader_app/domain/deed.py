"""The bodies of commands: hand-overs and reversals, to canonical JSON and back."""

from __future__ import annotations

from leader_app.domain import body, canonical
from leader_app.domain.body import Fields, UnreadableCommandError
from leader_app.domain.command import Command, CommandKind
from leader_app.domain.ids import is_claim_id
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import HandOver, Pieces, Reversal
from leader_app.domain.stock import Draw
from leader_app.domain.stock_deed import draw_rows, draws

_LONGEST = 100_000


def hand_over_body(
    claim_id: str,
    lines: tuple[Pieces, ...],
    staff: str,
    *,
    offline: bool,
    drawn: tuple[Draw, ...] = (),
) -> bytes:
    """Return the body of a hand-over; ``drawn`` is in it only if something is known of it."""
    fields = {
        "claim": claim_id,
        "lines": [[p.key.order_id, p.key.line_no, p.quantity] for p in lines],
        "offline": offline,
        "staff": staff,
    }
    return canonical.pack({**fields, "drawn": draw_rows(drawn)} if drawn else fields)


def reversal_body(hand_over_id: str, claim_id: str, staff: str, reason: str) -> bytes:
    """Return the body of a reversal."""
    return canonical.pack(
        {"claim": claim_id, "hand_over": hand_over_id, "reason": reason, "staff": staff}
    )


def claim_of(command: Command) -> str:
    """Return the claim a hand-over or a reversal is about; ``UnreadableCommandError`` if none."""
    return _claim(body.fields(command, CommandKind.HAND_OVER, CommandKind.REVERSE))


def hand_over(command: Command, device_id: str) -> HandOver:
    """Return the hand-over ``command`` records; ``UnreadableCommandError`` if it is none."""
    fields = body.fields(command, CommandKind.HAND_OVER)
    return HandOver(
        hand_over_id=command.command_id,
        claim_id=_claim(fields),
        device_id=device_id,
        staff=_text(fields, "staff"),
        at=command.at,
        offline=body.flag(fields.get("offline")),
        lines=tuple(_pieces(line) for line in body.rows(fields.get("lines"), body.MOST, 1)),
        drawn=draws(fields.get("drawn", [])),
    )


def reversal(command: Command, device_id: str) -> Reversal:
    """Return the reversal ``command`` records; ``UnreadableCommandError`` if it is none."""
    fields = body.fields(command, CommandKind.REVERSE)
    return Reversal(
        reversal_id=command.command_id,
        hand_over_id=_text(fields, "hand_over"),
        device_id=device_id,
        staff=_text(fields, "staff"),
        at=command.at,
        reason=_text(fields, "reason"),
    )


def _claim(fields: Fields) -> str:
    claim_id = _text(fields, "claim")
    if not is_claim_id(claim_id):
        raise UnreadableCommandError
    return claim_id


def _text(fields: Fields, name: str) -> str:
    return body.text(fields.get(name), _LONGEST)


def _pieces(line: object) -> Pieces:
    order_id, line_no, quantity = body.row(line, 3)
    key = LineKey(body.text(order_id, _LONGEST), body.number(line_no, 0, body.MOST))
    return Pieces(key, body.number(quantity, 1, body.MOST))
