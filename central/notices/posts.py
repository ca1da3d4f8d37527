"""Messages the centre was asked to deliver: on the member's own page, and pushed where it can.

A post is told once it stands on a page or a way took it; from then on it is a touch. The token of
its page is derived from the centre's key, tables only hold what finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.notices.page_tokens import page_hash, page_token
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.notice_tables import posts
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.notice import NoticeKind

_into = sa.insert(posts)
_p = posts.c


class PostState(StrEnum):
    """``WAITING``: to be pushed; ``SENT``: nothing more to do; the last two were never told."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    EXPIRED = "expired"


_NOTHING = (PostState.REFUSED.value, PostState.EXPIRED.value)


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as the centre keeps it; ``point_id`` 0 is one of the brand.

    ``told``: its touch is booked. ``way`` took it last (page, sms, email); ``problem`` is why the
    last push failed. ``not_before`` is when to push, or push again.
    """

    point_id: int
    message_id: str
    notice_id: str
    kind: NoticeKind
    member_id: str
    title: str
    text: str
    picture: str
    told: bool
    state: PostState
    way: str
    problem: str
    attempts: int
    asked_at: datetime
    not_before: datetime
    expires_at: datetime | None


def known(connection: Connection, point_id: int, message_ids: Collection[str]) -> set[str]:
    """Return which of these posts the centre has; those that came to nothing may come again."""
    statement = sa.select(_p.message_id).where(
        _p.point_id == point_id, _p.message_id.in_(message_ids), _p.state.not_in(_NOTHING)
    )
    return set(connection.scalars(statement))


def keep(
    database: Database,
    connection: Connection,
    point_id: int,
    found: Sequence[tuple[StoredPost, str, bytes]],
) -> None:
    """Write posts: each with the device that asked, and its touch, sealed.

    They take the place of those of their names that came to nothing.
    """
    if not found:
        return
    names = [post.message_id for post, _, _ in found]
    connection.execute(sa.delete(posts).where(_p.point_id == point_id, _p.message_id.in_(names)))
    write_rows(connection, _into, [_row(database, *x) for x in found])


def find(
    database: Database,
    connection: Connection,
    point_id: int,
    message_id: str,
    *,
    lock: bool = False,
) -> StoredPost | None:
    """Return a post; locked, nobody else changes it until the transaction ends."""
    statement = sa.select(posts).where(_p.point_id == point_id, _p.message_id == message_id)
    return _one(database, connection, statement.with_for_update() if lock else statement)


def find_by_token(database: Database, connection: Connection, token: str) -> StoredPost | None:
    """Return the post whose page has this token, if it was ever told."""
    statement = sa.select(posts).where(_p.page_hash == page_hash(token), _p.told)
    return _one(database, connection, statement)


def due(
    database: Database, connection: Connection, now: datetime, limit: int
) -> Sequence[StoredPost]:
    """Return posts to push now, longest due first."""
    statement = (
        sa.select(posts)
        .where(_p.state == PostState.WAITING.value, _p.not_before <= microseconds(now))
        .order_by(_p.not_before, _p.point_id, _p.message_id)
        .limit(limit)
    )
    return [_post(database, row) for row in connection.execute(statement)]


def change(connection: Connection, post: StoredPost, **values: object) -> None:
    """Change columns of a post."""
    mine = sa.and_(_p.point_id == post.point_id, _p.message_id == post.message_id)
    connection.execute(sa.update(posts).where(mine).values(values))


def touch_of(connection: Connection, post: StoredPost) -> bytes:
    """Return the touch a post is or will be, sealed."""
    mine = sa.and_(_p.point_id == post.point_id, _p.message_id == post.message_id)
    return bytes(connection.execute(sa.select(_p.touch).where(mine)).scalar_one())


def _one(
    database: Database, connection: Connection, statement: sa.Select[Any]
) -> StoredPost | None:
    row = connection.execute(statement).one_or_none()
    return None if row is None else _post(database, row)


def _post(database: Database, row: sa.Row[Any]) -> StoredPost:
    unseal = database.sealer.open
    return StoredPost(
        row.point_id,
        row.message_id,
        row.notice_id,
        NoticeKind(row.kind),
        row.member_id,
        unseal(row.title).decode(),
        unseal(row.text).decode(),
        row.picture,
        row.told,
        PostState(row.state),
        row.way,
        row.problem,
        row.attempts,
        from_microseconds(row.asked_at),
        from_microseconds(row.not_before),
        None if row.expires_at is None else from_microseconds(row.expires_at),
    )


def _row(database: Database, post: StoredPost, device_id: str, touch: bytes) -> dict[str, object]:
    seal = database.sealer.seal
    token = page_token(database, post.point_id, post.message_id)
    return {
        "point_id": post.point_id,
        "message_id": post.message_id,
        "notice_id": post.notice_id,
        "kind": post.kind.value,
        "member_id": post.member_id,
        "device_id": device_id,
        "title": seal(post.title.encode()),
        "text": seal(post.text.encode()),
        "picture": post.picture,
        "touch": touch,
        "told": post.told,
        "state": post.state.value,
        "way": post.way,
        "problem": post.problem,
        "attempts": post.attempts,
        "asked_at": microseconds(post.asked_at),
        "not_before": microseconds(post.not_before),
        "expires_at": None if post.expires_at is None else microseconds(post.expires_at),
        "page_hash": page_hash(token),
    }
