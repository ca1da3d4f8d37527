"""A spreadsheet file as the orders in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from leader_app.domain.text import Text, say
from leader_app.domain.understood import KnownProduct, Understood
from leader_app.importing.container import Container, container_of, read_bytes
from leader_app.importing.sheets.delimited import decoded, grid_of_text
from leader_app.importing.sheets.goods import Goods
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.headers import examples, likely_columns
from leader_app.importing.sheets.markup import grids_of_markup
from leader_app.importing.sheets.tables import Table, chosen, tables_of
from leader_app.importing.sheets.totals import Told, compared
from leader_app.importing.sheets.workbooks import intact, sheets_of_ole, sheets_of_xlsx

KIND = "sheet"


def read_sheet(
    path: Path,
    catalog: Sequence[KnownProduct],
    password: str = "",
    mapping: Mapping[str, str] | None = None,
) -> Understood:
    """Return what the spreadsheet at ``path`` says was ordered.

    ``mapping`` says of headers what their columns hold (the values of ``Field``, or
    ``PRODUCT_COLUMN`` for a column of counts of one product) where their words do not. No orders
    and some ``columns`` come back for a header that nobody knows.

    Raises:
        Refused: It is no spreadsheet, damaged, absurdly large or locked with another password.
        Unavailable: It cannot be read.
    """
    data = read_bytes(path)
    grids, remarks = grids_of(path.name, data, container_of(path.name, data), password)
    return understood(path.name, grids, remarks, catalog, mapping)


def grids_of(
    name: str, data: bytes, container: Container, password: str
) -> tuple[list[Grid], list[Text]]:
    """Return the sheets of a file and what there is to remark on it.

    Raises:
        Refused: As ``read_sheet``.
    """
    if container is Container.ZIP:
        return sheets_of_xlsx(name, data)
    if container is Container.OLE:
        return sheets_of_ole(name, data, password)
    with intact(name):
        if container is Container.MARKUP:
            return grids_of_markup(name, data), []
        text, damage = decoded(data)
        return [grid_of_text(name, text)], list(damage)


def understood(
    name: str,
    grids: Sequence[Grid],
    remarks: Sequence[Text],
    catalog: Sequence[KnownProduct],
    mapping: Mapping[str, str] | None,
) -> Understood:
    """Return what the sheets of the file ``name`` say was ordered."""
    goods = Goods(catalog)
    tables, other = tables_of(grids, goods, mapping or {})
    if not tables:
        return _not_understood(name, grids, [*remarks, *other])
    found = chosen(tables, goods)
    told = Told.by(tables, grids, goods)
    return Understood(
        source=name,
        kind=KIND,
        orders=tuple(found.orders),
        remarks=(
            *remarks,
            *other,
            *found.remarks,
            *_left_out(tables),
            *compared(told, found.orders),
        ),
        told_pieces=told.pieces,
        told_amount=told.amount,
        columns=examples(tables[0].grid, tables[0].layout.at, tables[0].layout.headers),
        titles=tuple(found.chains),
    )


def _not_understood(name: str, grids: Sequence[Grid], remarks: Sequence[Text]) -> Understood:
    widest = max(grids, key=lambda grid: len(likely_columns(grid)), default=None)
    columns = likely_columns(widest) if widest else ()
    remark = say("No row of “{file}” says in words we know who ordered what.", file=name)
    return Understood(name, KIND, (), remarks=(*remarks, remark), columns=columns)


def _left_out(tables: Sequence[Table]) -> list[Text]:
    return [
        say(
            "Row {row} of “{sheet}” names somebody but no goods and is left out.",
            row=row,
            sheet=table.grid.name,
        )
        for table in tables
        for row in table.body.without_goods
    ]
