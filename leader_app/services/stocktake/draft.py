"""A stocktake in progress as it is kept: JSON of version 1, written at every count."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import Lot, StockKey
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork

PREFIX = "stocktake:"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a place, and what the ledger had and had heard of at that moment."""

    pieces: int
    expected: int
    heard: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A stocktake of everything, a zone or a slot."""

    stocktake_id: str
    began_at: datetime
    zone: Zone | None
    slot: str | None
    counts: Mapping[StockKey, Counted]

    @property
    def scope(self) -> tuple[Zone | None, str | None]:
        """What is being counted."""
        return self.zone, self.slot


def load(work: UnitOfWork, stocktake_id: str) -> Draft | None:
    """Return a stocktake in progress; ``Refused`` if it was written by another release."""
    text = work.drafts.get(PREFIX + stocktake_id)
    if text is None:
        return None
    try:
        return _draft(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            say("The stocktake in progress cannot be read by this release."),
            say("Update the app, or drop it and begin again."),
        ) from error


def all_of(work: UnitOfWork) -> Sequence[Draft]:
    """Return the stocktakes in progress that this release can read, newest first."""
    found = []
    for name in work.drafts.names(PREFIX):
        try:
            draft = load(work, name.removeprefix(PREFIX))
        except Refused:
            continue
        if draft is not None:
            found.append(draft)
    return sorted(found, key=lambda x: (x.began_at, x.stocktake_id), reverse=True)


def keep(work: UnitOfWork, draft: Draft) -> None:
    """Keep the stocktake as it is now."""
    fields = {
        "version": VERSION,
        "stocktake_id": draft.stocktake_id,
        "began_at": draft.began_at.isoformat(),
        "zone": draft.zone.value if draft.zone else None,
        "slot": draft.slot,
        "counts": [_spelled(key, counted) for key, counted in draft.counts.items()],
    }
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    work.drafts.put(PREFIX + draft.stocktake_id, text)


def forget(work: UnitOfWork, stocktake_id: str) -> None:
    """Drop the stocktake."""
    work.drafts.forget(PREFIX + stocktake_id)


def _spelled(key: StockKey, counted: Counted) -> list[object]:
    day = key.lot.expires_on
    return [
        key.product_id,
        key.lot.code,
        day.isoformat() if day else None,
        key.slot,
        counted.pieces,
        counted.expected,
        counted.heard,
        counted.at.isoformat(),
    ]


def _draft(fields: Mapping[str, Any]) -> Draft:
    if fields["version"] != VERSION:
        raise ValueError
    return Draft(
        fields["stocktake_id"],
        datetime.fromisoformat(fields["began_at"]),
        Zone(fields["zone"]) if fields["zone"] else None,
        fields["slot"],
        dict(_counted(row) for row in fields["counts"]),
    )


def _counted(row: Sequence[Any]) -> tuple[StockKey, Counted]:
    product_id, code, day, slot, pieces, expected, heard, at = row
    lot = Lot(code, date.fromisoformat(day) if day else None)
    counted = Counted(pieces, expected, heard, datetime.fromisoformat(at))
    return StockKey(product_id, lot, slot), counted
