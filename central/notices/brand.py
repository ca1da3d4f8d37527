"""What the brand tells members by itself: out of the same patience as their leader's notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.notices import budget, people, posting, posts, touches
from central.notices.accounts import BRAND
from central.notices.budget import Accounts
from central.notices.consenting import UNKNOWN_MEMBER
from central.notices.delivering import EXPIRED
from central.notices.posts import StoredPost
from central.notices.touches import Kept
from central.storage.database import Database
from leader_app.domain import contact_budget
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.touch import (
    Account,
    AccountKind,
    Contact,
    Touch,
    reason,
    unknown_contact,
)

OVER_BUDGET = "over_budget"
_AT_ONCE = 500
_OF_LINES = (
    NoticeKind.ARRIVED,
    NoticeKind.PARTLY_ARRIVED,
    NoticeKind.LAST_CALL,
    NoticeKind.NEAR_USE_BY,
)


@dataclass(frozen=True, slots=True)
class BrandNotice:
    """What is told; ``occasion`` (a stream's id, a campaign's) is told to a member once."""

    notice_id: str
    kind: NoticeKind
    occasion: str
    title: str
    text: str
    expires_at: datetime | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who is told, in the order they were named, and why the others are not.

    That is one of unknown_member, opted_out, expired, told, no_way, over_budget.
    """

    told: tuple[str, ...]
    left_out: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Judge:
    """What judging some members takes."""

    notice: BrandNotice
    contacts: Mapping[str, Contact]
    scopes: Mapping[str, Collection[int]]
    told: Collection[bytes]
    digests: Mapping[str, Sequence[bytes]]
    accounts: Accounts

    def contact(self, member_id: str) -> Contact:
        """Return what is known of reaching a member."""
        return self.contacts.get(member_id) or unknown_contact(member_id)

    def refusal(self, member_id: str) -> str:
        """Return why a member is not told; empty for who is."""
        contact, expires_at = self.contact(member_id), self.notice.expires_at
        if not self.scopes.get(member_id):
            return UNKNOWN_MEMBER
        if not contact.allows(PURPOSES[self.notice.kind]):
            return posting.OPTED_OUT
        if expires_at is not None and expires_at <= self.accounts.now:
            return EXPIRED
        if any(x in self.told for x in self.digests[member_id]):
            return posting.TOLD
        if not (contact.page or contact.sms or contact.email):
            return posting.NO_WAY
        over = any(self._is_over(member_id, point_id) for point_id in self.scopes[member_id])
        return OVER_BUDGET if over else ""

    def _is_over(self, member_id: str, point_id: int) -> bool:
        account, kind = _account(member_id), self.notice.kind
        recent = self.accounts.recent(point_id, account)
        price = contact_budget.cost(kind, late=False, recent=recent)
        held = self.accounts.balance(point_id, account).value
        return contact_budget.is_over(held, price.points, PURPOSES[kind])


def look(
    database: Database,
    connection: Connection,
    notice: BrandNotice,
    member_ids: Sequence[str],
    now: datetime,
) -> Outcome:
    """Return what ``tell`` would do now; nothing is written. ``ValueError`` as for ``tell``."""
    told: list[str] = []
    left_out: dict[str, str] = {}
    for judge, few in _judged(database, connection, notice, member_ids, now):
        for member_id in few:
            if why := judge.refusal(member_id):
                left_out[member_id] = why
            else:
                told.append(member_id)
    return Outcome(tuple(told), left_out)


def tell(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    notice: BrandNotice,
    member_ids: Sequence[str],
    now: datetime,
) -> Outcome:
    """Tell members who allow it and have patience for it; their points hear of it.

    A member over budget at any point that knows them is left out. ``ValueError`` for kinds that
    speak of a point's shelves: those are the leader's to tell.
    """
    told: list[str] = []
    left_out: dict[str, str] = {}
    for judge, few in _judged(database, connection, notice, member_ids, now):
        why = {member_id: judge.refusal(member_id) for member_id in few}
        left_out |= {member_id: words for member_id, words in why.items() if words}
        reached = [member_id for member_id in few if not why[member_id]]
        _write(database, connection, draft, judge, reached)
        told += reached
    return Outcome(tuple(told), left_out)


def _judged(
    database: Database,
    connection: Connection,
    notice: BrandNotice,
    member_ids: Sequence[str],
    now: datetime,
) -> Iterator[tuple[_Judge, Sequence[str]]]:
    """Yield members, a few at once, with what judges them."""
    if notice.kind in _OF_LINES:
        raise ValueError(notice.kind)
    named = list(dict.fromkeys(member_ids))
    for start in range(0, len(named), _AT_ONCE):
        few = named[start : start + _AT_ONCE]
        digests = {x: touches.digests(database, _account(x), [_reason(notice, x)]) for x in few}
        spelled = [x for found in digests.values() for x in found]
        yield (
            _Judge(
                notice,
                people.contacts_of(database, connection, few),
                people.scopes_of(connection, few),
                touches.told(connection, BRAND, spelled),
                digests,
                budget.read(database, connection, [_account(x) for x in few], now),
            ),
            few,
        )


def _write(
    database: Database,
    connection: Connection,
    draft: FeedDraft,
    judge: _Judge,
    member_ids: Sequence[str],
) -> None:
    now = judge.accounts.now
    rows: list[tuple[StoredPost, str, bytes]] = []
    found: list[Touch] = []
    for member_id in member_ids:
        post, contact = _post(judge.notice, member_id), judge.contact(member_id)
        touch = posting.touch_of(post, BRAND, "", now)
        rows.append(
            (posting.stored(post, BRAND, contact, now), "", touches.seal_touch(database, touch))
        )
        if contact.page:
            found.append(touch)
    posts.keep(database, connection, BRAND, rows)
    touches.keep(database, connection, [Kept(x, repeated=False) for x in found])
    ids = (post.message_id for post, _, _ in rows)
    told = ((name, judge.digests[x]) for name, x in zip(ids, member_ids, strict=True))
    touches.keep_told(connection, BRAND, told)
    touches.tell_points(connection, draft, found)


def _post(notice: BrandNotice, member_id: str) -> Post:
    return Post(
        message_id=reason("brand", notice.notice_id, notice.kind.value, notice.occasion, member_id),
        notice_id=notice.notice_id,
        kind=notice.kind,
        member_id=member_id,
        member_ids=(member_id,),
        lines=(),
        reasons=(_reason(notice, member_id),),
        title=notice.title,
        text=notice.text,
        picture=notice.picture,
        expires_at=notice.expires_at,
    )


def _reason(notice: BrandNotice, member_id: str) -> str:
    return reason(notice.kind.value, notice.occasion, member_id)


def _account(member_id: str) -> Account:
    return Account(AccountKind.MEMBER, member_id)
