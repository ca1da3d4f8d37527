"""Where the header of a sheet is and what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leader_app.importing.sheets.cells import pieces, whole
from leader_app.importing.sheets.fields import Field, guessed_field, known_field, plain, rank
from leader_app.importing.sheets.goods import Goods, without_count_words
from leader_app.importing.sheets.grid import Grid

_HEADER_WITHIN = 60
_LEAST_WORDS = 2
_MOST_SAMPLED = 400
_MOST_PIECES = 500
_KEYS = {Field.ORDER_NO, Field.SEQ}
_PEOPLE = {Field.NAME, Field.RECEIVER, Field.PHONE, Field.ROOM, Field.ADDRESS, *_KEYS}
_SPANNING = {Field.PRODUCT, Field.QUANTITY, Field.SPEC}
_LONE_NAMES = ("姓名", "真实姓名")
_FIELD_NAMES = {field.value for field in Field}
PRODUCT_COLUMN = "product_column"


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's header row (from 0), and which columns hold what.

    ``products`` are the columns that stand for one product each, with its name.
    """

    at: int
    headers: tuple[str, ...]
    fields: Mapping[Field, tuple[int, ...]]
    products: tuple[tuple[int, str], ...] = ()

    @property
    def has_orders(self) -> bool:
        """Whether rows tell who ordered what."""
        people = any(field in _PEOPLE for field in self.fields)
        return people and (Field.PRODUCT in self.fields or bool(self.products))

    @property
    def is_summary(self) -> bool:
        """Whether rows tell how much was sold of each product, to nobody by name."""
        people = any(field in _PEOPLE for field in self.fields)
        return not people and Field.PRODUCT in self.fields and Field.SOLD in self.fields

    @property
    def key(self) -> tuple[str, ...]:
        """The header as it is compared with that of other sheets."""
        return tuple(plain(header) for header in self.headers if header)

    def columns(self, field: Field) -> tuple[int, ...]:
        """Return the columns that hold ``field``, best first."""
        return self.fields.get(field, ())


def layout_of(grid: Grid, goods: Goods, mapping: Mapping[str, str]) -> Layout | None:
    """Return the layout of a sheet, or ``None`` where no row is a header."""
    best: tuple[int, int] | None = None
    for at, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        words = _words(row, goods, mapping)
        if words >= _LEAST_WORDS and (best is None or words > best[0]):
            best = (words, at)
    if best is None:
        return None
    at, headers = best[1], grid.rows[best[1]]
    if (below := _second_line(grid, at)) is not None:
        at, headers = at + 1, below
    return _layout(grid, at, headers, goods, mapping)


def likely_columns(grid: Grid) -> tuple[tuple[str, str], ...]:
    """Return what looks most like a header, each with an example from below it."""
    rows = grid.rows[:_HEADER_WITHIN]
    if not rows:
        return ()
    at = max(range(len(rows)), key=lambda row: (_width(rows[row]), -row))
    return examples(grid, at, rows[at])


