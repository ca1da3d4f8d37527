"""Sentences of the core in a person's language, for programs without Qt."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from leader_app.domain.text import Text

_HERE = Path(__file__).parent


def sentence(text: Text, language: str) -> str:
    """Return ``text`` in ``language`` (``zh_CN``; anything else is English), places filled in."""
    return text.told(translator(language))


def translator(language: str) -> Callable[[str], str]:
    """Return what says an English source sentence in ``language``, as ``Text.told`` wants it."""
    words = _words(language)
    return lambda source: words.get(source) or source


@cache
def _words(language: str) -> dict[str, str]:
    path = _HERE / f"core.{language}.json"
    if not path.is_file():
        return {}
    return cast("dict[str, str]", json.loads(path.read_text(encoding="utf-8")))
