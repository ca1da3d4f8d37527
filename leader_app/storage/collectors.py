"""Who of a household collects: who did so last, else who ordered last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.storage import many
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.tables import (
    members,
    orders,
    own_hand_overs,
    own_reversals,
    redemptions,
)

_member, _order = members.c, orders.c
_told, _own, _back = redemptions.c, own_hand_overs.c, own_reversals.c
_asked = members.alias("asked")
# Everybody who shares a home with somebody of these.
_households = Prepared(
    sa.select(_asked.c.member_id.label("asked"), _member.member_id)
    .select_from(
        _asked.join(
            members,
            sa.and_(_member.building == _asked.c.building, _member.room == _asked.c.room),
        )
    )
    .where(many.among(_asked.c.member_id), _asked.c.building != "", _asked.c.room != "")
)
_stands = ~sa.exists().where(_back.hand_over_id == _told.hand_over_id)
_own_stands = ~sa.exists().where(_back.hand_over_id == _own.hand_over_id)


_collected = (
    Prepared(
        sa.select(_order.member_id, sa.func.max(_told.at).label("at"))
        .select_from(orders.join(redemptions, _told.claim_id == _order.claim_id))
        .where(many.among(_order.member_id), _told.reversal_id.is_(None), _stands)
        .group_by(_order.member_id)
    ),
    Prepared(
        sa.select(_order.member_id, sa.func.max(_own.at).label("at"))
        .select_from(
            orders.join(own_hand_overs, _own.claim_id == _order.claim_id).outerjoin(
                redemptions, _told.hand_over_id == _own.hand_over_id
            )
        )
        .where(many.among(_order.member_id), _told.reversal_id.is_(None), _own_stands)
        .group_by(_order.member_id)
    ),
)
_ordered = Prepared(
    sa.select(_order.member_id, sa.func.max(_order.placed_at).label("at"))
    .where(many.among(_order.member_id))
    .group_by(_order.member_id)
)


def of(connection: Connection, member_ids: Collection[str]) -> Mapping[str, str]:
    """Return for each of these members who collects for them."""
    homes: dict[str, set[str]] = {name: {name} for name in member_ids}
    for row in _households.all(connection, many.listed(homes)):
        homes[row.asked].add(row.member_id)
    shared = {name for home in homes.values() if len(home) > 1 for name in home}
    if not shared:
        return {name: name for name in homes}
    names = many.listed(shared)
    collected = _latest(row for query in _collected for row in query.all(connection, names))
    ordered = _latest(_ordered.all(connection, names))

    def rank(name: str) -> tuple[int, int, str]:
        return collected.get(name, 0), ordered.get(name, 0), name

    return {name: max(home, key=rank) for name, home in homes.items()}


def _latest(rows: Iterable[Row]) -> Mapping[str, int]:
    latest: dict[str, int] = {}
    for row in rows:
        latest[row.member_id] = max(row.at, latest.get(row.member_id, 0))
    return latest
