"""Goods: the ledger, deliveries, slots, claims to kitchens, pictures, who brought what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply. Bodies of commands are sealed when the store is opened: here is no key."""
    for table, columns in _ADDED.items():
        for column in columns:
            op.add_column(table, column)
    for make in (
        _attachments,
        _attachment_parts,
        _attachment_names,
        _deliveries,
        _delivery_lines,
        _kitchen_claims,
        _movements,
        _product_settings,
        _slots,
        _stock_deeds,
    ):
        make()


def _drawn() -> list[sa.Column[Any]]:
    return [sa.Column("drawn", sa.Text(), nullable=False, server_default="[]")]


def _figure(name: str, kind: sa.types.TypeEngine[int] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Integer(), nullable=False, server_default="0")


_ADDED: dict[str, list[sa.Column[Any]]] = {
    "members": [
        sa.Column("home", sa.LargeBinary(), nullable=True),
        sa.Column("point_id", sa.BigInteger(), nullable=True),
    ],
    "products": [
        sa.Column("barcodes", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("food", sa.String(length=16), nullable=False, server_default="other"),
        _figure("volume_ml", sa.BigInteger()),
        _figure("shelf_days"),
        _figure("low_stock"),
        _figure("pieces_per_carton"),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("point_id", sa.BigInteger(), nullable=True),
    ],
    "orders": [sa.Column("imported", sa.Boolean(), nullable=False, server_default=sa.false())],
    "redemptions": _drawn(),
    "extra_redemptions": _drawn(),
}


def _named(name: str, size: int = 64) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=size), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _sealed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _lot() -> list[sa.Column[Any]]:
    return [_text("lot_code"), sa.Column("expires_on", sa.Integer(), nullable=True)]


def _made(name: str, key: list[str], *columns: sa.Column[Any], **options: bool) -> None:
    made = sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}"))
    op.create_table(name, *columns, made, **options)


def _indexed(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _attachments() -> None:
    _made(
        "attachments",
        ["point_id", "attachment_id"],
        _big("point_id"),
        _named("attachment_id"),
        _named("device_id"),
        _named("media_type", 32),
        _whole("size"),
        _whole("received"),
        _flag("complete"),
        _big("begun_at"),
    )
    _indexed("attachments", "device_id")


def _attachment_parts() -> None:
    _made(
        "attachment_parts",
        ["point_id", "attachment_id", "first_byte"],
        _big("point_id"),
        _named("attachment_id"),
        _whole("first_byte"),
        _sealed("data"),
    )


def _attachment_names() -> None:
    _made(
        "attachment_names",
        ["point_id", "attachment_id", "deed_id"],
        _big("point_id"),
        _named("attachment_id"),
        _named("deed_id"),
    )


def _deliveries() -> None:
    _made(
        "deliveries",
        ["delivery_id"],
        _named("delivery_id"),
        _big("point_id"),
        _text("kitchen"),
        _text("truck"),
        _big("expected_at"),
        _named("state", 16),
    )
    _indexed("deliveries", "point_id")


def _delivery_lines() -> None:
    _made(
        "delivery_lines",
        ["delivery_id", "line_no"],
        _named("delivery_id"),
        _whole("line_no"),
        _named("product_id"),
        _whole("quantity"),
        *_lot(),
        _whole("pieces_per_carton"),
    )


def _kitchen_claims() -> None:
    _made(
        "kitchen_claims",
        ["kitchen_claim_id"],
        _named("kitchen_claim_id", 80),
        _big("point_id"),
        _named("delivery_id"),
        _named("kind", 16),
        _whole("line_no"),
        _named("product_id"),
        _whole("quantity"),
        _sealed("note"),
        _text("photos"),
        _big("at"),
        _named("state", 16),
        _big("credit"),
        _sealed("answer"),
    )
    _indexed("kitchen_claims", "point_id")


def _movements() -> None:
    _made(
        "movements",
        ["deed_id", "number"],
        _named("deed_id"),
        _whole("number"),
        _big("point_id"),
        _named("kind", 16),
        _named("product_id"),
        *_lot(),
        _text("slot"),
        _whole("quantity"),
        _big("unit_price"),
        _big("at"),
        sqlite_with_rowid=False,
    )


def _product_settings() -> None:
    _made(
        "product_settings",
        ["point_id", "product_id"],
        _big("point_id"),
        _named("product_id"),
        _text("barcodes"),
        _whole("low_stock"),
        _big("volume_ml"),
    )


def _slots() -> None:
    _made(
        "slots",
        ["point_id", "slot_id"],
        _big("point_id"),
        _named("slot_id"),
        _named("zone", 16),
        _big("capacity_ml"),
        _whole("position"),
        _flag("active"),
    )


def _stock_deeds() -> None:
    _made(
        "stock_deeds",
        ["deed_id"],
        _named("deed_id"),
        _big("point_id"),
        _named("device_id"),
        _named("kind", 16),
        _named("reference"),
        _big("at"),
        _flag("final"),
        _sealed("payload"),
    )
    _indexed("stock_deeds", "point_id")
    _indexed("stock_deeds", "reference")
