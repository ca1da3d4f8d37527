"""The tables for goods: the ledger of movements, and what counters do with goods.

A lot without a code or an expiry has empty text there. Lists are JSON.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from leader_app.storage.columns import key, metadata, mirrored, required

# Facts, in the order they were heard of: triggers refuse every change, and keep the levels.
movements = Table(
    "movements",
    metadata,
    key("heard", Integer),
    required("deed_id", Text),
    required("n", Integer),
    required("kind", Text),
    required("product_id", Text),
    required("lot_code", Text),
    required("expires_on", Text),
    required("slot", Text),
    required("quantity", Integer),
    required("unit_price", Integer),
    required("at", Integer),
    required("device_id", Text),
    required("staff", Text),
    required("reference", Text),
    required("reason", Text),
    required("order_id", Text),
    sa.UniqueConstraint("deed_id", "n"),
    Index("movements_by_time", "at", "product_id", "kind", "slot"),
    # Without hand-overs: each would write a page of it for every product.
    Index("movements_of_product", "product_id", "at", sqlite_where=sa.text("kind <> 'hand_over'")),
    Index("movements_by_reference", "reference", sqlite_where=sa.text("reference <> ''")),
)

# What the movements of each place sum to; places that sum to nothing are not there.
stock_levels = Table(
    "stock_levels",
    metadata,
    key("product_id", Text),
    key("expires_on", Text),
    key("lot_code", Text),
    key("slot", Text),
    required("quantity", Integer),
    Index("stock_levels_in_slot", "slot"),
    Index("stock_levels_by_expiry", "expires_on", sqlite_where=sa.text("expires_on <> ''")),
)

stock_deeds = mirrored(
    "stock_deeds",
    key("deed_id", Text),
    required("kind", Text),
    required("device_id", Text),
    required("staff", Text),
    required("at", Integer),
    required("reference", Text),
    required("reason", Text),
    required("note", Text),
    required("payment", Text),
    required("photos", Text),
    required("counts", Text),
    Index("stock_deeds_by_kind", "kind", "at"),
    Index("stock_deeds_by_reference", "reference", "at", sqlite_where=sa.text("reference <> ''")),
)

receipts = mirrored(
    "receipts",
    key("receipt_id", Text),
    required("delivery_id", Text),
    required("at", Integer),
    required("findings", Text),
    required("final", Integer),
    required("driver_signature", Text),
    required("leader_signature", Text),
    Column("chilled", Integer),
    Column("frozen", Integer),
    Index("receipts_of_delivery", "delivery_id", "at"),
)

deliveries = mirrored(
    "deliveries",
    key("delivery_id", Text),
    required("point_id", Integer),
    required("kitchen", Text),
    required("truck", Text),
    required("expected_at", Integer),
    required("state", Text),
    required("lines", Text),
    Index("deliveries_by_state", "state", "expected_at"),
)

kitchen_claims = mirrored(
    "kitchen_claims",
    key("kitchen_claim_id", Text),
    required("point_id", Integer),
    required("delivery_id", Text),
    required("finding", Text),
    required("at", Integer),
    required("state", Text),
    required("credit", Integer),
    required("answer", Text),
    Index("kitchen_claims_by_time", "at"),
)

slots = mirrored(
    "slots",
    key("slot_id", Text),
    required("point_id", Integer),
    required("zone", Text),
    required("capacity_ml", Integer),
    required("position", Integer),
    required("active", Integer),
)

# Pieces this counter shared out; the centre's row of an order may not have them yet.
own_arrivals = Table(
    "own_arrivals",
    metadata,
    key("order_id", Text),
    key("line_no", Integer),
    key("command_id", Text),
    required("epoch", Integer),
    required("seq", Integer),
    required("pieces", Integer),
    required("slot", Text),
)

drafts = Table("drafts", metadata, key("name", Text), required("text", Text))

attachments = Table(
    "attachments",
    metadata,
    key("attachment_id", Text),
    required("media_type", Text),
    required("size", Integer),
    required("taken_at", Integer),
    Column("sent_at", Integer),
    Column("data", LargeBinary),
    Index("attachments_to_send", "taken_at", sqlite_where=sa.text("sent_at IS NULL")),
    Index("attachments_sent", "sent_at", sqlite_where=sa.text("data IS NOT NULL")),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    key("job_id", Text),
    required("kind", Text),
    required("title", Text),
    required("printer", Text),
    required("document", Text),
    required("copies", Integer),
    required("made_at", Integer),
    required("state", Text),
    required("attempts", Integer),
    required("problem", Text),
    Index("print_jobs_by_state", "state", "made_at"),
    Index("print_jobs_by_time", "made_at"),
)

aliases = Table("aliases", metadata, key("alias", Text), required("product_id", Text))

sheet_mappings = Table(
    "sheet_mappings", metadata, key("header_hash", Text), required("mapping", Text)
)
