"""Papers about stock: the note of a delivery, the sheet of a stocktake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from leader_app.domain.delivery import Delivery, FindingKind, Receipt
from leader_app.domain.document import (
    Block,
    Column,
    Document,
    DocumentKind,
    Fact,
    Role,
    Row,
    Sheet,
    Signature,
)
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.stock import Count, Level, Lot
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.printing.made import (
    ZONE_ORDER,
    ZONES,
    Bench,
    day_of,
    natural,
    short_day,
)

_BLANK = "_" * 10
FINDINGS = {
    FindingKind.SHORT: say("Short"),
    FindingKind.OVER: say("Too many"),
    FindingKind.DAMAGED: say("Damaged"),
    FindingKind.WRONG: say("Wrong goods"),
    FindingKind.TOO_WARM: say("Too warm"),
}


def delivery_note(bench: Bench, delivery_id: str) -> Document:
    """Return what a delivery should bring and, once it came, what came."""
    delivery = bench.work.deliveries.get(delivery_id)
    receipts = bench.work.deliveries.receipts(delivery_id)
    if delivery is None and not receipts:
        raise Refused(say("There is no such delivery."), say("Choose one from the list."))
    title = bench.tell(say("Delivery note"))
    blocks = [_goods(bench, delivery, receipts), *_findings(bench, receipts)]
    sheet = Sheet(
        title,
        _delivery_facts(bench, delivery, receipts),
        tuple(blocks),
        signatures=_signatures(bench, receipts),
    )
    return Document(DocumentKind.DELIVERY_NOTE, title, bench.head, bench.now, (sheet,))


def _delivery_facts(
    bench: Bench, delivery: Delivery | None, receipts: Sequence[Receipt]
) -> tuple[Fact, ...]:
    tell, facts = bench.tell, []
    if delivery is not None:
        facts += [
            Fact(tell(say("Delivery")), delivery.delivery_id),
            Fact(tell(say("Kitchen")), delivery.kitchen),
            Fact(tell(say("Truck")), delivery.truck),
            Fact(tell(say("Expected")), day_of(delivery.expected_at)),
        ]
    for receipt in receipts:
        facts.append(Fact(tell(say("Received")), day_of(receipt.stock.at)))
        for word, cold in (
            (say("Chilled"), receipt.chilled_decidegrees),
            (say("Frozen"), receipt.frozen_decidegrees),
        ):
            if cold is not None:
                facts.append(Fact(tell(word), f"{cold / 10:.1f} °C"))
    return tuple(fact for fact in facts if fact.words)


def _goods(bench: Bench, delivery: Delivery | None, receipts: Sequence[Receipt]) -> Block:
    tell = bench.tell
    announced: Counter[tuple[str, Lot]] = Counter()
    came: Counter[tuple[str, Lot]] = Counter()
    for line in delivery.lines if delivery is not None else ():
        announced[line.product_id, line.lot] += line.quantity
    for receipt in receipts:
        for move in receipt.stock.movements:
            came[move.key.product_id, move.key.lot] += move.quantity
    names = bench.work.names.products({product for product, _ in announced | came})
    rows = [
        _goods_row(names.get(product), product, lot, announced[product, lot], came[product, lot])
        for product, lot in dict.fromkeys((*announced, *came))
    ]
    columns = (
        Column("", Role.TICK),
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Lot")), Role.DETAIL, 2),
        Column(tell(say("Use by")), Role.DETAIL, 2),
        Column(tell(say("Announced")), Role.NUMBER),
        Column(tell(say("Came")), Role.NUMBER),
    )
    if not receipts:
        rows = [Row((*row.cells[:-1], _BLANK)) for row in rows]
    note = tell(say("{count} pieces", count=sum((came if receipts else announced).values())))
    return Block(tell(say("Goods")), columns, tuple(rows), note)


def _goods_row(product: Product | None, known_as: str, lot: Lot, said: int, came: int) -> Row:
    name = product.name if product is not None else known_as
    cells = ("", name, lot.code, short_day(lot.expires_on), str(said), str(came))
    return Row(cells, strong=said != came)


def _findings(bench: Bench, receipts: Sequence[Receipt]) -> list[Block]:
    tell, found = bench.tell, [x for receipt in receipts for x in receipt.findings]
    if not found:
        return []
    names = bench.work.names.products({finding.product_id for finding in found})
    columns = (
        Column(tell(say("What")), Role.DETAIL, 2),
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Note")), Role.DETAIL, 3),
        Column(tell(say("Pieces")), Role.NUMBER),
    )
    rows = tuple(
        Row(
            (
                tell(FINDINGS[x.kind]),
                names[x.product_id].name if x.product_id in names else x.product_id,
                x.note,
                str(x.quantity),
            )
        )
        for x in found
    )
    return [Block(tell(say("What was wrong")), columns, rows)]


def _signatures(bench: Bench, receipts: Sequence[Receipt]) -> tuple[Signature, ...]:
    last = receipts[-1] if receipts else None
    pictures = (last.driver_signature, last.leader_signature) if last else ("", "")
    captions = (say("Driver"), say("Leader"))
    return tuple(
        Signature(
            bench.tell(caption), (bench.work.attachments.data(picture) or b"") if picture else b""
        )
        for caption, picture in zip(captions, pictures, strict=True)
    )


def stocktake_sheet(bench: Bench, stocktake_id: str, *, blind: bool) -> Document:
    """Return the result of a finished stocktake, or else a sheet to count with a pencil."""
    deeds = bench.work.stock.deeds(stocktake_id) if stocktake_id else ()
    counts = [count for deed in deeds for count in deed.counts]
    title = bench.tell(say("Stocktake"))
    blocks = _counted(bench, counts) if counts else _to_count(bench, blind=blind)
    if not blocks:
        raise Refused(say("There is nothing to count."), say("Receive goods first."))
    facts = (Fact(bench.tell(say("Made")), day_of(bench.now)),)
    signatures = (Signature(bench.tell(say("Counted by"))),)
    sheet = Sheet(title, facts, tuple(blocks), signatures=signatures)
    return Document(DocumentKind.STOCKTAKE, title, bench.head, bench.now, (sheet,))


def _counted(bench: Bench, counts: Sequence[Count]) -> list[Block]:
    tell = bench.tell
    names = bench.work.names.products({count.key.product_id for count in counts})
    columns = (
        Column(tell(say("Slot")), Role.DETAIL, 2),
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Use by")), Role.DETAIL, 2),
        Column(tell(say("Expected")), Role.NUMBER),
        Column(tell(say("Counted")), Role.NUMBER),
        Column(tell(say("Difference")), Role.NUMBER),
    )
    rows = [
        Row(
            (
                x.key.slot,
                names[x.key.product_id].name if x.key.product_id in names else x.key.product_id,
                short_day(x.key.lot.expires_on),
                str(x.expected),
                str(x.counted),
                f"{x.difference:+d}" if x.difference else "0",
            ),
            strong=x.difference != 0,
        )
        for x in sorted(counts, key=lambda x: natural(x.key.slot))
    ]
    return [Block(tell(say("Counted")), columns, tuple(rows))]


def _to_count(bench: Bench, *, blind: bool) -> list[Block]:
    tell = bench.tell
    levels = [level for level in bench.work.stock.levels() if level.quantity]
    names = bench.work.names.products({level.key.product_id for level in levels})
    columns = [
        Column(tell(say("Slot")), Role.DETAIL, 2),
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Use by")), Role.DETAIL, 2),
        Column(tell(say("Counted")), Role.NUMBER),
    ]
    if not blind:
        columns.insert(3, Column(tell(say("Expected")), Role.NUMBER))
    blocks = []
    for zone in ZONE_ORDER:
        group = [x for x in levels if _zone(names.get(x.key.product_id)) is zone]
        rows = tuple(
            _count_row(names.get(x.key.product_id), x, blind=blind)
            for x in sorted(group, key=lambda x: natural(x.key.slot))
        )
        if rows:
            heading = tell(ZONES[zone])
            blocks.append(Block(heading, tuple(columns), rows, mark=bench.mark(zone)))
    return blocks


def _zone(product: Product | None) -> Zone:
    return product.zone if product is not None else Zone.SHELF


def _count_row(product: Product | None, level: Level, *, blind: bool) -> Row:
    name = product.name if product is not None else level.key.product_id
    expected = () if blind else (str(level.quantity),)
    return Row((level.key.slot, name, short_day(level.key.lot.expires_on), *expected, _BLANK))
