"""Products as rows of their table, and back."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone


def product_row(product: Product) -> dict[str, object]:
    """Return the row of a product, but for whose it is."""
    return {
        "product_id": product.product_id,
        "name": product.name,
        "unit": product.unit,
        "zone": product.zone.value,
        "price": product.price,
        "barcodes": json.dumps(product.barcodes),
        "food": product.food.value,
        "volume_ml": product.volume_ml,
        "shelf_days": product.shelf_days,
        "low_stock": product.low_stock,
        "pieces_per_carton": product.pieces_per_carton,
        "active": product.active,
    }


def product_of(row: sa.Row[Any]) -> Product:
    """Return the product in a row."""
    return Product(
        product_id=row.product_id,
        name=row.name,
        unit=row.unit,
        zone=Zone(row.zone),
        price=Fen(row.price),
        barcodes=tuple(json.loads(row.barcodes)),
        food=FoodKind(row.food),
        volume_ml=row.volume_ml,
        shelf_days=row.shelf_days,
        low_stock=row.low_stock,
        pieces_per_carton=row.pieces_per_carton,
        own=row.point_id is not None,
        active=row.active,
    )
