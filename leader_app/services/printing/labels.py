"""Labels: on parcels, with whom they are for; on shelves, with their name."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.document import (
    Document,
    DocumentKind,
    Label,
    LabelLine,
    parcel_code,
    shelf_code,
)
from leader_app.domain.local_time import local
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.slot import Slot
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import PickLine
from leader_app.services.printing.made import (
    ZONE_ORDER,
    ZONES,
    Bench,
    here,
    masked,
    natural,
    to_pick,
)

_TAIL = 6


def parcel_labels(bench: Bench, order_ids: Sequence[str]) -> Document:
    """Return a label for each parcel: the goods of an order that lie in one place.

    Of orders of which something is here the label names that; of others, what is to come.
    Without ids, all that is here, or else all that is to come.
    """
    lines = [x for x in bench.work.reports.pick_lines(order_ids or None) if to_pick(x)]
    if not order_ids:
        lines = [x for x in lines if here(x)] or lines
    if not lines:
        raise Refused(
            say("There is nothing to label."), say("Choose orders that are not collected yet.")
        )
    labels = [label for parcel in _parcels(lines) for label in [_parcel_label(bench, parcel)]]
    title = bench.tell(say("Parcel labels"))
    kind = DocumentKind.PARCEL_LABELS
    return Document(kind, title, bench.head, bench.now, labels=tuple(labels))


def _parcels(lines: Sequence[PickLine]) -> list[list[PickLine]]:
    """Return the lines of each parcel, in the order in which one walks along the shelf."""
    some_here = {line.key.order_id for line in lines if here(line)}
    parcels: dict[tuple[str, Zone, str], list[PickLine]] = {}
    for line in lines:
        if here(line) or line.key.order_id not in some_here:
            parcels.setdefault((line.key.order_id, line.zone, line.slot), []).append(line)
    return sorted(
        parcels.values(),
        key=lambda x: (ZONE_ORDER.index(x[0].zone), natural(x[0].slot), natural(x[0].room)),
    )


def _parcel_label(bench: Bench, parcel: Sequence[PickLine]) -> Label:
    first = parcel[0]
    room = bench.room(first.building, first.room)
    tail = f"*{first.phone_tail}" if first.phone_tail else ""
    return Label(
        headline=masked(first.member_name) or tail,
        place=first.slot,
        mark=bench.mark(first.zone),
        side="  ".join(part for part in (room, tail) if part),
        lines=tuple(
            LabelLine(line.product_name, f"×{here(line) or to_pick(line)}") for line in parcel
        ),
        foot=f"{local(bench.now):%m-%d}  {first.short_tail or first.key.order_id[-_TAIL:]}",
        code=parcel_code(first.key.order_id),
    )


def shelf_labels(bench: Bench, slot_ids: Sequence[str]) -> Document:
    """Return a label for each of these slots, or for all of them."""
    wanted = set(slot_ids)
    slots = [slot for slot in bench.work.slots.all() if not wanted or slot.slot_id in wanted]
    if not slots:
        raise Refused(say("There are no slots to label."), say("Add slots in stock first."))
    title = bench.tell(say("Shelf labels"))
    labels = tuple(_shelf_label(bench, slot) for slot in slots)
    return Document(DocumentKind.SHELF_LABELS, title, bench.head, bench.now, labels=labels)


def _shelf_label(bench: Bench, slot: Slot) -> Label:
    litres = slot.capacity_ml / 1000
    room = bench.tell(say("holds {litres} l", litres=f"{litres:g}")) if slot.capacity_ml else ""
    return Label(
        headline=slot.slot_id,
        mark=bench.mark(slot.zone),
        side="" if bench.mark(slot.zone) else bench.tell(ZONES[slot.zone]),
        foot=room,
        code=shelf_code(slot.slot_id),
    )
