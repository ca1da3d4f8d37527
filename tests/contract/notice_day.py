"""What counters of a real shop tell and hear of notices, as the services do it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from central.feed.writing import FeedDraft
from central.notices import reacting
from central.notices.budget import balance_of
from leader_app.domain import contact_budget, notice_deed
from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import CommandKind
from leader_app.domain.contact_budget import WINDOW, Balance
from leader_app.domain.ids import new_command_id
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.order import LineKey, Order
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import (
    Account,
    AccountKind,
    Contact,
    Reaction,
    ReactionKind,
    Touch,
    reason,
)
from tests.contract.centres import RealShop
from tests.contract.goods_day import does
from tests.contract.till import Till

SAID = (ReactionKind.THANKED, ReactionKind.COMPLAINED, ReactionKind.MUTED, ReactionKind.RATED)
KINDS = (NoticeKind.ARRIVED, NoticeKind.LAST_CALL, NoticeKind.LIVESTREAM, NoticeKind.RECALL)


def a_name(till: Till) -> str:
    return new_command_id(till.clock.now(), os.urandom)


def member(name: str) -> Account:
    return Account(AccountKind.MEMBER, name)


def tells(till: Till, account: Account, kind: NoticeKind, lines: tuple[LineKey, ...]) -> Touch:
    """Tell an account something by a robot, now."""
    told = Touch(
        touch_id=a_name(till),
        notice_id="N1",
        point_id=till.identity.point_id,
        account=account,
        kind=kind,
        purpose=PURPOSES[kind],
        channel=ChannelKind.WECOM,
        channel_name="三群机器人",
        title="到货",
        member_ids=(account.name,),
        reasons=(reason(a_name(till)),),
        lines=lines,
        at=till.clock.now(),
        device_id=till.identity.device_id,
        staff="小林",
    )
    body = notice_deed.tell_body([told], "小林")
    does(till, CommandKind.TELL, body, lambda w, _: w.contacts.record_touch(told))
    return told


def asks(till: Till, member_id: str, kind: NoticeKind, lines: tuple[LineKey, ...]) -> str:
    """Ask the centre to tell a member something; returns the message's id."""
    name, told = a_name(till), (reason(a_name(till)),)
    post = Post(
        name, "N1", kind, member_id, (member_id,), lines, told, "到货", "您的货到了", "", None
    )
    message = Message(
        message_id=name,
        notice_id="N1",
        channel_id="centre",
        account=member(member_id),
        member_id=member_id,
        member_ids=(member_id,),
        lines=lines,
        reasons=told,
        state=MessageState.QUEUED,
        not_before=till.clock.now(),
    )
    with till.store.write() as work:
        assert list(work.messages.add([message])) == [message]
        work.messages.put(replace(message, state=MessageState.POSTED))
        work.log.append(a_name(till), CommandKind.POST, notice_deed.post_body([post], "小林"))
        work.commit()
    return name


def reacts(till: Till, account: Account, kind: ReactionKind) -> Reaction:
    """Book what somebody said at the counter."""
    point_id = till.identity.point_id
    said = Reaction(a_name(till), point_id, account, "", kind, till.clock.now(), "")
    body = notice_deed.react_body(said, "小林")
    does(till, CommandKind.REACT, body, lambda w, _: w.contacts.record_reaction(said))
    return said


def allows(till: Till, member_id: str, *, service: bool, marketing: bool) -> None:
    """Book what a member allows."""
    body = notice_deed.contact_body(member_id, service=service, marketing=marketing)
    said = Contact(member_id, service=service, marketing=marketing)
    does(till, CommandKind.SET_CONTACT, body, lambda w, _: w.contacts.put(said))


def hears(
    shop: RealShop, touch_id: str, account: Account, kind: ReactionKind, at: datetime
) -> None:
    """Let the centre hear what came back to a touch, as from a member's page."""
    database = shop.centre.database
    with database.writing() as connection:
        draft = FeedDraft(database)
        reacting.record_reaction(
            database, connection, draft, point_id=shop.point_id, touch_id=touch_id,
            account=account, kind=kind, at=at,
        )  # fmt: skip
        draft.write(connection)


def state_of(till: Till, message_id: str) -> tuple[MessageState, str]:
    with till.store.read() as work:
        found = work.messages.get(message_id)
    assert found is not None
    return found.state, found.detail


def contact_of(till: Till, member_id: str) -> Contact:
    with till.store.read() as work:
        return work.contacts.people([member_id])[member_id].contact


def heard(till: Till) -> tuple[Sequence[Touch], Sequence[Reaction]]:
    """Return all touches and reactions a counter knows."""
    since = till.clock.now() - WINDOW
    with till.store.read() as work:
        return work.contacts.touches([], since), work.contacts.reactions([], since)


def balance(till: Till, account: Account, now: datetime) -> Balance:
    """Return an account as the counter finds it."""
    since = now - WINDOW
    with till.store.read() as work:
        told = work.contacts.touches([account], since)
        back = work.contacts.reactions([account], since)
        keys = {key for touch in told for key in touch.lines}
        came = work.audiences.came(keys, min((x.at for x in told), default=now))
    return contact_budget.balance(account, told, back, came, now)


def balance_at_the_centre(shop: RealShop, account: Account, now: datetime) -> Balance:
    """Return an account as the centre finds it."""
    database = shop.centre.database
    with database.reading() as connection:
        return balance_of(database, connection, shop.point_id, account, now)


@dataclass
class Day:
    """Anything that may happen to notices at a counter, by the dice."""

    chance: Random
    shop: RealShop
    orders: list[Order]
    members: list[str]
    groups: list[Account] = field(default_factory=list)

    def something(self, till: Till) -> None:
        """Do something at a counter, or sync it."""
        till.clock.advance(timedelta(minutes=self.chance.randrange(1, 300)))
        match self.chance.randrange(7):
            case 0:
                tells(till, self._account(), self.chance.choice(KINDS), self._lines())
            case 1:
                who = self.chance.choice(self.members)
                asks(till, who, self.chance.choice(KINDS), self._lines())
            case 2:
                reacts(till, self._account(), self.chance.choice(SAID))
            case 3:
                yes, no = self.chance.choice([True, False]), self.chance.choice([True, False])
                allows(till, self.chance.choice(self.members), service=yes, marketing=no)
            case 4:
                self._hands_over(till)
            case _:
                till.sync()

    def _account(self) -> Account:
        return self.chance.choice([*map(member, self.members), *self.groups])

    def _lines(self) -> tuple[LineKey, ...]:
        order = self.chance.choice(self.orders)
        return tuple(LineKey(order.order_id, x.line_no) for x in order.lines)

    def _hands_over(self, till: Till) -> None:
        order = self.chance.choice(self.orders)
        if till.knows(order.claim_id) and not till.state(order.claim_id).hand_overs:
            till.hand_over(order.claim_id)
