"""Where coming goods should lie: proposed before the truck is here, the same at every counter.

The rule: goods lie in the zone they need. Who is expected soonest lies nearest (the lowest
position). One member's goods lie together, beside what already waits for them, as long as they
fit; what fits nowhere goes where most room is, and is told of before it happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from statistics import median_low

from leader_app.domain.local_time import local
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot

LITRE = 1000
_UNKNOWN = time.max


@dataclass(frozen=True, slots=True)
class Coming:
    """Pieces of a line that need a place; ``volume_ml`` is a piece's space, 0 where not known.

    ``expected`` is the time of day the member usually comes, ``beside`` the slot in which
    something already waits for them.
    """

    key: LineKey
    member_id: str
    zone: Zone
    volume_ml: int
    pieces: int
    expected: time | None = None
    beside: str = ""

    @property
    def space_ml(self) -> int:
        """The room all the pieces take; goods of unknown size count a litre each."""
        return (self.volume_ml or LITRE) * self.pieces


@dataclass(frozen=True, slots=True)
class Placement:
    """The slot of each line (empty: the zone has none), and the room each slot gives for it.

    ``short_ml`` is how much more is planned for a zone than goes into it.
    """

    slots: Mapping[LineKey, str]
    added_ml: Mapping[str, int]
    short_ml: Mapping[Zone, int]


@dataclass(slots=True)
class _Shelf:
    """The slots of one zone while they fill; ``room`` of ``None`` takes any amount."""

    slots: Sequence[Slot]
    room: dict[str, int | None]
    added: dict[str, int] = field(default_factory=dict)

    def put(self, slot_id: str, space_ml: int) -> None:
        """Fill a slot further, beyond its room if need be."""
        room = self.room[slot_id]
        self.room[slot_id] = None if room is None else room - space_ml
        self.added[slot_id] = self.added.get(slot_id, 0) + space_ml

    def fits(self, slot_id: str, space_ml: int) -> bool:
        """Tell whether so much goes into a slot."""
        room = self.room[slot_id]
        return room is None or space_ml <= room

    def first_for(self, space_ml: int, beside: str) -> str:
        """Return the slot beside the rest, else the nearest, into which it fits; else none."""
        nearest = [slot.slot_id for slot in self.slots]
        wished = [beside] if beside in self.room else []
        return next((x for x in [*wished, *nearest] if self.fits(x, space_ml)), "")

    def roomiest(self) -> str:
        """Return the slot with most room, the nearest of equals; none if there is no slot."""
        return max((x.slot_id for x in self.slots), key=lambda x: self.room[x] or 0, default="")


def usual_time(collected: Iterable[datetime]) -> time | None:
    """Return when a member usually comes: the middle of the times of day; ``None`` at first."""
    times = [local(at).time() for at in collected]
    return median_low(times) if times else None


def place(coming: Iterable[Coming], slots: Iterable[Slot], used_ml: Mapping[str, int]) -> Placement:
    """Propose a slot for every line by the rule of this module."""
    shelves = _shelves(slots, used_ml)
    chosen: dict[LineKey, str] = {}
    for group in _groups(coming):
        _place_group(group, shelves[group[0].zone], chosen)
    added = {name: ml for shelf in shelves.values() for name, ml in shelf.added.items()}
    return Placement(chosen, added, _short(shelves))


def _shelves(slots: Iterable[Slot], used_ml: Mapping[str, int]) -> dict[Zone, _Shelf]:
    of_zone: dict[Zone, list[Slot]] = {zone: [] for zone in Zone}
    for slot in sorted(slots, key=lambda x: (x.position, x.slot_id)):
        if slot.active:
            of_zone[slot.zone].append(slot)
    return {zone: _Shelf(found, _room(found, used_ml)) for zone, found in of_zone.items()}


def _room(slots: Iterable[Slot], used_ml: Mapping[str, int]) -> dict[str, int | None]:
    return {
        slot.slot_id: slot.capacity_ml - used_ml.get(slot.slot_id, 0) if slot.capacity_ml else None
        for slot in slots
    }


def _groups(coming: Iterable[Coming]) -> Sequence[Sequence[Coming]]:
    """Return each member's goods of each zone, soonest expected first."""
    groups: dict[tuple[str, Zone], list[Coming]] = defaultdict(list)
    for line in coming:
        if line.pieces > 0:
            groups[line.member_id, line.zone].append(line)
    for group in groups.values():
        group.sort(key=lambda x: (x.key.order_id, x.key.line_no))
    return sorted(groups.values(), key=_soonest)


def _soonest(group: Sequence[Coming]) -> tuple[time, str, Zone]:
    expected = min((x.expected for x in group if x.expected is not None), default=_UNKNOWN)
    return expected, group[0].member_id, group[0].zone


def _place_group(group: Sequence[Coming], shelf: _Shelf, chosen: dict[LineKey, str]) -> None:
    beside = next((x.beside for x in group if x.beside), "")
    together = shelf.first_for(sum(x.space_ml for x in group), beside)
    for line in group:
        slot = together or shelf.first_for(line.space_ml, beside) or shelf.roomiest()
        chosen[line.key] = slot
        if slot:
            shelf.put(slot, line.space_ml)


def _short(shelves: Mapping[Zone, _Shelf]) -> Mapping[Zone, int]:
    """Return what does not go into a zone however its slots are filled."""
    over: dict[Zone, int] = {}
    for zone, shelf in shelves.items():
        rooms = [room for room in shelf.room.values() if room is not None]
        if len(rooms) == len(shelf.room) and sum(rooms) < 0:
            over[zone] = -sum(rooms)
    return over
