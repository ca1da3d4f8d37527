"""Goods: the ledger of movements, deliveries, slots, drafts, pictures, prints, imports."""

from alembic import op

from leader_app.storage.migrations.goods_moved import MOVE_WHAT_IS_KNOWN

revision = "0003"
down_revision = "0002"

_LEDGER = (
    """
CREATE TABLE movements (
    heard INTEGER PRIMARY KEY NOT NULL,
    deed_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id TEXT NOT NULL,
    lot_code TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    slot TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    at INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    reference TEXT NOT NULL,
    reason TEXT NOT NULL,
    order_id TEXT NOT NULL,
    UNIQUE (deed_id, n)
) STRICT
""",
    "CREATE INDEX movements_by_time ON movements (at, product_id, kind, slot)",
    """
CREATE INDEX movements_of_product ON movements (product_id, at) WHERE kind <> 'hand_over'
""",
    "CREATE INDEX movements_by_reference ON movements (reference) WHERE reference <> ''",
    """
CREATE TABLE stock_levels (
    product_id TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    lot_code TEXT NOT NULL,
    slot TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (product_id, expires_on, lot_code, slot)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX stock_levels_in_slot ON stock_levels (slot)",
    """
CREATE INDEX stock_levels_by_expiry ON stock_levels (expires_on) WHERE expires_on <> ''
""",
)

# Not INSERT OR REPLACE either may change a fact; it would do so without the other two triggers.
_GUARDS = (
    """
CREATE TRIGGER movements_are_heard_once BEFORE INSERT ON movements
WHEN EXISTS (SELECT 1 FROM movements WHERE deed_id = new.deed_id AND n = new.n)
    OR new.heard > 0 AND EXISTS (SELECT 1 FROM movements WHERE heard = new.heard)
BEGIN SELECT RAISE(IGNORE); END
""",
    """
CREATE TRIGGER movements_are_never_changed BEFORE UPDATE ON movements
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END
""",
    """
CREATE TRIGGER movements_are_never_deleted BEFORE DELETE ON movements
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END
""",
    """
CREATE TRIGGER movements_keep_levels AFTER INSERT ON movements
BEGIN
    INSERT INTO stock_levels (product_id, expires_on, lot_code, slot, quantity)
    VALUES (new.product_id, new.expires_on, new.lot_code, new.slot, new.quantity)
    ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity;
    DELETE FROM stock_levels
    WHERE product_id = new.product_id AND expires_on = new.expires_on
        AND lot_code = new.lot_code AND slot = new.slot AND quantity = 0;
END
""",
)

_MIRRORED = (
    """
CREATE TABLE stock_deeds (
    deed_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    kind TEXT NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    reference TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    payment TEXT NOT NULL,
    photos TEXT NOT NULL,
    counts TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX stock_deeds_by_kind ON stock_deeds (kind, at)",
    """
CREATE INDEX stock_deeds_by_reference ON stock_deeds (reference, at) WHERE reference <> ''
""",
    """
CREATE TABLE receipts (
    receipt_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    delivery_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    findings TEXT NOT NULL,
    final INTEGER NOT NULL,
    driver_signature TEXT NOT NULL,
    leader_signature TEXT NOT NULL,
    chilled INTEGER,
    frozen INTEGER
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX receipts_of_delivery ON receipts (delivery_id, at)",
    """
CREATE TABLE deliveries (
    delivery_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    kitchen TEXT NOT NULL,
    truck TEXT NOT NULL,
    expected_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    lines TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX deliveries_by_state ON deliveries (state, expected_at)",
    """
CREATE TABLE kitchen_claims (
    kitchen_claim_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    delivery_id TEXT NOT NULL,
    finding TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    credit INTEGER NOT NULL,
    answer TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX kitchen_claims_by_time ON kitchen_claims (at)",
    """
CREATE TABLE slots (
    slot_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    zone TEXT NOT NULL,
    capacity_ml INTEGER NOT NULL,
    position INTEGER NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
)

_OURS = (
    """
CREATE TABLE own_arrivals (
    order_id TEXT NOT NULL,
    line_no INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    slot TEXT NOT NULL,
    PRIMARY KEY (order_id, line_no, command_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE drafts (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE attachments (
    attachment_id TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    sent_at INTEGER,
    data BLOB
) STRICT
""",
    "CREATE INDEX attachments_to_send ON attachments (taken_at) WHERE sent_at IS NULL",
    "CREATE INDEX attachments_sent ON attachments (sent_at) WHERE data IS NOT NULL",
    """
CREATE TABLE print_jobs (
    job_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    printer TEXT NOT NULL,
    document TEXT NOT NULL,
    copies INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    problem TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX print_jobs_by_state ON print_jobs (state, made_at)",
    "CREATE INDEX print_jobs_by_time ON print_jobs (made_at)",
    """
CREATE TABLE aliases (
    alias TEXT PRIMARY KEY,
    product_id TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE sheet_mappings (
    header_hash TEXT PRIMARY KEY,
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
)


def upgrade() -> None:
    """Make the tables of goods and move into the ledger what is known of hand-overs."""
    for statement in (*_LEDGER, *_GUARDS, *_MIRRORED, *_OURS, *MOVE_WHAT_IS_KNOWN):
        op.execute(statement)
