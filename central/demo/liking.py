"""Which segments the neighbours are in, by what they buy, and what they allow to be told."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.demo.making import MadeMember, MadeOrder
from central.demo.products import of_the_brand
from central.feed.writing import FeedDraft
from central.notices import people
from central.notices.addresses import EMAIL
from central.notices.consenting import Source
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.notice_tables import consents, contact_addresses, contacts, segment_members
from leader_app.domain.command import microseconds
from leader_app.domain.local_time import POINT_ZONE

# what the goods of a segment have in their names
SEGMENTS: dict[str, tuple[str, ...]] = {
    "健身": ("高蛋白", "巴沙鱼", "全麦", "口蘑"),
    "有孩子": ("儿童", "奶酪棒", "冰淇淋"),
    "爱吃辣": ("豆瓣", "酸菜鱼"),
    "爱海鲜": ("基围虾", "带鱼", "三文鱼", "佛跳墙"),
    "早餐": ("手抓饼", "小笼包", "酸奶"),
    "爱下厨": ("五花肉", "牛腩 500g", "生抽", "花生油"),
}
_IN_IT, _SAID, _SERVICE, _MARKETING, _PAGE, _MAIL = 0.55, 0.9, 0.97, 0.45, 0.93, 0.2
_ASKED_DAYS_AGO = 21
_into_contacts = sa.insert(contacts)
_into_consents = sa.insert(consents)
_into_addresses = sa.insert(contact_addresses)
_into_segments = sa.insert(segment_members)


class Liking:
    """Notes who buys what, order by order."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(f"liking {seed}")  # noqa: S311 - invented people, not secrets
        self._of_product = {
            product.product_id: name
            for product in of_the_brand()
            for name, parts in SEGMENTS.items()
            if any(part in product.name for part in parts)
        }
        self._bought: dict[str, set[str]] = defaultdict(set)

    def noted(self, made: MadeOrder) -> MadeOrder:
        """Note an order and return it."""
        for line in made.order.lines:
            if name := self._of_product.get(line.product_id):
                self._bought[made.order.member_id].add(name)
        return made

    def write(
        self,
        database: Database,
        connection: Connection,
        draft: FeedDraft,
        made: Sequence[MadeMember],
        today: date,
    ) -> None:
        """Write what members allow, some mail addresses, and who is in which segment."""
        known = [x.member.member_id for x in made if self._chance.random() < _SAID]
        at = datetime.combine(today - timedelta(days=_ASKED_DAYS_AGO), time(11), POINT_ZONE)
        rows = [self._contact(name, microseconds(at)) for name in known]
        write_rows(connection, _into_contacts, rows)
        write_rows(connection, _into_consents, [_word(row) for row in rows])
        mails = [self._mail(database, row) for row in rows if self._chance.random() < _MAIL]
        write_rows(connection, _into_addresses, mails)
        write_rows(connection, _into_segments, self._segments(known))
        people.announce(database, connection, draft, known)

    def _contact(self, member_id: str, at: int) -> dict[str, object]:
        service = self._chance.random() < _SERVICE
        return {
            "member_id": member_id,
            "service": service,
            "marketing": service and self._chance.random() < _MARKETING,
            "page": self._chance.random() < _PAGE,
            "said_at": at,
        }

    def _mail(self, database: Database, row: dict[str, object]) -> dict[str, object]:
        address = f"{row['member_id']}@example.com".lower()
        return {
            "member_id": row["member_id"],
            "way": EMAIL,
            "address": database.sealer.seal(address.encode()),
            "set_at": row["said_at"],
        }

    def _segments(self, known: Sequence[str]) -> list[dict[str, object]]:
        return [
            {"segment": segment, "member_id": member_id}
            for member_id in known
            for segment in sorted(self._bought.get(member_id, ()))
            if self._chance.random() < _IN_IT
        ]


def _word(row: dict[str, object]) -> dict[str, object]:
    return {
        "consent_id": f"demo-{row['member_id']}",
        "member_id": row["member_id"],
        "service": row["service"],
        "marketing": row["marketing"],
        "source": Source.COUNTER.value,
        "device_id": "",
        "at": row["said_at"],
    }
