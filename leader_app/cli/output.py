"""What a command prints: sentences for people, or one JSON object a line for scripts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import TextIO

from leader_app.domain.text import Text
from leader_app.errors import LeaderError, Refused
from resources.i18n.catalogue import sentence

LANGUAGES = ("zh_CN", "en")


class Exit(IntEnum):
    """The exit statuses."""

    DONE = 0
    REFUSED = 1
    NOT_UNDERSTOOD = 2
    UNAVAILABLE = 3
    BUG = 4


class Output:
    """Prints on ``stream``; what went wrong goes to ``errors``, or as JSON to ``stream``."""

    def __init__(self, stream: TextIO, errors: TextIO, *, as_json: bool, language: str) -> None:
        self._stream = stream
        self._errors = errors
        self.as_json = as_json
        self.language = language

    def told(self, text: Text) -> str:
        """Return a sentence in the language of this run."""
        return sentence(text, self.language)

    def ended(self, title: str) -> str:
        """Return a title as the first sentence of several."""
        if title.endswith((".", "。", "?", "？")):
            return title
        return title + ("。" if self.language == "zh_CN" else ".")

    def show(self, fields: Mapping[str, object], *sentences: Text | str) -> None:
        """Print ``fields`` as JSON, or else ``sentences``, and flush."""
        lines = (
            [json.dumps(fields, ensure_ascii=False)]
            if self.as_json
            else [self.told(one) if isinstance(one, Text) else one for one in sentences]
        )
        self._stream.write("".join(f"{line}\n" for line in lines))
        self._stream.flush()

    def fail(self, error: LeaderError) -> Exit:
        """Print what went wrong and what to do; return the exit status for it."""
        title, hint = self.told(error.title), self.told(error.hint)
        if self.as_json:
            self.show({"error": title, "hint": hint})
        else:
            self._errors.write(f"{self.ended(title)} {hint}\n")
            self._errors.flush()
        return Exit.REFUSED if isinstance(error, Refused) else Exit.UNAVAILABLE


def plain_streams() -> tuple[TextIO, TextIO]:
    """Return stdout and stderr, both of which take any text."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout, sys.stderr


def system_language() -> str:
    """Return the language the environment asks for: Chinese, or else English."""
    wanted = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh_CN" if wanted.lower().startswith("zh") else "en"
