"""A count in progress as it is kept: JSON of version 1, written at every change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from leader_app.domain.delivery import Delivery, FindingKind
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork

PREFIX = "receipt:"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Reject:
    """Pieces of a row that were turned down."""

    kind: FindingKind
    pieces: int
    note: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A lot on the count; ``line_no`` is that of the manifest, 0 for what nobody announced."""

    product_id: str
    line_no: int = 0
    lot: Lot = NO_LOT
    expected: int = 0
    per_carton: int = 0
    counted: int = 0
    slot: str = ""
    touched: bool = False
    rejects: tuple[Reject, ...] = ()

    @property
    def rejected(self) -> int:
        """Pieces turned down."""
        return sum(reject.pieces for reject in self.rejects)


@dataclass(frozen=True, slots=True)
class Draft:
    """A count; ``known`` are the receipts of the delivery that were here when it began."""

    delivery_id: str
    began_at: datetime
    known: tuple[str, ...]
    rows: tuple[Row, ...]
    driver: str = ""
    leader: str = ""
    chilled: int | None = None
    frozen: int | None = None


def new(delivery: Delivery | None, known: Sequence[str], began_at: datetime) -> Draft:
    """Return the count of a delivery (``None``: goods without a manifest) before any scan."""
    lines = delivery.lines if delivery else ()
    rows = (
        Row(x.product_id, x.line_no, x.lot, x.quantity, x.pieces_per_carton)
        for x in sorted(lines, key=lambda line: line.line_no)
    )
    return Draft(delivery.delivery_id if delivery else "", began_at, tuple(known), tuple(rows))


def load(work: UnitOfWork, delivery_id: str) -> Draft | None:
    """Return the count in progress; ``Refused`` if it was written by another release."""
    text = work.drafts.get(PREFIX + delivery_id)
    if text is None:
        return None
    try:
        return _draft(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            say("The count in progress cannot be read by this release."),
            say("Update the app, or drop the count and begin again."),
        ) from error


def glance(work: UnitOfWork, delivery_id: str) -> tuple[bool, Draft | None]:
    """Tell whether a count is in progress, and return it unless this release cannot read it."""
    try:
        draft = load(work, delivery_id)
    except Refused:
        return True, None
    return draft is not None, draft


def keep(work: UnitOfWork, draft: Draft) -> None:
    """Keep the count as it is now."""
    fields = {"version": VERSION, **asdict(draft)}
    text = json.dumps(fields, ensure_ascii=False, default=_spelled, separators=(",", ":"))
    work.drafts.put(PREFIX + draft.delivery_id, text)


def forget(work: UnitOfWork, delivery_id: str) -> None:
    """Drop the count."""
    work.drafts.forget(PREFIX + delivery_id)


def _spelled(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError


def _draft(fields: Mapping[str, Any]) -> Draft:
    if fields["version"] != VERSION:
        raise ValueError
    return Draft(
        fields["delivery_id"],
        datetime.fromisoformat(fields["began_at"]),
        tuple(fields["known"]),
        tuple(_row(row) for row in fields["rows"]),
        fields["driver"],
        fields["leader"],
        fields["chilled"],
        fields["frozen"],
    )


def _row(fields: Mapping[str, Any]) -> Row:
    lot = fields["lot"]
    day = lot["expires_on"]
    rejects = (
        Reject(FindingKind(x["kind"]), x["pieces"], x["note"], tuple(x["photos"]))
        for x in fields["rejects"]
    )
    return Row(
        fields["product_id"],
        fields["line_no"],
        Lot(lot["code"], date.fromisoformat(day) if day else None),
        fields["expected"],
        fields["per_carton"],
        fields["counted"],
        fields["slot"],
        fields["touched"],
        tuple(rejects),
    )
