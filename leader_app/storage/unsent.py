"""Which commands have no final word yet: derived from the log, never kept as a flag."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import LoggedCommand, Outcome
from leader_app.storage import command_log as log
from leader_app.storage.tables import command_log, command_state, settled_up_to

FINAL = frozenset(outcome.value for outcome in Outcome if outcome is not Outcome.PARKED)

_log, _state, _floor = command_log.c, command_state.c, settled_up_to.c
_open = (
    sa.select(command_log)
    .select_from(
        settled_up_to.join(
            command_log, sa.and_(_log.epoch == _floor.epoch, _log.seq > _floor.seq)
        ).outerjoin(command_state, sa.and_(_state.epoch == _log.epoch, _state.seq == _log.seq))
    )
    .where(sa.or_(_state.outcome.is_(None), _state.outcome.not_in(sorted(FINAL))))
)
_due = (
    _open.where(sa.or_(_state.next_try.is_(None), _state.next_try <= sa.bindparam("now")))
    .order_by(_floor.epoch, _log.seq)
    .limit(sa.bindparam("count"))
)
_first_open = (
    _open.with_only_columns(_log.seq)
    .where(_log.epoch == sa.bindparam("of"))
    .order_by(_log.seq)
    .limit(1)
)
_newest = sa.select(sa.func.max(_log.seq)).where(_log.epoch == sa.bindparam("of"))
_raise = (
    sa.update(settled_up_to)
    .where(_floor.epoch == sa.bindparam("of"))
    .values(seq=sa.bindparam("up_to"))
)
_lower = (
    sa.update(settled_up_to)
    .where(_floor.epoch == sa.bindparam("of"), _floor.seq > sa.bindparam("down_to"))
    .values(seq=sa.bindparam("down_to"))
)
_forget = sa.delete(command_state).where(
    _state.epoch == sa.bindparam("of"), _state.seq > sa.bindparam("down_to")
)
_count = sa.select(sa.func.count()).select_from(_open.subquery())


def count(connection: Connection) -> int:
    """Count the commands without a final word."""
    return int(connection.execute(_count).scalar_one())


def due(connection: Connection, now: int, limit: int) -> Sequence[LoggedCommand]:
    """Return open commands whose next try has come (``now`` in microseconds), oldest first."""
    rows = connection.execute(_due, {"now": now, "count": limit})
    return [log.from_row(row) for row in rows]


def settle(connection: Connection, epoch: int) -> None:
    """Move the shortcut of an epoch up to the command before its first open one."""
    of = {"of": epoch}
    first_open = connection.execute(_first_open, of).scalar()
    up_to = connection.execute(_newest, of).scalar_one() if first_open is None else first_open - 1
    connection.execute(_raise, {"of": epoch, "up_to": up_to})


def reopen(connection: Connection, epoch: int, after_seq: int) -> None:
    """Forget every word on the commands of an epoch after ``after_seq``."""
    place = {"of": epoch, "down_to": after_seq}
    connection.execute(_lower, place)
    connection.execute(_forget, place)
