"""The contact budget at the centre: the shared rule over all the centre knows.

An account of a member or group is that of a point: what the point told, what the brand told by
itself, and who came to collect there. A counter of the point finds the same balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.intake.claims import deeds_by_claim
from central.notices.accounts import BRAND, account_word
from central.notices.touches import open_touch
from central.storage.bulk import rows_named, slices
from central.storage.database import Database
from central.storage.notice_tables import reactions, touches
from central.storage.tables import orders
from leader_app.domain import contact_budget
from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.contact_budget import RECENT, WINDOW, Balance
from leader_app.domain.notice import Purpose
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account, Came, Reaction, Touch
from sync.protocol import items

_words: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_since: sa.BindParameter[int] = sa.bindparam("since")
_touches = sa.select(touches.c.account, touches.c.payload).where(
    touches.c.account.in_(_words), touches.c.at >= _since
)
_reactions = sa.select(reactions.c.account, reactions.c.payload).where(
    reactions.c.account.in_(_words), reactions.c.at >= _since
)
_claims = sa.select(orders.c.order_id, orders.c.claim_id, orders.c.point_id).where(
    orders.c.order_id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The facts of some accounts at all points, as of ``now``."""

    told: Mapping[Account, Sequence[Touch]]
    back: Mapping[Account, Sequence[Reaction]]
    came: Mapping[tuple[int, LineKey], Sequence[Came]]
    now: datetime

    def balance(self, point_id: int, account: Account) -> Balance:
        """Return what an account holds at a point; the brand's point knows only the brand's."""
        told = self._told(point_id, account)
        back = [x for x in self.back.get(account, ()) if x.point_id in {point_id, BRAND}]
        since = min((x.at for x in told), default=self.now)
        keys = {key for touch in told for key in touch.lines}
        came = [x for key in keys if (x := self._first(point_id, key, since)) is not None]
        return contact_budget.balance(account, told, back, came, self.now)

    def recent(self, point_id: int, account: Account) -> int:
        """Count what an account was told within a day."""
        return sum(
            x.purpose is not Purpose.SAFETY and self.now - RECENT < x.at <= self.now
            for x in self._told(point_id, account)
        )

    def _told(self, point_id: int, account: Account) -> list[Touch]:
        return [x for x in self.told.get(account, ()) if x.point_id in {point_id, BRAND}]

    def _first(self, point_id: int, key: LineKey, since: datetime) -> Came | None:
        after = (x for x in self.came.get((point_id, key), ()) if x.at > since)
        return min(after, key=lambda x: x.at, default=None)


def read(
    database: Database, connection: Connection, accounts: Collection[Account], now: datetime
) -> Accounts:
    """Return what is known of accounts that matters now."""
    names = {account_word(database.keys, account): account for account in accounts}
    told: dict[Account, list[Touch]] = defaultdict(list)
    back: dict[Account, list[Reaction]] = defaultdict(list)
    since = microseconds(now - WINDOW)
    for row in rows_named(connection, _touches, names, since=since):
        told[names[row.account]].append(open_touch(database, row.payload))
    for row in rows_named(connection, _reactions, names, since=since):
        found = items.unpack(Entity.REACTION, database.sealer.open(row.payload))
        if isinstance(found, Reaction):
            back[names[row.account]].append(found)
    spoken_of = {
        (touch.point_id, key) for some in told.values() for touch in some for key in touch.lines
    }
    return Accounts(told, back, collected(connection, spoken_of), now)


def balance_of(
    database: Database, connection: Connection, point_id: int, account: Account, now: datetime
) -> Balance:
    """Return what one account holds at a point."""
    return read(database, connection, [account], now).balance(point_id, account)


def collected(
    connection: Connection, wanted: Collection[tuple[int, LineKey]]
) -> Mapping[tuple[int, LineKey], Sequence[Came]]:
    """Return who collected something of order lines, by point; what was taken back is not it."""
    found: dict[tuple[int, LineKey], list[Came]] = defaultdict(list)
    order_ids = {key.order_id for _, key in wanted}
    rows = list(rows_named(connection, _claims, order_ids))
    points = {row.order_id: row.point_id for row in rows}
    for claim_ids in slices({row.claim_id for row in rows}):
        for came in _collected(connection, claim_ids):
            place = points.get(came.key.order_id, BRAND), came.key
            if place in wanted:
                found[place].append(came)
    return found


def _collected(connection: Connection, claim_ids: Collection[str]) -> Iterator[Came]:
    for deeds in deeds_by_claim(connection, claim_ids).values():
        for deed in deeds:
            if deed.reversal is None:
                for pieces in deed.lines:
                    if pieces.quantity > 0:
                        yield Came(pieces.key, "", deed.at)
