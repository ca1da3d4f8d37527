"""The report of a day: what came, went, was sold, was thrown away, and what is left waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leader_app.domain.document import Block, Column, Document, DocumentKind, Fact, Role, Row, Sheet
from leader_app.domain.local_time import day_span, local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind
from leader_app.domain.stock import MovementKind, WriteOffReason
from leader_app.domain.text import Text, say
from leader_app.ports import PickLine, Sum
from leader_app.services.printing.made import Bench, day_of, here, money
from leader_app.services.printing.slips import PAYMENTS

KINDS: dict[str, Text] = {
    MovementKind.RECEIVE: say("Received"),
    MovementKind.HAND_OVER: say("Handed over"),
    MovementKind.SELL: say("Sold"),
    MovementKind.RETURN_GOODS: say("Returned to the kitchen"),
    MovementKind.MOVE: say("Moved to another slot"),
    MovementKind.WRITE_OFF: say("Written off"),
    MovementKind.ADJUST: say("Stocktake differences"),
}
REASONS: dict[str, Text] = {
    WriteOffReason.PAST_USE_BY: say("Past use-by"),
    WriteOffReason.DAMAGED: say("Damaged"),
    WriteOffReason.SPOILT: say("Spoilt"),
    WriteOffReason.TOO_WARM: say("Too warm"),
    WriteOffReason.MISSING: say("Missing"),
    WriteOffReason.OWN_USE: say("Own use"),
    WriteOffReason.OTHER: say("Other"),
}
FOODS = {
    FoodKind.COOKED: say("Cooked food"),
    FoodKind.FRESH: say("Fresh food"),
    FoodKind.FROZEN: say("Frozen food"),
    FoodKind.PACKED: say("Packed food"),
    FoodKind.OTHER: say("Other goods"),
}
_TOLD = tuple(kind for kind in MovementKind if kind is not MovementKind.MOVE)


def day_report(bench: Bench, day: date | None) -> Document:
    """Return the report of a local day, today if none is named."""
    day = day or local_day(bench.now)
    title = bench.tell(say("End of day"))
    facts = (
        Fact(bench.tell(say("Day")), f"{day:%Y-%m-%d}"),
        Fact(bench.tell(say("Made")), day_of(bench.now)),
    )
    blocks = [block for block in _blocks(bench, day) if block.rows]
    notes = () if blocks else (bench.tell(say("Nothing moved on this day.")),)
    sheet = Sheet(title, facts, tuple(blocks), notes=notes)
    return Document(DocumentKind.DAY_REPORT, title, bench.head, bench.now, (sheet,))


def _blocks(bench: Bench, day: date) -> Sequence[Block]:
    start, end = day_span(day)
    moved = bench.work.reports.moved

    def sums(group: str, *kinds: MovementKind) -> Sequence[Sum]:
        return moved(start, end, kinds, group)

    gone = sums("product", MovementKind.HAND_OVER, MovementKind.SELL)
    return (
        _block(bench, say("Movements"), sums("kind", *_TOLD), KINDS, adds_up=False),
        _block(bench, say("Sales by payment"), sums("payment", MovementKind.SELL), PAYMENTS),
        _block(bench, say("Written off"), sums("reason", MovementKind.WRITE_OFF), REASONS),
        _block(bench, say("Handed over and sold"), gone, {}),
        _waiting(bench, bench.work.reports.unclaimed(day)),
    )


def _block(
    bench: Bench,
    title: Text,
    sums: Sequence[Sum],
    words: Mapping[str, Text],
    *,
    adds_up: bool = True,
) -> Block:
    tell = bench.tell
    names = {} if words else bench.work.names.products([one.group for one in sums])
    rows = []
    for one in sums:
        known = tell(words[one.group]) if one.group in words else one.group
        name = names[one.group].name if one.group in names else known
        rows.append(_row(name, one))
    if adds_up and len(sums) > 1:
        parts = ((x.pieces, x.value, x.count) for x in sums)
        pieces, value, count = (sum(column) for column in zip(*parts, strict=True))
        rows.append(_row(tell(say("Total")), Sum("", pieces, Fen(value), count), strong=True))
    columns = (
        Column("", Role.MAIN, 4),
        Column(tell(say("Times")), Role.NUMBER),
        Column(tell(say("Pieces")), Role.NUMBER),
        Column(tell(say("Yuan")), Role.NUMBER),
    )
    return Block(tell(title), columns, tuple(rows))


def _row(name: str, one: Sum, *, strong: bool = False) -> Row:
    """Return a row; its name says which way things went, only differences go both ways."""
    way = 1 if one.group == MovementKind.ADJUST or one.pieces > 0 else -1
    value = money(Fen(way * one.value))
    return Row((name, str(one.count), str(way * one.pieces), value), strong=strong)


def _waiting(bench: Bench, found: Sequence[tuple[FoodKind, PickLine]]) -> Block:
    tell = bench.tell
    pieces = {food: sum(here(x) for kind, x in found if kind is food) for food in FoodKind}
    people = {food: len({x.member_id for kind, x in found if kind is food}) for food in FoodKind}
    rows = tuple(
        Row((tell(FOODS[food]), str(people[food]), str(pieces[food])))
        for food in FoodKind
        if pieces[food]
    )
    columns = (
        Column("", Role.MAIN, 4),
        Column(tell(say("Members")), Role.NUMBER),
        Column(tell(say("Pieces")), Role.NUMBER),
    )
    return Block(tell(say("Waiting for their buyers")), columns, rows)
