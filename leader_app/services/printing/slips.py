"""What a customer takes along: the note of goods still owed, the receipt of a sale."""

from __future__ import annotations

from collections.abc import Sequence

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
    parcel_code,
)
from leader_app.domain.money import Fen, line_total
from leader_app.domain.stock import MovementKind, PaymentKind, StockDeed
from leader_app.domain.text import Text, say
from leader_app.errors import Refused
from leader_app.ports import PickLine
from leader_app.services.printing.made import Bench, counted, day_of, masked, money, owed

PAYMENTS: dict[str, Text] = {
    PaymentKind.CASH: say("Cash"),
    PaymentKind.WECHAT: say("WeChat Pay"),
    PaymentKind.ALIPAY: say("Alipay"),
    PaymentKind.CARD: say("Card"),
    PaymentKind.OTHER: say("Other payment"),
}


def owed_notes(bench: Bench, order_ids: Sequence[str]) -> Document:
    """Return a note for each order of which something has not come (欠货卡).

    Without ids, for those of which something else has: the others simply wait for their truck.
    """
    orders: dict[str, list[PickLine]] = {}
    found = bench.work.reports.pick_lines(order_ids or None)
    begun = {line.key.order_id for line in found if line.arrived or line.taken}
    for line in found:
        if owed(line) and (order_ids or line.key.order_id in begun):
            orders.setdefault(line.key.order_id, []).append(line)
    if not orders:
        raise Refused(say("Nothing is owed."), say("Everything these orders hold has come."))
    title = bench.tell(say("Owed goods"))
    sheets = tuple(_owed_sheet(bench, title, lines) for lines in orders.values())
    return Document(DocumentKind.OWED_NOTE, title, bench.head, bench.now, sheets)


def _owed_sheet(bench: Bench, title: str, lines: Sequence[PickLine]) -> Sheet:
    first, tell = lines[0], bench.tell
    who = f"{masked(first.member_name)} {first.phone_tail}".strip()
    facts = (
        Fact(tell(say("Member")), who),
        Fact(tell(say("Room")), bench.room(first.building, first.room)),
        Fact(tell(say("Order")), first.key.order_id),
        Fact(tell(say("Made")), day_of(bench.now)),
    )
    columns = (
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Ordered")), Role.NUMBER),
        Column(tell(say("Came")), Role.NUMBER),
        Column(tell(say("Owed")), Role.NUMBER),
    )
    rows = (
        (x.product_name, str(x.quantity), str(x.quantity - owed(x)), counted(owed(x), x.unit))
        for x in lines
    )
    return Sheet(
        title,
        tuple(fact for fact in facts if fact.words),
        (Block("", columns, tuple(Row(cells, strong=True) for cells in rows)),),
        notes=(tell(say("Owed goods are handed out first when they come. Keep this note.")),),
        signatures=(Signature(tell(say("Member signs"))), Signature(tell(say("Counter signs")))),
        code=parcel_code(first.key.order_id),
    )


def sale_receipt(bench: Bench, deed_id: str) -> Document:
    """Return the receipt of a sale."""
    deed = bench.work.stock.deed(deed_id)
    if deed is None or deed.kind is not MovementKind.SELL:
        raise Refused(say("There is no such sale."), say("Choose a sale from the list of sales."))
    title = bench.tell(say("Receipt"))
    sheet = _receipt_sheet(bench, title, deed)
    return Document(DocumentKind.SALE_RECEIPT, title, bench.head, bench.now, (sheet,))


def _receipt_sheet(bench: Bench, title: str, deed: StockDeed) -> Sheet:
    tell = bench.tell
    paid = tell(PAYMENTS[deed.payment]) if deed.payment is not None else ""
    columns = (
        Column(tell(say("Goods")), Role.MAIN, 4),
        Column(tell(say("Price")), Role.NUMBER),
        Column(tell(say("Pieces")), Role.NUMBER),
        Column(tell(say("Amount")), Role.NUMBER),
    )
    facts = (
        Fact(tell(say("Sold")), day_of(deed.at)),
        Fact(tell(say("Paid with")), paid),
        Fact(tell(say("Served by")), deed.staff),
        Fact(tell(say("Number")), deed.deed_id[-12:]),
    )
    return Sheet(
        title,
        tuple(fact for fact in facts if fact.words),
        (Block("", columns, tuple(_sold_rows(bench, deed))),),
        (Fact(tell(say("Total (yuan)")), money(deed.value)),),
        (deed.note,) if deed.note else (),
    )


def _sold_rows(bench: Bench, deed: StockDeed) -> list[Row]:
    sold: dict[tuple[str, Fen], int] = {}
    for move in deed.movements:
        key = (move.key.product_id, move.unit_price)
        sold[key] = sold.get(key, 0) - move.quantity
    names = bench.work.names.products({product_id for product_id, _ in sold})
    rows = []
    for (product_id, price), pieces in sold.items():
        name = names[product_id].name if product_id in names else product_id
        amount = money(line_total(price, pieces))
        rows.append(Row((name, money(price), str(pieces), amount)))
    return rows
