"""Hands messages to the centre, which delivers them by its own ways: a hundred in one command."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leader_app.domain.channel import Channel
from leader_app.domain.command import CommandKind
from leader_app.domain.notice import Form, Notice
from leader_app.domain.notice_deed import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_POSTS,
    Post,
    post_body,
)
from leader_app.domain.outgoing import Message, MessageState, Refusal
from leader_app.ports import UnitOfWork
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.wording import PICTURE

MOST_BYTES = 200_000


@dataclass(slots=True)
class Bundle:
    """Messages that go to the centre together."""

    posts: list[Post]
    size: int = 0
    staff: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it holds as many as one command may."""
        return len(self.posts) >= MOST_POSTS

    def takes(self, post: Post) -> bool:
        """Tell whether one more fits; the first one always does."""
        return not self.posts or self.size + _size(post) <= MOST_BYTES

    def add(self, post: Post) -> None:
        """Add a message."""
        self.posts.append(post)
        self.size += _size(post)


def _size(post: Post) -> int:
    return len(post_body([post]))


def hand_in(voice: Voice, work: UnitOfWork, bundle: Bundle) -> None:
    """Ask the centre to deliver; the caller commits and wakes sync."""
    if bundle.posts:
        body = post_body(bundle.posts, bundle.staff)
        work.log.append(voice.new_id(), CommandKind.POST, body)


def post_of(notice: Notice, channel: Channel, message: Message) -> Post | None:
    """Return a message as the centre is asked to deliver it; nothing for a text too long."""
    text = "\n".join(x for x in message.pieces if x != PICTURE)
    if not text.strip() or len(text) > LONGEST_TEXT:
        return None
    shows = Form.PICTURE in channel.traits.lengths and notice.form is Form.PICTURE
    return Post(
        message_id=message.message_id,
        notice_id=notice.notice_id,
        kind=notice.kind,
        member_id=message.member_id,
        member_ids=message.member_ids,
        lines=message.lines,
        reasons=message.reasons,
        title=message.title[:LONGEST_TITLE],
        text=text,
        picture=notice.picture if shows else "",
        expires_at=message.expires_at,
    )


def posted(message: Message) -> Message:
    """Return a message that was handed to the centre."""
    return replace(message, state=MessageState.POSTED, pieces_done=len(message.pieces))


def too_long(message: Message) -> Message:
    """Return a message the centre would not take."""
    return replace(message, state=MessageState.REFUSED, problem=Refusal.TOO_LONG.value)
