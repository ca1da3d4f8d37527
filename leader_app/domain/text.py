"""Sentences for people, kept apart from the language they are shown in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.local_time import local


@dataclass(frozen=True, slots=True)
class Text:
    """An English source sentence with named places, translated where it is shown.

    ``params`` holds what goes into the places: text, whole numbers, aware times
    or another ``Text``.
    """

    source: str
    params: tuple[tuple[str, str | int | datetime | Text], ...] = ()

    def __str__(self) -> str:
        """Return the English sentence, times as on the point's wall."""
        return self.told(lambda source: source)

    def told(self, translate: Callable[[str], str]) -> str:
        """Return the sentence, and those inside it, in the language ``translate`` speaks."""
        return translate(self.source).format(
            **{name: _shown(value, translate) for name, value in self.params}
        )


def say(source: str, /, **params: str | int | datetime | Text) -> Text:
    """Make a sentence; ``source`` must be a literal, so that it is found for translation."""
    return Text(source, tuple(sorted(params.items())))


def _shown(value: str | int | datetime | Text, translate: Callable[[str], str]) -> str:
    if isinstance(value, Text):
        return value.told(translate)
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    return str(value)
