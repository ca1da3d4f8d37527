"""Tables in text files: csv, tsv and Excel's "Unicode text", in the encodings they come in."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from leader_app.domain.text import Text, say
from leader_app.importing.sheets.cells import tidy
from leader_app.importing.sheets.fields import known_field
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.parts import MOST_CELLS, MOST_ROWS, too_far

_DELIMITERS = "\t,;|"
_SAMPLE_LINES = 40
_SAMPLE_CHARACTERS = 20_000
_MOST_LINES_IN_CELL = 200
_CUT_CHARACTER = 4
_EVEN_SHARE = 0.8
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_CHAIN_LINE = re.compile(r"\s*(?:#|\d{1,3}\s*[.．、)）:：])")


def decoded(data: bytes) -> tuple[str, tuple[Text, ...]]:
    """Return the text of a file and a remark if some of it could not be read."""
    encoding = _encoding(data)
    try:
        return data.decode(encoding).lstrip("\ufeff"), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace").lstrip("\ufeff")
    remark = say(
        "Some characters of the file are damaged; they are shown as “{mark}”.", mark="\ufffd"
    )
    return text, (remark,)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if (wide := _wide(data[:4096])) is not None:
        return wide
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(data) - _CUT_CHARACTER and error.start > _CUT_CHARACTER:
                return encoding
        else:
            return encoding
    return "gb18030" if _damage(data, "gb18030") < _damage(data, "utf-8") else "utf-8"


def _wide(start: bytes) -> str | None:
    """Return which UTF-16 it is where nothing but the zeros of its letters says so."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 10 < len(start) // 2:
        return None
    if even == 0 or odd == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return None


def _damage(data: bytes, encoding: str) -> int:
    return data[:65536].decode(encoding, "replace").count("\ufffd")


def grid_of_text(name: str, text: str) -> Grid:
    """Return the table in a text file.

    Raises:
        Refused: It is absurdly large.
    """
    text = text.replace("\0", "")
    rows = _rows(text, delimiter_of(text))
    if len(rows) > MOST_ROWS or sum(map(len, rows)) > MOST_CELLS:
        raise too_far(name, len(rows), max(map(len, rows)))
    return Grid(name, tuple(tuple(map(tidy, row)) for row in rows))


def is_table(text: str) -> bool:
    """Return whether a text is a table, and not lines that people wrote to one another.

    That is so if a line has words of a header we know in its cells, or if nearly all lines have
    one and the same number of cells.
    """
    rows = _sample(text, delimiter_of(text))
    if _header_words(rows) >= _LEAST_COLUMNS:
        return True
    widths = Counter(len(row) for row in rows if any(row))
    width, lines = widths.most_common(1)[0] if widths else (0, 0)
    even = lines >= _EVEN_SHARE * widths.total()
    chain = sum(_CHAIN_LINE.match(row[0]) is not None for row in rows if row) * 2 > len(rows)
    return width >= _LEAST_COLUMNS and lines >= _LEAST_ROWS and even and not chain


def delimiter_of(text: str) -> str:
    """Return what stands between the cells of a table."""

    def fit(delimiter: str) -> tuple[int, int]:
        rows = _sample(text, delimiter)
        widths = sorted(len(row) for row in rows if any(row))
        return _header_words(rows), widths[len(widths) // 2] if widths else 0

    return max(_DELIMITERS, key=fit)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    return _rows(text[:_SAMPLE_CHARACTERS], delimiter)[:_SAMPLE_LINES]


def _header_words(rows: Sequence[Sequence[str]]) -> int:
    return max((len({*map(known_field, row)} - {None}) for row in rows), default=0)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        return _parsed(text, delimiter, csv.QUOTE_NONE)
    # A quotation mark that is never closed swallows the rest of the file.
    swallowed = any(cell.count("\n") > _MOST_LINES_IN_CELL for row in rows for cell in row)
    return _parsed(text, delimiter, csv.QUOTE_NONE) if swallowed else rows


def _parsed(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    lines = io.StringIO(text, newline=None if quoting == csv.QUOTE_NONE else "")
    if quoting == csv.QUOTE_NONE:
        return [line.rstrip("\n").split(delimiter) for line in lines]
    return list(csv.reader(lines, delimiter=delimiter))
