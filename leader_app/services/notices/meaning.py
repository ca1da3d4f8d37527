"""What each kind of notice is about: which lines it speaks of, and what telling them is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from leader_app.domain.notice import Audience, NoticeKind
from leader_app.domain.notice_time import closing
from leader_app.domain.order import Stage
from leader_app.domain.touch import Account, AccountKind, reason
from leader_app.ports import AudienceLine

READY_KINDS = frozenset(
    {
        NoticeKind.ARRIVED,
        NoticeKind.PARTLY_ARRIVED,
        NoticeKind.LAST_CALL,
        NoticeKind.NEAR_USE_BY,
        NoticeKind.SHORTAGE_SETTLED,
    }
)
AWAITED_KINDS = frozenset({NoticeKind.DELAYED, NoticeKind.SHORTAGE})
LINE_KINDS = READY_KINDS | AWAITED_KINDS
_HERE = frozenset({Stage.READY, Stage.PARTLY_ARRIVED, Stage.PARTLY_COLLECTED})
_COMING = frozenset({Stage.WAITING, Stage.PARTLY_ARRIVED, Stage.PARTLY_COLLECTED})
_EVER = frozenset(Stage) - {Stage.UNPAID, Stage.CANCELLED}
_SAME = {NoticeKind.PARTLY_ARRIVED: NoticeKind.ARRIVED}
_WEEK, _NIGHT = timedelta(days=7), timedelta(hours=12)


def usual_audience(kind: NoticeKind) -> Audience:
    """Return whom such a notice is for when nobody chose."""
    if kind in READY_KINDS:
        return Audience(stages=frozenset({Stage.PARTLY_ARRIVED}) if _is_part(kind) else _HERE)
    if kind in AWAITED_KINDS:
        return Audience(stages=_COMING)
    if kind is NoticeKind.RECALL:
        return Audience(stages=_EVER)
    return Audience(everybody=True)


def speaks_of(kind: NoticeKind, lines: Sequence[AudienceLine]) -> list[AudienceLine]:
    """Return the lines a notice of this kind is about: what is here, what is awaited, or all."""
    if kind in READY_KINDS:
        near = kind is NoticeKind.NEAR_USE_BY
        return [x for x in lines if x.ready > 0 and (x.use_by is not None or not near)]
    if kind in AWAITED_KINDS:
        return [x for x in lines if x.arrived < x.quantity]
    return list(lines) if kind is NoticeKind.RECALL else []


def line_reason(kind: NoticeKind, line: AudienceLine, occasion: str, today: date) -> str:
    """Return what telling a line is called; arrivals again when more came, last calls each day."""
    name = _SAME.get(kind, kind).value
    key = (line.key.order_id, str(line.key.line_no))
    if kind in {NoticeKind.ARRIVED, NoticeKind.PARTLY_ARRIVED, NoticeKind.SHORTAGE_SETTLED}:
        return reason(name, *key, str(line.arrived))
    if kind is NoticeKind.NEAR_USE_BY:
        return reason(name, *key, str(line.use_by))
    if kind is NoticeKind.LAST_CALL:
        return reason(name, *key, today.isoformat())
    return reason(name, *key, occasion or today.isoformat())


def occasion_reason(kind: NoticeKind, occasion: str, account: Account) -> str:
    """Return what telling something that is about no lines is called."""
    name = account.name if account.kind is AccountKind.MEMBER else ""
    return reason(kind.value, occasion, name)


def expiry(kind: NoticeKind, begins: datetime, hours: str, today: date) -> datetime:
    """Return when a notice makes no sense any more, if nobody said."""
    if kind is NoticeKind.LAST_CALL:
        ends = closing(hours, today)
        return ends if ends is not None and ends > begins else begins + _NIGHT
    if kind is NoticeKind.LIVESTREAM:
        return begins + _NIGHT
    return begins + _WEEK


def _is_part(kind: NoticeKind) -> bool:
    return kind is NoticeKind.PARTLY_ARRIVED
