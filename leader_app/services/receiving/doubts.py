"""What a person should think about before a receipt is signed: sentences, never a stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from leader_app.domain.delivery import Delivery, Receipt
from leader_app.domain.local_time import local_day
from leader_app.domain.stock import is_past_use_by
from leader_app.domain.text import Text, say
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.wording import when
from leader_app.services.receiving.draft import Draft
from leader_app.services.stock.checks import products_of

_WARMEST_CHILLED, _COLDEST_CHILLED, _WARMEST_FROZEN = 80, -10, -120
_LOOKED_BACK = 50


def of_count(
    work: UnitOfWork,
    draft: Draft,
    delivery: Delivery | None,
    receipts: Sequence[Receipt],
    now: datetime,
) -> Sequence[Text]:
    """Return what is doubtful about a count, the gravest first."""
    return [
        *_booked_meanwhile(work, draft, receipts, now),
        *_seen_before(work, delivery, now),
        *_past_use_by(work, draft, now),
        *_too_warm(draft),
        *_not_counted(draft),
        *_not_signed(draft),
    ]


def booked_by(work: UnitOfWork, receipt: Receipt, now: datetime) -> Text:
    """Say when, where and by whom a receipt was booked."""
    device = work.names.devices([receipt.stock.device_id]).get(receipt.stock.device_id)
    counter = device.name if device else receipt.stock.device_id
    at = when(receipt.stock.at, now)
    if receipt.stock.staff:
        return say(
            "{when} at {counter}, by {staff}", when=at, counter=counter, staff=receipt.stock.staff
        )
    return say("{when} at {counter}", when=at, counter=counter)


def _booked_meanwhile(
    work: UnitOfWork, draft: Draft, receipts: Sequence[Receipt], now: datetime
) -> Iterator[Text]:
    for receipt in receipts:
        if receipt.stock.deed_id not in draft.known:
            yield say(
                "{count} pieces of this delivery were booked {where} while you counted."
                " Yours are added to them: count only what is not there yet.",
                count=sum(move.quantity for move in receipt.stock.movements),
                where=booked_by(work, receipt, now),
            )


def _seen_before(work: UnitOfWork, delivery: Delivery | None, now: datetime) -> Iterator[Text]:
    """Notice a manifest that came again under another number."""
    if delivery is None:
        return
    for other in work.deliveries.received(_LOOKED_BACK):
        if other.delivery_id != delivery.delivery_id and _alike(other, delivery):
            yield say(
                "A delivery just like this one was received already ({truck}, {when})."
                " Is it the same paper twice?",
                truck=other.truck or other.kitchen,
                when=when(other.expected_at, now),
            )


def _alike(one: Delivery, other: Delivery) -> bool:
    same_day = local_day(one.expected_at) == local_day(other.expected_at)
    return (
        same_day and bool(one.lines) and one.kitchen == other.kitchen and one.lines == other.lines
    )


def _past_use_by(work: UnitOfWork, draft: Draft, now: datetime) -> Iterator[Text]:
    today = local_day(now)
    late = [x for x in draft.rows if x.counted and is_past_use_by(x.lot, today)]
    products = products_of(work, [row.product_id for row in late])
    for row in late:
        yield say(
            "{count} of {product} are past their use-by day: nobody gets them. Turn them down.",
            count=row.counted,
            product=products[row.product_id].name,
        )


def _too_warm(draft: Draft) -> Iterator[Text]:
    chilled, frozen = draft.chilled, draft.frozen
    if chilled is not None and not _COLDEST_CHILLED <= chilled <= _WARMEST_CHILLED:
        yield say(
            "The chilled goods travelled at {degrees} °C; 0 to 8 °C is right.",
            degrees=f"{chilled / 10:.1f}",
        )
    if frozen is not None and frozen > _WARMEST_FROZEN:
        yield say(
            "The frozen goods travelled at {degrees} °C; -18 °C is right.",
            degrees=f"{frozen / 10:.1f}",
        )


def _not_counted(draft: Draft) -> Iterator[Text]:
    left = sum(not row.touched for row in draft.rows)
    if left and draft.delivery_id:
        yield say("Rows not counted yet: {count}. They are booked as not come.", count=left)


def _not_signed(draft: Draft) -> Iterator[Text]:
    if draft.delivery_id and not draft.driver:
        yield say("The driver has not signed.")
