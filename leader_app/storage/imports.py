"""Imported orders, and how sheets are read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Claim, Order, Payment, stage
from leader_app.storage import many, provisional, stages, whole_orders
from leader_app.storage.goods_tables import sheet_mappings
from leader_app.storage.mirror_rows import SHAPES, lines
from leader_app.storage.mirror_shape import statement
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import claims, members, order_lines, orders

_known = Prepared(sa.select(orders.c.order_id).where(many.among(orders.c.order_id)))
_told = Prepared(
    sa.select(members.c.member_id).where(many.among(members.c.member_id), members.c.version > 0)
)
_step = Prepared(
    sa.update(orders)
    .where(orders.c.order_id == sa.bindparam("name"))
    .values(payment=sa.bindparam("paid"), cancelled=sa.bindparam("gone"))
)
_claims = Prepared(sa.select(claims.c.claim_id).where(many.among(claims.c.claim_id)))
_put_line = statement(order_lines)
_mapping = sheet_mappings.c
_get = Prepared(
    sa.select(_mapping.mapping).where(_mapping.header_hash == sa.bindparam("header_hash"))
)
_new = insert(sheet_mappings)
_put = Prepared(
    _new.on_conflict_do_update(
        index_elements=["header_hash"], set_={"mapping": _new.excluded.mapping}
    )
)


class ImportShelf:
    """Keeps ``leader_app.ports.Imports``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def known(self, order_ids: Collection[str]) -> Collection[str]:
        """Return which of these orders are here already."""
        return set(_known.values(self._session.connection, many.listed(order_ids)))

    def add(
        self, members: Sequence[Member], orders: Sequence[Order], claims: Sequence[Claim]
    ) -> None:
        """Keep orders of ours until the centre's word on them comes.

        Members the centre told of and claims that are here stay as they are; so do orders, but
        for the steps that cannot go back: one that is paid now, one that is cancelled.
        """
        known = self.known([order.order_id for order in orders])
        fresh = [order for order in orders if order.order_id not in known]
        told = _told.values(self._session.connection, many.listed(x.member_id for x in members))
        people = {x.member_id: x for x in members if x.member_id not in told}
        here = _claims.values(self._session.connection, many.listed(x.claim_id for x in claims))
        rights = {x.claim_id: x for x in claims if x.claim_id not in here}
        provisional.put(self._session, Entity.MEMBER, people)
        provisional.put(self._session, Entity.CLAIM, rights)
        self._put_orders(fresh)
        self._step_on({x.order_id: x for x in orders if x.order_id in known})
        self._session.changed(Entity.MEMBER, *people)
        self._session.changed(Entity.CLAIM, *rights)

    def mapping(self, header_hash: str) -> Mapping[str, str] | None:
        """Return what a person said the columns of such a sheet mean."""
        text = _get.value(self._session.connection, {"header_hash": header_hash})
        return None if text is None else dict(json.loads(text))

    def keep_mapping(self, header_hash: str, mapping: Mapping[str, str]) -> None:
        """Remember what the columns of such a sheet mean."""
        row = {"header_hash": header_hash, "mapping": json.dumps(dict(mapping))}
        _put.run(self._session.connection, row)

    def _step_on(self, told: Mapping[str, Order]) -> None:
        connection = self._session.connection
        known = whole_orders.by_id(connection, told)
        after = [_after(order, told[order.order_id]) for order in known]
        changed = [x for x, before in zip(after, known, strict=True) if x != before]
        _step.run_many(
            connection,
            [
                {"name": x.order_id, "paid": x.payment.value, "gone": int(x.cancelled)}
                for x in changed
            ],
        )
        self._session.orders.clear()
        stages.put(self._session, changed)

    def _put_orders(self, fresh: Sequence[Order]) -> None:
        values = SHAPES[Entity.ORDER].values
        rows = {order.order_id: values((order, stage(order, {}).value)) for order in fresh}
        provisional.put_values(self._session, Entity.ORDER, rows)
        if rows:
            self._session.connection.exec_driver_sql(_put_line, lines(fresh))
        self._session.orders.clear()
        self._session.changed(Entity.ORDER, *rows)


def _after(order: Order, told: Order) -> Order:
    pays = order.payment is Payment.UNPAID and told.payment is Payment.PAID
    payment = told.payment if pays else order.payment
    return replace(order, payment=payment, cancelled=order.cancelled or told.cancelled)
