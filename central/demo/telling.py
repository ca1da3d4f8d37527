"""What the neighbours were told in the last weeks, and what came back."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy.engine import Connection

from central.demo import names
from central.demo.making import MadeOrder
from central.feed.writing import FeedDraft
from central.notices import reacting, touches
from central.notices.touches import Kept
from central.storage.database import Database
from leader_app.domain.channel import ChannelKind
from leader_app.domain.local_time import POINT_ZONE, local
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.touch import Account, AccountKind, Reaction, ReactionKind, Touch, reason

_MOST_ORDERS = 6_000
_OLD = timedelta(days=4)
_OPENS = time(8, 15)
_WAITING_TOLD, _CALLED = 0.4, 0.5
_BACK = (
    (ReactionKind.OPENED, 0.62),
    (ReactionKind.THANKED, 0.09),
    (ReactionKind.RATED, 0.05),
    (ReactionKind.COMPLAINED, 0.006),
)
_TITLES = {
    NoticeKind.ARRIVED: "您的货到了",
    NoticeKind.LAST_CALL: "记得来取货",
    NoticeKind.LIVESTREAM: "今晚八点，看牧场直播",
    NoticeKind.THANKS: "谢谢大家这周的支持",
}
_STAFF = ("小林", "阿芬", "老周")


class Telling:
    """Notes orders, the newest of many, and tells of them afterwards."""

    def __init__(self, seed: int, today: date) -> None:
        self._chance = random.Random(f"telling {seed}")  # noqa: S311 - invented, no secrets
        self._today = today
        self._orders: deque[MadeOrder] = deque(maxlen=_MOST_ORDERS)

    def noted(self, made: MadeOrder) -> MadeOrder:
        """Note an order and return it."""
        order = made.order
        if order.payment is Payment.PAID and not order.cancelled:
            self._orders.append(made)
        return made

    def write(self, database: Database, connection: Connection, draft: FeedDraft) -> None:
        """Write the touches and what came back to them, and tell the points."""
        told = [*self._of_orders(), *self._of_groups()]
        touches.keep(database, connection, [Kept(touch, repeated=False) for touch in told])
        for point in names.POINTS:
            mine = [x for x in told if x.point_id == point.point_id]
            pairs = [(x.touch_id, touches.digests(database, x.account, x.reasons)) for x in mine]
            touches.keep_told(connection, point.point_id, pairs)
        touches.tell_points(connection, draft, told)
        reacting.keep_new(database, connection, draft, list(self._back(told)))

    def _of_orders(self) -> Iterator[Touch]:
        old = datetime.combine(self._today, time(), POINT_ZONE) - _OLD
        for made in self._orders:
            if made.hand_over is not None:
                at = self._before(made.hand_over.at)
                if at > made.order.placed_at:
                    yield self._touch(made, NoticeKind.ARRIVED, at)
            elif made.order.placed_at < old and self._chance.random() < _WAITING_TOLD:
                yield from self._waiting(made)

    def _waiting(self, made: MadeOrder) -> Iterator[Touch]:
        if not any(line.arrived for line in made.order.lines):
            return
        next_day = local(made.order.placed_at).date() + timedelta(days=1)
        yield self._touch(made, NoticeKind.ARRIVED, self._on(next_day, 9, 12))
        if self._chance.random() < _CALLED:
            day = self._today - timedelta(days=self._chance.randrange(1, 3))
            yield self._touch(made, NoticeKind.LAST_CALL, self._on(day, 17, 20))

    def _of_groups(self) -> Iterator[Touch]:
        for point in names.POINTS:
            account = Account(AccountKind.GROUP, f"{point.name}群")
            for days_ago, kind in (
                (12, NoticeKind.LIVESTREAM),
                (8, NoticeKind.THANKS),
                (5, NoticeKind.LIVESTREAM),
            ):
                day = self._today - timedelta(days=days_ago)
                name = f"demo-{point.point_id}-{kind.value}-{day:%m%d}"
                told = (reason(kind.value, name),)
                yield Touch(
                    name, name, point.point_id, account, kind, PURPOSES[kind], ChannelKind.WECOM,
                    "群机器人", _TITLES[kind], (), told, (), self._on(day, 18, 20),
                    f"demo-{point.point_id}", _STAFF[0],
                )  # fmt: skip

    def _touch(self, made: MadeOrder, kind: NoticeKind, at: datetime) -> Touch:
        order, day = made.order, local(at).date()
        lines = [line for line in order.lines if line.arrived]
        states = [
            day.isoformat() if kind is NoticeKind.LAST_CALL else str(x.arrived) for x in lines
        ]
        return Touch(
            touch_id=f"demo-{order.order_id}-{kind.value}",
            notice_id=f"demo-{order.point_id}-{kind.value}-{day:%m%d}",
            point_id=order.point_id,
            account=Account(AccountKind.MEMBER, order.member_id),
            kind=kind,
            purpose=PURPOSES[kind],
            channel=ChannelKind.CENTRE,
            channel_name="",
            title=_TITLES[kind],
            member_ids=(order.member_id,),
            reasons=tuple(
                reason(kind.value, order.order_id, str(line.line_no), state)
                for line, state in zip(lines, states, strict=True)
            ),
            lines=tuple(LineKey(order.order_id, line.line_no) for line in lines),
            at=at,
            device_id=f"demo-{order.point_id}",
            staff=self._chance.choice(_STAFF),
        )

    def _before(self, collected: datetime) -> datetime:
        at = local(collected) - timedelta(minutes=self._chance.randrange(15, 300))
        return max(at, datetime.combine(at.date(), _OPENS, POINT_ZONE))

    def _on(self, day: date, first: int, last: int) -> datetime:
        hour, minute = self._chance.randrange(first, last), self._chance.randrange(60)
        return datetime.combine(day, time(hour, minute), POINT_ZONE)

    def _back(self, told: list[Touch]) -> Iterator[Reaction]:
        for touch in told:
            if touch.account.kind is AccountKind.GROUP:
                continue
            for kind, share in _BACK:
                if self._chance.random() < share:
                    after = timedelta(minutes=self._chance.randrange(1, 14))
                    name = reacting.reaction_id(touch.point_id, touch.touch_id, kind)
                    yield Reaction(
                        name, touch.point_id, touch.account, touch.touch_id, kind, touch.at + after
                    )
