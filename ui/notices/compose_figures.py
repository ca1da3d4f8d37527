"""Figures of a plan: who would hear it, what that costs, who was told too often."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.channel import Reach
from leader_app.services.notices.desk import LeftOut, Plan, Recipient, WhyNot


def over_budget(plan: Plan) -> int:
    """Return how many households have no patience left."""
    late = sum(one.why is WhyNot.OVER_BUDGET for one in plan.left_out)
    return late + sum(one.over_budget for one in plan.recipients)


def households(plan: Plan, *, too: bool) -> int:
    """Return how many households sending would tell; ``too``: those over budget as well."""
    late = sum(one.why is WhyNot.OVER_BUDGET for one in plan.left_out)
    return len(told(plan, too=too)) + (late if too else 0)


def points(plan: Plan, *, too: bool) -> int:
    """Return what sending would cost of the patience of those it tells."""
    spared = sum(one.cost for one in plan.recipients if one.over_budget)
    return plan.cost - (0 if too else spared)


def is_personal(plan: Plan, one: Recipient) -> bool:
    """Tell whether somebody gets a message of their own, not only one to their group."""
    return not set(one.via) <= _groups(plan)


def told(plan: Plan, *, too: bool) -> Sequence[Recipient]:
    """Return who would be told."""
    return [one for one in plan.recipients if hears(plan, one, too=too)]


def not_told(plan: Plan, *, too: bool) -> Sequence[LeftOut]:
    """Return who would not be told, those over budget among them."""
    spared = (one for one in plan.recipients if not hears(plan, one, too=too))
    tired = [LeftOut(x.member_id, x.name, x.home, WhyNot.OVER_BUDGET) for x in spared]
    return [*tired, *plan.left_out]


def hears(plan: Plan, one: Recipient, *, too: bool) -> bool:
    """Tell whether somebody would be told, if only by their group."""
    return too or not one.over_budget or bool(set(one.via) & _groups(plan))


def _groups(plan: Plan) -> set[str]:
    here = (one.channel for one in plan.loads)
    return {one.channel_id for one in here if one.traits.reach is Reach.GROUP}
