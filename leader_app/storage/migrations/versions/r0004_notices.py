"""Notices: what was written, what is on its way, who was told what; when lines arrived."""

from alembic import op

revision = "0004"
down_revision = "0003"

_WRITTEN = (
    """
CREATE TABLE notices (
    notice_id TEXT PRIMARY KEY,
    point_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    template TEXT NOT NULL,
    form TEXT NOT NULL,
    audience TEXT NOT NULL,
    channels TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    picture TEXT NOT NULL,
    occasion TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    start_at INTEGER,
    expires_at INTEGER,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX notices_by_time ON notices (made_at)",
    "CREATE INDEX notices_by_state ON notices (state, made_at)",
    """
CREATE TABLE channels (
    channel_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    group_name TEXT NOT NULL,
    active INTEGER NOT NULL,
    problem TEXT NOT NULL,
    per_minute INTEGER NOT NULL,
    per_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE templates (
    template_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    own INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE notice_rules (
    rule_id TEXT PRIMARY KEY,
    waits_for TEXT NOT NULL,
    answer TEXT NOT NULL,
    kind TEXT NOT NULL,
    template_id TEXT NOT NULL,
    channels TEXT NOT NULL,
    form TEXT NOT NULL,
    hours INTEGER NOT NULL,
    active INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
)

_ON_THEIR_WAY = (
    """
CREATE TABLE messages (
    message_id TEXT PRIMARY KEY NOT NULL,
    notice_id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    account TEXT NOT NULL,
    member_id TEXT NOT NULL,
    member_ids TEXT NOT NULL,
    lines TEXT NOT NULL,
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    expires_at INTEGER,
    title TEXT NOT NULL,
    pieces TEXT NOT NULL,
    pieces_done INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    problem TEXT NOT NULL,
    detail TEXT NOT NULL,
    changed_at INTEGER,
    sort INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX messages_of_notice ON messages (notice_id, sort, message_id)",
    "CREATE INDEX messages_of_notice_by_state ON messages (notice_id, state)",
    "CREATE INDEX messages_by_state ON messages (state, changed_at) WHERE state <> 'queued'",
    """
CREATE INDEX messages_queued ON messages (channel_id, not_before, sort, message_id)
WHERE state = 'queued'
""",
    """
CREATE TABLE held_reasons (
    told_key TEXT NOT NULL,
    message_id TEXT NOT NULL
) STRICT
""",
    "CREATE UNIQUE INDEX told_once ON held_reasons (told_key)",
    "CREATE INDEX held_reasons_of_message ON held_reasons (message_id)",
    """
CREATE TABLE channel_calls (
    entry INTEGER PRIMARY KEY NOT NULL,
    channel_id TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX channel_calls_by_time ON channel_calls (channel_id, at)",
)

_HEARD = (
    """
CREATE TABLE touches (
    touch_id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    notice_id TEXT NOT NULL,
    point_id INTEGER NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    channel_name TEXT NOT NULL,
    title TEXT NOT NULL,
    member_ids TEXT NOT NULL,
    reasons TEXT NOT NULL,
    lines TEXT NOT NULL,
    at INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    staff TEXT NOT NULL,
    late INTEGER NOT NULL,
    unsure INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX touches_of_account ON touches (account, at)",
    "CREATE INDEX touches_of_notice ON touches (notice_id, at)",
    "CREATE INDEX touches_by_time ON touches (at)",
    """
CREATE TABLE touch_reasons (
    told_key TEXT NOT NULL,
    touch_id TEXT NOT NULL,
    PRIMARY KEY (told_key, touch_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE reactions (
    reaction_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    account TEXT NOT NULL,
    touch_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX reactions_of_account ON reactions (account, at)",
    "CREATE INDEX reactions_to ON reactions (touch_id) WHERE touch_id <> ''",
    "CREATE INDEX reactions_by_time ON reactions (at)",
    """
CREATE TABLE contacts (
    member_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    era INTEGER NOT NULL,
    service INTEGER NOT NULL,
    marketing INTEGER NOT NULL,
    page INTEGER NOT NULL,
    sms INTEGER NOT NULL,
    email INTEGER NOT NULL,
    segments TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE own_contacts (
    member_id TEXT PRIMARY KEY,
    service INTEGER NOT NULL,
    marketing INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
)

_GUARDS = tuple(
    f"""
CREATE TRIGGER {table}_are_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are facts'); END
"""
    for table in ("touches", "touch_reasons", "reactions")
)

# Lines that are here have no moment of arrival: nobody wrote it down. What the centre told of
# notices before this release could read it is asked for once more.
_KNOWN = (
    "CREATE INDEX members_by_home ON members (building, room)",
    "ALTER TABLE order_lines ADD COLUMN arrived_at INTEGER",
    "ALTER TABLE sync_state ADD COLUMN complete INTEGER NOT NULL DEFAULT 0",
    "UPDATE sync_state SET complete = 1 WHERE cursor <> '' OR swept < era",
    """
UPDATE sync_state SET cursor = '', era = era + 1, applied_seq = 0
WHERE cursor <> '' AND EXISTS (
    SELECT 1 FROM unknown_rows WHERE entity IN ('touch', 'reaction', 'contact'))
""",
)


def upgrade() -> None:
    """Make the tables of notices, and room for when lines arrived."""
    for statement in (*_WRITTEN, *_ON_THEIR_WAY, *_HEARD, *_GUARDS, *_KNOWN):
        op.execute(statement)
