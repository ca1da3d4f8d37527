"""The parts of an xlsx file, unpacked with a limit and put together again for the reader.

What the directory of a zip file says of its sizes may be a lie, so the reader is given only what
was really unpacked here, not packed any more; macros and pictures are left behind.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.importing.container import foreign
from leader_app.importing.sheets.grid import Place

MOST_UNPACKED = 240 << 20
MOST_ROWS = 200_000
MOST_CELLS = 6_000_000
_CHUNK = 1 << 20
_NEEDED = re.compile(
    r"(?:^|/)(?:\[content_types\]\.xml|[^/]*\.rels)$|^xl/[^/]+\.xml$|^xl/worksheets/", re.IGNORECASE
)
_VALUE = rb"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"' + _VALUE)
_NAMELESS = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br=)" + _VALUE)
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,8})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet ([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship ([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORMULA = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*?'
    rb"(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_ERROR = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Parts:
    """An xlsx file without its dangers: the repacked file and what was noticed in it.

    ``unread`` has, for each sheet's title, the cells whose formula has no value or an error.
    """

    file: io.BytesIO
    unread: dict[str, frozenset[Place]]
    has_macros: bool


def unpacked(name: str, data: bytes) -> Parts:
    """Return the parts of the xlsx file ``name``.

    Raises:
        Refused: It is damaged, no workbook, a zip bomb, or its cells reach absurdly far.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(name, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
        UnicodeError,
        LookupError,
    ) as error:
        raise damaged(name) from error


def damaged(name: str) -> Refused:
    """Return the refusal of a file that ends too early or does not hold together."""
    return Refused(
        say("“{file}” is damaged or was cut off on its way.", file=name),
        say("Download or export it once more, then import the new file."),
    )


def _unpacked(name: str, archive: zipfile.ZipFile) -> Parts:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    _refuse_no_workbook(name, names)
    if sum(entry.file_size for entry in entries if _NEEDED.search(entry.filename)) > MOST_UNPACKED:
        raise _too_large(name)
    parts: dict[str, bytes] = {}
    for entry in entries:
        if _NEEDED.search(entry.filename):
            left = MOST_UNPACKED - sum(map(len, parts.values()))
            parts[entry.filename] = _read(name, archive, entry, left)
    unread = {}
    for path, part in parts.items():
        if path.lower().startswith("xl/worksheets/") and path.lower().endswith(".xml"):
            _refuse_absurd_reach(name, part)
            unread[path.lower()] = _without_value(part)
    by_title = {title: unread.get(path, frozenset()) for title, path in _sheet_paths(parts)}
    return Parts(_packed(parts), by_title, "xl/vbaproject.bin" in names)


def _packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    out.seek(0)
    return out


def _sheet_paths(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the title of each sheet and the part it is in."""
    lower = {path.lower(): part for path, part in parts.items()}
    links = lower.get("xl/_rels/workbook.xml.rels", b"")
    targets = {
        link.get("Id", ""): link.get("Target", "")
        for link in map(_attributes, _LINK.findall(links))
    }
    for sheet in map(_attributes, _SHEET.findall(lower["xl/workbook.xml"])):
        link = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        path = targets.get(link, "").lower().removeprefix("/xl/")
        yield sheet.get("name", ""), f"xl/{path}"


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode(): html.unescape((quoted or single).decode("utf-8", "replace"))
        for key, quoted, single in _ATTRIBUTE.findall(tag)
    }


def _read(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    if entry.flag_bits & 1:
        raise Refused(
            say("“{file}” is a locked archive.", file=name),
            say("Unpack it, then import the spreadsheet in it."),
        )
    chunks, size = [], 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _too_large(name)
            chunks.append(chunk)
    return b"".join(chunks)


def _refuse_no_workbook(name: str, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refused(
            say("“{file}” is a kind of spreadsheet that is not read (xlsb or ods).", file=name),
            say("Open it in Excel or WPS, save it as .xlsx, then import that."),
        )
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise foreign(name, say("a text document"))
    raise foreign(name, say("a packed archive"))


def _too_large(name: str) -> Refused:
    return Refused(
        say("“{file}” unpacks to more than {most} MB.", file=name, most=MOST_UNPACKED >> 20),
        say("No list of orders is that long. Export a shorter time, or get the file anew."),
    )


def _refuse_absurd_reach(name: str, part: bytes) -> None:
    """Refuse values so far out that the empty cells between would fill the memory.

    Cells that are only coloured do not count: nothing is read from them.
    """
    rows, columns = 0, 0
    for found in _CELL.finditer(part):
        rows = max(rows, int(found[2]))
        columns = max(columns, column_number(found[1]))
    if _NAMELESS.search(part):
        rows = max([rows, *(int(found[1]) for found in _ROW.finditer(part))])
        columns = max(columns, 1)
    if rows * columns <= MOST_CELLS and rows <= MOST_ROWS:
        return
    raise too_far(name, rows, columns)


def too_far(name: str, rows: int, columns: int) -> Refused:
    """Return the refusal of a sheet that is larger than what is read of one."""
    return Refused(
        say(
            "“{file}” reaches to row {rows}, column {columns}: no list of orders does.",
            file=name,
            rows=rows,
            columns=columns,
        ),
        say("Copy the rows that are orders into a new sheet, save it, then import that."),
    )


def _without_value(part: bytes) -> frozenset[Place]:
    found = [*_FORMULA.finditer(part)] if b"<f" in part or b":f" in part else []
    if b't="e"' in part:
        found += _ERROR.finditer(part)
    return frozenset((int(cell[2]) - 1, column_number(cell[1]) - 1) for cell in found)


def column_number(letters: bytes) -> int:
    """Return the number, from 1, of a column such as ``AB``."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
