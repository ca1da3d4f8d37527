"""The exports of the corpus, changed in ways that leave what they say the same."""

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

from leader_app.importing.container import container_of
from leader_app.importing.sheets.fields import Field, known_field
from leader_app.importing.sheets.goods import Goods
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.headers import Layout
from leader_app.importing.sheets.sheet import grids_of
from leader_app.importing.sheets.tables import tables_of
from tests.importing import sheet_shapes
from tests.importing.books import book

OTHERS = {
    Field.NAME: sheet_shapes.NAMES,
    Field.RECEIVER: sheet_shapes.RECEIVERS,
    Field.PHONE: sheet_shapes.PHONES,
    Field.PRODUCT: sheet_shapes.PRODUCTS,
    Field.QUANTITY: sheet_shapes.COUNTS,
    Field.BUILDING: sheet_shapes.BUILDINGS,
    Field.ROOM: sheet_shapes.ROOMS,
    Field.ADDRESS: sheet_shapes.ADDRESSES,
    Field.NOTE: sheet_shapes.NOTES,
    Field.SEQ: sheet_shapes.SEQS,
    Field.STATUS: sheet_shapes.STATES,
    Field.PLACED_AT: sheet_shapes.TIMES,
}
KEYS = (Field.ORDER_NO, Field.SEQ)
TITLES: tuple[list[str], ...] = (
    ["第48周团购"],
    ["导出时间", "2026-11-22 20:00:00"],
    [],
    ["", "", "由团长导出，请勿外传"],
)


def mutated(path: Path, password: str, seed: int) -> tuple[str, bytes]:
    """Return a file of another shape that says what the file at ``path`` says."""
    chance = random.Random(f"{path.name}/{seed}")
    grid, layout = _table(path, password)
    rows = [list(row) for row in grid.rows[layout.at :]]
    # A sheet of orders below one another may be shuffled if each row says whose it is.
    if all(any(row[at] for key in KEYS for at in layout.columns(key)) for row in rows[1:]):
        body = rows[1:]
        chance.shuffle(body)
        rows[1:] = body
    rows = _renamed(chance, rows)
    for header, value in chance.sample(sheet_shapes.EXTRAS, chance.randrange(3)):
        if header not in rows[0]:
            rows = [[*row, header if not at else value] for at, row in enumerate(rows)]
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    rows = [[row[at] for at in order] for row in rows]
    above = [list(row) for row in grid.rows[: layout.at]]
    titles = chance.sample(TITLES, chance.randrange(len(TITLES)))
    return _packed(chance, [*titles, *above, *rows])


def _table(path: Path, password: str) -> tuple[Grid, Layout]:
    data = path.read_bytes()
    grids, _ = grids_of(path.name, data, container_of(path.name, data), password)
    tables, _ = tables_of(grids, Goods(()), {})
    return tables[0].grid, tables[0].layout


def _renamed(chance: random.Random, rows: list[list[str]]) -> list[list[str]]:
    header = rows[0]
    names = {}
    for name in header:
        field = known_field(name)
        # "姓名" is the buyer only as long as nobody else is named.
        fixed = name == "姓名" or sum(known_field(other) is field for other in header) > 1
        free = [other for other in OTHERS.get(field or Field.IGNORED, ()) if other not in header]
        if free and not fixed and chance.random() < 0.6:
            names[name] = chance.choice(free)
    return [[names.get(cell, cell) for cell in row] if row == header else row for row in rows]


def _packed(chance: random.Random, rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    if chance.random() < 0.5:
        return "m.xlsx", book([("订单", rows)])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "m.csv", out.getvalue().encode(chance.choice(["utf-8-sig", "gb18030", "utf-16"]))
