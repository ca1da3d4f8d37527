"""The orders of the point, page by page, with names as screens may show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Order, Stage
from leader_app.ports import OrderQuery, OrderSummary, Store


class OrdersByPage:
    """Looks orders up; every call sees one moment of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, query: OrderQuery) -> int:
        """Count what matches."""
        with self._store.read() as work:
            return work.orders.count(query)

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count what matches ``text`` in each stage."""
        with self._store.read() as work:
            return work.orders.counts_by_stage(text)

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches, newest first, names masked."""
        with self._store.read() as work:
            return [_masked(row) for row in work.orders.page(query, offset, limit)]

    def get(self, order_id: str) -> Order | None:
        """Return one order."""
        with self._store.read() as work:
            return work.orders.get(order_id)


def _masked(row: OrderSummary) -> OrderSummary:
    return replace(row, member_name=Member("", row.member_name, row.phone_tail).masked_name)
