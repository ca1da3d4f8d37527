"""Sentences of the core in a person's language, for programs without Qt."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

from leader_app.domain.text import Text

_HERE = Path(__file__).parent


def sentence(text: Text, language: str) -> str:
    """Return ``text`` in ``language`` (``zh_CN``; anything else is English), places filled in."""
    template = _words(language).get(text.source) or text.source
    filled = {name: _shown(value, language) for name, value in text.params}
    return template.format(**filled)


@cache
def _words(language: str) -> dict[str, str]:
    path = _HERE / f"core.{language}.json"
    if not path.is_file():
        return {}
    return cast("dict[str, str]", json.loads(path.read_text(encoding="utf-8")))


def _shown(value: str | int | datetime | Text, language: str) -> str:
    if isinstance(value, Text):
        return sentence(value, language)
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    return str(value)
