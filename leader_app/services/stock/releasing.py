"""Goods nobody collected are given up: they may be sold, and the line waits again."""

from __future__ import annotations

from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Arrival
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.checks import whole_pieces
from leader_app.services.stock.desk import ProductStock
from leader_app.services.stock.pages import product_stock
from leader_app.services.stock.settling import book_arrivals, here_for


def release(floor: Floor, work: UnitOfWork, key: LineKey, pieces: int) -> ProductStock:
    """Book that pieces of a line are no longer kept for its member; the caller commits.

    ``Refused`` if that many are not here uncollected.
    """
    lines = [x for x in work.reports.pick_lines([key.order_id]) if x.key == key]
    here = here_for(lines[0]) if lines else 0
    if whole_pieces(pieces, 1) > here:
        raise Refused(
            say("Only {count} of this line are here uncollected.", count=here),
            say("The member may just have come: look again."),
        )
    book_arrivals(floor, work, "", [Arrival(key, -pieces, "")])
    return product_stock(work, lines[0].product_id, floor.today(work))
