"""Sends what waits to be sent by SMS or mail, each once.

A post is marked before its message leaves. One that is found marked was cut off: it may have
arrived, and is not sent again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.notices import budget, delivering, posts, touches
from central.notices.addresses import EMAIL, SMS, addresses_of
from central.notices.page_tokens import page_token
from central.notices.people import contacts_of
from central.notices.posting import QUIET
from central.notices.posts import PostState, StoredPost
from central.notices.sending import Gateway, Letter, Outcome, SettingError
from central.storage.database import Database
from leader_app.domain.command import microseconds
from leader_app.domain.message_text import plain
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.notice_time import good_moment
from leader_app.domain.touch import unknown_contact

logger = logging.getLogger(__name__)
PUBLIC_SETTING = "LEADER_CENTRAL_PUBLIC_URL"
ON_ITS_WAY = "on_its_way"
NO_WAY, OPTED_OUT, TURNED_DOWN = "no_way", "opted_out", "refused"
_WEB_PLACE = re.compile(r"https?://[A-Za-z0-9._~\[\]:/%-]{1,500}", re.ASCII)
_ORDER = (SMS, EMAIL)
_CALLS = frozenset(
    {
        NoticeKind.ARRIVED,
        NoticeKind.PARTLY_ARRIVED,
        NoticeKind.LAST_CALL,
        NoticeKind.NEAR_USE_BY,
    }
)
_BATCH = 50
_CLAIM = timedelta(minutes=10)
_PATIENCE = timedelta(days=1)
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
    """Sends by the ways that are set up; ``public_url`` is where members reach this centre.

    Without any way it only gives up what is over or has waited for a day: another process may have
    the ways.
    """

    database: Database
    gateways: Mapping[str, Gateway]
    public_url: str = ""

    def __post_init__(self) -> None:
        """Check the address that goes into every message; ``SettingError`` if it is none."""
        if self.public_url and not _WEB_PLACE.fullmatch(self.public_url):
            raise SettingError(f"{PUBLIC_SETTING} must read https://HOST.")

    def run(self, now: datetime | None = None) -> Pushed:
        """Send what is due, at most a batch; returns how many posts it looked at."""
        at = now or datetime.now(UTC)
        with self.database.reading() as connection:
            waiting = posts.due(self.database, connection, at, _BATCH)
        if not self.gateways:
            waiting = [post for post in waiting if _is_given_up(post, at)]
        scopes: set[int] = set()
        for post in waiting:
            draft = FeedDraft(self.database)
            self._push(post, now, draft)
            scopes |= draft.scopes()
        return Pushed(len(waiting), frozenset(scopes))

    def _push(self, post: StoredPost, now: datetime | None, draft: FeedDraft) -> None:
        at = now or datetime.now(UTC)  # others of the batch may have taken their time
        due = self.database.write(lambda connection: self._claim(connection, post, at, draft))
        if due is None:
            return
        outcome = self._send(due)
        after = now or datetime.now(UTC)
        self.database.write(lambda connection: self._book(connection, due, outcome, after, draft))

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
        morning = good_moment(at, PURPOSES[found.kind], found.kind, QUIET, ())
        if due is not None and morning > at:
            posts.change(connection, found, not_before=microseconds(morning))
            return None
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
        if post.kind in _CALLS and self._is_collected(connection, post):
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

    def _is_collected(self, connection: Connection, post: StoredPost) -> bool:
        """Tell whether somebody came for everything it calls for since it was asked for."""
        touch = touches.open_touch(self.database, posts.touch_of(connection, post))
        wanted = {(post.point_id, key) for key in touch.lines}
        came = budget.collected(connection, wanted)
        done = {place for place, some in came.items() if any(x.at > post.asked_at for x in some)}
        return bool(wanted) and wanted <= done

    def _send(self, due: _Due) -> Outcome:
        post = due.post
        letter = Letter(post.message_id, plain(post.title), plain(post.text), self._link(post))
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
        name = due.post.point_id, due.post.message_id
        post = posts.find(self.database, connection, *name, lock=True)
        if post is None or post.state is not PostState.WAITING or post.problem != ON_ITS_WAY:
            return  # it took so long that somebody else gave it up: it counts as told
        if outcome is Outcome.TAKEN:
            delivering.deliver(self.database, connection, draft, post, due.way, at)
        elif outcome is Outcome.PASSING and post.attempts < _MOST_ATTEMPTS:
            until = microseconds(at + _PAUSE * 2 ** (post.attempts - 1))
            posts.change(connection, post, problem=due.way, not_before=until)
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


def _is_given_up(post: StoredPost, at: datetime) -> bool:
    over = post.expires_at is not None and post.expires_at <= at
    return over or at - post.asked_at >= _PATIENCE
