"""The tables for notices: what was written, what is on its way, who was told what.

An ``account`` is the one word of a ``touch.Account``. Lists are JSON; ``lines`` one of (order,
line number).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, Table, Text

from leader_app.storage.columns import key, metadata, mirrored, required

notices = Table(
    "notices",
    metadata,
    key("notice_id", Text),
    required("point_id", Integer),
    required("kind", Text),
    required("title", Text),
    required("template", Text),
    required("form", Text),
    required("audience", Text),
    required("channels", Text),
    required("state", Text),
    required("made_at", Integer),
    required("device_id", Text),
    required("picture", Text),
    required("occasion", Text),
    required("rule_id", Text),
    required("staff", Text),
    Column("start_at", Integer),
    Column("expires_at", Integer),
    required("extra", Text),
    Index("notices_by_time", "made_at"),
    Index("notices_by_state", "state", "made_at"),
)

channels = Table(
    "channels",
    metadata,
    key("channel_id", Text),
    required("kind", Text),
    required("name", Text),
    required("group_name", Text),
    required("active", Integer),
    required("problem", Text),
    required("per_minute", Integer),
    required("per_day", Integer),
)

templates = Table(
    "templates",
    metadata,
    key("template_id", Text),
    required("kind", Text),
    required("name", Text),
    required("title", Text),
    required("text", Text),
    required("own", Integer),
)

notice_rules = Table(
    "notice_rules",
    metadata,
    key("rule_id", Text),
    required("waits_for", Text),
    required("answer", Text),
    required("kind", Text),
    required("template_id", Text),
    required("channels", Text),
    required("form", Text),
    required("hours", Integer),
    required("active", Integer),
    required("since", Integer),
)

messages = Table(
    "messages",
    metadata,
    key("message_id", Text),
    required("notice_id", Text),
    required("channel_id", Text),
    required("account", Text),
    required("member_id", Text),
    required("member_ids", Text),
    required("lines", Text),
    required("reasons", Text),
    required("state", Text),
    required("not_before", Integer),
    Column("expires_at", Integer),
    required("title", Text),
    required("pieces", Text),
    required("pieces_done", Integer),
    required("attempts", Integer),
    required("problem", Text),
    required("detail", Text),
    Column("changed_at", Integer),
    required("sort", Integer),
    Index("messages_of_notice", "notice_id", "sort", "message_id"),
    Index("messages_of_notice_by_state", "notice_id", "state"),
    Index("messages_by_state", "state", "changed_at", sqlite_where=sa.text("state <> 'queued'")),
    Index(
        "messages_queued",
        "channel_id",
        "not_before",
        "sort",
        "message_id",
        sqlite_where=sa.text("state = 'queued'"),
    ),
)

# What our messages tell or will tell (``touch.told_key``): the index lets one message have it.
held_reasons = Table(
    "held_reasons",
    metadata,
    required("told_key", Text),
    required("message_id", Text),
    Index("told_once", "told_key", unique=True),
    Index("held_reasons_of_message", "message_id"),
)

channel_calls = Table(
    "channel_calls",
    metadata,
    key("entry", Integer),
    required("channel_id", Text),
    required("at", Integer),
    Index("channel_calls_by_time", "channel_id", "at"),
)

# Facts, ours and those the centre tells of; triggers refuse to delete them.
touches = mirrored(
    "touches",
    key("touch_id", Text),
    required("notice_id", Text),
    required("point_id", Integer),
    required("account", Text),
    required("kind", Text),
    required("purpose", Text),
    required("channel", Text),
    required("channel_name", Text),
    required("title", Text),
    required("member_ids", Text),
    required("reasons", Text),
    required("lines", Text),
    required("at", Integer),
    required("device_id", Text),
    required("staff", Text),
    required("late", Integer),
    required("unsure", Integer),
    Index("touches_of_account", "account", "at"),
    Index("touches_of_notice", "notice_id", "at"),
    Index("touches_by_time", "at"),
)

# What touches told; which of them count is asked of the reactions.
touch_reasons = Table("touch_reasons", metadata, key("told_key", Text), key("touch_id", Text))

reactions = mirrored(
    "reactions",
    key("reaction_id", Text),
    required("point_id", Integer),
    required("account", Text),
    required("touch_id", Text),
    required("kind", Text),
    required("at", Integer),
    required("detail", Text),
    Index("reactions_of_account", "account", "at"),
    Index("reactions_to", "touch_id", sqlite_where=sa.text("touch_id <> ''")),
    Index("reactions_by_time", "at"),
)

contacts = mirrored(
    "contacts",
    key("member_id", Text),
    required("service", Integer),
    required("marketing", Integer),
    required("page", Integer),
    required("sms", Integer),
    required("email", Integer),
    required("segments", Text),
)

# What members said at this counter; ``seq`` is our log's newest place at that time.
own_contacts = Table(
    "own_contacts",
    metadata,
    key("member_id", Text),
    required("service", Integer),
    required("marketing", Integer),
    required("epoch", Integer),
    required("seq", Integer),
)
