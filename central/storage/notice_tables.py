"""The tables of notices: who was told what, what came back, who may be told, what to deliver.

``account`` is ``member:ID``, or ``group:`` and a keyed digest: names of groups are people's words.
``point_id`` 0 is the brand's own. Sealed: titles, texts, addresses, payloads (rows of the feed).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Text

from central.storage.tables import metadata


def _key(name: str) -> Column[str]:
    return Column(name, String(64), primary_key=True)


def _point() -> Column[int]:
    return Column("point_id", BigInteger, primary_key=True, autoincrement=False)


# ``repeated``: something of it had been told before
touches = sa.Table(
    "touches",
    metadata,
    _point(),
    _key("touch_id"),
    Column("account", String(128), nullable=False),
    Column("notice_id", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("device_id", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index("ix_touches_account_at", "account", "at"),
)

# what was told, or is on its way: the first touch of each; ``told`` digests ``touch.told_key``
told_reasons = sa.Table(
    "told_reasons",
    metadata,
    _point(),
    Column("told", LargeBinary, primary_key=True),
    Column("touch_id", String(64), nullable=False, index=True),
    sqlite_with_rowid=False,
)

reactions = sa.Table(
    "reactions",
    metadata,
    _point(),
    _key("reaction_id"),
    Column("account", String(128), nullable=False),
    Column("touch_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index("ix_reactions_account_at", "account", "at"),
)

# what a member allows; ``page``: whether they have pages of their own. ``said_at``: the newest word
contacts = sa.Table(
    "contacts",
    metadata,
    _key("member_id"),
    Column("service", Boolean, nullable=False),
    Column("marketing", Boolean, nullable=False),
    Column("page", Boolean, nullable=False),
    Column("said_at", BigInteger, nullable=False),
)

# every word on what a member allows, and who brought it: ``source`` is counter, page or centre
consents = sa.Table(
    "consents",
    metadata,
    _key("consent_id"),
    Column("member_id", String(64), nullable=False, index=True),
    Column("service", Boolean, nullable=False),
    Column("marketing", Boolean, nullable=False),
    Column("source", String(16), nullable=False),
    Column("device_id", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# where a member is reached; ``way`` is sms or email
contact_addresses = sa.Table(
    "contact_addresses",
    metadata,
    _key("member_id"),
    Column("way", String(16), primary_key=True),
    Column("address", LargeBinary, nullable=False),
    Column("set_at", BigInteger, nullable=False),
)

segment_members = sa.Table(
    "segment_members",
    metadata,
    Column("segment", String(120), primary_key=True),
    Column("member_id", String(64), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# what the centre delivers: on a page by its token (only its digest is kept) and by ``way``;
# ``touch`` is the touch it is or will be, ``told`` whether it is booked
posts = sa.Table(
    "posts",
    metadata,
    _point(),
    _key("message_id"),
    Column("notice_id", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("member_id", String(64), nullable=False, index=True),
    Column("device_id", String(64), nullable=False),
    Column("title", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("picture", String(64), nullable=False),
    Column("touch", LargeBinary, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("way", String(16), nullable=False),
    Column("problem", String(40), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("page_hash", LargeBinary, nullable=False),
    Index("uq_posts_page_hash", "page_hash", unique=True),
    Index("ix_posts_state_not_before", "state", "not_before"),
)

# which counter asked for whose addresses; ``member_ids`` as JSON
address_lookups = sa.Table(
    "address_lookups",
    metadata,
    _key("lookup_id"),
    Column("device_id", String(64), nullable=False),
    Column("point_id", BigInteger, nullable=False),
    Column("way", String(16), nullable=False),
    Column("member_ids", Text, nullable=False),
    Column("given", Integer, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)
