"""What follows from a count, as the fakes reckon it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leader_app.domain.delivery import Finding, FindingKind
from leader_app.domain.neighbourhood import Product
from leader_app.domain.share_out import Demand, Share
from leader_app.domain.slot import Slot
from leader_app.domain.text import say
from leader_app.services.receiving.desk import CountSheet, SlotPlan, SlotUse


def supply_of(sheet: CountSheet) -> dict[str, int]:
    supply: dict[str, int] = {}
    for line in sheet.lines:
        supply[line.product.product_id] = supply.get(line.product.product_id, 0) + line.counted
    return supply


def findings_of(sheet: CountSheet) -> list[Finding]:
    found = list(sheet.findings)
    for x in sheet.lines:
        kind = FindingKind.SHORT if x.difference < 0 else FindingKind.OVER
        if x.difference:
            found.append(Finding(kind, x.line_no, x.product.product_id, abs(x.difference)))
    return found


def name_of(demand: Demand) -> str:
    return f"{'王李张刘陈'[int(demand.member_id[1:]) % 5]}*"


def plan_of(
    slots: Sequence[Slot], pieces: Mapping[Product, int], shares: Sequence[Share]
) -> SlotPlan:
    """Spread the goods of each zone evenly over its slots, a fifth of which is taken."""
    uses = []
    for slot in slots:
        added = sum(
            count * (product.volume_ml or 1000)
            for product, count in pieces.items()
            if product.zone is slot.zone
        )
        alike = sum(x.zone is slot.zone for x in slots)
        uses.append(SlotUse(slot, slot.capacity_ml // 5, added // alike))
    full = [x.slot.slot_id for x in uses if x.overflows]
    warnings = [say("{slot} cannot take it all", slot=name) for name in full]
    return SlotPlan([(x.demand.key, "冷藏-1") for x in shares], uses, warnings)
