"""Workbooks and csv files made for a test."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

Rows = Sequence[Sequence[object]]


def book(sheets: Sequence[tuple[str, Rows]], hidden: Sequence[str] = ()) -> bytes:
    """Return an xlsx file with these sheets; a text with ``=`` in front becomes a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Return one part of an xlsx file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return an xlsx file with one part exchanged or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


def csv_file(text: str) -> bytes:
    """Return a csv file as Excel writes it."""
    return text.encode("utf-8-sig")
