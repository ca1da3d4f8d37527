"""Products, slots, deliveries and everything that moves stock, to rows and back."""

from __future__ import annotations

from datetime import date, timedelta

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaim,
    KitchenClaimState,
    Receipt,
)
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.domain.pickup_code import DAY_ZERO
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Count,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
)
from sync.protocol.rows import (
    DeliveryRow,
    FindingRow,
    KitchenClaimRow,
    Place,
    ProductRow,
    ReceiptRow,
    SlotRow,
    StockDeedRow,
)


def place(key: StockKey) -> Place:
    """Return where pieces are counted, as it travels."""
    return key.product_id, key.lot.code, _number(key.lot.expires_on), key.slot


def stock_key(told: Place) -> StockKey:
    """Return where pieces are counted."""
    product_id, code, expires_on, slot = told
    return StockKey(product_id, Lot(code, _day(expires_on)), slot)


def product_row(product: Product) -> ProductRow:
    """Return the row of a product."""
    return ProductRow(
        product.product_id,
        product.name,
        product.unit,
        product.zone.value,
        product.price,
        product.barcodes,
        product.food.value,
        product.volume_ml,
        product.shelf_days,
        product.low_stock,
        product.pieces_per_carton,
        product.own,
        product.active,
    )


def product(row: ProductRow) -> Product:
    """Return the product in a row."""
    return Product(
        row.product_id,
        row.name,
        row.unit,
        Zone(row.zone),
        Fen(row.price),
        row.barcodes,
        FoodKind(row.food),
        row.volume_ml,
        row.shelf_days,
        row.low_stock,
        row.pieces_per_carton,
        row.own,
        row.active,
    )


def slot_row(slot: Slot) -> SlotRow:
    """Return the row of a slot."""
    return SlotRow(
        slot.slot_id, slot.point_id, slot.zone.value, slot.capacity_ml, slot.position, slot.active
    )


def slot(row: SlotRow) -> Slot:
    """Return the slot in a row."""
    return Slot(
        row.slot_id, row.point_id, Zone(row.zone), row.capacity_ml, row.position, row.active
    )


def stock_deed_row(deed: StockDeed) -> StockDeedRow:
    """Return the row of a deed that moved stock."""
    return StockDeedRow(
        deed.deed_id,
        deed.kind.value,
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        tuple((place(x.key), x.quantity, x.unit_price) for x in deed.movements),
        deed.reference,
        deed.reason,
        deed.note,
        "" if deed.payment is None else deed.payment.value,
        deed.photos,
        tuple((place(x.key), x.counted, x.expected) for x in deed.counts),
    )


def stock_deed(row: StockDeedRow) -> StockDeed:
    """Return the deed in a row."""
    return StockDeed(
        row.deed_id,
        MovementKind(row.kind),
        row.device_id,
        row.staff,
        from_microseconds(row.at),
        tuple(Movement(stock_key(key), count, Fen(fen)) for key, count, fen in row.movements),
        row.reference,
        row.reason,
        row.note,
        PaymentKind(row.payment) if row.payment else None,
        row.photos,
        tuple(Count(stock_key(key), counted, was) for key, counted, was in row.counts),
    )


def receipt_row(receipt: Receipt) -> ReceiptRow:
    """Return the row of a receipt."""
    return ReceiptRow(
        stock_deed_row(receipt.stock),
        tuple(finding_row(x) for x in receipt.findings),
        receipt.final,
        receipt.driver_signature,
        receipt.leader_signature,
        receipt.chilled_decidegrees,
        receipt.frozen_decidegrees,
    )


def receipt(row: ReceiptRow) -> Receipt:
    """Return the receipt in a row."""
    return Receipt(
        stock_deed(row.stock),
        tuple(finding(x) for x in row.findings),
        row.final,
        row.driver_signature,
        row.leader_signature,
        row.chilled_decidegrees,
        row.frozen_decidegrees,
    )


def delivery_row(delivery: Delivery) -> DeliveryRow:
    """Return the row of a manifest."""
    return DeliveryRow(
        delivery.delivery_id,
        delivery.point_id,
        delivery.kitchen,
        delivery.truck,
        microseconds(delivery.expected_at),
        delivery.state.value,
        tuple(
            (
                x.line_no,
                x.product_id,
                x.quantity,
                x.lot.code,
                _number(x.lot.expires_on),
                x.pieces_per_carton,
            )
            for x in delivery.lines
        ),
    )


def delivery(row: DeliveryRow) -> Delivery:
    """Return the manifest in a row."""
    return Delivery(
        row.delivery_id,
        row.point_id,
        row.kitchen,
        row.truck,
        from_microseconds(row.expected_at),
        DeliveryState(row.state),
        tuple(
            DeliveryLine(line_no, product_id, quantity, Lot(code, _day(expires_on)), carton)
            for line_no, product_id, quantity, code, expires_on, carton in row.lines
        ),
    )


def kitchen_claim_row(claim: KitchenClaim) -> KitchenClaimRow:
    """Return the row of a claim to a kitchen."""
    return KitchenClaimRow(
        claim.kitchen_claim_id,
        claim.point_id,
        claim.delivery_id,
        finding_row(claim.finding),
        microseconds(claim.at),
        claim.state.value,
        claim.credit,
        claim.answer,
    )


def kitchen_claim(row: KitchenClaimRow) -> KitchenClaim:
    """Return the claim to a kitchen in a row."""
    return KitchenClaim(
        row.kitchen_claim_id,
        row.point_id,
        row.delivery_id,
        finding(row.finding),
        from_microseconds(row.at),
        KitchenClaimState(row.state),
        Fen(row.credit),
        row.answer,
    )


def finding_row(found: Finding) -> FindingRow:
    """Return a finding as it travels."""
    return FindingRow(
        found.kind.value,
        found.line_no,
        found.product_id,
        found.quantity,
        found.note,
        found.photos,
    )


def finding(row: FindingRow) -> Finding:
    """Return the finding in a row."""
    return Finding(
        FindingKind(row.kind), row.line_no, row.product_id, row.quantity, row.note, row.photos
    )


def _number(day: date | None) -> int | None:
    return None if day is None else (day - DAY_ZERO).days


def _day(number: int | None) -> date | None:
    return None if number is None else DAY_ZERO + timedelta(days=number)
