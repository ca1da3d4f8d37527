"""Notices: touches, reactions, what members allow, what the centre delivers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    for make in (
        _touches,
        _told_reasons,
        _reactions,
        _contacts,
        _consents,
        _contact_addresses,
        _segment_members,
        _posts,
        _address_lookups,
    ):
        make()


def _named(name: str, size: int = 64) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=size), nullable=False)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _bytes(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _made(name: str, key: list[str], *columns: sa.Column[Any], **options: bool) -> None:
    made = sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}"))
    op.create_table(name, *columns, made, **options)


def _indexed(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _touches() -> None:
    _made(
        "touches",
        ["point_id", "touch_id"],
        _big("point_id"),
        _named("touch_id"),
        _named("account", 128),
        _named("notice_id"),
        _named("kind", 24),
        _named("channel", 16),
        _named("device_id"),
        _big("at"),
        _flag("late"),
        _flag("unsure"),
        _flag("repeated"),
        _bytes("payload"),
    )
    _indexed("touches", "account", "at")


def _told_reasons() -> None:
    _made(
        "told_reasons",
        ["point_id", "told"],
        _big("point_id"),
        _bytes("told"),
        _named("touch_id"),
        sqlite_with_rowid=False,
    )
    _indexed("told_reasons", "touch_id")


def _reactions() -> None:
    _made(
        "reactions",
        ["point_id", "reaction_id"],
        _big("point_id"),
        _named("reaction_id"),
        _named("account", 128),
        _named("touch_id"),
        _named("kind", 16),
        _big("at"),
        _bytes("payload"),
    )
    _indexed("reactions", "account", "at")


def _contacts() -> None:
    _made(
        "contacts",
        ["member_id"],
        _named("member_id"),
        _flag("service"),
        _flag("marketing"),
        _flag("page"),
        _big("said_at"),
    )


def _consents() -> None:
    _made(
        "consents",
        ["consent_id"],
        _named("consent_id"),
        _named("member_id"),
        _flag("service"),
        _flag("marketing"),
        _named("source", 16),
        _named("device_id"),
        _big("at"),
    )
    _indexed("consents", "member_id")


def _contact_addresses() -> None:
    _made(
        "contact_addresses",
        ["member_id", "way"],
        _named("member_id"),
        _named("way", 16),
        _bytes("address"),
        _big("set_at"),
    )


def _segment_members() -> None:
    _made(
        "segment_members",
        ["segment", "member_id"],
        _named("segment", 120),
        _named("member_id"),
        sqlite_with_rowid=False,
    )
    _indexed("segment_members", "member_id")


def _posts() -> None:
    _made(
        "posts",
        ["point_id", "message_id"],
        _big("point_id"),
        _named("message_id"),
        _named("notice_id"),
        _named("kind", 24),
        _named("member_id"),
        _named("device_id"),
        _bytes("title"),
        _bytes("text"),
        _named("picture"),
        _bytes("touch"),
        _flag("told"),
        _named("state", 16),
        _named("way", 16),
        _named("problem", 40),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _big("asked_at"),
        _big("not_before"),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        _bytes("page_hash"),
    )
    _indexed("posts", "member_id")
    _indexed("posts", "state", "not_before")
    op.create_index("uq_posts_page_hash", "posts", ["page_hash"], unique=True)


def _address_lookups() -> None:
    _made(
        "address_lookups",
        ["lookup_id"],
        _named("lookup_id"),
        _named("device_id"),
        _big("point_id"),
        _named("way", 16),
        sa.Column("member_ids", sa.Text(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        _big("at"),
    )
    _indexed("address_lookups", "at")
