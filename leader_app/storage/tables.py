"""The tables as the code sees them; the migrations make them, a test compares the two.

Times are whole microseconds since 1970 UTC, days ISO dates, money fen, booleans 0 or 1,
``lines`` a JSON list of (order, line number, pieces).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _required(name: str, kind: type[Integer | Text | LargeBinary]) -> Column[object]:
    return Column(name, kind, nullable=False)


def _key(name: str, kind: type[Integer | Text]) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False)


def _mirrored(name: str, *columns: Column[object] | Index) -> Table:
    """A table of the centre's things: each row has its version and the era it was told in."""
    key, *rest = columns
    parts = [key, _required("version", Integer), _required("era", Integer), *rest]
    return Table(name, metadata, *parts)


command_log = Table(
    "command_log",
    metadata,
    _key("epoch", Integer),
    _key("seq", Integer),
    _required("device_id", Text),
    _required("command_id", Text),
    _required("kind", Text),
    _required("schema", Integer),
    _required("body", LargeBinary),
    _required("at", Integer),
    _required("monotonic_ns", Integer),
    _required("boot_id", Text),
    _required("base_cursor", Text),
    _required("previous_hash", LargeBinary),
    _required("hash", LargeBinary),
    sa.UniqueConstraint("command_id"),
)

command_state = Table(
    "command_state",
    metadata,
    _key("epoch", Integer),
    _key("seq", Integer),
    _required("command_id", Text),
    _required("outcome", Text),
    _required("code", Text),
    _required("incident_id", Text),
    _required("attempts", Integer),
    _required("next_try", Integer),
    Column("dismissed", Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("command_id"),
    sa.ForeignKeyConstraint(["epoch", "seq"], ["command_log.epoch", "command_log.seq"]),
    Index(
        "command_state_to_show", "outcome", "epoch", "seq", sqlite_where=sa.text("dismissed = 0")
    ),
)

# Every command up to ``seq`` has a final word: a shortcut into the log, derived from it.
settled_up_to = Table("settled_up_to", metadata, _key("epoch", Integer), _required("seq", Integer))

device = Table(
    "device",
    metadata,
    _key("only", Integer),
    _required("device_id", Text),
    _required("device_name", Text),
    _required("point_id", Integer),
    _required("epoch", Integer),
    _required("centre_url", Text),
    _required("root_key", LargeBinary),
    _required("point_secret", LargeBinary),
    _required("manifest_serial", Integer),
)

code_keys = Table(
    "code_keys",
    metadata,
    _key("key_id", Integer),
    _required("public_key", LargeBinary),
    _key("first_day", Text),
    _required("last_day", Text),
)

settings = Table("settings", metadata, _key("name", Text), _required("value", Text))

_place = (_required("epoch", Integer), _required("seq", Integer), _required("position", Integer))
journal_mark = Table("journal_mark", metadata, _key("only", Integer), *_place)

own_hand_overs = Table(
    "own_hand_overs",
    metadata,
    _key("hand_over_id", Text),
    _required("claim_id", Text),
    _required("device_id", Text),
    _required("staff", Text),
    _required("at", Integer),
    _required("offline", Integer),
    _required("lines", Text),
    Index("own_hand_overs_of_claim", "claim_id"),
    Index("own_hand_overs_by_time", "at"),
)

own_reversals = Table(
    "own_reversals",
    metadata,
    _key("reversal_id", Text),
    _required("hand_over_id", Text),
    _required("claim_id", Text),
    _required("device_id", Text),
    _required("staff", Text),
    _required("at", Integer),
    _required("reason", Text),
    Index("own_reversals_of_hand_over", "hand_over_id"),
)

stock_movements = Table(
    "stock_movements",
    metadata,
    _key("command_id", Text),
    _key("order_id", Text),
    _key("line_no", Integer),
    _required("product_id", Text),
    _required("quantity", Integer),
    _required("at", Integer),
)

audit = Table(
    "audit",
    metadata,
    _key("entry", Integer),
    _required("at", Integer),
    _required("what", Text),
    _required("command_id", Text),
    _required("claim_id", Text),
    _required("staff", Text),
)

scans = Table(
    "scans",
    metadata,
    _key("entry", Integer),
    _required("at", Integer),
    _required("verdict", Text),
    _required("source", Text),
    _required("claim_id", Text),
    Index("scans_by_verdict", "source", "verdict", "at"),
)

sync_state = Table(
    "sync_state",
    metadata,
    _key("only", Integer),
    _required("cursor", Text),
    _required("era", Integer),
    _required("swept", Integer),
    _required("applied_seq", Integer),
    Column("centre_time", Integer),
    Column("received_at", Integer),
)

points = _mirrored(
    "points",
    _key("point_id", Integer),
    _required("name", Text),
    _required("address", Text),
    _required("hours", Text),
)

devices = _mirrored(
    "devices",
    _key("device_id", Text),
    _required("point_id", Integer),
    _required("name", Text),
    _required("public_key", LargeBinary),
    _required("active", Integer),
)

members = _mirrored(
    "members",
    _key("member_id", Text),
    _required("name", Text),
    _required("phone_tail", Text),
    Index("members_by_phone_tail", "phone_tail"),
)

products = _mirrored(
    "products",
    _key("product_id", Text),
    _required("name", Text),
    _required("unit", Text),
    _required("zone", Text),
    _required("price", Integer),
)

orders = _mirrored(
    "orders",
    _key("order_id", Text),
    _required("point_id", Integer),
    _required("member_id", Text),
    _required("claim_id", Text),
    _required("payment", Text),
    _required("cancelled", Integer),
    _required("placed_at", Integer),
    _required("note", Text),
    _required("stage", Text),
    Index("orders_of_claim", "claim_id"),
    Index("orders_of_member", "member_id", "placed_at"),
    Index("orders_by_stage", "stage", "placed_at"),
    Index("orders_by_time", "placed_at"),
)

order_lines = Table(
    "order_lines",
    metadata,
    _key("order_id", Text),
    _key("line_no", Integer),
    _required("product_id", Text),
    _required("quantity", Integer),
    _required("arrived", Integer),
    _required("slot", Text),
    _required("unit_price", Integer),
)

claims = _mirrored(
    "claims",
    _key("claim_id", Text),
    _required("point_id", Integer),
    _required("member_id", Text),
    _required("generation", Integer),
    _required("issued_on", Text),
    _required("valid_days", Integer),
    _required("short_tag", LargeBinary),
    Index("claims_by_short_tag", "short_tag"),
)

redemptions = _mirrored(
    "redemptions",
    _key("hand_over_id", Text),
    _required("claim_id", Text),
    _required("device_id", Text),
    _required("staff", Text),
    _required("at", Integer),
    _required("offline", Integer),
    _required("lines", Text),
    _required("is_primary", Integer),
    Column("reversal_id", Text),
    Column("reversed_by_device", Text),
    Column("reversed_by", Text),
    Column("reversed_at", Integer),
    Column("reversal_reason", Text),
    Index("redemptions_of_claim", "claim_id"),
    Index("redemptions_by_time", "at"),
    Index("redemptions_of_device", "device_id", "at"),
)

incidents = _mirrored(
    "incidents",
    _key("incident_id", Text),
    _required("kind", Text),
    _required("point_id", Integer),
    _required("claim_id", Text),
    _required("device_id", Text),
    _required("hand_over_ids", Text),
    _required("at", Integer),
    _required("settled", Integer),
    Index("incidents_by_time", "at"),
    Index("incidents_open", "settled", "at"),
)

unknown_rows = Table(
    "unknown_rows",
    metadata,
    _key("entity", Text),
    _key("id", Text),
    _required("version", Integer),
    _required("era", Integer),
    _required("payload", LargeBinary),
)

tombstones = Table(
    "tombstones",
    metadata,
    _key("entity", Text),
    _key("id", Text),
    _required("version", Integer),
    _required("era", Integer),
)
