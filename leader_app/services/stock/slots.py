"""The slots of the point: added, measured, taken out of use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from leader_app.domain import setting_deed
from leader_app.domain.command import CommandKind
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.setting_deed import MOST_MILLILITRES
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import enrolled, on_duty
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.checks import products_of, slot_name
from leader_app.services.stock.desk import SlotView

MOST_AT_ONCE = 99


class KeepSlots:
    """Keeps ``SlotRoom``."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def all(self) -> Sequence[SlotView]:
        """Return the slots by zone and position, with what lies in them."""
        with self._floor.store.read() as work:
            used = work.slots.used_ml()
            return [self._view(work, slot, used.get(slot.slot_id, 0)) for slot in work.slots.all()]

    def put(self, slot_id: str, zone: Zone, capacity_ml: int) -> Slot:
        """Add or change a slot."""
        with self._floor.store.write() as work:
            known = {slot.slot_id: slot for slot in work.slots.all()}
            name = _named(slot_id)
            if name in known and known[name].zone is not zone and work.stock.in_slot(name):
                raise Refused(
                    say("Goods lie in {slot}.", slot=name),
                    say("Carry them elsewhere first, then change its zone."),
                )
            position = known[name].position if name in known else _next(known.values())
            kept = self._keep(work, name, zone, capacity_ml, position)
            work.commit()
        self._floor.wake.wake()
        return kept

    def add_many(self, zone: Zone, prefix: str, count: int, capacity_ml: int) -> Sequence[Slot]:
        """Add slots prefix-1 ... prefix-count (zero-padded from ten), those missing."""
        if not 0 < count <= MOST_AT_ONCE:
            raise Refused(
                say("{count} slots cannot be added at once.", count=count),
                say("Type a number from 1 to {most}.", most=MOST_AT_ONCE),
            )
        width = len(str(count))
        names = [_named(f"{prefix.strip()}-{n:0{width}d}") for n in range(1, count + 1)]
        with self._floor.store.write() as work:
            known = {slot.slot_id: slot for slot in work.slots.all()}
            first = _next(known.values())
            missing = [name for name in names if name not in known]
            added = [
                self._keep(work, name, zone, capacity_ml, first + n)
                for n, name in enumerate(missing)
            ]
            work.commit()
        self._floor.wake.wake()
        return added

    def close(self, slot_id: str) -> None:
        """Take an empty slot out of use."""
        with self._floor.store.write() as work:
            slot = _known(work, slot_id)
            if any(level.quantity for level in work.stock.in_slot(slot_id)):
                raise Refused(
                    say("Goods lie in {slot}.", slot=slot_id),
                    say("Carry them elsewhere first, then close it."),
                )
            _record(self._floor, work, replace(slot, active=False))
            work.commit()
        self._floor.wake.wake()

    def contents(self, slot_id: str) -> Sequence[tuple[Level, str]]:
        """Return what lies in a slot, with product names."""
        with self._floor.store.read() as work:
            levels = work.stock.in_slot(slot_id)
            products = products_of(work, [x.key.product_id for x in levels])
            return [(x, products[x.key.product_id].name) for x in levels]

    def _view(self, work: UnitOfWork, slot: Slot, used_ml: int) -> SlotView:
        pieces = sum(max(0, x.quantity) for x in work.stock.in_slot(slot.slot_id))
        return SlotView(slot, used_ml, pieces)

    def _keep(
        self, work: UnitOfWork, name: str, zone: Zone, capacity_ml: int, position: int
    ) -> Slot:
        if not 0 <= capacity_ml <= MOST_MILLILITRES:
            raise Refused(
                say("A slot cannot hold that much."),
                say("Type litres; 0 where it does not matter."),
            )
        point_id = enrolled(work).point_id
        return _record(self._floor, work, Slot(name, point_id, zone, capacity_ml, position))


def _record(floor: Floor, work: UnitOfWork, slot: Slot) -> Slot:
    body = setting_deed.slot_body(slot, on_duty(work))
    logged = work.log.append(floor.new_id(), CommandKind.SET_SLOT, body)
    read_back = setting_deed.slot(logged.command)
    work.slots.put(read_back)
    return read_back


def _named(text: str) -> str:
    name = slot_name(text)
    if not name.strip("-"):
        raise Refused(
            say("The slot needs a name."),
            say("Short names read best on a label: A-03."),
        )
    return name


def _known(work: UnitOfWork, slot_id: str) -> Slot:
    for slot in work.slots.all():
        if slot.slot_id == slot_id:
            return slot
    raise Refused(
        say("There is no slot {slot}.", slot=slot_id),
        say("Choose one of the list, or add it under slots first."),
    )


def _next(known: Iterable[Slot]) -> int:
    return max((slot.position for slot in known), default=0) + 1
