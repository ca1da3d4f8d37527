"""Places in stock (a product's lot in a slot) and lots as columns, and back."""

from __future__ import annotations

from datetime import date

from leader_app.domain.stock import Level, Lot, StockKey
from leader_app.storage.prepared import Row


def day(text: str) -> date | None:
    """Return the day in a column, ``None`` for empty text."""
    return date.fromisoformat(text) if text else None


def day_text(at: date | None) -> str:
    """Return a day as its column has it."""
    return at.isoformat() if at else ""


def values(key: StockKey) -> tuple[str, str, str, str]:
    """Return product, lot code, expiry and slot as their columns have them."""
    return key.product_id, key.lot.code, day_text(key.lot.expires_on), key.slot


def named(key: StockKey) -> dict[str, object]:
    """Return the same under the names of the columns."""
    return {
        "product_id": key.product_id,
        "lot_code": key.lot.code,
        "expires_on": day_text(key.lot.expires_on),
        "slot": key.slot,
    }


def key(product_id: str, lot_code: str, expires_on: str, slot: str) -> StockKey:
    """Return the place of these columns."""
    return StockKey(product_id, Lot(lot_code, day(expires_on)), slot)


def of_row(row: Row) -> StockKey:
    """Return the place a row is about."""
    return key(row.product_id, row.lot_code, row.expires_on, row.slot)


def level(row: Row) -> Level:
    """Return the level a row tells."""
    return Level(of_row(row), row.quantity)
