"""Judges posts: which the centre delivers, and why it does not deliver the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.notices import people, posts, touches
from central.notices.consenting import UNKNOWN_MEMBER
from central.notices.delivering import EXPIRED
from central.notices.posts import PostState, StoredPost
from central.storage.bulk import rows_named
from central.storage.database import Database
from central.storage.tables import orders
from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import PURPOSES
from leader_app.domain.notice_deed import Post
from leader_app.domain.notice_time import QuietTimes, good_moment
from leader_app.domain.touch import Account, AccountKind, Contact, Touch, unknown_contact

OPTED_OUT = "opted_out"
TOLD = "told"
NO_WAY = "no_way"
PAGE = "page"
QUIET = QuietTimes()
_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_own_orders = sa.select(orders.c.order_id).where(
    orders.c.point_id == sa.bindparam("point"), orders.c.order_id.in_(_ids)
)


@dataclass(frozen=True, slots=True)
class Known:
    """What judging some posts of a point takes."""

    members: Collection[str]
    orders: Collection[str]
    contacts: Mapping[str, Contact]
    touch_ids: Collection[str]
    told: Collection[bytes]

    def contact(self, member_id: str) -> Contact:
        """Return what is known of reaching a member."""
        return self.contacts.get(member_id) or unknown_contact(member_id)

    def refusal(self, post: Post, told: Sequence[bytes], now: datetime) -> str:
        """Return why a post is not delivered; empty if it is."""
        contact = self.contact(post.member_id)
        if not self._is_ours(post):
            return UNKNOWN_MEMBER
        if not contact.allows(PURPOSES[post.kind]):
            return OPTED_OUT
        if post.expires_at is not None and post.expires_at <= now:
            return EXPIRED
        if all(x in self.told for x in told):
            return TOLD
        return "" if contact.page or contact.sms or contact.email else NO_WAY

    def _is_ours(self, post: Post) -> bool:
        """Tell whether everybody and everything it speaks of is the point's."""
        return {post.member_id, *post.member_ids} <= set(self.members) and {
            line.order_id for line in post.lines
        } <= set(self.orders)


def look_up(
    database: Database,
    connection: Connection,
    point_id: int,
    asked: Sequence[tuple[Post, Sequence[bytes]]],
) -> Known:
    """Return what is known of what these posts are about."""
    members = {name for post, _ in asked for name in (post.member_id, *post.member_ids)}
    order_ids = {line.order_id for post, _ in asked for line in post.lines}
    message_ids = [post.message_id for post, _ in asked]
    own = rows_named(connection, _own_orders, order_ids, point=point_id)
    return Known(
        people.served(connection, point_id, members),
        {row.order_id for row in own},
        people.contacts_of(database, connection, {post.member_id for post, _ in asked}),
        touches.known(connection, point_id, message_ids)
        | posts.known(connection, point_id, message_ids),
        touches.told(connection, point_id, {x for _, told in asked for x in told}),
    )


def touch_of(post: Post, point_id: int, device_id: str, at: datetime) -> Touch:
    """Return the touch a post is once it is told."""
    return Touch(
        touch_id=post.message_id,
        notice_id=post.notice_id,
        point_id=point_id,
        account=account_of(post),
        kind=post.kind,
        purpose=PURPOSES[post.kind],
        channel=ChannelKind.CENTRE,
        channel_name="",
        title=post.title,
        member_ids=post.member_ids or (post.member_id,),
        reasons=post.reasons,
        lines=post.lines,
        at=at,
        device_id=device_id,
    )


def account_of(post: Post) -> Account:
    """Return whose patience a post draws on."""
    return Account(AccountKind.MEMBER, post.member_id)


def stored(post: Post, point_id: int, contact: Contact, at: datetime) -> StoredPost:
    """Return a new post: told at once on a page, waiting while there is a way to push it.

    A page is silent; what rings waits until the quiet hours every house keeps are over.
    """
    morning = good_moment(at, PURPOSES[post.kind], post.kind, QUIET, ())
    waits = contact.sms or contact.email
    return StoredPost(
        point_id=point_id,
        message_id=post.message_id,
        notice_id=post.notice_id,
        kind=post.kind,
        member_id=post.member_id,
        title=post.title,
        text=post.text,
        picture=post.picture,
        told=contact.page,
        state=PostState.WAITING if waits else PostState.SENT,
        way=PAGE if contact.page else "",
        problem="",
        attempts=0,
        asked_at=at,
        not_before=morning,
        expires_at=post.expires_at,
    )
