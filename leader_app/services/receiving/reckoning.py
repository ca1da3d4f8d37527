"""What finishing a count would do; preview shows it and finish books exactly that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.delivery import Delivery, Finding, Receipt
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Arrival, Share
from leader_app.domain.stock import Movement
from leader_app.domain.text import Text
from leader_app.ports import UnitOfWork
from leader_app.services.receiving import doubts
from leader_app.services.receiving.desk import ReceiptPreview, ShareLine, SlotPlan
from leader_app.services.receiving.draft import Draft
from leader_app.services.receiving.earlier import earlier_of, findings_of
from leader_app.services.receiving.placing import Habits, lay_out
from leader_app.services.receiving.put_away import put_away, supply_of
from leader_app.services.receiving.shares import grants
from leader_app.services.stock.checks import products_of

Changed = Sequence[tuple[LineKey, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and all that is known of its delivery at this moment."""

    draft: Draft
    delivery: Delivery | None
    receipts: Sequence[Receipt]
    now: datetime


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that follows from a count."""

    findings: tuple[Finding, ...]
    shares: Sequence[Share]
    plan: SlotPlan
    movements: tuple[Movement, ...]
    arrivals: tuple[Arrival, ...]
    products: Mapping[str, Product]
    warnings: Sequence[Text]


def counted(work: UnitOfWork, draft: Draft, now: datetime) -> Counted:
    """Look up what is known of the delivery of a count."""
    if not draft.delivery_id:
        return Counted(draft, None, (), now)
    receipts = work.deliveries.receipts(draft.delivery_id)
    return Counted(draft, work.deliveries.get(draft.delivery_id), receipts, now)


def reckon(
    work: UnitOfWork, count: Counted, habits: Habits, changed: Changed, *, final: bool
) -> Reckoning:
    """Work out findings, shares, slots and movements; ``Refused`` for grants that cannot be."""
    draft, today = count.draft, local_day(count.now)
    supply = supply_of(draft.rows, today)
    shares = grants(work.deliveries.demand(set(supply)), supply, changed)
    products = products_of(work, list(supply))
    spare = _spare(supply, shares)
    layout = lay_out(work, shares, spare, products, habits.times(work, count.now))
    stored = put_away(draft.rows, shares, layout, today)
    doubtful = doubts.of_count(work, count.draft, count.delivery, count.receipts, count.now)
    return Reckoning(
        findings_of(draft, earlier_of(count.receipts), final=final),
        shares,
        layout.plan,
        stored.movements,
        stored.arrivals,
        products,
        [*doubtful, *layout.plan.warnings],
    )


def shown(work: UnitOfWork, reckoning: Reckoning) -> ReceiptPreview:
    """Return a reckoning with names, for a person to look over."""
    members = work.names.members({x.demand.member_id for x in reckoning.shares})
    slots = {arrival.key: arrival.slot for arrival in reckoning.arrivals}
    lines = [
        ShareLine(
            share,
            reckoning.products[share.demand.product_id].name,
            member.masked_name if (member := members.get(share.demand.member_id)) else "",
            slots.get(share.demand.key, ""),
        )
        for share in reckoning.shares
    ]
    short = {share.demand.member_id for share in reckoning.shares if share.missing}
    return ReceiptPreview(reckoning.findings, lines, len(short), reckoning.plan, reckoning.warnings)


def _spare(supply: Mapping[str, int], shares: Sequence[Share]) -> dict[str, int]:
    """Return the pieces of each product that no line gets."""
    spare = dict(supply)
    for share in shares:
        spare[share.demand.product_id] -= share.granted
    return spare
