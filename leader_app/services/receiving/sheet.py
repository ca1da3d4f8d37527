"""A count as the screen shows it, and the list of deliveries."""

from __future__ import annotations

from datetime import datetime

from leader_app.domain.delivery import Delivery, DeliveryState
from leader_app.ports import UnitOfWork
from leader_app.services.receiving import draft as drafts
from leader_app.services.receiving.desk import (
    ClaimNote,
    CountLine,
    CountSheet,
    DeliveryCard,
    ReceivingOverview,
)
from leader_app.services.receiving.draft import Draft
from leader_app.services.receiving.earlier import by_row, earlier_of, rejections
from leader_app.services.receiving.reckoning import Counted
from leader_app.services.stock.checks import products_of

_COMING, _RECEIVED, _CLAIMS = 200, 50, 200


def sheet_of(work: UnitOfWork, count: Counted) -> CountSheet:
    """Return a count with names and with what came on earlier trucks."""
    draft = count.draft
    products = products_of(work, [row.product_id for row in draft.rows])
    came = by_row(draft, earlier_of(count.receipts))
    lines = [
        CountLine(
            number,
            row.line_no,
            products[row.product_id],
            row.lot,
            row.expected,
            came[number],
            row.counted,
            row.rejected,
            row.slot,
            row.touched,
        )
        for number, row in enumerate(draft.rows)
    ]
    return CountSheet(
        draft.delivery_id,
        count.delivery,
        lines,
        tuple(rejections(draft)),
        bool(draft.driver),
        bool(draft.leader),
        draft.chilled,
        draft.frozen,
        draft.began_at,
    )


def overview(work: UnitOfWork, now: datetime) -> ReceivingOverview:
    """Return what comes, what came, what is claimed, and what is being counted."""
    claims = work.deliveries.claims(_CLAIMS)
    products = products_of(work, [claim.finding.product_id for claim in claims])
    return ReceivingOverview(
        [_card(work, x) for x in work.deliveries.coming(_COMING)],
        [_card(work, x) for x in work.deliveries.received(_RECEIVED)],
        [ClaimNote(x, products[x.finding.product_id].name) for x in claims],
        _loose(work, now),
    )


def _card(work: UnitOfWork, delivery: Delivery) -> DeliveryCard:
    in_progress, draft = drafts.glance(work, delivery.delivery_id)
    return DeliveryCard(
        delivery,
        len({line.product_id for line in delivery.lines}),
        sum(line.quantity for line in delivery.lines),
        _pieces(draft),
        in_progress,
        len(work.deliveries.receipts(delivery.delivery_id)),
    )


def _loose(work: UnitOfWork, now: datetime) -> DeliveryCard | None:
    in_progress, draft = drafts.glance(work, "")
    identity = work.device.identity()
    if not in_progress or identity is None:
        return None
    state = DeliveryState.ANNOUNCED
    began_at = draft.began_at if draft else now
    delivery = Delivery("", identity.point_id, "", "", began_at, state, ())
    products = len({row.product_id for row in draft.rows}) if draft else 0
    return DeliveryCard(delivery, products, 0, _pieces(draft), in_progress=True, receipts=0)


def _pieces(draft: Draft | None) -> int:
    return sum(row.counted for row in draft.rows) if draft else 0
