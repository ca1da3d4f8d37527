"""A product list in a file, for imports that bring their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from leader_app.domain.money import Fen, parse_yuan
from leader_app.domain.text import say
from leader_app.domain.understood import KnownProduct
from leader_app.errors import Refused, Unavailable

_MOST_BYTES = 10 << 20


def read_catalogue(path: Path) -> list[KnownProduct]:
    """Return the products of a JSON file: a list, or the ``catalog`` of an object.

    Each has a name and may have ``unit``, ``price`` in yuan and ``aliases``. An object without a
    ``catalog`` stands for an empty list.

    Raises:
        Refused: The file is something else.
        Unavailable: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            told = json.loads(stream.read(_MOST_BYTES).decode("utf-8-sig"))
        rows = told.get("catalog", []) if isinstance(told, dict) else told
        return list(_products(rows))
    except OSError as error:
        raise Unavailable(
            say("“{file}” cannot be read.", file=path.name),
            say("See whether it still is there and not open in another program."),
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(
            say("“{file}” is no product list.", file=path.name),
            say(
                "Write a JSON list of objects with name, unit, price (in yuan) and aliases, "
                "or an object that has one as catalog."
            ),
        ) from error


def _products(rows: object) -> Iterator[KnownProduct]:
    if not isinstance(rows, list):
        raise TypeError
    for number, row in enumerate(rows):
        name, aliases = row["name"], row.get("aliases", [])
        if not isinstance(name, str) or not name.strip() or not isinstance(aliases, list):
            raise TypeError
        yield KnownProduct(
            f"P{number}",
            name,
            str(row.get("unit", "")),
            _price(row.get("price", 0)),
            tuple(str(alias) for alias in aliases),
        )


def _price(told: object) -> Fen:
    if isinstance(told, float):
        return Fen(round(told * 100))
    return parse_yuan(str(told))
