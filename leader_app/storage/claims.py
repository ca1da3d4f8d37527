"""Claims with everything known of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from leader_app.domain.order import Claim
from leader_app.domain.pickup import ClaimState
from leader_app.storage import hand_overs, whole_orders
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import claims, orders

_claim = Prepared(sa.select(claims).where(claims.c.claim_id == sa.bindparam("name")))
_tagged = Prepared(sa.select(claims.c.claim_id).where(claims.c.short_tag == sa.bindparam("tag")))
_of_order = Prepared(sa.select(orders.c.claim_id).where(orders.c.order_id == sa.bindparam("name")))
_owners = ByName(sa.select(claims.c.claim_id, claims.c.member_id), claims.c.claim_id)


class ClaimShelf:
    """Keeps ``leader_app.ports.Claims``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state(self, claim_id: str) -> ClaimState | None:
        """Return a claim's state, each deed once; ``None`` for a claim not (yet) here."""
        connection = self._session.connection
        row = _claim.first(connection, {"name": claim_id})
        if row is None:
            return None
        claim = Claim(
            claim_id=row.claim_id,
            point_id=row.point_id,
            member_id=row.member_id,
            generation=row.generation,
            issued_on=date.fromisoformat(row.issued_on),
            valid_days=row.valid_days,
            short_tag=row.short_tag,
        )
        return ClaimState(
            claim,
            whole_orders.remembered(self._session, claim_id),
            hand_overs.of_claim(connection, claim_id),
        )

    def with_tag(self, short_tag: bytes) -> Sequence[str]:
        """Return the claims of a typed short code's tag."""
        return _tagged.values(self._session.connection, {"tag": short_tag})

    def of_order(self, order_id: str) -> str | None:
        """Return the claim that opens an order."""
        claim_id: str | None = _of_order.value(self._session.connection, {"name": order_id})
        return claim_id

    def owners(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        """Return the member of each claim; claims not here are left out."""
        rows = _owners.all(self._session.connection, claim_ids)
        return {row.claim_id: row.member_id for row in rows}

    def of_hand_over(self, hand_over_id: str) -> str | None:
        """Return the claim a hand-over belongs to."""
        known = hand_overs.by_id(self._session.connection, [hand_over_id])
        return known[0].claim_id if known else None
