"""A queue that is full: notices of one message each to the group of one robot."""

from __future__ import annotations

from datetime import UTC, datetime

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Audience, Form, Notice, NoticeKind, NoticeState
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Account, AccountKind, reason
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import POINT

MORNING = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)  # 8:05 on the point's wall, a Tuesday
_AT_ONCE = 500


def fill(store: SqlStore, channel: Channel, count: int) -> None:
    """Queue so many notices; the text of each has its number in it, see ``words``."""
    group = Account(AccountKind.GROUP, channel.group)
    for start in range(0, count, _AT_ONCE):
        with store.write() as work:
            for number in range(start, min(start + _AT_ONCE, count)):
                work.notices.put(_notice(channel, number))
                work.messages.add([_message(channel, group, number)])
            work.commit()


def words(number: int) -> str:
    """Return what the notice of this number says."""
    return f"谢谢大家，这是第 {number} 条。"


def _notice(channel: Channel, number: int) -> Notice:
    return Notice(
        notice_id=f"n{number}",
        point_id=POINT,
        kind=NoticeKind.THANKS,
        title="",
        template=words(number),
        form=Form.TEXT,
        audience=Audience(everybody=True),
        channels=(channel.channel_id,),
        state=NoticeState.GOING,
        made_at=MORNING,
        device_id="D1",
        occasion=f"n{number}",
    )


def _message(channel: Channel, group: Account, number: int) -> Message:
    return Message(
        message_id=f"m{number}",
        notice_id=f"n{number}",
        channel_id=channel.channel_id,
        account=group,
        member_id="",
        member_ids=(),
        lines=(),
        reasons=(reason("thanks", str(number)),),
        state=MessageState.QUEUED,
        not_before=MORNING,
        sort=number,
    )
