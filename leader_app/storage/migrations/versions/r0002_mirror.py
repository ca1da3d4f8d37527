"""The centre's state as kept here; all of it can be had again from the centre."""

from alembic import op

revision = "0002"
down_revision = "0001"

_SYNC = (
    """
CREATE TABLE sync_state (
    only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
    cursor TEXT NOT NULL,
    era INTEGER NOT NULL,
    swept INTEGER NOT NULL,
    applied_seq INTEGER NOT NULL,
    centre_time INTEGER,
    received_at INTEGER
) STRICT
""",
    """
INSERT INTO sync_state (only, cursor, era, swept, applied_seq) VALUES (1, '', 1, 1, 0)
""",
)

_NAMES = (
    """
CREATE TABLE points (
    point_id INTEGER PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    hours TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE devices (
    device_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE members (
    member_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    name TEXT NOT NULL,
    phone_tail TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX members_by_phone_tail ON members (phone_tail)
""",
    """
CREATE TABLE products (
    product_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    zone TEXT NOT NULL,
    price INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
)

_ORDERS = (
    """
CREATE TABLE orders (
    order_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    payment TEXT NOT NULL,
    cancelled INTEGER NOT NULL,
    placed_at INTEGER NOT NULL,
    note TEXT NOT NULL,
    stage TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX orders_of_claim ON orders (claim_id)
""",
    """
CREATE INDEX orders_of_member ON orders (member_id, placed_at)
""",
    """
CREATE INDEX orders_by_stage ON orders (stage, placed_at)
""",
    """
CREATE INDEX orders_by_time ON orders (placed_at)
""",
    """
CREATE TABLE order_lines (
    order_id TEXT NOT NULL,
    line_no INTEGER NOT NULL,
    product_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    slot TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE claims (
    claim_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    issued_on TEXT NOT NULL,
    valid_days INTEGER NOT NULL,
    short_tag BLOB NOT NULL
) STRICT
""",
    """
CREATE INDEX claims_by_short_tag ON claims (short_tag)
""",
)

_DEEDS = (
    """
CREATE TABLE redemptions (
    hand_over_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    claim_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    offline INTEGER NOT NULL,
    lines TEXT NOT NULL,
    is_primary INTEGER NOT NULL,
    reversal_id TEXT,
    reversed_by_device TEXT,
    reversed_by TEXT,
    reversed_at INTEGER,
    reversal_reason TEXT
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX redemptions_of_claim ON redemptions (claim_id)
""",
    """
CREATE INDEX redemptions_by_time ON redemptions (at)
""",
    """
CREATE INDEX redemptions_of_device ON redemptions (device_id, at)
""",
    """
CREATE TABLE incidents (
    incident_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    kind TEXT NOT NULL,
    point_id INTEGER NOT NULL,
    claim_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    hand_over_ids TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX incidents_by_time ON incidents (at)
""",
    """
CREATE INDEX incidents_open ON incidents (settled, at)
""",
)

_REST = (
    """
CREATE TABLE unknown_rows (
    entity TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE tombstones (
    entity TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID
""",
)


def upgrade() -> None:
    """Make the mirrored tables and the place in the feed."""
    for statement in (*_SYNC, *_NAMES, *_ORDERS, *_DEEDS, *_REST):
        op.execute(statement)
