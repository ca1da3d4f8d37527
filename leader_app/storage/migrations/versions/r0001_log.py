"""Who this counter is, its append-only log, what the centre said of it, and its own deeds."""

from alembic import op

revision = "0001"
down_revision = None

_LOG = """
CREATE TABLE command_log (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    device_id TEXT NOT NULL,
    command_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    body BLOB NOT NULL,
    at INTEGER NOT NULL,
    monotonic_ns INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    base_cursor TEXT NOT NULL,
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID
"""

_GUARDS = (
    """
CREATE TRIGGER command_log_is_never_changed BEFORE UPDATE ON command_log
BEGIN SELECT RAISE(ABORT, 'the command log is append-only'); END
""",
    """
CREATE TRIGGER command_log_is_never_shortened BEFORE DELETE ON command_log
BEGIN SELECT RAISE(ABORT, 'the command log is append-only'); END
""",
    """
CREATE TRIGGER command_log_has_no_gap BEFORE INSERT ON command_log
WHEN new.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM command_log WHERE epoch = new.epoch)
BEGIN SELECT RAISE(ABORT, 'the command log has no gaps'); END
""",
)

_STATE = (
    """
CREATE TABLE settled_up_to (
    epoch INTEGER PRIMARY KEY NOT NULL,
    seq INTEGER NOT NULL
) STRICT
""",
    """
CREATE TRIGGER command_log_begins_epoch AFTER INSERT ON command_log WHEN new.seq = 1
BEGIN INSERT OR IGNORE INTO settled_up_to (epoch, seq) VALUES (new.epoch, 0); END
""",
    """
CREATE TABLE command_state (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    command_id TEXT NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (epoch, seq),
    FOREIGN KEY (epoch, seq) REFERENCES command_log (epoch, seq)
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX command_state_to_show ON command_state (outcome, epoch, seq) WHERE dismissed = 0
""",
)

_DEVICE = (
    """
CREATE TABLE device (
    only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
    device_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    point_id INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    centre_url TEXT NOT NULL,
    root_key BLOB NOT NULL,
    point_secret BLOB NOT NULL,
    manifest_serial INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE code_keys (
    key_id INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (key_id, first_day)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE journal_mark (
    only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT
""",
)

_DEEDS = (
    """
CREATE TABLE own_hand_overs (
    hand_over_id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    offline INTEGER NOT NULL,
    lines TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX own_hand_overs_of_claim ON own_hand_overs (claim_id)
""",
    """
CREATE INDEX own_hand_overs_by_time ON own_hand_overs (at)
""",
    """
CREATE TABLE own_reversals (
    reversal_id TEXT PRIMARY KEY,
    hand_over_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX own_reversals_of_hand_over ON own_reversals (hand_over_id)
""",
    """
CREATE TABLE stock_movements (
    command_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    line_no INTEGER NOT NULL,
    product_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (command_id, order_id, line_no)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE audit (
    entry INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    command_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    staff TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE scans (
    entry INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    source TEXT NOT NULL,
    claim_id TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX scans_by_verdict ON scans (source, verdict, at)
""",
)


def upgrade() -> None:
    """Make the tables of the log and of this counter's own deeds."""
    for statement in (_LOG, *_GUARDS, *_STATE, *_DEVICE, *_DEEDS):
        op.execute(statement)
