"""Opens a notice by the token of its page, and books what its reader says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.attachments.uploads import read
from central.feed.writing import FeedDraft
from central.notices import posts
from central.notices.accounts import BRAND
from central.notices.posts import StoredPost
from central.notices.reacting import reaction_id, record_reaction
from central.pages.notice_page import NoticePage
from central.storage.database import Database
from central.storage.goods_tables import attachments
from central.storage.notice_tables import reactions
from central.storage.tables import points
from leader_app.domain.touch import Account, AccountKind, ReactionKind

_SHOWN = (ReactionKind.OPENED, ReactionKind.THANKED, ReactionKind.MUTED)


@dataclass(frozen=True, slots=True)
class PageOffice:
    """Keeps ``central.api.pages.NoticeReader``."""

    database: Database

    def open(self, token: str, *, seen: bool) -> tuple[NoticePage, Sequence[int]] | None:
        """Return what the page shows and the points with news; ``None`` for no such page."""
        with self.database.reading() as connection:
            post = posts.find_by_token(self.database, connection, token)
            if post is None:
                return None
            said = _said(connection, post)
            page = _page(connection, post, said)
        if not seen or ReactionKind.OPENED in said:
            return page, ()
        return page, self._book(post, ReactionKind.OPENED)

    def picture(self, token: str) -> tuple[bytes, str] | None:
        """Return the picture of a page, if its point has sent it."""
        with self.database.reading() as connection:
            post = posts.find_by_token(self.database, connection, token)
            if post is None or not post.picture:
                return None
            media_type = _picture_type(connection, post)
            if media_type is None:
                return None
            return read(self.database, connection, post.point_id, post.picture), media_type

    def thank(self, token: str) -> Sequence[int] | None:
        """Book thanks, once."""
        return self._say(token, ReactionKind.THANKED)

    def mute(self, token: str) -> Sequence[int] | None:
        """Book that less is wanted, once: from then on no offers."""
        return self._say(token, ReactionKind.MUTED)

    def _say(self, token: str, kind: ReactionKind) -> Sequence[int] | None:
        with self.database.reading() as connection:
            post = posts.find_by_token(self.database, connection, token)
        return None if post is None else self._book(post, kind)

    def _book(self, post: StoredPost, kind: ReactionKind) -> Sequence[int]:
        def keep(connection: Connection) -> Sequence[int]:
            draft = FeedDraft(self.database)
            record_reaction(
                self.database,
                connection,
                draft,
                point_id=post.point_id,
                touch_id=post.message_id,
                account=Account(AccountKind.MEMBER, post.member_id),
                kind=kind,
                at=datetime.now(UTC),
            )
            draft.write(connection)
            return sorted(draft.scopes())

        return self.database.write(keep)


def _page(connection: Connection, post: StoredPost, said: set[ReactionKind]) -> NoticePage:
    store = sa.select(points.c.name).where(points.c.point_id == post.point_id)
    return NoticePage(
        store="" if post.point_id == BRAND else connection.scalar(store) or "",
        title=post.title,
        text=post.text,
        has_picture=bool(post.picture) and _picture_type(connection, post) is not None,
        expired=post.expires_at is not None and post.expires_at <= datetime.now(UTC),
        thanked=ReactionKind.THANKED in said,
        muted=ReactionKind.MUTED in said,
    )


def _said(connection: Connection, post: StoredPost) -> set[ReactionKind]:
    names = {reaction_id(post.point_id, post.message_id, kind): kind for kind in _SHOWN}
    found = sa.select(reactions.c.reaction_id).where(
        reactions.c.point_id == post.point_id, reactions.c.reaction_id.in_(list(names))
    )
    return {names[name] for name in connection.scalars(found)}


def _picture_type(connection: Connection, post: StoredPost) -> str | None:
    whole = sa.select(attachments.c.media_type).where(
        attachments.c.point_id == post.point_id,
        attachments.c.attachment_id == post.picture,
        attachments.c.complete,
    )
    return connection.scalar(whole)
