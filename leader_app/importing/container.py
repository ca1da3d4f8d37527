"""What kind of file somebody gave us, told by what is in it and never by its name."""

from __future__ import annotations

import codecs
import os
from enum import StrEnum
from pathlib import Path

from leader_app.domain.text import Text, say
from leader_app.errors import Refused, Unavailable

MOST_BYTES = 40 << 20


class Container(StrEnum):
    """What a file is, by its first bytes."""

    ZIP = "zip"
    OLE = "ole"
    MARKUP = "markup"
    TEXT = "text"


_FOREIGN: tuple[tuple[bytes, Text], ...] = (
    (b"\xff\xd8\xff", say("a picture")),
    (b"\x89PNG", say("a picture")),
    (b"GIF8", say("a picture")),
    (b"BM", say("a picture")),
    (b"II*\0", say("a picture")),
    (b"MM\0*", say("a picture")),
    (b"%PDF", say("a PDF document")),
    (b"Rar!", say("a packed archive")),
    (b"7z\xbc\xaf", say("a packed archive")),
    (b"\x1f\x8b", say("a packed archive")),
    (b"MZ", say("a program")),
    (b"\x7fELF", say("a program")),
    (b"ID3", say("a sound or a film")),
    (b"{\\rtf", say("a text document")),
    (b"SQLite format 3", say("a database")),
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<workbook", b"<meta", b"<head")


def read_bytes(path: Path) -> bytes:
    """Return all of a file, which is asked for its size first.

    Raises:
        Refused: It is empty, a folder, or larger than any order list.
        Unavailable: It cannot be read.
    """
    try:
        if path.is_dir():
            raise Refused(
                say("“{file}” is a folder.", file=path.name), say("Choose the file in it.")
            )
        with path.open("rb") as stream:
            _refuse_large(path, os.fstat(stream.fileno()).st_size)
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unavailable(
            say("“{file}” cannot be read.", file=path.name),
            say("See whether it still is there and not open in another program."),
        ) from error
    _refuse_large(path, len(data))
    if not data.strip(b"\0 \t\r\n"):
        raise Refused(
            say("“{file}” is empty.", file=path.name), say("Export or save it once more.")
        )
    return data


def _refuse_large(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise Refused(
            say(
                "“{file}” has {size} MB, too much for a list of orders.",
                file=path.name,
                size=size >> 20,
            ),
            say(
                "At most {most} MB are read. Export a shorter time, or delete pictures from it.",
                most=MOST_BYTES >> 20,
            ),
        )


def container_of(name: str, data: bytes) -> Container:
    """Return what ``data`` is, the content of the file ``name``.

    Raises:
        Refused: It is something in which there are no orders, such as a picture.
    """
    for start, what in _FOREIGN:
        if data.startswith(start) and not (len(start) == len(b"BM") and _is_text(data)):
            raise foreign(name, what)
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and b"\0" in data[:64]):
        raise foreign(name, say("a picture, a sound or a film"))
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return Container.ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Container.OLE
    start = data[:4096].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if data.startswith(_BOMS[1:]):
        start = data[2:8192].replace(b"\0", b"").lstrip().lower()
    return Container.MARKUP if start.startswith(_MARKUP_STARTS) else Container.TEXT


def foreign(name: str, what: Text) -> Refused:
    """Return the refusal of a file that is something else than its name says."""
    return Refused(
        say("“{file}” is {what}, not a list of orders.", file=name, what=what),
        say("Choose the xlsx, xls or csv file that was exported, or paste the order text."),
    )


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:512] and data[:512].isascii()
