"""Where what comes will lie: the rule of slots, fed with what this counter knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Share
from leader_app.domain.slot import Slot
from leader_app.domain.slotting import LITRE, Coming, Placement, place, usual_time
from leader_app.domain.text import Text, say
from leader_app.ports import UnitOfWork
from leader_app.services.receiving.desk import SlotPlan, SlotUse

_REMEMBERED = timedelta(days=60)
_MOST_HAND_OVERS = 5000
_SPARE = "~"
_NAMED = 3
ZONES = {
    Zone.SHELF: say("shelf"),
    Zone.FRIDGE: say("fridge"),
    Zone.FREEZER: say("freezer"),
}


class Habits:
    """When each member usually comes, looked up once a day."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._times: Mapping[str, time] = {}

    def times(self, work: UnitOfWork, now: datetime) -> Mapping[str, time]:
        """Return the usual time of day of the members who collected lately."""
        if self._day != local_day(now):
            self._times = _usual_times(work, now)
            self._day = local_day(now)
        return self._times


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each line's pieces go, soonest expected first, and the rest of each product."""

    lines: Mapping[LineKey, str]
    spare: Mapping[str, str]
    plan: SlotPlan


def lay_out(
    work: UnitOfWork,
    shares: Sequence[Share],
    spare: Mapping[str, int],
    products: Mapping[str, Product],
    times: Mapping[str, time],
) -> Layout:
    """Propose slots for what the lines get and for the ``spare`` pieces nobody waits for."""
    slots = work.slots.all()
    used = work.slots.used_ml()
    coming = [*_of_shares(work, shares, products, times), *_of_spare(spare, products)]
    placement = place(coming, slots, used)
    lines = {key: slot for key, slot in placement.slots.items() if key.order_id}
    rest = {name: placement.slots.get(_spare_key(n), "") for n, name in enumerate(spare)}
    added = placement.added_ml
    uses = [SlotUse(x, used.get(x.slot_id, 0), added.get(x.slot_id, 0)) for x in slots]
    warnings = _warnings(placement, coming, slots, uses)
    return Layout(lines, rest, SlotPlan(tuple(lines.items()), uses, warnings))


def _usual_times(work: UnitOfWork, now: datetime) -> Mapping[str, time]:
    deeds = work.deeds.between(now - _REMEMBERED, now, _MOST_HAND_OVERS)
    owners = work.claims.owners({deed.claim_id for deed in deeds})
    came: dict[str, list[datetime]] = defaultdict(list)
    for deed in deeds:
        if deed.reversal is None and deed.claim_id in owners:
            came[owners[deed.claim_id]].append(deed.at)
    usual = ((member, usual_time(times)) for member, times in came.items())
    return {member: at for member, at in usual if at is not None}


def _of_shares(
    work: UnitOfWork,
    shares: Sequence[Share],
    products: Mapping[str, Product],
    times: Mapping[str, time],
) -> Iterator[Coming]:
    beside = _waiting_slots(work)
    for share in shares:
        demand, product = share.demand, products[share.demand.product_id]
        yield Coming(
            demand.key,
            demand.member_id,
            product.zone,
            product.volume_ml,
            share.granted,
            times.get(demand.member_id),
            beside.get((demand.member_id, product.zone), ""),
        )


def _waiting_slots(work: UnitOfWork) -> Mapping[tuple[str, Zone], str]:
    """Return where goods of each member lie already, by zone."""
    return {
        (line.member_id, line.zone): line.slot
        for line in work.reports.pick_lines()
        if line.slot and line.arrived > line.taken
    }


def _of_spare(spare: Mapping[str, int], products: Mapping[str, Product]) -> Iterator[Coming]:
    for number, (name, pieces) in enumerate(spare.items()):
        product = products[name]
        yield Coming(_spare_key(number), _SPARE + name, product.zone, product.volume_ml, pieces)


def _spare_key(number: int) -> LineKey:
    return LineKey("", number)


def _warnings(
    placement: Placement, coming: Sequence[Coming], slots: Sequence[Slot], uses: Sequence[SlotUse]
) -> Sequence[Text]:
    if not slots:
        return [say("No slots are set up yet: labels cannot say where the goods lie.")]
    homeless = {x.zone for x in coming if not placement.slots.get(x.key, "-")}
    without = [
        say("Goods for the {zone} come, but it has no slot.", zone=ZONES[zone])
        for zone in Zone
        if zone in homeless
    ]
    short = [_overflow(zone, ml, uses) for zone, ml in placement.short_ml.items()]
    return [*without, *short, *_overfull(placement, uses)]


def _overfull(placement: Placement, uses: Sequence[SlotUse]) -> Iterator[Text]:
    """Name the slots (a few) that get too much while others of their zone have room."""
    full = [x for x in uses if x.overflows and x.added_ml]
    for use in [x for x in full if x.slot.zone not in placement.short_ml][:_NAMED]:
        yield say(
            "{slot} is planned for {litres} litres more than it holds: spread them out.",
            slot=use.slot.slot_id,
            litres=_litres(use.used_ml + use.added_ml - use.slot.capacity_ml),
        )


def _litres(ml: int) -> int:
    """Return whole litres, a begun one too."""
    return -(-ml // LITRE)


def _overflow(zone: Zone, short_ml: int, uses: Sequence[SlotUse]) -> Text:
    return say(
        "The {zone} lacks room for {litres} litres, with all {count} slots full."
        " Make room before the truck comes.",
        zone=ZONES[zone],
        litres=_litres(short_ml),
        count=sum(x.slot.zone is zone for x in uses),
    )
