"""What counters say of notices, for tests of the centre."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from central.feed.writing import FeedDraft
from central.intake.writing import Intake
from central.storage.database import Database
from leader_app.domain import notice_deed
from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import CommandKind, LoggedCommand
from leader_app.domain.neighbourhood import Member
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account, AccountKind, Reaction, ReactionKind, Touch, reason
from tests.central.counter import Counter
from tests.central.goods import HERE

_numbers = itertools.count(1)
MEMBER_1 = Account(AccountKind.MEMBER, "M1")
GROUP = Account(AccountKind.GROUP, "杨柳店三群")


def why(*parts: str) -> str:
    """Return a reason of its own, or the one these parts make."""
    return reason(*(parts or (f"reason {next(_numbers)}",)))


def a_touch(
    counter: Counter,
    *reasons: str,
    account: Account = MEMBER_1,
    kind: NoticeKind = NoticeKind.ARRIVED,
    **changes: object,
) -> Touch:
    """Return a touch as the counter's point hears of it."""
    fields: dict[str, Any] = {
        "touch_id": f"T{next(_numbers)}",
        "notice_id": "N1",
        "point_id": counter.answer.point_id,
        "account": account,
        "kind": kind,
        "purpose": PURPOSES[kind],
        "channel": ChannelKind.WECOM,
        "channel_name": "三群机器人",
        "title": "欧阳小敏的鲜牛奶到了",
        "member_ids": ("M1",),
        "reasons": reasons or (why(),),
        "lines": (LineKey("A1", 1),),
        "at": datetime.now(UTC),
        "device_id": counter.device_id,
        "staff": "小林",
        **changes,
    }
    return Touch(**fields)


def tells(counter: Counter, *touches: Touch) -> LoggedCommand:
    """Tell of touches."""
    return counter.does(CommandKind.TELL, notice_deed.tell_body(touches, "小林"))


def a_post(*reasons: str, **changes: object) -> Post:
    """Return a post for member M1."""
    fields: dict[str, Any] = {
        "message_id": f"T{next(_numbers)}",
        "notice_id": "N1",
        "kind": NoticeKind.ARRIVED,
        "member_id": "M1",
        "member_ids": ("M1",),
        "lines": (LineKey("A1", 1),),
        "reasons": reasons or (why(),),
        "title": "欧阳小敏的鲜牛奶到了",
        "text": "欧阳小敏，您的鲜牛奶 2 瓶到了，在冷藏 2。",
        "picture": "",
        "expires_at": None,
        **changes,
    }
    return Post(**fields)


def posts(counter: Counter, *asked: Post) -> LoggedCommand:
    """Ask the centre to deliver."""
    return counter.does(CommandKind.POST, notice_deed.post_body(asked, "小林"))


def reacts(
    counter: Counter, kind: ReactionKind, touch_id: str = "", account: Account = MEMBER_1
) -> LoggedCommand:
    """Tell what somebody said at the counter."""
    name = f"R{next(_numbers)}"
    point_id = counter.answer.point_id
    said = Reaction(name, point_id, account, touch_id, kind, datetime.now(UTC), "当面说的")
    return counter.does(CommandKind.REACT, notice_deed.react_body(said, "小林"))


def allows(
    counter: Counter, member_id: str, *, service: bool, marketing: bool, **changes: object
) -> LoggedCommand:
    """Say what a member allows."""
    body = notice_deed.contact_body(member_id, service=service, marketing=marketing, staff="小林")
    return counter.does(CommandKind.SET_CONTACT, body, **changes)


def add_members(
    database: Database, names: Sequence[str], *, phone: str = "", point_id: int = HERE
) -> None:
    """Add members of the brand that a point is told of."""
    with database.writing() as connection:
        draft = FeedDraft(database)
        found = [(Member(name, "王阿姨", "5678"), phone, point_id) for name in names]
        Intake(database, connection, draft).add_members(found)
        draft.write(connection)
