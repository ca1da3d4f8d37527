"""What becomes of a post: told on a page or by a way that took it, refused, or too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.notices import posts, reacting, touches
from central.notices.posts import PostState, StoredPost
from central.notices.touches import Kept
from central.storage.database import Database
from leader_app.domain.command import microseconds
from leader_app.domain.touch import Account, AccountKind, ReactionKind, reason

EXPIRED = "expired"
UNSURE = "unsure"


def deliver(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    post: StoredPost,
    way: str,
    at: datetime,
) -> None:
    """Book that ``way`` took a post: it is told now, if it was not before."""
    _book(database, connection, draft, post, way, at, unsure=False)
    _react(database, connection, draft, post, ReactionKind.DELIVERED, at, way)


def lose(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    post: StoredPost,
    way: str,
    at: datetime,
) -> None:
    """Book that nobody knows whether ``way`` took a post: it counts as told, and stays so."""
    _book(database, connection, draft, post, way, at, unsure=True)


def refuse(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    post: StoredPost,
    problem: str,
    at: datetime,
) -> None:
    """Book that no way takes a post. One that stands on a page was told all the same."""
    if post.told:
        posts.change(connection, post, state=PostState.SENT.value, problem=problem)
        return
    state = PostState.EXPIRED if problem == EXPIRED else PostState.REFUSED
    posts.change(connection, post, state=state.value, problem=problem)
    touches.forget_told(connection, post.point_id, post.message_id)
    # a post that came to nothing may be asked for again, and refused again
    name = reason("refused", post.message_id, str(microseconds(post.asked_at)))
    _react(database, connection, draft, post, ReactionKind.REFUSED, at, problem, name)


def put_off(connection: Connection, post: StoredPost, problem: str, until: datetime) -> None:
    """Note that a push failed in passing, and when to try again."""
    values = {"problem": problem, "not_before": microseconds(until), "attempts": post.attempts + 1}
    posts.change(connection, post, **values)


def _book(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    post: StoredPost,
    way: str,
    at: datetime,
    *,
    unsure: bool,
) -> None:
    if not post.told:
        waiting = touches.open_touch(database, posts.touch_of(connection, post))
        touch = replace(waiting, at=at, unsure=unsure)
        own = touches.first_told_by(connection, post.point_id, post.message_id)
        repeated = own < len(set(touch.reasons))
        touches.keep(database, connection, [Kept(touch, repeated=repeated)])
        touches.tell_points(connection, draft, [touch])
    posts.change(
        connection,
        post,
        state=PostState.SENT.value,
        way=way,
        told=True,
        problem=UNSURE if unsure else "",
    )


def account_of(post: StoredPost) -> Account:
    """Return whose patience a post draws on."""
    return Account(AccountKind.MEMBER, post.member_id)


def _react(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    post: StoredPost,
    kind: ReactionKind,
    at: datetime,
    detail: str,
    name: str = "",
) -> None:
    reacting.record_reaction(
        database,
        connection,
        draft,
        point_id=post.point_id,
        touch_id=post.message_id,
        account=account_of(post),
        kind=kind,
        at=at,
        detail=detail,
        name=name,
    )
