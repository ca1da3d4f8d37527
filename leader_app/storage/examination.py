"""What the doctor wants to know of the store; reads all of it."""

from __future__ import annotations

import sqlalchemy as sa

from leader_app.domain.command import BrokenChainError
from leader_app.ports import Examination
from leader_app.storage import command_log
from leader_app.storage.goods_tables import movements, stock_levels
from leader_app.storage.unit_of_work import Units

_PLACE = ("product_id", "lot_code", "expires_on", "slot")
_both = sa.union_all(
    sa.select(*(stock_levels.c[x] for x in _PLACE), stock_levels.c.quantity),
    sa.select(*(movements.c[x] for x in _PLACE), (-movements.c.quantity).label("quantity")),
).subquery()
_off = (
    sa.select(_both.c.product_id)
    .group_by(*(_both.c[x] for x in _PLACE))
    .having(sa.func.sum(_both.c.quantity) != 0)
    .subquery()
)
_count_off = sa.select(sa.func.count()).select_from(_off)


def examine(units: Units) -> Examination:
    """Check the file, the chain of the log, the journal against the log, stock against its sums."""
    commands, broken_at = _follow(units)
    in_log, in_journal = _places(units)
    return Examination(
        sound=units.database.is_sound(),
        commands=commands,
        broken_at=broken_at,
        journal_lacks=len(in_log - in_journal),
        only_in_journal=len(in_journal - in_log),
        disk_low=units.ballast.is_disk_low(),
        levels_off=_levels_off(units),
    )


def _follow(units: Units) -> tuple[int, int]:
    """Return how many commands follow from one another, and the first that does not (or 0)."""
    try:
        with units.database.reading() as connection:
            return command_log.verify(connection), 0
    except BrokenChainError as error:
        return error.seq - 1, error.seq


def _places(units: Units) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the places of the log's commands and of those the journal can give back."""
    with units.database.reading() as connection:
        in_log = {(x.epoch, x.seq) for x in command_log.after(connection, 0, 0)}
    return in_log, {(x.epoch, x.seq) for x in units.journal.salvage()}


def _levels_off(units: Units) -> int:
    """Count the places whose level is not what their movements sum to."""
    with units.database.reading() as connection:
        return int(connection.execute(_count_off).scalar_one())
