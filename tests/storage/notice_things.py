"""Notices for the tests of the store, with everything unimportant filled in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from leader_app.domain import notice_deed
from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import CommandKind
from leader_app.domain.notice import (
    PURPOSES,
    Audience,
    Form,
    Notice,
    NoticeKind,
    NoticeState,
)
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Account, AccountKind, Contact, Reaction, ReactionKind, Touch
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT

GROUP = Account(AccountKind.GROUP, "光明花园")


def a_member(name: str = "M1") -> Account:
    """Return a member's account."""
    return Account(AccountKind.MEMBER, name)


def a_notice(
    notice_id: str = "n1", minutes: float = 0, state: NoticeState = NoticeState.GOING
) -> Notice:
    """Return a notice made so many minutes after noon."""
    return Notice(
        notice_id=notice_id,
        point_id=POINT,
        kind=NoticeKind.ARRIVED,
        title="到货",
        template="{称呼}，{商品} 到了",
        form=Form.TEXT,
        audience=Audience(),
        channels=("c1",),
        state=state,
        made_at=NOON + timedelta(minutes=minutes),
        device_id="D1",
    )


def a_message(
    message_id: str = "m1",
    *reasons: str,
    account: Account | None = None,
    notice_id: str = "n1",
    channel_id: str = "c1",
    state: MessageState = MessageState.QUEUED,
    sort: int = 0,
    not_before: datetime = NOON,
) -> Message:
    """Return a queued message to member 1 for a reason of its own."""
    to = account or a_member()
    member_id = to.name if to.kind is AccountKind.MEMBER else ""
    return Message(
        message_id=message_id,
        notice_id=notice_id,
        channel_id=channel_id,
        account=to,
        member_id=member_id,
        member_ids=("M1",),
        lines=(),
        reasons=reasons or (f"reason of {message_id}",),
        state=state,
        not_before=not_before,
        sort=sort,
    )


def a_touch(
    touch_id: str = "t1",
    *reasons: str,
    account: Account | None = None,
    minutes: float = 0,
    device_id: str = "D2",
) -> Touch:
    """Return a touch of member 1 by another counter, so many minutes after noon."""
    return Touch(
        touch_id=touch_id,
        notice_id="n9",
        point_id=POINT,
        account=account or a_member(),
        kind=NoticeKind.ARRIVED,
        purpose=PURPOSES[NoticeKind.ARRIVED],
        channel=ChannelKind.WECOM,
        channel_name="一号群",
        title="到货",
        member_ids=("M1",),
        reasons=reasons or (f"reason of {touch_id}",),
        lines=(LineKey("A1", 1),),
        at=NOON + timedelta(minutes=minutes),
        device_id=device_id,
    )


def a_reaction(
    kind: ReactionKind, touch_id: str = "t1", reaction_id: str = "", minutes: float = 1
) -> Reaction:
    """Return what came back from member 1."""
    name = reaction_id or f"{kind.value} of {touch_id}"
    at = NOON + timedelta(minutes=minutes)
    return Reaction(name, POINT, a_member(), touch_id, kind, at)


def add(store: SqlStore, *messages: Message) -> Sequence[Message]:
    """Queue messages in one transaction; return those that were new."""
    with store.write() as work:
        added = work.messages.add(messages)
        work.commit()
    return added


def put(store: SqlStore, message: Message, state: MessageState | None = None) -> None:
    """Change a message in a transaction of its own."""
    with store.write() as work:
        work.messages.put(message if state is None else replace(message, state=state))
        work.commit()


def message(store: SqlStore, message_id: str = "m1") -> Message:
    """Return a message that is there."""
    with store.read() as work:
        found = work.messages.get(message_id)
    assert found is not None
    return found


def state(store: SqlStore, message_id: str = "m1") -> MessageState:
    """Return where a message is."""
    return message(store, message_id).state


def a_contact(member_id: str = "M1", **fields: object) -> Contact:
    """Return what the centre knows of a member."""
    return Contact(member_id, **fields)  # type: ignore[arg-type]


def record(store: SqlStore, *facts: Touch | Reaction) -> None:
    """Book facts of this counter in one transaction."""
    with store.write() as work:
        for fact in facts:
            if isinstance(fact, Touch):
                work.contacts.record_touch(fact)
            else:
                work.contacts.record_reaction(fact)
        work.commit()


def touches(store: SqlStore) -> Sequence[Touch]:
    """Return every touch since noon."""
    with store.read() as work:
        return work.contacts.touches((), NOON)


def allow(store: SqlStore, contact: Contact) -> int:
    """Keep what a member allows, as the service does; return its place in the log."""
    with store.write() as work:
        body = notice_deed.contact_body(
            contact.member_id, service=contact.service, marketing=contact.marketing
        )
        seq = work.log.append("allow", CommandKind.SET_CONTACT, body).seq
        work.contacts.put(contact)
        work.commit()
    return seq


def contact_of(store: SqlStore, member_id: str = "M1") -> Contact:
    """Return what holds for a member."""
    with store.read() as work:
        return work.contacts.people([member_id])[member_id].contact
