"""What went wrong with a print, as it is kept with its job."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from leader_app.domain.text import Text
from leader_app.errors import LeaderError


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, what to do, and how many pages are out (through all copies)."""

    title: Text | None = None
    hint: Text | None = None
    pages: int = 0


def write(problem: Problem) -> str:
    """Return the problem as text."""
    kept = {
        "hint": _plain(problem.hint),
        "pages": problem.pages,
        "title": _plain(problem.title),
    }
    return json.dumps(kept, ensure_ascii=False)


def read(text: str) -> Problem:
    """Return what ``write`` wrote, an empty problem for anything else."""
    try:
        kept = json.loads(text)
        return Problem(_text(kept["title"]), _text(kept["hint"]), int(kept["pages"]))
    except (KeyError, TypeError, ValueError):
        return Problem()


def of(error: LeaderError, pages: int = 0) -> Problem:
    """Return the problem an error tells of."""
    return Problem(error.title, error.hint, pages)


def _plain(text: Text | None) -> dict[str, Any] | None:
    if text is None:
        return None
    places = {
        name: _plain(value) if isinstance(value, Text) else _word(value)
        for name, value in text.params
    }
    return {"source": text.source, "params": places}


def _word(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _text(kept: dict[str, Any] | None) -> Text | None:
    if kept is None:
        return None
    places = {
        str(name): _text(value) or "" if isinstance(value, dict) else value
        for name, value in kept["params"].items()
    }
    return Text(str(kept["source"]), tuple(sorted(places.items())))
