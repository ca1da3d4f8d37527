"""A point whose member has a telephone, and a gateway that does what a test says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.notices import posts as kept_posts
from central.notices.posts import StoredPost
from central.notices.pushing import Pusher
from central.notices.sending import Letter, Outcome
from central.storage.database import Database
from central.storage.notice_tables import contacts
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.touch import Reaction, ReactionKind
from tests.central.counter import Counter
from tests.central.goods import HERE
from tests.central.notices import a_post, allows, posts

_tomorrow = datetime.now(POINT_ZONE) + timedelta(days=1)
NOON = _tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)
NIGHT = NOON.replace(hour=23)


@dataclass
class FakeGateway:
    """Counts what it is given; ``says`` in turn, then that everything is taken."""

    says: list[Outcome] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    sent: list[tuple[str, Letter]] = field(default_factory=list)

    def send(self, address: str, letter: Letter) -> Outcome:
        self.sent.append((address, letter))
        self.meanwhile()
        return self.says.pop(0) if self.says else Outcome.TAKEN


@dataclass
class Street:
    """The member M1 of a point, and the centre's pusher."""

    counter: Counter
    gateway: FakeGateway = field(default_factory=FakeGateway)

    def pusher(self, **ways: FakeGateway) -> Pusher:
        found: Mapping[str, FakeGateway] = ways or {"sms": self.gateway}
        return Pusher(self.counter.database, found, "https://shop.example/")

    def runs(self, at: datetime = NOON) -> int:
        """Push what is due; returns how many were sent."""
        before = len(self.gateway.sent)
        self.pusher().run(at)
        return len(self.gateway.sent) - before

    def asks(self, *, page: bool = False, **changes: object) -> str:
        """Post something to M1, who has a page or not; returns the message's id."""
        self.counter.pushes(allows(self.counter, "M1", service=True, marketing=False))
        with self.counter.database.writing() as connection:
            connection.execute(sa.update(contacts).values(page=page))
        post = a_post(**changes)
        assert self.counter.pushes(posts(self.counter, post))[0].outcome == "accepted"
        return post.message_id

    def post(self, message_id: str) -> StoredPost:
        database: Database = self.counter.database
        with database.reading() as connection:
            found = kept_posts.find(database, connection, HERE, message_id)
        assert found is not None
        return found

    def heard(self, message_id: str) -> list[tuple[ReactionKind, str]]:
        """Return what the counter hears of a message."""
        self.counter.catches_up()
        found: list[Reaction] = list(self.counter.knows("reaction").values())
        return sorted((x.kind, x.detail) for x in found if x.touch_id == message_id)

    def told(self, message_id: str) -> bool | None:
        """Return whether the counter knows it was told, ``None``: nobody is sure."""
        self.counter.catches_up()
        touch = self.counter.knows("touch").get(message_id)
        return None if touch and touch.unsure else touch is not None
