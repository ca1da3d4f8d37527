"""Taking goods in, from the first scan at the truck to one transaction that books it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from leader_app.domain.delivery import DeliveryState, FindingKind
from leader_app.domain.stock import Lot
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import enrolled
from leader_app.services.receiving import counting, doubts, scanning
from leader_app.services.receiving import draft as drafts
from leader_app.services.receiving.desk import (
    CountSheet,
    ReceiptDone,
    ReceiptPreview,
    ReceivingOverview,
    ScanOutcome,
    SlotPlan,
)
from leader_app.services.receiving.draft import Draft, Reject
from leader_app.services.receiving.earlier import by_row, earlier_of
from leader_app.services.receiving.finish import booked
from leader_app.services.receiving.placing import Habits
from leader_app.services.receiving.reckoning import Changed, Counted, counted, reckon, shown
from leader_app.services.receiving.sheet import overview, sheet_of
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.checks import (
    few_photos,
    known_product,
    known_slot,
    likely_lot,
    short_note,
    whole_pieces,
)
from leader_app.services.stock.photos import KeepPhoto, keep_signature

_WHO = ("driver", "leader")
_COLDEST, _WARMEST = -600, 600


class ReceiveGoods:
    """Keeps ``Receiving``."""

    def __init__(self, floor: Floor, keep_photo: KeepPhoto) -> None:
        self._floor = floor
        self._keep_photo = keep_photo
        self._habits = Habits()

    def overview(self) -> ReceivingOverview:
        """Return what comes, what came, what is claimed."""
        with self._floor.store.read() as work:
            return overview(work, self._floor.now(work))

    def plan(self, delivery_id: str) -> SlotPlan:
        """Propose slots before the truck is here, as if all announced came."""
        with self._floor.store.read() as work:
            count = self._count(work, delivery_id)
            earlier = by_row(count.draft, earlier_of(count.receipts))
            all_of_it = counting.as_announced(count.draft, earlier)
            hoped = replace(count, draft=all_of_it)
            return reckon(work, hoped, self._habits, (), final=True).plan

    def open(self, delivery_id: str) -> CountSheet:
        """Begin or go on with a count."""
        return self._change(delivery_id, lambda _, count: count.draft)

    def scan(self, delivery_id: str, text: str) -> ScanOutcome:
        """Count what a barcode says."""
        with self._floor.store.write() as work:
            count = self._count(work, delivery_id)
            seen = scanning.scanned(work, count, text, self._floor.today(work))
            return self._kept(work, count, seen)

    def add(
        self, delivery_id: str, product_id: str, lot: Lot, pieces: int, slot: str = ""
    ) -> ScanOutcome:
        """Count pieces of a product chosen by hand; negative ones correct."""
        with self._floor.store.write() as work:
            count = self._count(work, delivery_id)
            product = known_product(work, product_id)
            likely = likely_lot(lot, self._floor.today(work))
            place = known_slot(work, slot)
            least = -sum(row.counted for row in count.draft.rows)
            whole_pieces(pieces, min(least, 0))
            seen = scanning.put(count, product, likely, pieces, place)
            return self._kept(work, count, seen)

    def set_counted(self, delivery_id: str, row: int, pieces: int) -> CountSheet:
        """Say how many pieces a row has."""
        return self._change(
            delivery_id, lambda _, count: counting.set_counted(count.draft, row, pieces)
        )

    def set_lot(self, delivery_id: str, row: int, lot: Lot) -> CountSheet:
        """Say which lot a row is."""

        def change(work: UnitOfWork, count: Counted) -> Draft:
            likely = likely_lot(lot, self._floor.today(work))
            changed = replace(counting.row_at(count.draft, row), lot=likely)
            return counting.with_row(count.draft, row, changed)

        return self._change(delivery_id, change)

    def set_slot(self, delivery_id: str, row: int, slot: str) -> CountSheet:
        """Say where the pieces of a row were put; empty leaves it to the plan."""

        def change(work: UnitOfWork, count: Counted) -> Draft:
            place = known_slot(work, slot)
            changed = replace(counting.row_at(count.draft, row), slot=place)
            return counting.with_row(count.draft, row, changed)

        return self._change(delivery_id, change)

    def count_as_announced(self, delivery_id: str) -> CountSheet:
        """Take every row not touched yet as the manifest says."""

        def change(_: UnitOfWork, count: Counted) -> Draft:
            earlier = by_row(count.draft, earlier_of(count.receipts))
            return counting.as_announced(count.draft, earlier)

        return self._change(delivery_id, change)

    def reject(
        self,
        delivery_id: str,
        row: int,
        kind: FindingKind,
        pieces: int,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> CountSheet:
        """Turn pieces down: not into stock, claimed; 0 takes it back."""
        found = Reject(kind, pieces, short_note(note), few_photos(photos))
        return self._change(delivery_id, lambda _, count: counting.reject(count.draft, row, found))

    def keep_photo(self, data: bytes) -> str:
        """Keep a picture and return its id."""
        return self._keep_photo(data)

    def sign(self, delivery_id: str, who: str, png: bytes) -> CountSheet:
        """Keep the signature of the "driver" or the "leader"; empty takes it back."""
        if who not in _WHO:
            raise Refused(say("Nobody else signs."), say("The driver signs, then the leader."))

        def change(work: UnitOfWork, count: Counted) -> Draft:
            name = keep_signature(work, self._floor.clock, png) if png else ""
            if who == _WHO[0]:
                return replace(count.draft, driver=name)
            return replace(count.draft, leader=name)

        return self._change(delivery_id, change)

    def set_temperatures(
        self, delivery_id: str, chilled: int | None, frozen: int | None
    ) -> CountSheet:
        """Say how cold the truck is, in tenths of a degree Celsius."""
        if any(x is not None and not _COLDEST <= x <= _WARMEST for x in (chilled, frozen)):
            raise Refused(
                say("No truck is that cold or hot."),
                say("Type degrees Celsius as the truck shows them, such as 3.5 or -18."),
            )
        return self._change(
            delivery_id, lambda _, count: replace(count.draft, chilled=chilled, frozen=frozen)
        )

    def preview(
        self,
        delivery_id: str,
        changed: Changed = (),
        *,
        final: bool = True,
    ) -> ReceiptPreview:
        """Return what finishing would do."""
        with self._floor.store.read() as work:
            count = self._count(work, delivery_id)
            return shown(work, reckon(work, count, self._habits, changed, final=final))

    def finish(self, delivery_id: str, *, final: bool, changed: Changed = ()) -> ReceiptDone:
        """Book it all in one transaction."""
        with self._floor.store.write() as work:
            identity = enrolled(work)
            count = self._count(work, delivery_id)
            reckoning = reckon(work, count, self._habits, changed, final=final)
            done = booked(self._floor, work, count.draft, reckoning, identity.point_id, final=final)
            drafts.forget(work, delivery_id)
            work.commit()
        self._floor.wake.wake()
        return done

    def abandon(self, delivery_id: str) -> None:
        """Drop a count in progress."""
        with self._floor.store.write() as work:
            drafts.forget(work, delivery_id)
            work.commit()

    def _change(
        self, delivery_id: str, change: Callable[[UnitOfWork, Counted], Draft]
    ) -> CountSheet:
        with self._floor.store.write() as work:
            enrolled(work)
            count = self._count(work, delivery_id)
            after = replace(count, draft=change(work, count))
            drafts.keep(work, after.draft)
            sheet = sheet_of(work, after)
            work.commit()
        return sheet

    def _kept(self, work: UnitOfWork, count: Counted, seen: scanning.Seeing) -> ScanOutcome:
        after = replace(count, draft=seen.draft)
        drafts.keep(work, after.draft)
        outcome = seen.outcome(sheet_of(work, after))
        work.commit()
        return outcome

    def _count(self, work: UnitOfWork, delivery_id: str) -> Counted:
        """Return the count in progress, or a new one if the delivery may be counted."""
        now = self._floor.now(work)
        draft = drafts.load(work, delivery_id)
        if draft is not None:
            return counted(work, draft, now)
        delivery = work.deliveries.get(delivery_id) if delivery_id else None
        receipts = work.deliveries.receipts(delivery_id) if delivery_id else ()
        if delivery_id and delivery is None:
            raise Refused(
                say("There is no delivery {delivery} here.", delivery=delivery_id),
                say("Let the counter sync, or take the goods in without a manifest."),
            )
        if delivery and (
            delivery.state is DeliveryState.RECEIVED or any(x.final for x in receipts)
        ):
            where = doubts.booked_by(work, receipts[-1], now) if receipts else say("elsewhere")
            raise Refused(
                say("This delivery was received already: {where}.", where=where),
                say("If more came, take it in without a manifest."),
            )
        known = [receipt.stock.deed_id for receipt in receipts]
        return counted(work, drafts.new(delivery, known, now), now)
