"""The bodies of commands about notices, to canonical JSON and back.

``tell`` says that messages went out, ``post`` asks the centre to deliver some, ``react`` tells what
somebody made of it, ``set_contact`` what a member allows. Times are microseconds since 1970, order
lines ``[order, line]``, reasons 32 hex digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain import body, canonical
from leader_app.domain.body import Fields, UnreadableCommandError
from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import Command, CommandKind, microseconds
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.stock_deed import LONGEST_STAFF
from leader_app.domain.touch import Account, AccountKind, Contact, Reaction, ReactionKind, Touch

MOST_TOUCHES = 100
MOST_POSTS = 100
MOST_PEOPLE = 2_000
MOST_LINES = 5_000
LONGEST_TITLE = 120
LONGEST_TEXT = 4_000
LONGEST_DETAIL = 200
LONGEST_GROUP = 60
_REASON = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Post:
    """A message the centre is to deliver to a member by its own ways; its id is the touch's.

    ``picture`` is the name of a picture that was sent before, or empty.
    """

    message_id: str
    notice_id: str
    kind: NoticeKind
    member_id: str
    member_ids: tuple[str, ...]
    lines: tuple[LineKey, ...]
    reasons: tuple[str, ...]
    title: str
    text: str
    picture: str
    expires_at: datetime | None


def tell_body(touches: Sequence[Touch], staff: str = "") -> bytes:
    """Return the body that tells of at most ``MOST_TOUCHES`` touches of this counter."""
    return canonical.pack({"staff": staff, "touches": [_touch_row(x) for x in touches]})


def touches(command: Command, device_id: str, point_id: int) -> tuple[Touch, ...]:
    """Return what ``command`` tells of; ``UnreadableCommandError`` if it tells nothing."""
    found = body.fields(command, CommandKind.TELL)
    staff = body.text(found.get("staff"), LONGEST_STAFF)
    rows = body.rows(found.get("touches"), MOST_TOUCHES, 1)
    told = tuple(_touch(x, device_id, point_id, staff) for x in rows)
    body.unique(touch.touch_id for touch in told)
    return told


def post_body(posts: Sequence[Post], staff: str = "") -> bytes:
    """Return the body that asks for at most ``MOST_POSTS`` messages to be delivered."""
    return canonical.pack({"posts": [_post_row(x) for x in posts], "staff": staff})


def posts(command: Command) -> tuple[Post, ...]:
    """Return what ``command`` asks to deliver; ``UnreadableCommandError`` if nothing."""
    found = body.fields(command, CommandKind.POST)
    body.text(found.get("staff"), LONGEST_STAFF)
    asked = tuple(_post(x) for x in body.rows(found.get("posts"), MOST_POSTS, 1))
    body.unique(post.message_id for post in asked)
    return asked


def react_body(reaction: Reaction, staff: str = "") -> bytes:
    """Return the body that tells what somebody made of a notice."""
    return canonical.pack(
        {
            "account": _account_row(reaction.account),
            "at": microseconds(reaction.at),
            "detail": reaction.detail,
            "kind": reaction.kind.value,
            "reaction": reaction.reaction_id,
            "staff": staff,
            "touch": reaction.touch_id,
        }
    )


_SAID = frozenset(
    {
        ReactionKind.THANKED,
        ReactionKind.RATED,
        ReactionKind.MUTED,
        ReactionKind.COMPLAINED,
    }
)


def reaction(command: Command, point_id: int) -> Reaction:
    """Return what ``command`` tells of; ``UnreadableCommandError`` if that is no reaction.

    A counter only tells what was said to it: deliveries and openings are the centre's to tell.
    """
    found = body.fields(command, CommandKind.REACT)
    body.text(found.get("staff"), LONGEST_STAFF)
    kind = body.word(found.get("kind"), ReactionKind)
    if kind not in _SAID:
        raise UnreadableCommandError
    return Reaction(
        reaction_id=body.name(found.get("reaction")),
        point_id=point_id,
        account=_account(found.get("account")),
        touch_id=body.name(found.get("touch"), may_be_empty=True),
        kind=kind,
        at=body.moment(found.get("at")),
        detail=body.text(found.get("detail"), LONGEST_DETAIL),
    )


def contact_body(member_id: str, *, service: bool, marketing: bool, staff: str = "") -> bytes:
    """Return the body that says what a member allows."""
    return canonical.pack(
        {"marketing": marketing, "member": member_id, "service": service, "staff": staff}
    )


def contact(command: Command) -> Contact:
    """Return whom ``command`` is about and what they allow; its other fields are not said."""
    found: Fields = body.fields(command, CommandKind.SET_CONTACT)
    body.text(found.get("staff"), LONGEST_STAFF)
    return Contact(
        member_id=body.name(found.get("member")),
        service=body.flag(found.get("service")),
        marketing=body.flag(found.get("marketing")),
    )


def _touch_row(touch: Touch) -> list[object]:
    return [
        touch.touch_id,
        touch.notice_id,
        _account_row(touch.account),
        touch.kind.value,
        touch.channel.value,
        touch.channel_name,
        touch.title,
        list(touch.member_ids),
        list(touch.reasons),
        _line_rows(touch.lines),
        microseconds(touch.at),
        touch.late,
        touch.unsure,
    ]


def _touch(value: object, device_id: str, point_id: int, staff: str) -> Touch:
    (
        touch_id, notice_id, account, kind, channel, channel_name, title,
        member_ids, reasons, lines, at, late, unsure,
    ) = body.row(value, 13)  # fmt: skip
    about = body.word(kind, NoticeKind)
    return Touch(
        touch_id=body.name(touch_id),
        notice_id=body.name(notice_id),
        point_id=point_id,
        account=_account(account),
        kind=about,
        purpose=PURPOSES[about],
        channel=body.word(channel, ChannelKind),
        channel_name=body.text(channel_name, LONGEST_GROUP),
        title=body.text(title, LONGEST_TITLE),
        member_ids=_people(member_ids),
        reasons=_reasons(reasons),
        lines=_lines(lines),
        at=body.moment(at),
        device_id=device_id,
        staff=staff,
        late=body.flag(late),
        unsure=body.flag(unsure),
    )


def _post_row(post: Post) -> list[object]:
    return [
        post.message_id,
        post.notice_id,
        post.kind.value,
        post.member_id,
        list(post.member_ids),
        _line_rows(post.lines),
        list(post.reasons),
        post.title,
        post.text,
        post.picture,
        None if post.expires_at is None else microseconds(post.expires_at),
    ]


def _post(value: object) -> Post:
    (
        message_id, notice_id, kind, member_id, member_ids, lines, reasons, title, text, picture,
        expires_at,
    ) = body.row(value, 11)  # fmt: skip
    return Post(
        message_id=body.name(message_id),
        notice_id=body.name(notice_id),
        kind=body.word(kind, NoticeKind),
        member_id=body.name(member_id),
        member_ids=_people(member_ids),
        lines=_lines(lines),
        reasons=_reasons(reasons),
        title=body.text(title, LONGEST_TITLE),
        text=body.text(text, LONGEST_TEXT, 1),
        picture=body.name(picture, may_be_empty=True),
        expires_at=None if expires_at is None else body.moment(expires_at),
    )


def _account_row(account: Account) -> list[str]:
    return [account.kind.value, account.name]


def _account(value: object) -> Account:
    kind, name = body.row(value, 2)
    return Account(body.word(kind, AccountKind), body.text(name, LONGEST_GROUP, 1))


def _line_rows(lines: Sequence[LineKey]) -> list[list[object]]:
    return [[key.order_id, key.line_no] for key in lines]


def _lines(value: object) -> tuple[LineKey, ...]:
    return tuple(_line(x) for x in body.rows(value, MOST_LINES))


def _line(value: object) -> LineKey:
    order_id, line_no = body.row(value, 2)
    return LineKey(body.name(order_id), body.number(line_no, 0, body.MOST))


def _people(value: object) -> tuple[str, ...]:
    return tuple(body.name(x) for x in body.rows(value, MOST_PEOPLE))


def _reasons(value: object) -> tuple[str, ...]:
    found = tuple(body.name(x) for x in body.rows(value, MOST_LINES, 1))
    if not all(_REASON.fullmatch(x) for x in found):
        raise UnreadableCommandError
    return found
