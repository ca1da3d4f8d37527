"""Finds the people of an audience and what they wait for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Came
from leader_app.ports import AudienceLine
from leader_app.storage import audience_lines, collectors, comers, many
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import members, orders

_buildings = Prepared(
    sa.select(members.c.building, sa.func.count(orders.c.member_id.distinct()).label("count"))
    .select_from(orders.join(members, members.c.member_id == orders.c.member_id))
    .where(
        many.one_of(orders.c.stage, sorted(x.value for x in audience_lines.OPEN)),
        members.c.building != "",
    )
    .group_by(members.c.building)
)


class AudienceShelf:
    """Keeps ``leader_app.ports.Audiences``."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection

    def lines(self, audience: Audience) -> Sequence[AudienceLine]:
        """Return the order lines of an audience by member; ``without`` is applied, consent not.

        Those with nothing left to collect or to wait for are left out, unless collected orders
        are asked for. Products are asked of lines, everything else of their orders.
        """
        return audience_lines.of_audience(self._connection, audience)

    def still(self, keys: Collection[LineKey]) -> Sequence[AudienceLine]:
        """Return those lines as they stand now.

        Without those that were wholly collected, cancelled or paid back.
        """
        return audience_lines.of_keys(self._connection, keys)

    def buildings(self) -> Mapping[str, int]:
        """Count members with open orders by building, where it is known."""
        return {row.building: row.count for row in _buildings.all(self._connection)}

    def collectors(self, member_ids: Collection[str]) -> Mapping[str, str]:
        """Return for members who of their household collects.

        That is who collected last, else who ordered last.
        """
        return collectors.of(self._connection, member_ids)

    def came(self, keys: Collection[LineKey], since: datetime) -> Sequence[Came]:
        """Return the first hand-over of each line after ``since``, oldest first."""
        return comers.first(self._connection, keys, since)

    def collected_share(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Return, of the member-days on which goods waited uncollected, all and those that came.

        Days on which somebody had been told, and the days after those, are not counted.
        """
        return comers.share(self._connection, start, end)
