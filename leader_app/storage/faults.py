"""What the database complains of, in words for people: the world's faults, never ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext

from leader_app.domain.text import say
from leader_app.errors import Unavailable

_FULL = frozenset({sqlite3.SQLITE_FULL})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_DISK = frozenset(
    {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
)


class DamagedStore(Unavailable):
    """The database file, or the log in it, is not what was written."""


class DiskFull(Unavailable):
    """The disk has no room left; what was being written was rolled back."""


def primary_code(error: BaseException) -> int:
    """Return SQLite's primary result code of a driver's error, 0 for anything else."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def explain(error: BaseException) -> Unavailable | None:
    """Return what a person should read about a driver's error; ``None`` if it is a bug of ours."""
    code = primary_code(error)
    if code in _FULL:
        return disk_full()
    if code in _BUSY:
        return busy()
    if code in _DAMAGED:
        return damaged()
    return disk_trouble() if code in _DISK else None


def translate(context: ExceptionContext) -> Unavailable | None:
    """Let SQLAlchemy raise our error instead of the driver's (a ``handle_error`` listener)."""
    return explain(context.original_exception)


@contextmanager
def disk_words() -> Iterator[None]:
    """Turn ``OSError`` of plain files into ``Unavailable``."""
    try:
        yield
    except OSError as error:
        raise disk_trouble() from error


def disk_full() -> DiskFull:
    """What to say when the disk has no room left."""
    return DiskFull(
        say("The disk is full: nothing was saved."),
        say("Free some space on this computer's disk, then do it again."),
    )


def busy() -> Unavailable:
    """Another program held the store for too long."""
    return Unavailable(
        say("The local store is busy: nothing was saved."),
        say("Another Leader Desk program is writing. Wait a moment, then do it again."),
    )


def disk_trouble() -> Unavailable:
    """The disk cannot be read or written."""
    return Unavailable(
        say("The local store cannot be read or written: nothing was saved."),
        say("Check that the disk is connected and that you may write to the folder."),
    )


def damaged() -> DamagedStore:
    """The file is damaged, or the key does not fit it: the two look alike from outside."""
    return DamagedStore(
        say("The local store is damaged, or was made with another key."),
        say("Nothing was deleted. Keep the folder as it is and run the doctor."),
    )
