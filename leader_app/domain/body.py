"""Reads the bodies of commands strictly: every value is of its kind and within its bounds.

A value that is not raises ``UnreadableCommandError``; the command is then kept as it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from leader_app.domain import canonical
from leader_app.domain.command import SCHEMA, Command, from_microseconds

Fields = dict[str, Any]
_Word = TypeVar("_Word", bound=Enum)

MOST = 2**31 - 1
LONGEST_ID = 64
FIRST_YEAR, LAST_YEAR = 2000, 2199


class UnreadableCommandError(ValueError):
    """The body is not what its kind and schema promise; the command is kept as it came."""


def fields(command: Command, *kinds: str) -> Fields:
    """Return the fields of a body; unreadable unless the command is one of ``kinds``."""
    if command.schema != SCHEMA or (kinds and command.kind not in kinds):
        raise UnreadableCommandError
    try:
        found = canonical.unpack(command.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableCommandError from error
    if not isinstance(found, dict):
        raise UnreadableCommandError
    return found


def text(value: object, most: int, least: int = 0) -> str:
    """Return a text of ``least`` to ``most`` symbols that any database can hold."""
    if not isinstance(value, str) or not least <= len(value) <= most or "\0" in value:
        raise UnreadableCommandError
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UnreadableCommandError from error
    return value


def name(value: object, *, may_be_empty: bool = False) -> str:
    """Return an id."""
    return text(value, LONGEST_ID, 0 if may_be_empty else 1)


def number(value: object, low: int, high: int) -> int:
    """Return a whole number between ``low`` and ``high``, both included."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise UnreadableCommandError
    return value


def flag(value: object) -> bool:
    """Return a truth."""
    if not isinstance(value, bool):
        raise UnreadableCommandError
    return value


def word(value: object, words: type[_Word]) -> _Word:
    """Return one of a closed list of words."""
    try:
        return words(text(value, LONGEST_ID))
    except ValueError as error:
        raise UnreadableCommandError from error


def rows(value: object, most: int, least: int = 0) -> list[Any]:
    """Return a list of ``least`` to ``most`` things."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise UnreadableCommandError
    return value


def row(value: object, width: int) -> list[Any]:
    """Return a list of exactly ``width`` things."""
    return rows(value, width, width)


def day(value: object) -> date | None:
    """Return the day an ISO date of the years 2000 to 2199 names; ``None`` for none."""
    if value is None:
        return None
    spelled = text(value, 10)
    try:
        found = date.fromisoformat(spelled)
    except ValueError as error:
        raise UnreadableCommandError from error
    if found.isoformat() != spelled or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableCommandError
    return found


def spelled_day(value: date | None) -> str | None:
    """Return a day as bodies spell it."""
    return None if value is None else value.isoformat()


def moment(value: object) -> datetime:
    """Return the time that whole microseconds since 1970 name, of the years 2000 to 2199."""
    return from_microseconds(number(value, _FIRST_MOMENT, _LAST_MOMENT))


def unique(found: Iterable[object]) -> None:
    """Raise unless no two of these are the same."""
    seen = list(found)
    if len(set(seen)) != len(seen):
        raise UnreadableCommandError


_FIRST_MOMENT = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
_LAST_MOMENT = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000 - 1
