"""Does what was typed about goods."""

from __future__ import annotations

import secrets
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.attachments import uploads
from central.catalogue import barcodes
from central.catalogue.products import product_of
from central.cli.errors import CommandError, point_of
from central.feed.writing import FeedDraft
from central.stock import ledger
from central.storage.database import Database
from central.storage.tables import products
from central.supply import deliveries
from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    KitchenClaim,
    KitchenClaimState,
)
from leader_app.domain.local_time import local
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product

Line = dict[str, Any]
Lines = Iterable[Line]
_SOON = timedelta(hours=2)


def stock(database: Database, asked: Namespace) -> Lines:
    """Yield what lies at a point."""
    point_id = point_of(database, asked.point)
    with database.reading() as connection:
        names = {row.product_id: row.name for row in connection.execute(sa.select(products))}
        for level in ledger.levels(connection, point_id):
            key = level.key
            yield {
                "product": key.product_id,
                "name": names.get(key.product_id, ""),
                "lot": key.lot.code,
                "expiry": _day(key.lot.expires_on),
                "slot": key.slot,
                "quantity": level.quantity,
            }


def list_deliveries(database: Database, asked: Namespace) -> Lines:
    """Yield trucks."""
    point_id = None if asked.point is None else point_of(database, asked.point)
    with database.reading() as connection:
        for delivery in deliveries.every(connection, point_id):
            if asked.state in (None, delivery.state):
                yield _delivery_line(delivery)


def add_delivery(database: Database, asked: Namespace) -> Lines:
    """Announce a truck."""
    point_id = point_of(database, asked.point)
    known = {product.product_id: product for product in _products(database, point_id)}
    for line in asked.line:
        if line.product_id not in known:
            raise CommandError(f"There is no product {line.product_id}.")
    delivery = Delivery(
        delivery_id=asked.id or f"T{datetime.now(UTC):%y%m%d}-{secrets.token_hex(4)}",
        point_id=point_id,
        kitchen=asked.kitchen,
        truck=asked.truck,
        expected_at=asked.at or datetime.now(UTC) + _SOON,
        state=DeliveryState.ON_THE_WAY,
        lines=tuple(
            _numbered(number, line, known[line.product_id])
            for number, line in enumerate(asked.line, 1)
        ),
    )

    def keep(connection: Connection) -> None:
        draft = FeedDraft(database)
        deliveries.add(connection, draft, [delivery])
        draft.write(connection)

    try:
        database.write(keep)
    except sa.exc.IntegrityError as error:
        raise CommandError(f"There is a delivery {delivery.delivery_id} already.") from error
    yield _delivery_line(delivery)


def list_claims(database: Database, _: Namespace) -> Lines:
    """Yield what points claim of kitchens."""
    with database.reading() as connection:
        for claim in deliveries.every_claim(database, connection):
            yield _claim_line(claim)


def answer_claim(database: Database, asked: Namespace) -> Lines:
    """Say a kitchen's word on a claim."""
    credit = asked.credit
    if credit < 0 or (credit and asked.word is not KitchenClaimState.ACCEPTED):
        raise CommandError("A credit is not negative, and only an accepted claim has one.")
    try:
        claim = deliveries.answer(database, asked.claim, asked.word, Fen(credit), asked.words)
    except LookupError as error:
        raise CommandError(f"There is no claim {asked.claim}.") from error
    yield _claim_line(claim)


def barcode(database: Database, asked: Namespace) -> Lines:
    """Print or draw what is on goods."""
    product = _product(database, asked.product)
    is_label = asked.carton or asked.lot or asked.expiry
    try:
        if is_label:
            text = barcodes.label_text(product, asked.lot, asked.expiry, carton=asked.carton)
        else:
            text = barcodes.item_text(product)
        line: Line = {"product": product.product_id, "name": product.name, "text": text}
        if asked.png:
            asked.png.write_bytes(barcodes.png(text))
            line["png"] = str(asked.png)
    except barcodes.NoBarcodeError as error:
        raise CommandError(f"{product.name} has no barcode.") from error
    except ModuleNotFoundError as error:
        raise CommandError("Drawing barcodes needs zxing-cpp.") from error
    except ValueError as error:
        raise CommandError(f"This cannot be drawn: {error}.") from error
    yield line


def picture(database: Database, asked: Namespace) -> Lines:
    """Write a picture into a file."""
    with database.reading() as connection:
        found = uploads.find(database, connection, asked.picture)
    if found is None:
        raise CommandError(f"There is no (whole) picture {asked.picture}.")
    media_type, data = found
    asked.file.write_bytes(data)
    yield {"picture": asked.picture, "type": media_type, "bytes": len(data)}


COMMANDS: dict[str, Callable[[Database, Namespace], Lines]] = {
    "stock": stock,
    "deliveries": list_deliveries,
    "delivery": add_delivery,
    "kitchen-claims": list_claims,
    "kitchen-claim": answer_claim,
    "barcode": barcode,
    "picture": picture,
}


def _products(database: Database, point_id: int | None = None) -> list[Product]:
    """Return the brand's products, and those of a point (or of all)."""
    with database.reading() as connection:
        rows = connection.execute(sa.select(products).order_by(products.c.product_id)).all()
    mine = (None, point_id) if point_id is not None else None
    return [product_of(row) for row in rows if mine is None or row.point_id in mine]


def _product(database: Database, wanted: str) -> Product:
    for product in _products(database):
        if wanted in {product.product_id, product.name}:
            return product
    raise CommandError(f"There is no product {wanted}.")


def _numbered(number: int, line: DeliveryLine, product: Product) -> DeliveryLine:
    carton = product.pieces_per_carton
    return replace(
        line, line_no=number, pieces_per_carton=carton if 0 < carton <= line.quantity else 0
    )


def _delivery_line(delivery: Delivery) -> Line:
    return {
        "delivery": delivery.delivery_id,
        "point": delivery.point_id,
        "kitchen": delivery.kitchen,
        "truck": delivery.truck,
        "expected_at": local(delivery.expected_at).isoformat(),
        "state": delivery.state.value,
        "lines": [
            {
                "line": line.line_no,
                "product": line.product_id,
                "quantity": line.quantity,
                "lot": line.lot.code,
                "expiry": _day(line.lot.expires_on),
                "carton": line.pieces_per_carton,
            }
            for line in delivery.lines
        ],
    }


def _claim_line(claim: KitchenClaim) -> Line:
    finding = claim.finding
    return {
        "claim": claim.kitchen_claim_id,
        "point": claim.point_id,
        "delivery": claim.delivery_id,
        "kind": finding.kind.value,
        "product": finding.product_id,
        "quantity": finding.quantity,
        "note": finding.note,
        "photos": list(finding.photos),
        "at": claim.at.isoformat(),
        "state": claim.state.value,
        "credit": claim.credit,
        "answer": claim.answer,
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
