"""Books what counters told and what they ask the centre to tell, in the order they said it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from central.attachments import names
from central.booking.run import Run, accepted
from central.notices import posting, posts, reacting, touches
from central.notices.posts import StoredPost
from central.notices.touches import Kept
from leader_app.domain import notice_deed
from leader_app.domain.command import CommandKind, CommandResult, LoggedCommand
from leader_app.domain.notice_deed import Post
from leader_app.domain.touch import Reaction, ReactionKind, Touch, reason

REPEATED = "repeated"


@dataclass(slots=True)
class NoticeDesk:
    """Keeps ``Booking`` for touches and posts of a point, which nobody else changes meanwhile."""

    run: Run
    _kept: dict[str, Kept] = field(default_factory=dict)
    _told: dict[bytes, str] = field(default_factory=dict)
    _posts: dict[str, tuple[StoredPost, Touch]] = field(default_factory=dict)
    _refused: list[Reaction] = field(default_factory=list)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one command; ``UnreadableCommandError`` if its body cannot be read."""
        if logged.command.kind == CommandKind.TELL:
            return self._tell(logged)
        return self._post(logged)

    def write(self) -> None:
        """Write everything with a few statements, and tell the point."""
        run, point_id = self.run, self.run.device.point_id
        told: dict[str, list[bytes]] = {}
        for digest, touch_id in self._told.items():
            told.setdefault(touch_id, []).append(digest)
        kept = list(self._kept.values())
        touches.keep(run.database, run.connection, kept)
        touches.keep_told(run.connection, point_id, told.items())
        self._write_posts()
        touches.tell_points(run.connection, run.draft, [x.touch for x in kept])
        reacting.keep_new(run.database, run.connection, run.draft, self._refused)

    def _tell(self, logged: LoggedCommand) -> CommandResult:
        device, connection = self.run.device, self.run.connection
        said = notice_deed.touches(logged.command, device.device_id, device.point_id)
        ids = [x.touch_id for x in said]
        known = touches.known(connection, device.point_id, ids)
        known |= posts.known(connection, device.point_id, ids)
        news = [(x, self._digests(x)) for x in said if x.touch_id not in known | self._ids()]
        wanted = {digest for _, digests in news for digest in digests}
        told = touches.told(connection, device.point_id, wanted)
        repeated = [self._keep(touch, digests, told) for touch, digests in news]
        return replace(accepted(logged), code=REPEATED if any(repeated) else "")

    def _post(self, logged: LoggedCommand) -> CommandResult:
        run, now = self.run, datetime.now(UTC)
        asked = [
            (post, touches.digests(run.database, posting.account_of(post), post.reasons))
            for post in notice_deed.posts(logged.command)
        ]
        known = posting.look_up(run.database, run.connection, run.device.point_id, asked)
        for post, digests in asked:
            if post.message_id in known.touch_ids or post.message_id in self._ids():
                continue
            told = {*known.told, *self._told}
            if why := replace(known, told=told).refusal(post, digests, now):
                self._refused.append(self._refusal(logged, post, why, now))
            else:
                self._take(post, digests, known, now)
        return accepted(logged)

    def _take(
        self, post: Post, digests: Sequence[bytes], known: posting.Known, now: datetime
    ) -> None:
        device = self.run.device
        contact = known.contact(post.member_id)
        touch = posting.touch_of(post, device.point_id, device.device_id, now)
        self._posts[post.message_id] = posting.stored(post, device.point_id, contact, now), touch
        if contact.page:
            self._keep(touch, digests, known.told)
        else:
            self._mark(touch.touch_id, digests, known.told)

    def _keep(self, touch: Touch, digests: Sequence[bytes], told: Collection[bytes]) -> bool:
        repeated = any(x in told or x in self._told for x in digests)
        self._kept[touch.touch_id] = Kept(touch, repeated)
        self._mark(touch.touch_id, digests, told)
        return repeated

    def _mark(self, touch_id: str, digests: Sequence[bytes], told: Collection[bytes]) -> None:
        for digest in digests:
            if digest not in told:
                self._told.setdefault(digest, touch_id)

    def _ids(self) -> set[str]:
        return self._kept.keys() | self._posts.keys()

    def _digests(self, touch: Touch) -> tuple[bytes, ...]:
        return touches.digests(self.run.database, touch.account, touch.reasons)

    def _refusal(self, logged: LoggedCommand, post: Post, why: str, now: datetime) -> Reaction:
        return Reaction(
            reason("refused", post.message_id, logged.command.command_id),
            self.run.device.point_id,
            posting.account_of(post),
            post.message_id,
            ReactionKind.REFUSED,
            now,
            why,
        )

    def _write_posts(self) -> None:
        database, connection, device = self.run.database, self.run.connection, self.run.device
        rows = [
            (post, device.device_id, touches.seal_touch(database, touch))
            for post, touch in self._posts.values()
        ]
        posts.keep(database, connection, device.point_id, rows)
        pictures = ((post.message_id, post.picture) for post, _ in self._posts.values())
        names.keep(database, connection, device.point_id, pictures)


def notice_desk(run: Run, _commands: Sequence[LoggedCommand]) -> NoticeDesk:
    """Return a desk for a run; the point's book is locked until it ends."""
    touches.lock_point(run.connection, run.device.point_id)
    return NoticeDesk(run)
