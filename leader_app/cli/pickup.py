"""verify, redeem and undo."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from leader_app.cli.arguments import Arguments
from leader_app.cli.output import Exit, Output
from leader_app.domain.local_time import clock_time
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.scan import ScanSource
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.services.pickup.verdict import HandOverNote, Verdict, VerdictLine

if TYPE_CHECKING:
    from leader_app.cli.roof import Opened

_LONGEST_INPUT = 1_000_000


def verify(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Print the verdict on a code; done only if goods may be handed over."""
    verdict = _look(args, counter)
    _show(out, verdict, verdict.lines, handed_over=False)
    return Exit.DONE if verdict.can_hand_over else Exit.REFUSED


def redeem(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Hand over and print it once it is durable; otherwise print the verdict and why not."""
    verdict = _look(args, counter)
    if not verdict.can_hand_over:
        _show(out, verdict, verdict.lines, handed_over=False)
        return Exit.REFUSED
    try:
        done = counter.desk.hand_over(verdict.claim_id, args.lines)
    except Refused as refused:
        message = f"{out.ended(out.told(refused.title))} {out.told(refused.hint)}"
        _show(out, verdict, verdict.lines, handed_over=False, message=message)
        return Exit.REFUSED
    gone = _gone(verdict, done.verdict)
    until = say("Undo is possible until {time}.", time=clock_time(done.undo_until))
    message = f"{out.told(say('Handed over.'))} {out.told(until)}"
    _show(out, verdict, gone, handed_over=True, message=message, offline=done.note.offline)
    return Exit.DONE


def undo(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Take a hand-over back and print which."""
    desk = counter.desk
    note = desk.undo(args.hand_over or desk.undo.newest(), args.reason)
    sentence = say("Undone: what was handed over at {time} is back.", time=clock_time(note.at))
    fields = {
        "undone": note.hand_over_id,
        "claim": note.claim_id,
        "goods": _goods(note),
        "message": out.told(sentence),
    }
    out.show(fields, sentence)
    return Exit.DONE


def _look(args: Arguments, counter: Opened) -> Verdict:
    """Return the verdict; a genuine code that is newer than our data is worth one sync."""
    text = _code(args)
    verdict = counter.desk.verify(text, ScanSource.TYPED)
    if verdict.kind is not VerdictKind.NOT_HERE_YET or verdict.offline:
        return verdict
    from sync.assembly import sync_once
    from sync.status import StatusBoard

    with contextlib.suppress(LeaderError):
        sync_once(counter.parts, StatusBoard())
    return counter.desk.verify(text, ScanSource.TYPED)


def _code(args: Arguments) -> str:
    return sys.stdin.readline(_LONGEST_INPUT) if args.code == "-" else args.code


def _gone(before: Verdict, after: Verdict) -> list[VerdictLine]:
    """Return the lines of which pieces went, with ``ready`` as the number that went."""
    taken = {line.key: line.taken for line in after.lines}
    moved = [(line, taken.get(line.key, line.taken) - line.taken) for line in before.lines]
    return [replace(line, ready=count) for line, count in moved if count]


def _show(
    out: Output,
    verdict: Verdict,
    lines: Iterable[VerdictLine],
    *,
    handed_over: bool,
    message: str = "",
    offline: bool | None = None,
) -> None:
    words = [out.told(one) for one in (verdict.title, verdict.detail, verdict.hint)]
    said = message or " ".join([out.ended(words[0]), *words[1:]])
    rows = [_line(line) for line in lines]
    fields = {
        "verdict": verdict.kind.value,
        "handed_over": handed_over,
        "offline": verdict.offline if offline is None else offline,
        "claim": verdict.claim_id or None,
        "order": ", ".join(verdict.order_ids) or None,
        "lines": rows,
        "message": said,
    }
    out.show(fields, said, *(_row(row) for row in rows))


def _line(line: VerdictLine) -> dict[str, object]:
    return {
        "order": line.key.order_id,
        "line": line.key.line_no,
        "product": line.product_name,
        "unit": line.unit,
        "slot": line.slot,
        "quantity": line.ready,
        "ordered": line.ordered,
        "taken": line.taken,
    }


def _row(row: Mapping[str, object]) -> str:
    return "  {slot:8} {quantity} {unit}  {product}  ({order}:{line})".format(**row)


def _goods(note: HandOverNote) -> list[dict[str, object]]:
    return [
        {"product": one.product_name, "unit": one.unit, "quantity": one.quantity}
        for one in note.goods
    ]
