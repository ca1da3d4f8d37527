"""What each act at the truck makes of a count: pure, from one draft to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leader_app.domain.delivery import FindingKind
from leader_app.domain.stock import Lot
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.receiving.draft import Draft, Reject, Row
from leader_app.services.stock.checks import whole_pieces

REJECTIONS = (FindingKind.DAMAGED, FindingKind.WRONG, FindingKind.TOO_WARM)


def row_for(draft: Draft, product_id: str, lot: Lot) -> int:
    """Return the row to which scanned pieces go, -1 if they need one of their own.

    A code that tells no lot goes to a row that still lacks pieces; a lot goes to its own row, or
    to one that nothing was counted of and that does not contradict it.
    """
    mine = [(n, row) for n, row in enumerate(draft.rows) if row.product_id == product_id]
    exact = [n for n, row in mine if row.lot == lot]
    agreeing = [(n, row) for n, row in mine if _agree(row.lot, lot)]
    fuller = [n for n, row in agreeing if _tells(row.lot, lot)]
    lacking = [n for n in (*exact, *fuller) if _lacks(draft.rows[n])]
    blank = [n for n, row in agreeing if not row.touched]
    return next(iter([*lacking, *exact, *fuller[-1:], *blank]), -1)


def put(draft: Draft, product_id: str, lot: Lot, pieces: int, slot: str) -> tuple[Draft, int]:
    """Return the draft with ``pieces`` more (negative: fewer) of a lot, and their row."""
    number = row_for(draft, product_id, lot)
    if number < 0:
        line_no = next((x.line_no for x in draft.rows if x.product_id == product_id), 0)
        draft = replace(draft, rows=(*draft.rows, Row(product_id, line_no, lot)))
        number = len(draft.rows) - 1
    row = draft.rows[number]
    counted = whole_pieces(row.counted + pieces)
    after = replace(
        row, lot=_merged(row.lot, lot), counted=counted, slot=slot or row.slot, touched=True
    )
    return with_row(draft, number, after), number


def set_counted(draft: Draft, number: int, pieces: int) -> Draft:
    """Return the draft with the pieces of a row as a person says."""
    row = row_at(draft, number)
    return with_row(draft, number, replace(row, counted=whole_pieces(pieces), touched=True))


def as_announced(draft: Draft, earlier: Sequence[int]) -> Draft:
    """Return the draft with every untouched row as the manifest says, less what came before."""
    rows = (
        row if row.touched else replace(row, counted=max(0, row.expected - came), touched=True)
        for row, came in zip(draft.rows, earlier, strict=True)
    )
    return replace(draft, rows=tuple(rows))


def reject(draft: Draft, number: int, found: Reject) -> Draft:
    """Return the draft with pieces turned down; they come out of the counted ones, and back."""
    if found.kind not in REJECTIONS:
        raise Refused(
            say("Pieces too few or too many are found by counting."),
            say("Turn down what is damaged, wrong or too warm."),
        )
    row = row_at(draft, number)
    pieces = whole_pieces(found.pieces)
    kept = tuple(x for x in row.rejects if x.kind is not found.kind)
    more = pieces - sum(x.pieces for x in row.rejects if x.kind is found.kind)
    rejects = (*kept, found) if pieces else kept
    after = replace(row, rejects=rejects, counted=max(0, row.counted - more), touched=True)
    return with_row(draft, number, after)


def row_at(draft: Draft, number: int) -> Row:
    """Return a row; ``Refused`` if the count has no such row."""
    if not 0 <= number < len(draft.rows):
        raise Refused(
            say("The count has no such row."),
            say("It may have been finished elsewhere: open it again."),
        )
    return draft.rows[number]


def with_row(draft: Draft, number: int, row: Row) -> Draft:
    """Return the draft with one row changed."""
    rows = (*draft.rows[:number], row, *draft.rows[number + 1 :])
    return replace(draft, rows=rows)


def _agree(one: Lot, other: Lot) -> bool:
    """Tell whether two descriptions may be of the same lot."""
    codes = not one.code or not other.code or one.code == other.code
    days = not one.expires_on or not other.expires_on or one.expires_on == other.expires_on
    return codes and days


def _tells(fuller: Lot, lot: Lot) -> bool:
    """Tell whether ``fuller`` says all that ``lot`` (which agrees) says."""
    return bool(fuller.code or not lot.code) and bool(fuller.expires_on or not lot.expires_on)


def _merged(one: Lot, other: Lot) -> Lot:
    return Lot(one.code or other.code, one.expires_on or other.expires_on)


def _lacks(row: Row) -> bool:
    return row.counted + row.rejected < row.expected
