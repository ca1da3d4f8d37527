"""Stocktakes: counted place by place, put aside and gone on with, booked as differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from leader_app.domain.command import CommandKind
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import Count, Movement, MovementKind, StockDeed, StockKey
from leader_app.domain.stock_deed import MOST_ROWS, stock_body
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import enrolled, on_duty
from leader_app.services.stock.booking import Floor, book
from leader_app.services.stock.checks import known_product, known_slot, likely_lot, whole_pieces
from leader_app.services.stock.desk import StocktakeSheet
from leader_app.services.stock.settling import settle
from leader_app.services.stocktake import draft as drafts
from leader_app.services.stocktake.draft import Counted, Draft
from leader_app.services.stocktake.scanning import scanned
from leader_app.services.stocktake.sheet import (
    Shown,
    counts_of,
    finished_sheet,
    sheet_of,
    shown,
)

_LOOKED_BACK = timedelta(days=400)
_DEEDS_LOOKED_AT = 500


class CountStock:
    """Keeps ``Stocktakes``."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._last: Shown | None = None

    def open_ones(self) -> Sequence[StocktakeSheet]:
        """Return stocktakes in progress, newest first."""
        with self._floor.store.read() as work:
            return [sheet_of(work, draft) for draft in drafts.all_of(work)]

    def done(self, limit: int = 20) -> Sequence[StockDeed]:
        """Return finished stocktakes, newest first; a long one is one deed here."""
        with self._floor.store.read() as work:
            now = max(self._floor.now(work), self._floor.clock.now())
            span = (now - _LOOKED_BACK, now + timedelta(days=1))
            deeds = work.stock.deeds_between(MovementKind.ADJUST, *span, _DEEDS_LOOKED_AT)
            by_take: dict[str, list[StockDeed]] = {}
            for deed in deeds:
                if deed.counts:
                    by_take.setdefault(deed.reference, []).append(deed)
            return [_whole(parts) for parts in list(by_take.values())[:limit]]

    def begin(self, zone: Zone | None = None, slot: str | None = None) -> StocktakeSheet:
        """Begin counting everything, a zone or a slot; one of the same scope is gone on with."""
        with self._floor.store.write() as work:
            enrolled(work)
            place = None if slot is None else known_slot(work, slot)
            same = (x for x in drafts.all_of(work) if x.scope == (zone, place))
            now = self._floor.now(work)
            draft = next(same, None) or Draft(self._floor.new_id(), now, zone, place, {})
            return self._kept(work, draft)

    def sheet(self, stocktake_id: str) -> StocktakeSheet:
        """Return a stocktake as it stands, or as it was booked."""
        with self._floor.store.read() as work:
            draft = drafts.load(work, stocktake_id)
            if draft is not None:
                return sheet_of(work, draft)
            booked = [deed for deed in work.stock.deeds(stocktake_id) if deed.counts]
            if not booked:
                raise _unknown()
            return finished_sheet(work, booked)

    def scan(self, stocktake_id: str, text: str) -> tuple[StocktakeSheet, StockKey | None]:
        """Add what was scanned to the count of its place; ``None`` if nothing is known by it."""
        with self._floor.store.write() as work:
            draft = _open(work, stocktake_id)
            found = scanned(work, draft, text, self._floor.today(work))
            if found is None:
                return self._sheet(work, draft), None
            before = draft.counts.get(found.key)
            pieces = whole_pieces((before.pieces if before else 0) + found.pieces)
            return self._kept(work, self._with(work, draft, found.key, pieces)), found.key

    def set_counted(self, stocktake_id: str, key: StockKey, pieces: int) -> StocktakeSheet:
        """Say how many pieces lie in a place, one that was not on the sheet too."""

        def change(work: UnitOfWork, draft: Draft) -> Draft:
            known_product(work, key.product_id)
            if key not in draft.counts and not work.stock.level(key):
                known_slot(work, key.slot)
                likely_lot(key.lot, self._floor.today(work))
            return self._with(work, draft, key, whole_pieces(pieces))

        return self._change(stocktake_id, change)

    def clear(self, stocktake_id: str, key: StockKey) -> StocktakeSheet:
        """Take a count back: not counted yet."""

        def change(_: UnitOfWork, draft: Draft) -> Draft:
            left = {place: count for place, count in draft.counts.items() if place != key}
            return replace(draft, counts=left)

        return self._change(stocktake_id, change)

    def finish(self, stocktake_id: str) -> StockDeed:
        """Book the differences of what was counted; what was not counted stays as it is."""
        with self._floor.store.write() as work:
            draft = _open(work, stocktake_id)
            if not draft.counts:
                raise Refused(
                    say("Nothing was counted yet."),
                    say("Scan or type what lies there, or drop the stocktake."),
                )
            counts = list(counts_of(work, draft.counts))
            parts = [counts[n : n + MOST_ROWS] for n in range(0, len(counts), MOST_ROWS)]
            deeds = [self._book(work, stocktake_id, part) for part in parts]
            settle(self._floor, work, deeds)
            drafts.forget(work, stocktake_id)
            work.commit()
        self._floor.wake.wake()
        return _whole(deeds)

    def abandon(self, stocktake_id: str) -> None:
        """Drop a stocktake in progress."""
        with self._floor.store.write() as work:
            drafts.forget(work, stocktake_id)
            work.commit()

    def _with(self, work: UnitOfWork, draft: Draft, key: StockKey, pieces: int) -> Draft:
        stock = work.stock
        counted = Counted(pieces, stock.level(key), stock.heard(), self._floor.clock.now())
        return replace(draft, counts={**draft.counts, key: counted})

    def _change(
        self, stocktake_id: str, change: Callable[[UnitOfWork, Draft], Draft]
    ) -> StocktakeSheet:
        with self._floor.store.write() as work:
            return self._kept(work, change(work, _open(work, stocktake_id)))

    def _kept(self, work: UnitOfWork, draft: Draft) -> StocktakeSheet:
        drafts.keep(work, draft)
        sheet = self._sheet(work, draft)
        work.commit()
        return sheet

    def _sheet(self, work: UnitOfWork, draft: Draft) -> StocktakeSheet:
        self._last = shown(work, draft, self._last)
        return self._last.sheet

    def _book(self, work: UnitOfWork, stocktake_id: str, counts: Sequence[Count]) -> StockDeed:
        movements = [Movement(x.key, x.difference) for x in counts if x.difference]
        body = stock_body(movements, on_duty(work), reference=stocktake_id, counts=counts)
        return book(self._floor, work, CommandKind.ADJUST, body)


def _open(work: UnitOfWork, stocktake_id: str) -> Draft:
    draft = drafts.load(work, stocktake_id)
    if draft is None:
        raise _unknown()
    return draft


def _unknown() -> Refused:
    return Refused(
        say("This stocktake is not in progress here."),
        say("It was finished or dropped. Begin another one."),
    )


def _whole(parts: Sequence[StockDeed]) -> StockDeed:
    """Return the deeds of one stocktake as one."""
    movements = tuple(move for part in parts for move in part.movements)
    counts = tuple(count for part in parts for count in part.counts)
    return replace(parts[0], movements=movements, counts=counts)
