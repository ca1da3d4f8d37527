"""What was learned of goods, carried into a source that is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leader_app.domain.understood import KnownProduct, UnderstoodItem, UnderstoodOrder
from leader_app.ports import UnitOfWork
from leader_app.services.importing.desk import Correction, Preview


def known_products(work: UnitOfWork) -> list[KnownProduct]:
    """Return the product list as readers take it, with what buyers call each product."""
    aliases = work.catalogue.aliases()
    return [
        KnownProduct(
            one.product_id, one.name, one.unit, one.price, tuple(aliases.get(one.product_id, ()))
        )
        for one in work.catalogue.all()
        if one.active
    ]


def carried(
    before: Preview, after: Preview, catalog: Sequence[KnownProduct]
) -> dict[int, Correction]:
    """Return the corrections that still are about the same lines of the source.

    Reading with other names of goods may find other lines; a correction never goes to another.
    """
    names = {name: one for one in catalog for name in (one.name, *one.aliases)}
    then, now = before.understood.orders, after.understood.orders
    return {
        at: _renewed(correction, names)
        for at, correction in before.corrections.items()
        if at < len(now) and (then[at].raw, then[at].places) == (now[at].raw, now[at].places)
    }


def _renewed(correction: Correction, names: Mapping[str, KnownProduct]) -> Correction:
    if correction.order is None:
        return correction
    return replace(correction, order=_recognised(correction.order, names))


def _recognised(order: UnderstoodOrder, names: Mapping[str, KnownProduct]) -> UnderstoodOrder:
    return replace(order, items=tuple(_known(item, names) for item in order.items))


def _known(item: UnderstoodItem, names: Mapping[str, KnownProduct]) -> UnderstoodItem:
    found = None if item.product_id else names.get(item.product)
    return item if found is None else replace(item, product=found.name, product_id=found.product_id)