def examples(grid: Grid, at: int, headers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return each of the ``headers`` with the first value that stands below the row ``at``."""
    below = grid.rows[at + 1 : at + 1 + _MOST_SAMPLED]
    return tuple(
        (header, next((row[column] for row in below if column < len(row) and row[column]), ""))
        for column, header in enumerate(headers)
        if header
    )


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell) and whole(cell) is None for cell in row)


def _words(row: Sequence[str], goods: Goods, mapping: Mapping[str, str]) -> int:
    """Return how many cells of a row are headers; a title of one word in many cells is one."""
    known = set()
    for cell in row:
        if cell and len(cell) <= 60 and (cell in mapping or known_field(cell)):  # noqa: PLR2004
            known.add(plain(cell))
        elif cell and not goods.is_empty and goods.knows(without_count_words(cell)):
            known.add(cell)
    filled = sum(map(bool, row))
    return len(known) if len(known) * 4 >= filled else 0


def _second_line(grid: Grid, at: int) -> tuple[str, ...] | None:
    """Return the header with its second line in it, where "goods" stands over several columns."""
    if at + 1 >= len(grid.rows):
        return None
    above, below = grid.rows[at], grid.rows[at + 1]
    if len(above) != len(below):
        return None
    own = [(over, cell) for over, cell in zip(above, below, strict=True) if cell and cell != over]
    wide = all(not over or known_field(over) in _SPANNING for over, _ in own)
    if len(own) < _LEAST_WORDS or not wide or any(pieces(cell) is not None for _, cell in own):
        return None
    return tuple(cell or over for over, cell in zip(above, below, strict=True))


def _layout(
    grid: Grid, at: int, headers: Sequence[str], goods: Goods, mapping: Mapping[str, str]
) -> Layout:
    fields: dict[Field, list[int]] = {}
    products = []
    unknown = []
    for column, header in enumerate(headers):
        if not header:
            continue
        chosen = mapping.get(header, "")
        if chosen == PRODUCT_COLUMN:
            products.append((column, without_count_words(header)))
        elif chosen in _FIELD_NAMES:
            fields.setdefault(Field(chosen), []).append(column)
        elif field := known_field(header):
            fields.setdefault(field, []).append(column)
        else:
            unknown.append(column)
    for column in unknown:
        _place_unknown(grid, at, column, headers[column], goods, fields, products)
    _tell_names_apart(headers, fields)
    if Field.PRODUCT in fields:
        products = []
    elif not products and Field.QUANTITY in fields:
        products = _product_of_title(grid, at, fields[Field.QUANTITY][0], goods)
    ordered = {
        field: tuple(sorted(columns, key=lambda column: rank(headers[column])))
        for field, columns in fields.items()
    }
    return Layout(at, tuple(headers), ordered, tuple(sorted(products)))


def _product_of_title(grid: Grid, at: int, column: int, goods: Goods) -> list[tuple[int, str]]:
    """Return the one column of counts of a list that names its only goods in its title."""
    titles = [cell for row in grid.rows[:at] for cell in row if cell]
    name = goods.named_in(" ".join((*titles, grid.name))) or "".join(titles[:1])
    return [(column, name)] if name else []


def _place_unknown(
    grid: Grid,
    at: int,
    column: int,
    header: str,
    goods: Goods,
    fields: dict[Field, list[int]],
    products: list[tuple[int, str]],
) -> None:
    name = without_count_words(header)
    if not goods.is_empty and goods.knows(name):
        products.append((column, name))
    elif field := guessed_field(header):
        fields.setdefault(field, []).append(column)
    elif _holds_counts(grid, at, column):
        products.append((column, name))


def _holds_counts(grid: Grid, at: int, column: int) -> bool:
    """Return whether a column has small counts or words for none, as one for a product has."""
    counted, other = 0, 0
    for cell in _cells(grid, at, column):
        count = pieces(cell)
        if count is None or not -_MOST_PIECES <= count <= _MOST_PIECES:
            other += 1
        else:
            counted += count != 0
    return counted > 0 and other * 5 <= counted


def _cells(grid: Grid, at: int, column: int) -> Iterator[str]:
    for row in grid.rows[at + 1 : at + 1 + _MOST_SAMPLED]:
        # Rows of totals have larger numbers than any order.
        total = any(cell.endswith(("计", "计:", "总数", "总量")) for cell in row[:3])
        if column < len(row) and row[column] and not total and row != grid.rows[at]:
            yield row[column]


def _tell_names_apart(headers: Sequence[str], fields: dict[Field, list[int]]) -> None:
    """Let "name" be the buyer where no nick is, and let a lone row number count the chain."""
    if Field.NAME not in fields and Field.RECEIVER in fields:
        lone = [at for at in fields[Field.RECEIVER] if plain(headers[at]) in _LONE_NAMES]
        others = [at for at in fields[Field.RECEIVER] if at not in lone]
        if lone:
            fields[Field.NAME] = lone
            fields.pop(Field.RECEIVER)
            if others:
                fields[Field.RECEIVER] = others
