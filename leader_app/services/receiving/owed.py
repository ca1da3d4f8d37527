"""Who came too short: lines of goods that were received, but not enough of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leader_app.domain.share_out import Demand
from leader_app.ports import Store
from leader_app.services.stock.checks import products_of


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A line that is owed pieces; ``member_name`` is masked."""

    demand: Demand
    product_name: str
    member_name: str


class OwedGoods:
    """Lists what is owed, for notices and notes; it is served first when more comes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Sequence[OwedLine]:
        """Return the lines that are owed pieces, earliest order first."""
        with self._store.read() as work:
            everything = {product.product_id for product in work.catalogue.all()}
            owed = [x for x in work.deliveries.demand(everything) if x.owed]
            products = products_of(work, [x.product_id for x in owed])
            members = work.names.members({x.member_id for x in owed})
        return [
            OwedLine(
                x,
                products[x.product_id].name,
                members[x.member_id].masked_name if x.member_id in members else "",
            )
            for x in sorted(owed, key=lambda x: (x.placed_at, x.key.order_id, x.key.line_no))
        ]
