"""What a deed of this counter changes here, beside the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandKind, microseconds
from leader_app.domain.pickup import HandOver, Reversal
from leader_app.storage import hand_overs, ledger, stages, whole_orders
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import (
    audit,
    own_hand_overs,
    own_reversals,
    redemptions,
)

_told, _own, _back = redemptions.c, own_hand_overs.c, own_reversals.c
_start: sa.BindParameter[int] = sa.bindparam("start")
_end: sa.BindParameter[int] = sa.bindparam("end")
_told_between = Prepared(
    sa.select(redemptions)
    .where(_told.at >= _start, _told.at < _end)
    .order_by(_told.at.desc())
    .limit(sa.bindparam("count"))
)
_own_between = Prepared(
    sa.select(own_hand_overs)
    .where(_own.at >= _start, _own.at < _end)
    .order_by(_own.at.desc())
    .limit(sa.bindparam("count"))
)
_not_taken_back = ~sa.exists().where(_back.hand_over_id == _told.hand_over_id)
_newest_told = Prepared(
    sa.select(redemptions)
    .where(_told.device_id == sa.bindparam("device"), _told.reversal_id.is_(None), _not_taken_back)
    .order_by(_told.at.desc(), _told.hand_over_id.desc())
    .limit(1)
)
_newest_own = Prepared(
    sa.select(own_hand_overs)
    .outerjoin(redemptions, _told.hand_over_id == _own.hand_over_id)
    .where(
        _own.device_id == sa.bindparam("device"),
        _told.reversal_id.is_(None),
        ~sa.exists().where(_back.hand_over_id == _own.hand_over_id),
    )
    .order_by(_own.at.desc(), _own.hand_over_id.desc())
    .limit(1)
)
_add = Prepared(sa.insert(own_hand_overs))
_add_reversal = Prepared(sa.insert(own_reversals))
_audit = Prepared(sa.insert(audit), ["at", "what", "command_id", "claim_id", "staff"])


class DeedShelf:
    """Keeps ``leader_app.ports.Deeds``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, deed: HandOver) -> None:
        """Book a hand-over: its claim, its orders' stage, its movements out of stock, its audit."""
        connection = self._session.connection
        row = {
            "hand_over_id": deed.hand_over_id,
            "claim_id": deed.claim_id,
            "device_id": deed.device_id,
            "staff": deed.staff,
            "at": microseconds(deed.at),
            "offline": int(deed.offline),
            "lines": hand_overs.lines_text(deed.lines),
            "drawn": hand_overs.drawn_text(deed.drawn),
        }
        _add.run(connection, row)
        orders = whole_orders.remembered(self._session, deed.claim_id)
        ledger.book_own_hand_over(self._session, deed, orders)
        self._close(CommandKind.HAND_OVER, deed.hand_over_id, deed.claim_id, deed.at, deed.staff)
        self._session.changed(Entity.REDEMPTION, deed.hand_over_id)

    def record_reversal(self, claim_id: str, reversal: Reversal) -> None:
        """Book a reversal, likewise; goods come back only if they were not back already."""
        connection = self._session.connection
        known = hand_overs.by_id(connection, [reversal.hand_over_id])
        row = {
            "reversal_id": reversal.reversal_id,
            "hand_over_id": reversal.hand_over_id,
            "claim_id": claim_id,
            "device_id": reversal.device_id,
            "staff": reversal.staff,
            "at": microseconds(reversal.at),
            "reason": reversal.reason,
        }
        _add_reversal.run(connection, row)
        if known and known[0].reversal is None:
            ledger.book_back(self._session, [reversal])
        self._close(
            CommandKind.REVERSE, reversal.reversal_id, claim_id, reversal.at, reversal.staff
        )
        self._session.changed(Entity.REDEMPTION, reversal.hand_over_id)

    def between(self, start: datetime, end: datetime, limit: int) -> Sequence[HandOver]:
        """Return hand-overs at any counter of the point in a time span, newest first."""
        connection = self._session.connection
        span = {"start": microseconds(start), "end": microseconds(end), "count": limit}
        deeds = hand_overs.merged(
            connection,
            _told_between.all(connection, span),
            _own_between.all(connection, span),
        )
        return sorted(deeds, key=_age, reverse=True)[:limit]

    def newest_of(self, device_id: str) -> HandOver | None:
        """Return a counter's newest hand-over that was not taken back."""
        connection = self._session.connection
        whose = {"device": device_id}
        deeds = hand_overs.merged(
            connection,
            _newest_told.all(connection, whose),
            _newest_own.all(connection, whose),
        )
        return max(deeds, key=_age, default=None)

    def _close(self, what: str, command_id: str, claim_id: str, at: datetime, staff: str) -> None:
        entry = {
            "at": microseconds(at),
            "what": what,
            "command_id": command_id,
            "claim_id": claim_id,
            "staff": staff,
        }
        _audit.run(self._session.connection, entry)
        stages.put(self._session, whole_orders.remembered(self._session, claim_id))
        self._session.changed(Entity.CLAIM, claim_id)


def _age(deed: HandOver) -> tuple[datetime, str]:
    return deed.at, deed.hand_over_id
