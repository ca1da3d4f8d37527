"""Who gets what of a count: the rule, and what a person set otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Demand, Share, share_out
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.stock.checks import whole_pieces


def grants(
    demands: Sequence[Demand], supply: Mapping[str, int], changed: Sequence[tuple[LineKey, int]]
) -> Sequence[Share]:
    """Share ``supply`` out; what a person set stands, the rest follows the rule.

    ``Refused`` if a line would get more than it lacks, a product more than came, or if a line
    does not wait any more.
    """
    told = {key: whole_pieces(pieces) for key, pieces in changed}
    waiting = {demand.key: demand for demand in demands}
    left = Counter(dict(supply))
    for key, pieces in told.items():
        _check(waiting.get(key), pieces)
        left[waiting[key].product_id] -= pieces
    if any(count < 0 for count in left.values()):
        raise Refused(
            say("More was given than came."),
            say("Take pieces from others first."),
        )
    ruled = share_out([x for x in demands if x.key not in told], left)
    granted = told | {share.demand.key: share.granted for share in ruled}
    # Shown in the order of the rule, whoever was served otherwise.
    return [Share(x.demand, granted[x.demand.key]) for x in share_out(demands, supply)]


def _check(demand: Demand | None, pieces: int) -> None:
    if demand is None:
        raise Refused(
            say("An order that was given pieces does not wait any more."),
            say("Look at the shares again: it was cancelled or served meanwhile."),
        )
    if pieces > demand.missing:
        raise Refused(
            say(
                "Order {order} lacks only {count}.", order=demand.key.order_id, count=demand.missing
            ),
            say("Give it that many or fewer."),
        )
