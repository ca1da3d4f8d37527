"""Pick lists (分拣单): by building and room, by product, by member; cold goods apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from leader_app.domain.document import Block, Column, Document, DocumentKind, Fact, Role, Row, Sheet
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import PickLine
from leader_app.services.printing.desk import Grouping
from leader_app.services.printing.made import (
    ZONE_ORDER,
    ZONES,
    Bench,
    counted,
    day_of,
    masked,
    natural,
    to_pick,
)

K = TypeVar("K")


def pick_list(bench: Bench, order_ids: Sequence[str], grouping: Grouping) -> Document:
    """Return what is to be picked for these orders, or for all that are open."""
    found = bench.work.reports.pick_lines(order_ids or None)
    lines = [line for line in found if to_pick(line)]
    if not lines:
        raise Refused(say("There is nothing to pick."), say("Choose orders that are open."))
    title = bench.tell(say("Pick list"))
    blocks = tuple(_BLOCKS[grouping](bench, lines))
    return Document(
        DocumentKind.PICK_LIST,
        title,
        bench.head,
        bench.now,
        (Sheet(title, _facts(bench, grouping), blocks, _totals(bench, lines)),),
    )


def _facts(bench: Bench, grouping: Grouping) -> tuple[Fact, ...]:
    ways = {
        Grouping.ROOM: say("by building and room"),
        Grouping.PRODUCT: say("by product"),
        Grouping.MEMBER: say("by member"),
    }
    return (
        Fact(bench.tell(say("Order of the list")), bench.tell(ways[grouping])),
        Fact(bench.tell(say("Made")), day_of(bench.now)),
    )


def _totals(bench: Bench, lines: Sequence[PickLine]) -> tuple[Fact, ...]:
    return (
        Fact(bench.tell(say("Orders")), str(len({line.key.order_id for line in lines}))),
        Fact(bench.tell(say("Members")), str(len({line.member_id for line in lines}))),
        Fact(bench.tell(say("Pieces")), str(_sum(lines))),
    )


def _by_product(bench: Bench, lines: Sequence[PickLine]) -> Iterable[Block]:
    for zone in ZONE_ORDER:
        here = [line for line in lines if line.zone is zone]
        for (name, unit), group in _groups(here, lambda x: (x.product_name, x.unit)):
            rows = sorted(group, key=lambda x: (natural(x.slot), natural(_room(bench, x))))
            yield Block(
                name,
                _columns(bench, "slot", "member", "room", "pieces", main="member"),
                tuple(_row(bench, line, "slot", "member", "room", "pieces") for line in rows),
                counted(_sum(group), unit),
                bench.mark(zone),
            )


def _by_room(bench: Bench, lines: Sequence[PickLine]) -> Iterable[Block]:
    for building, group in _groups(lines, lambda x: x.building):
        name = bench.tell(say("Building {name}", name=building)) if building else ""
        rows = sorted(group, key=lambda x: (natural(x.room), x.member_name, x.product_name))
        yield from _zones(bench, name or bench.tell(say("Without a room")), rows)


def _by_member(bench: Bench, lines: Sequence[PickLine]) -> Iterable[Block]:
    rows = sorted(lines, key=lambda x: (x.member_name, x.phone_tail, x.product_name))
    yield from _zones(bench, "", rows)


def _zones(bench: Bench, title: str, lines: Sequence[PickLine]) -> Iterable[Block]:
    names = ("room", "member", "goods", "slot", "pieces")
    for zone in ZONE_ORDER:
        group = [line for line in lines if line.zone is zone]
        if group:
            yield Block(
                title or bench.tell(ZONES[zone]),
                _columns(bench, *names, main="goods"),
                tuple(_row(bench, line, *names) for line in group),
                bench.tell(say("{count} pieces", count=_sum(group))),
                bench.mark(zone),
            )


_BLOCKS: dict[Grouping, Callable[[Bench, Sequence[PickLine]], Iterable[Block]]] = {
    Grouping.PRODUCT: _by_product,
    Grouping.ROOM: _by_room,
    Grouping.MEMBER: _by_member,
}


def _columns(bench: Bench, *names: str, main: str) -> tuple[Column, ...]:
    said = {
        "slot": say("Slot"),
        "member": say("Member"),
        "room": say("Room"),
        "goods": say("Goods"),
        "pieces": say("Pieces"),
    }
    roles = {"pieces": Role.NUMBER, main: Role.MAIN}
    shares = {main: 4, "member": 3}
    columns = (
        Column(bench.tell(said[name]), roles.get(name, Role.DETAIL), shares.get(name, 2))
        for name in names
    )
    return (Column("", Role.TICK), *columns)


def _row(bench: Bench, line: PickLine, *names: str) -> Row:
    quantity = to_pick(line)
    cells = {
        "slot": line.slot,
        "member": f"{masked(line.member_name)} {line.phone_tail}".strip(),
        "room": _room(bench, line),
        "goods": line.product_name,
        "pieces": counted(quantity, line.unit) if "goods" in names else str(quantity),
    }
    return Row(("", *(cells[name] for name in names)), strong=quantity > 1)


def _room(bench: Bench, line: PickLine) -> str:
    return bench.room(line.building, line.room)


def _sum(lines: Iterable[PickLine]) -> int:
    return sum(map(to_pick, lines))


def _groups(
    lines: Iterable[PickLine], key: Callable[[PickLine], K]
) -> Iterable[tuple[K, list[PickLine]]]:
    found: dict[K, list[PickLine]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return sorted(found.items(), key=lambda item: (not item[0], natural(str(item[0]))))
