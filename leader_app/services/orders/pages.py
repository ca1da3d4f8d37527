"""The orders of the point, page by page, with names as screens may show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leader_app.domain import pickup_code, short_code
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Order, Stage
from leader_app.domain.pickup_code import MalformedCodeError
from leader_app.domain.scanned_text import normalise
from leader_app.ports import OrderQuery, OrderSummary, Store, UnitOfWork


class OrdersByPage:
    """Looks orders up; every call sees one moment of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, query: OrderQuery) -> int:
        """Count what matches."""
        with self._store.read() as work:
            return work.orders.count(_found(work, query))

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count what matches ``text`` in each stage."""
        with self._store.read() as work:
            return work.orders.counts_by_stage(_meant(work, text))

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches, newest first, names masked."""
        with self._store.read() as work:
            rows = work.orders.page(_found(work, query), offset, limit)
        return [_masked(row) for row in rows]

    def get(self, order_id: str) -> Order | None:
        """Return one order."""
        with self._store.read() as work:
            return work.orders.get(order_id)


def _masked(row: OrderSummary) -> OrderSummary:
    return replace(row, member_name=Member("", row.member_name, row.phone_tail).masked_name)


def _found(work: UnitOfWork, query: OrderQuery) -> OrderQuery:
    return replace(query, text=_meant(work, query.text))


def _meant(work: UnitOfWork, text: str) -> str:
    """Return what to search for: a pickup code or short code stands for its claim."""
    plain = normalise(text)
    try:
        return pickup_code.parse(plain).code.claim_id
    except MalformedCodeError:
        typed = short_code.normalise(plain)
    identity = work.device.identity()
    if typed is None or identity is None:
        return plain
    tag = short_code.tag(identity.point_secret, typed)
    return next(iter(work.claims.with_tag(tag)), plain)
