"""The tables of goods: the ledger, deliveries, slots, claims to kitchens, pictures.

A lot's expiry counts days from 2020-01-01 and is none where nobody knows it.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Text

from central.storage.tables import metadata


def _key(name: str) -> Column[str]:
    return Column(name, String(64), primary_key=True)


# what stock is the sum of; the deed is a hand-over, its reversal, or one of ``stock_deeds``
movements = sa.Table(
    "movements",
    metadata,
    _key("deed_id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("point_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("product_id", String(64), nullable=False),
    Column("lot_code", Text, nullable=False),
    Column("expires_on", Integer),
    Column("slot", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# the packed row of the feed, sealed: notes are people's own words; ``final`` is for receipts
stock_deeds = sa.Table(
    "stock_deeds",
    metadata,
    _key("deed_id"),
    Column("point_id", BigInteger, nullable=False, index=True),
    Column("device_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reference", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    _key("delivery_id"),
    Column("point_id", BigInteger, nullable=False, index=True),
    Column("kitchen", Text, nullable=False),
    Column("truck", Text, nullable=False),
    Column("expected_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
)

delivery_lines = sa.Table(
    "delivery_lines",
    metadata,
    _key("delivery_id"),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("product_id", String(64), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("lot_code", Text, nullable=False),
    Column("expires_on", Integer),
    Column("pieces_per_carton", Integer, nullable=False),
)

# note and answer are sealed
kitchen_claims = sa.Table(
    "kitchen_claims",
    metadata,
    Column("kitchen_claim_id", String(80), primary_key=True),
    Column("point_id", BigInteger, nullable=False, index=True),
    Column("delivery_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("product_id", String(64), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("photos", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("credit", BigInteger, nullable=False),
    Column("answer", LargeBinary, nullable=False),
)

slots = sa.Table(
    "slots",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    _key("slot_id"),
    Column("zone", String(16), nullable=False),
    Column("capacity_ml", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
)

# what a point says of a product of the brand; none: as the brand says
product_settings = sa.Table(
    "product_settings",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    _key("product_id"),
    Column("barcodes", Text, nullable=False),
    Column("low_stock", Integer, nullable=False),
    Column("volume_ml", BigInteger, nullable=False),
)

# pictures of a point; ``received`` bytes of ``size`` are here, in parts, each sealed
attachments = sa.Table(
    "attachments",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    _key("attachment_id"),
    Column("device_id", String(64), nullable=False, index=True),
    Column("media_type", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
)

attachment_parts = sa.Table(
    "attachment_parts",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    _key("attachment_id"),
    Column("first_byte", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

# the pictures that deeds of a point name
attachment_names = sa.Table(
    "attachment_names",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    _key("attachment_id"),
    _key("deed_id"),
)
