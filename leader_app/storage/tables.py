"""The tables as the code sees them; the migrations make them, a test compares the two.

Those for goods are in ``goods_tables``, those for notices in ``notice_tables``.
Times are whole microseconds since 1970 UTC, days ISO dates, money fen, booleans 0 or 1,
``lines`` a JSON list of (order, line number, pieces), ``drawn`` one of (product, lot code,
expiry, slot, pieces).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from leader_app.storage.columns import key, metadata, mirrored, required

command_log = Table(
    "command_log",
    metadata,
    key("epoch", Integer),
    key("seq", Integer),
    required("device_id", Text),
    required("command_id", Text),
    required("kind", Text),
    required("schema", Integer),
    required("body", LargeBinary),
    required("at", Integer),
    required("monotonic_ns", Integer),
    required("boot_id", Text),
    required("base_cursor", Text),
    required("previous_hash", LargeBinary),
    required("hash", LargeBinary),
    sa.UniqueConstraint("command_id"),
)

command_state = Table(
    "command_state",
    metadata,
    key("epoch", Integer),
    key("seq", Integer),
    required("command_id", Text),
    required("outcome", Text),
    required("code", Text),
    required("incident_id", Text),
    required("attempts", Integer),
    required("next_try", Integer),
    Column("dismissed", Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("command_id"),
    sa.ForeignKeyConstraint(["epoch", "seq"], ["command_log.epoch", "command_log.seq"]),
    Index(
        "command_state_to_show", "outcome", "epoch", "seq", sqlite_where=sa.text("dismissed = 0")
    ),
)

# Every command up to ``seq`` has a final word: a shortcut into the log, derived from it.
settled_up_to = Table("settled_up_to", metadata, key("epoch", Integer), required("seq", Integer))

device = Table(
    "device",
    metadata,
    key("only", Integer),
    required("device_id", Text),
    required("device_name", Text),
    required("point_id", Integer),
    required("epoch", Integer),
    required("centre_url", Text),
    required("root_key", LargeBinary),
    required("point_secret", LargeBinary),
    required("manifest_serial", Integer),
)

code_keys = Table(
    "code_keys",
    metadata,
    key("key_id", Integer),
    required("public_key", LargeBinary),
    key("first_day", Text),
    required("last_day", Text),
)

settings = Table("settings", metadata, key("name", Text), required("value", Text))

_place = (required("epoch", Integer), required("seq", Integer), required("position", Integer))
journal_mark = Table("journal_mark", metadata, key("only", Integer), *_place)

own_hand_overs = Table(
    "own_hand_overs",
    metadata,
    key("hand_over_id", Text),
    required("claim_id", Text),
    required("device_id", Text),
    required("staff", Text),
    required("at", Integer),
    required("offline", Integer),
    required("lines", Text),
    required("drawn", Text),
    Index("own_hand_overs_of_claim", "claim_id"),
    Index("own_hand_overs_by_time", "at"),
)

own_reversals = Table(
    "own_reversals",
    metadata,
    key("reversal_id", Text),
    required("hand_over_id", Text),
    required("claim_id", Text),
    required("device_id", Text),
    required("staff", Text),
    required("at", Integer),
    required("reason", Text),
    Index("own_reversals_of_hand_over", "hand_over_id"),
)

audit = Table(
    "audit",
    metadata,
    key("entry", Integer),
    required("at", Integer),
    required("what", Text),
    required("command_id", Text),
    required("claim_id", Text),
    required("staff", Text),
)

scans = Table(
    "scans",
    metadata,
    key("entry", Integer),
    required("at", Integer),
    required("verdict", Text),
    required("source", Text),
    required("claim_id", Text),
    Index("scans_by_verdict", "source", "verdict", "at"),
)

sync_state = Table(
    "sync_state",
    metadata,
    key("only", Integer),
    required("cursor", Text),
    required("era", Integer),
    required("swept", Integer),
    required("applied_seq", Integer),
    Column("centre_time", Integer),
    Column("received_at", Integer),
    Column("complete", Integer, nullable=False, server_default="0"),
)

points = mirrored(
    "points",
    key("point_id", Integer),
    required("name", Text),
    required("address", Text),
    required("hours", Text),
)

devices = mirrored(
    "devices",
    key("device_id", Text),
    required("point_id", Integer),
    required("name", Text),
    required("public_key", LargeBinary),
    required("active", Integer),
)

members = mirrored(
    "members",
    key("member_id", Text),
    required("name", Text),
    required("phone_tail", Text),
    required("building", Text),
    required("room", Text),
    Index("members_by_phone_tail", "phone_tail"),
    Index("members_by_home", "building", "room"),
)

products = mirrored(
    "products",
    key("product_id", Text),
    required("name", Text),
    required("unit", Text),
    required("zone", Text),
    required("price", Integer),
    required("barcodes", Text),
    required("food", Text),
    required("volume_ml", Integer),
    required("shelf_days", Integer),
    required("low_stock", Integer),
    required("pieces_per_carton", Integer),
    required("own", Integer),
    required("active", Integer),
)

orders = mirrored(
    "orders",
    key("order_id", Text),
    required("point_id", Integer),
    required("member_id", Text),
    required("claim_id", Text),
    required("payment", Text),
    required("cancelled", Integer),
    required("placed_at", Integer),
    required("note", Text),
    required("stage", Text),
    Index("orders_of_claim", "claim_id"),
    Index("orders_of_member", "member_id", "placed_at"),
    Index("orders_by_stage", "stage", "placed_at"),
    Index("orders_by_time", "placed_at"),
)

order_lines = Table(
    "order_lines",
    metadata,
    key("order_id", Text),
    key("line_no", Integer),
    required("product_id", Text),
    required("quantity", Integer),
    required("arrived", Integer),
    required("slot", Text),
    required("unit_price", Integer),
    Column("arrived_at", Integer),
)

claims = mirrored(
    "claims",
    key("claim_id", Text),
    required("point_id", Integer),
    required("member_id", Text),
    required("generation", Integer),
    required("issued_on", Text),
    required("valid_days", Integer),
    required("short_tag", LargeBinary),
    Index("claims_by_short_tag", "short_tag"),
)

redemptions = mirrored(
    "redemptions",
    key("hand_over_id", Text),
    required("claim_id", Text),
    required("device_id", Text),
    required("staff", Text),
    required("at", Integer),
    required("offline", Integer),
    required("lines", Text),
    required("is_primary", Integer),
    Column("reversal_id", Text),
    Column("reversed_by_device", Text),
    Column("reversed_by", Text),
    Column("reversed_at", Integer),
    Column("reversal_reason", Text),
    required("drawn", Text),
    Index("redemptions_of_claim", "claim_id"),
    Index("redemptions_by_time", "at"),
    Index("redemptions_of_device", "device_id", "at"),
)

incidents = mirrored(
    "incidents",
    key("incident_id", Text),
    required("kind", Text),
    required("point_id", Integer),
    required("claim_id", Text),
    required("device_id", Text),
    required("hand_over_ids", Text),
    required("at", Integer),
    required("settled", Integer),
    Index("incidents_by_time", "at"),
    Index("incidents_open", "settled", "at"),
)

unknown_rows = Table(
    "unknown_rows",
    metadata,
    key("entity", Text),
    key("id", Text),
    required("version", Integer),
    required("era", Integer),
    required("payload", LargeBinary),
)

tombstones = Table(
    "tombstones",
    metadata,
    key("entity", Text),
    key("id", Text),
    required("version", Integer),
    required("era", Integer),
)
