"""Receiving in memory: counts, findings, shares and claims, over trucks that a test sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.delivery import (
    Delivery,
    DeliveryState,
    Finding,
    FindingKind,
    Receipt,
    claims_of,
)
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Demand, Share, share_out
from leader_app.domain.slot import Slot
from leader_app.domain.stock import NO_LOT, Lot, Movement, MovementKind, StockDeed, StockKey
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.services.receiving.desk import (
    ClaimNote,
    CountLine,
    CountSheet,
    DeliveryCard,
    ReceiptDone,
    ReceiptPreview,
    ReceivingOverview,
    ScanOutcome,
    Seen,
    ShareLine,
    SlotPlan,
)
from tests.fakes.counted import findings_of, name_of, plan_of, supply_of
from tests.fakes.shown import NOW
from tests.fakes.trucks import PRODUCTS, TODAY, usual_slots


@dataclass
class FakeReceiving:
    """Keeps ``Receiving``; every call is in ``calls``; ``trouble`` is raised by the next one.

    ``cartons`` are barcodes that stand for (product, lot, pieces); ``several`` those that may
    be one of several products.
    """

    deliveries: dict[str, Delivery] = field(default_factory=dict)
    products: list[Product] = field(default_factory=lambda: list(PRODUCTS))
    demands: list[Demand] = field(default_factory=list)
    claims: list[ClaimNote] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=lambda: list(usual_slots()))
    cartons: dict[str, tuple[str, Lot, int]] = field(default_factory=dict)
    several: dict[str, Sequence[str]] = field(default_factory=dict)
    misread: set[str] = field(default_factory=set)
    sheets: dict[str, CountSheet] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    photos: list[bytes] = field(default_factory=list)
    signatures: dict[str, bytes] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    trouble: LeaderError | None = None

    def overview(self) -> ReceivingOverview:
        self._called("overview")
        known = [self._card(one) for one in self.deliveries.values()]
        coming = [x for x in known if x.delivery.state is not DeliveryState.RECEIVED]
        received = [x for x in known if x.delivery.state is DeliveryState.RECEIVED]
        return ReceivingOverview(coming, received, tuple(self.claims), self._loose())

    def plan(self, delivery_id: str) -> SlotPlan:
        self._called("plan", delivery_id)
        lines = self.deliveries[delivery_id].lines
        return self._plan({x.product_id: x.quantity for x in lines}, ())

    def open(self, delivery_id: str) -> CountSheet:
        self._called("open", delivery_id)
        delivery = self.deliveries.get(delivery_id)
        if delivery is not None and delivery.state is DeliveryState.RECEIVED:
            raise Refused(say("This delivery was received already"), say("Look at the list."))
        if delivery_id not in self.sheets:
            lines = [
                CountLine(
                    n, x.line_no, self.product(x.product_id), x.lot, x.quantity, 0, 0, 0, "", False
                )
                for n, x in enumerate(delivery.lines if delivery else ())
            ]
            self.sheets[delivery_id] = CountSheet(
                delivery_id, delivery, lines, (), False, False, None, None, NOW
            )
        return self.sheets[delivery_id]

    def scan(self, delivery_id: str, text: str) -> ScanOutcome:
        self._called("scan", text)
        sheet = self.sheets[delivery_id]
        if text in self.several:
            found = [self.product(x) for x in self.several[text]]
            words = say("This barcode stands for several products")
            return ScanOutcome(Seen.CHOOSE, sheet, -1, 0, words, text, found)
        if text in self.cartons:
            product_id, lot, pieces = self.cartons[text]
            return self._count(delivery_id, product_id, lot, pieces)
        for product in self.products:
            if text in product.barcodes:
                return self._count(delivery_id, product.product_id, None, 1)
        if text in self.misread:
            return ScanOutcome(Seen.UNKNOWN, sheet, -1, 0, say("A digit of this code is wrong."))
        return ScanOutcome(Seen.UNKNOWN, sheet, -1, 0, say("Nobody knows this barcode"), text)

    def add(
        self, delivery_id: str, product_id: str, lot: Lot, pieces: int, slot: str = ""
    ) -> ScanOutcome:
        self._called("add", product_id, lot, pieces)
        return self._count(delivery_id, product_id, lot, pieces)

    def set_counted(self, delivery_id: str, row: int, pieces: int) -> CountSheet:
        self._called("set_counted", row, pieces)
        if pieces < 0:
            raise Refused(say("Pieces are whole and not negative"), say("Type a number."))
        return self._change(delivery_id, row, counted=pieces, touched=True)

    def set_lot(self, delivery_id: str, row: int, lot: Lot) -> CountSheet:
        self._called("set_lot", row, lot)
        return self._change(delivery_id, row, lot=lot)

    def set_slot(self, delivery_id: str, row: int, slot: str) -> CountSheet:
        self._called("set_slot", row, slot)
        return self._change(delivery_id, row, slot=slot)

    def count_as_announced(self, delivery_id: str) -> CountSheet:
        self._called("count_as_announced")
        for line in self.sheets[delivery_id].lines:
            if not line.touched:
                left = line.expected - line.earlier
                self._change(delivery_id, line.row, counted=left, touched=True)
        return self.sheets[delivery_id]

    def reject(
        self,
        delivery_id: str,
        row: int,
        kind: FindingKind,
        pieces: int,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> CountSheet:
        self._called("reject", row, kind, pieces, note, tuple(photos))
        sheet = self.sheets[delivery_id]
        line = sheet.lines[row]
        found = Finding(kind, line.line_no, line.product.product_id, pieces, note, tuple(photos))
        kept = [x for x in sheet.findings if (x.kind, x.line_no) != (kind, line.line_no)]
        after = [*kept, *([found] if pieces else [])]
        down = sum(x.quantity for x in after if x.line_no == line.line_no)
        counted = max(0, line.counted - max(0, down - line.rejected))
        self.sheets[delivery_id] = replace(sheet, findings=after)
        return self._change(delivery_id, row, rejected=down, counted=counted, touched=True)

    def keep_photo(self, data: bytes) -> str:
        self._called("keep_photo")
        self.photos.append(data)
        return f"photo{len(self.photos)}"

    def sign(self, delivery_id: str, who: str, png: bytes) -> CountSheet:
        self._called("sign", who, len(png))
        self.signatures[who] = png
        sheet = self.sheets[delivery_id]
        if who == "driver":
            sheet = replace(sheet, driver_signed=bool(png))
        else:
            sheet = replace(sheet, leader_signed=bool(png))
        self.sheets[delivery_id] = sheet
        return sheet

    def set_temperatures(
        self, delivery_id: str, chilled: int | None, frozen: int | None
    ) -> CountSheet:
        self._called("set_temperatures", chilled, frozen)
        sheet = self.sheets[delivery_id]
        self.sheets[delivery_id] = replace(
            sheet, chilled_decidegrees=chilled, frozen_decidegrees=frozen
        )
        return self.sheets[delivery_id]

    def preview(
        self, delivery_id: str, changed: Sequence[tuple[LineKey, int]] = (), *, final: bool = True
    ) -> ReceiptPreview:
        self._called("preview", tuple(changed))
        sheet = self.sheets[delivery_id]
        supply = supply_of(sheet)
        wanted = [x for x in self.demands if x.product_id in supply]
        told = dict(changed)
        by_hand = [Share(x, told[x.key]) for x in wanted if x.key in told]
        for share in by_hand:
            supply[share.demand.product_id] -= share.granted
        if any(count < 0 for count in supply.values()):
            raise Refused(say("More is given than came"), say("Give less to somebody."))
        shares = [*share_out([x for x in wanted if x.key not in told], supply), *by_hand]
        shares.sort(key=lambda x: (x.demand.product_id, x.demand.placed_at))
        lines = [
            ShareLine(x, self.product(x.demand.product_id).name, name_of(x.demand), "冷藏-1")
            for x in shares
        ]
        short = len({x.demand.member_id for x in shares if x.missing})
        plan = self._plan(supply, shares)
        return ReceiptPreview(findings_of(sheet), lines, short, plan, plan.warnings)

    def finish(
        self, delivery_id: str, *, final: bool, changed: Sequence[tuple[LineKey, int]] = ()
    ) -> ReceiptDone:
        self._called("finish", final, tuple(changed))
        seen = self.preview(delivery_id, changed)
        sheet = self.sheets.pop(delivery_id)
        moves = tuple(
            Movement(StockKey(x.product.product_id, x.lot, x.slot), x.counted)
            for x in sheet.lines
            if x.counted
        )
        deed = StockDeed(
            f"r{len(self.receipts) + 1}", MovementKind.RECEIVE, "D1", "", NOW, moves, delivery_id
        )
        receipt = Receipt(deed, tuple(seen.findings), final)
        self.receipts.append(receipt)
        claims = claims_of(receipt, 7)
        self.claims = [
            *(ClaimNote(x, self.product(x.finding.product_id).name) for x in claims),
            *self.claims,
        ]
        if final and sheet.delivery is not None:
            done = replace(sheet.delivery, state=DeliveryState.RECEIVED)
            self.deliveries[delivery_id] = done
        arrived = [x.share.demand.key for x in seen.shares if x.share.granted]
        ready = tuple(dict.fromkeys(key.order_id for key in arrived))
        return ReceiptDone(receipt, claims, len(arrived), ready)

    def abandon(self, delivery_id: str) -> None:
        self._called("abandon", delivery_id)
        self.sheets.pop(delivery_id, None)

    def product(self, product_id: str) -> Product:
        return next(x for x in self.products if x.product_id == product_id)

    def _called(self, *call: object) -> None:
        self.calls.append(call)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    def _card(self, delivery: Delivery) -> DeliveryCard:
        sheet = self.sheets.get(delivery.delivery_id)
        counted = sum(x.counted for x in sheet.lines) if sheet else 0
        pieces = sum(x.quantity for x in delivery.lines)
        done = sum(x.stock.reference == delivery.delivery_id for x in self.receipts)
        return DeliveryCard(delivery, len(delivery.lines), pieces, counted, sheet is not None, done)

    def _loose(self) -> DeliveryCard | None:
        sheet = self.sheets.get("")
        if sheet is None:
            return None
        nothing = Delivery("", 7, "", "", sheet.began_at, DeliveryState.ANNOUNCED, ())
        counted = sum(x.counted for x in sheet.lines)
        return DeliveryCard(nothing, len(sheet.lines), 0, counted, in_progress=True, receipts=0)

    def _count(
        self, delivery_id: str, product_id: str, lot: Lot | None, pieces: int
    ) -> ScanOutcome:
        sheet = self.sheets[delivery_id]
        mine = [x for x in sheet.lines if x.product.product_id == product_id]
        fits = [x for x in mine if lot is None or x.lot == lot]
        if not fits:
            made = CountLine(
                len(sheet.lines), 0, self.product(product_id), lot or NO_LOT, 0, 0, 0, 0, "", True
            )
            self.sheets[delivery_id] = replace(sheet, lines=[*sheet.lines, made])
            fits = [made]
        line = fits[0]
        counted = max(0, line.counted + pieces)
        after = self._change(delivery_id, line.row, counted=counted, touched=True)
        late = line.lot.expires_on is not None and line.lot.expires_on < TODAY
        seen = Seen.PAST_USE_BY if late else Seen.COUNTED if line.expected else Seen.NOT_ANNOUNCED
        words = {
            Seen.COUNTED: say("Counted"),
            Seen.NOT_ANNOUNCED: say("This was not announced"),
            Seen.PAST_USE_BY: say("This is past its use-by date"),
        }[seen]
        return ScanOutcome(seen, after, line.row, pieces, words)

    def _change(self, delivery_id: str, row: int, **what: object) -> CountSheet:
        sheet = self.sheets[delivery_id]
        lines = [
            replace(x, **what) if x.row == row else x  # type: ignore[arg-type]
            for x in sheet.lines
        ]
        self.sheets[delivery_id] = replace(sheet, lines=lines)
        return self.sheets[delivery_id]

    def _plan(self, pieces: dict[str, int], shares: Sequence[Share]) -> SlotPlan:
        return plan_of(self.slots, {self.product(x): count for x, count in pieces.items()}, shares)
