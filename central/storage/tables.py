"""Every table of the centre. Times are microseconds since 1970 UTC, ids are text."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Text

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _key(name: str, kind: sa.types.TypeEngine[str] | None = None) -> Column[str]:
    return Column(name, kind or String(64), primary_key=True)


facts = sa.Table("facts", metadata, _key("name"), Column("value", Text, nullable=False))

points = sa.Table(
    "points",
    metadata,
    Column("point_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("hours", Text, nullable=False),
)

devices = sa.Table(
    "devices",
    metadata,
    _key("device_id"),
    Column("point_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("status", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
)

enrolment_tokens = sa.Table(
    "enrolment_tokens",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("point_id", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("device_id", String(64)),
)

nonces = sa.Table(
    "nonces",
    metadata,
    Column("nonce", LargeBinary, primary_key=True),
    Column("device_id", String(64), nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

# name, phone and home (building and room) are sealed; the tail stays plain, it is what counters
# look people up by; ``point_id`` is the point that brought the member, none: the brand
members = sa.Table(
    "members",
    metadata,
    _key("member_id"),
    Column("name", LargeBinary, nullable=False),
    Column("phone", LargeBinary, nullable=False),
    Column("phone_tail", String(4), nullable=False),
    Column("home", LargeBinary),
    Column("point_id", BigInteger),
)

# ``point_id`` is the point whose own product it is, none: the brand's
products = sa.Table(
    "products",
    metadata,
    _key("product_id"),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("zone", String(16), nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("barcodes", Text, nullable=False, server_default="[]"),
    Column("food", String(16), nullable=False, server_default="other"),
    Column("volume_ml", BigInteger, nullable=False, server_default="0"),
    Column("shelf_days", Integer, nullable=False, server_default="0"),
    Column("low_stock", Integer, nullable=False, server_default="0"),
    Column("pieces_per_carton", Integer, nullable=False, server_default="0"),
    Column("active", Boolean, nullable=False, server_default=sa.true()),
    Column("point_id", BigInteger),
)

claims = sa.Table(
    "claims",
    metadata,
    _key("claim_id", String(20)),
    Column("point_id", BigInteger, nullable=False),
    Column("member_id", String(64), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("issued_on", Integer, nullable=False),
    Column("valid_days", Integer, nullable=False),
    Column("key_id", Integer, nullable=False),
    Column("short_attempt", Integer, nullable=False),
    Column("short_tag", LargeBinary, nullable=False),
    Index("uq_claims_short_tag", "point_id", "short_tag", unique=True),
)

orders = sa.Table(
    "orders",
    metadata,
    _key("order_id"),
    Column("point_id", BigInteger, nullable=False, index=True),
    Column("member_id", String(64), nullable=False, index=True),
    Column("claim_id", String(20), nullable=False, index=True),
    Column("payment", String(16), nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("placed_at", BigInteger, nullable=False),
    Column("note", LargeBinary, nullable=False),
    # whether the point itself brought it
    Column("imported", Boolean, nullable=False, server_default=sa.false()),
)

order_lines = sa.Table(
    "order_lines",
    metadata,
    _key("order_id"),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("product_id", String(64), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("slot", Text, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
)


def _deed_columns() -> list[Column[object]]:
    return [
        Column("hand_over_id", String(64), primary_key=True),
        Column("claim_id", String(20), nullable=False, index=True),
        Column("point_id", BigInteger, nullable=False),
        Column("device_id", String(64), nullable=False),
        Column("staff", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("offline", Boolean, nullable=False),
        Column("lines", Text, nullable=False),
        Column("reversal_id", String(64)),
        Column("reversed_by", String(64)),
        Column("reversal_staff", Text),
        Column("reversed_at", BigInteger),
        Column("reversal_reason", Text),
        Column("drawn", Text, nullable=False, server_default="[]"),
    ]


# the primary hand-overs of a claim are numbered; two of one number cannot be
redemptions = sa.Table(
    "redemptions",
    metadata,
    *_deed_columns(),
    Column("part", Integer, nullable=False),
    Index("uq_redemptions_claim_id_part", "claim_id", "part", unique=True),
)

extra_redemptions = sa.Table("extra_redemptions", metadata, *_deed_columns())

incidents = sa.Table(
    "incidents",
    metadata,
    _key("incident_id"),
    Column("kind", String(40), nullable=False),
    Column("point_id", BigInteger, nullable=False, index=True),
    Column("claim_id", String(20), nullable=False),
    Column("device_id", String(64), nullable=False),
    Column("hand_over_ids", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("settled", Boolean, nullable=False),
)


# the body is sealed: it may name people
def _command_columns() -> list[Column[object]]:
    return [
        Column("kind", String(40), nullable=False),
        Column("schema", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("monotonic_ns", BigInteger, nullable=False),
        Column("boot_id", Text, nullable=False),
        Column("base_cursor", Text, nullable=False),
        Column("previous_hash", LargeBinary, nullable=False),
        Column("received_at", BigInteger, nullable=False),
    ]


device_log = sa.Table(
    "device_log",
    metadata,
    _key("device_id"),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    # none for a command whose id was taken already: that one is in quarantine under it
    Column("command_id", String(64)),
    *_command_columns(),
    Column("outcome", String(32), nullable=False),
    Column("code", String(40), nullable=False),
    Column("incident_id", String(64), nullable=False),
    Index("uq_device_log_command_id", "command_id", unique=True),
)

# what a forked or revoked counter still says: kept for a person, never acted on
quarantine = sa.Table(
    "quarantine",
    metadata,
    _key("device_id"),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("command_id", String(64), nullable=False),
    *_command_columns(),
)

scopes = sa.Table(
    "scopes",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
)

# the newest packed row of each thing, sealed; no payload: the thing is gone
feed = sa.Table(
    "feed",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    _key("entity", String(24)),
    _key("id"),
    Column("seq", BigInteger, nullable=False),
    Column("payload", LargeBinary),
    Index("uq_feed_scope_seq", "scope", "seq", unique=True),
)

code_keys = sa.Table(
    "code_keys",
    metadata,
    Column("key_id", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
)
