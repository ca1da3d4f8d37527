"""Messages as rows, and back; accounts and order lines as their columns have them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Account, AccountKind
from leader_app.storage import moments
from leader_app.storage.prepared import Row


def account(word: str) -> Account:
    """Return the account of a column."""
    kind, _, name = word.partition(":")
    return Account(AccountKind(kind), name)


def lines_text(lines: Iterable[LineKey]) -> str:
    """Return order lines as their column has them."""
    return json.dumps([[key.order_id, key.line_no] for key in lines])


def lines(text: str) -> tuple[LineKey, ...]:
    """Return the order lines of a column."""
    return tuple(LineKey(order_id, line_no) for order_id, line_no in json.loads(text))


def row_of(message: Message) -> dict[str, object]:
    """Return a message as its table has it."""
    return {
        "message_id": message.message_id,
        "notice_id": message.notice_id,
        "channel_id": message.channel_id,
        "account": str(message.account),
        "member_id": message.member_id,
        "member_ids": json.dumps(message.member_ids),
        "lines": lines_text(message.lines),
        "reasons": json.dumps(message.reasons),
        "state": message.state.value,
        "not_before": microseconds(message.not_before),
        "expires_at": moments.column(message.expires_at),
        "title": message.title,
        "pieces": json.dumps(message.pieces),
        "pieces_done": message.pieces_done,
        "attempts": message.attempts,
        "problem": message.problem,
        "detail": message.detail,
        "changed_at": moments.column(message.changed_at),
        "sort": message.sort,
    }


def message(row: Row) -> Message:
    """Return the message in a row."""
    return Message(
        message_id=row.message_id,
        notice_id=row.notice_id,
        channel_id=row.channel_id,
        account=account(row.account),
        member_id=row.member_id,
        member_ids=tuple(json.loads(row.member_ids)),
        lines=lines(row.lines),
        reasons=tuple(json.loads(row.reasons)),
        state=MessageState(row.state),
        not_before=from_microseconds(row.not_before),
        expires_at=moments.moment(row.expires_at),
        title=row.title,
        pieces=tuple(json.loads(row.pieces)),
        pieces_done=row.pieces_done,
        attempts=row.attempts,
        problem=row.problem,
        detail=row.detail,
        changed_at=moments.moment(row.changed_at),
        sort=row.sort,
    )
