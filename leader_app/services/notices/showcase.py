"""What a poster can be filled with: the shop, and what it sells."""

from __future__ import annotations

from leader_app.ports import UnitOfWork
from leader_app.services.notices.setting import point_of
from leader_app.services.notices.shown import Offer, Showcase


def showcase_of(work: UnitOfWork) -> Showcase:
    """Return the shop with the active products, by name."""
    point = point_of(work)
    offers = [
        Offer(one.product_id, one.name, one.unit, one.price)
        for one in work.catalogue.all()
        if one.active
    ]
    return Showcase(point.name, point.address, point.hours, tuple(offers))
