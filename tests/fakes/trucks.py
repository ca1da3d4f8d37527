"""Goods on their way, with everything unimportant filled in."""

from __future__ import annotations

from datetime import date, timedelta

from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaim,
    KitchenClaimState,
)
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Demand
from leader_app.domain.slot import Slot
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.services.receiving.desk import ClaimNote
from tests.fakes.shown import NOW

TODAY = date(2026, 11, 22)
LOT = Lot("L2611A", date(2026, 11, 30))
YOGHURT = Product("p1", "原味酸奶", "杯", Zone.FRIDGE, Fen(690), ("6901234567892",), volume_ml=400)
DUMPLINGS = Product("p2", "三鲜水饺", "袋", Zone.FREEZER, Fen(2580), ("6902345678906",))
RICE = Product("p3", "东北五常大米", "袋", Zone.SHELF, Fen(5980), ("6903456789016",))
STEW = Product("p4", "红烧牛腩", "份", Zone.FRIDGE, Fen(3980), ("6904567890128",))
PRODUCTS = (YOGHURT, DUMPLINGS, RICE, STEW)


def a_delivery(
    delivery_id: str = "d1",
    *lines: DeliveryLine,
    state: DeliveryState = DeliveryState.ON_THE_WAY,
    hours: float = 1.5,
) -> Delivery:
    """Return a truck that is to come in ``hours`` with yoghurt, dumplings, rice and stew."""
    usual = (
        DeliveryLine(1, "p1", 48, LOT, 24),
        DeliveryLine(2, "p2", 30, Lot("D0911", date(2027, 5, 1)), 10),
        DeliveryLine(3, "p3", 12),
        DeliveryLine(4, "p4", 20, Lot("N21", date(2026, 11, 24)), 10),
    )
    at = NOW + timedelta(hours=hours)
    return Delivery(delivery_id, 7, "望京中央厨房", "京A·12345", at, state, lines or usual)


def many_products(count: int) -> tuple[Product, ...]:
    """Return a catalogue."""
    zones = tuple(Zone)
    return tuple(
        Product(f"m{n}", f"货品 {n:03d}", "件", zones[n % 3], Fen(100 + n), (f"69{n:011d}",))
        for n in range(count)
    )


def a_long_delivery(count: int = 500) -> Delivery:
    """Return a truck with that many lines, of :func:`many_products`."""
    lines = tuple(DeliveryLine(n + 1, f"m{n}", 6, NO_LOT, 6) for n in range(count))
    return a_delivery("d9", *lines)


def a_demand(
    number: int, product_id: str = "p1", missing: int = 2, *, paid: bool = True, owed: bool = False
) -> Demand:
    """Return a line that waits, of an order placed ``number`` minutes after the first."""
    return Demand(
        LineKey(f"A{number:03d}", 1),
        product_id,
        f"m{number}",
        f"{number}-101",
        missing,
        paid,
        owed,
        NOW - timedelta(days=1) + timedelta(minutes=number),
    )


def a_claim(
    claim_id: str = "r0.0",
    state: KitchenClaimState = KitchenClaimState.OPEN,
    credit: int = 0,
    answer: str = "",
    delivery_id: str = "d0",
) -> ClaimNote:
    """Return a claim for two broken cups of yoghurt."""
    finding = Finding(FindingKind.DAMAGED, 1, "p1", 2, "压扁了")
    at = NOW - timedelta(days=1)
    return ClaimNote(
        KitchenClaim(claim_id, 7, delivery_id, finding, at, state, Fen(credit), answer),
        YOGHURT.name,
    )


def usual_slots() -> tuple[Slot, ...]:
    """Return the slots of a small store."""
    shelf = [Slot(f"A-{n:02d}", 7, Zone.SHELF, 60_000, n) for n in range(1, 5)]
    fridge = [Slot(f"冷藏-{n}", 7, Zone.FRIDGE, 30_000, n) for n in range(1, 3)]
    return (*shelf, *fridge, Slot("冷冻-1", 7, Zone.FREEZER, 50_000, 1))
