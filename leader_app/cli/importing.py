"""import: what order texts and spreadsheets say, printed or brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from leader_app.cli.arguments import Arguments
from leader_app.cli.catalogue import read_catalogue
from leader_app.cli.output import Exit, Output
from leader_app.domain.money import yuan
from leader_app.domain.text import Text, say
from leader_app.domain.understood import Understood, UnderstoodItem, UnderstoodOrder
from leader_app.errors import LeaderError, Refused
from leader_app.services.importing.desk import ImportDesk, Preview, Standing

if TYPE_CHECKING:
    from leader_app.cli.roof import Opened


def dry_run_alone(args: Arguments, out: Output) -> Exit:
    """Print what files say, read with the product list that was given; needs no counter."""
    from leader_app.importing.reading import read_file

    products = read_catalogue(args.catalog) if args.catalog else []
    return _each(args, out, lambda path: _show(path, read_file(path, products, args.password), out))


def import_orders(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Bring in what needs no review, file by file, or print what the files say."""
    desk = counter.desk.goods().imports
    if args.dry_run:
        return _each(args, out, lambda path: _show(path, _understood(desk, path, args), out))
    if args.catalog is not None:
        _add_products(desk, args.catalog)
    return _each(args, out, lambda path: _bring(desk, path, args, out))


def _each(args: Arguments, out: Output, do: Callable[[Path], Exit]) -> Exit:
    """Do it for every file; one that cannot be read does not keep the others from it."""
    worst = Exit.DONE
    for path in args.files:
        try:
            worst = max(worst, do(path))
        except LeaderError as error:
            worst = max(worst, _failed(path, error, out))
    return worst


def _failed(path: Path, error: LeaderError, out: Output) -> Exit:
    if not out.as_json:
        return out.fail(error)
    out.show({"file": str(path), "error": out.told(error.title), "hint": out.told(error.hint)})
    return Exit.REFUSED if isinstance(error, Refused) else Exit.UNAVAILABLE


def _understood(desk: ImportDesk, path: Path, args: Arguments) -> Understood:
    return desk.read_file(path, args.password).understood


def _add_products(desk: ImportDesk, catalogue: Path) -> None:
    for told in read_catalogue(catalogue):
        product = desk.add_product(told.name, told.unit, told.price)
        for alias in told.aliases:
            desk.learn(alias, product.product_id)


def _bring(desk: ImportDesk, path: Path, args: Arguments, out: Output) -> Exit:
    """Import a file; refused if there is no order in it at all."""
    preview = desk.read_file(path, args.password)
    done = desk.bring_in(preview) if preview.ready else None
    orders = done.orders if done else 0
    left = sum(entry.needs_review and not entry.left_out for entry in preview.entries)
    known = sum(entry.standing is Standing.KNOWN for entry in preview.entries)
    fields = {
        "file": str(path),
        "imported": orders,
        "pieces": done.pieces if done else 0,
        "amount": yuan(done.amount) if done else "0.00",
        "known": known,
        "left": left,
        "orders": [_order(order, out) for order in _left(preview)],
        "remarks": [out.told(remark) for remark in preview.understood.remarks],
    }
    summary = say(
        "{file}: {orders} imported, {known} were here already, {left} need a look.",
        file=path.name,
        orders=orders,
        known=known,
        left=left,
    )
    out.show(fields, summary, *preview.understood.remarks, *_questions(preview))
    return Exit.DONE if preview.entries else Exit.REFUSED


def _left(preview: Preview) -> list[UnderstoodOrder]:
    return [entry.order for entry in preview.entries if entry.needs_review]


def _questions(preview: Preview) -> list[Text]:
    return [
        text
        for entry in preview.entries
        if entry.needs_review
        for text in (*entry.order.doubts, *entry.hindrances)
    ]


def _show(path: Path, found: Understood, out: Output) -> Exit:
    fields = {
        "file": str(path),
        "orders": [_order(order, out) for order in found.orders],
        "remarks": [out.told(remark) for remark in found.remarks],
    }
    if found.removed:
        fields["removed"] = list(found.removed)
    out.show(fields, *map(_line, found.orders), *found.remarks)
    return Exit.DONE


def _order(order: UnderstoodOrder, out: Output) -> dict[str, object]:
    row: dict[str, object] = {
        "seq": order.seq,
        "name": order.name or order.receiver,
        "building": order.building or None,
        "room": order.room or None,
        "items": [
            {"product": item.product, "qty": _quantity(item)}
            | ({"variant": item.variant} if item.variant else {})
            for item in order.items
        ],
        "note": order.note,
        "cancelled": order.cancelled,
        "review": order.review,
    }
    if order.order_no:
        row["order_no"] = order.order_no
    if order.doubts:
        row["doubts"] = [out.told(doubt) for doubt in order.doubts]
    return row


def _quantity(item: UnderstoodItem) -> float | None:
    """Return the pieces, or the fraction that the source has instead; ``None`` if it is silent."""
    if item.quantity is not None or not item.told:
        return item.quantity
    try:
        return float(item.told)
    except ValueError:
        return None


def _line(order: UnderstoodOrder) -> str:
    goods = ", ".join(
        f"{item.product}{f'({item.variant})' if item.variant else ''} "
        f"×{item.told or '?' if item.quantity is None else item.quantity}"
        for item in order.items
    )
    home = "-".join(filter(None, (order.building, order.unit, order.room)))
    marks = ("✗ " if order.cancelled else "") + ("? " if order.review else "")
    return f"{marks}{order.name or order.receiver}  {home}  {goods}"
