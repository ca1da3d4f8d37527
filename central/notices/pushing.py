"""Sends what waits to be sent by SMS or mail, each once.

A post is marked before its message leaves. One that is found marked was cut off: it may have
arrived, and is not sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.notices import delivering, posts
from central.notices.addresses import EMAIL, SMS, addresses_of
from central.notices.gateways import Gateway, Letter, Outcome
from central.notices.page_tokens import page_token
from central.notices.people import contacts_of
from central.notices.posts import PostState, StoredPost
from central.storage.database import Database
from leader_app.domain.message_text import plain
from leader_app.domain.notice import PURPOSES
from leader_app.domain.touch import unknown_contact

logger = logging.getLogger(__name__)
PUBLIC_SETTING = "LEADER_CENTRAL_PUBLIC_URL"
ON_ITS_WAY = "on_its_way"
NO_WAY, OPTED_OUT, TURNED_DOWN = "no_way", "opted_out", "refused"
_ORDER = (SMS, EMAIL)
_BATCH = 50
_CLAIM = timedelta(minutes=10)
_PAUSE = timedelta(minutes=1)
_MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a run did; ``scopes`` are the points with news."""

    count: int
    scopes: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Due:
    post: StoredPost
    way: str
    address: str


@dataclass(frozen=True, slots=True)
class Pusher:
    """Sends by the ways that are set up; ``public_url`` is where members reach this centre."""

    database: Database
    gateways: Mapping[str, Gateway]
    public_url: str = ""

    def run(self, now: datetime | None = None) -> Pushed:
        """Send what is due, at most a batch; returns how many posts it looked at."""
        at = now or datetime.now(UTC)
        with self.database.reading() as connection:
            waiting = posts.due(self.database, connection, at, _BATCH)
        scopes: set[int] = set()
        for post in waiting:
            draft = FeedDraft(self.database)
            self._push(post, at, draft)
            scopes |= draft.scopes()
        return Pushed(len(waiting), frozenset(scopes))

    def _push(self, post: StoredPost, at: datetime, draft: FeedDraft) -> None:
        due = self.database.write(lambda connection: self._claim(connection, post, at, draft))
        if due is None:
            return
        outcome = self._send(due)
        self.database.write(lambda connection: self._book(connection, due, outcome, at, draft))

    def _claim(
        self, connection: Connection, post: StoredPost, at: datetime, draft: FeedDraft
    ) -> _Due | None:
        """Mark a post as on its way, unless it is settled without a message."""
        found = posts.find(self.database, connection, post.point_id, post.message_id, lock=True)
        if found is None or found.state is not PostState.WAITING or found.not_before > at:
            return None
        if found.problem == ON_ITS_WAY:
            delivering.lose(self.database, connection, draft, found, found.way, at)
            draft.write(connection)
            return None
        problem, due = self._look(connection, found, at)
        if due is None:
            delivering.refuse(self.database, connection, draft, found, problem, at)
            draft.write(connection)
            return None
        delivering.put_off(connection, found, ON_ITS_WAY, at + _CLAIM)
        return due

    def _look(
        self, connection: Connection, post: StoredPost, at: datetime
    ) -> tuple[str, _Due | None]:
        if post.expires_at is not None and post.expires_at <= at:
            return delivering.EXPIRED, None
        known = contacts_of(self.database, connection, [post.member_id])
        contact = known.get(post.member_id, unknown_contact(post.member_id))
        if not contact.allows(PURPOSES[post.kind]):
            return OPTED_OUT, None
        for way in _ORDER:
            if way in self.gateways:
                found = addresses_of(self.database, connection, way, [post.member_id])
                if address := found.get(post.member_id):
                    return "", _Due(post, way, address)
        return NO_WAY, None

    def _send(self, due: _Due) -> Outcome:
        post = due.post
        letter = Letter(plain(post.title), plain(post.text), self._link(post))
        try:
            return self.gateways[due.way].send(due.address, letter)
        except Exception:
            logger.exception("a way of sending failed in a way nobody thought of")
            return Outcome.UNSURE

    def _book(
        self,
        connection: Connection,
        due: _Due,
        outcome: Outcome,
        at: datetime,
        draft: FeedDraft,
    ) -> None:
        post = due.post
        if outcome is Outcome.TAKEN:
            delivering.deliver(self.database, connection, draft, post, due.way, at)
        elif outcome is Outcome.PASSING and post.attempts + 1 < _MOST_ATTEMPTS:
            wait = _PAUSE * 2**post.attempts
            delivering.put_off(connection, post, due.way, at + wait)
        elif outcome is Outcome.UNSURE:
            delivering.lose(self.database, connection, draft, post, due.way, at)
        else:
            delivering.refuse(self.database, connection, draft, post, TURNED_DOWN, at)
        draft.write(connection)

    def _link(self, post: StoredPost) -> str:
        if not self.public_url:
            return ""
        token = page_token(self.database, post.point_id, post.message_id)
        return f"{self.public_url.rstrip('/')}/n/{token}"
