"""Sentences for people, kept apart from the language they are shown in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Text:
    """An English source sentence with named places, translated where it is shown.

    ``params`` holds what goes into the places: text, whole numbers, aware times
    or another ``Text``.
    """

    source: str
    params: tuple[tuple[str, str | int | datetime | Text], ...] = ()

    def __str__(self) -> str:
        """Return the English sentence, times in local time."""
        return self.fill(self.source)

    def fill(self, template: str) -> str:
        """Return ``template`` (this sentence in some language) with the places filled in."""
        return template.format(**{name: _shown(value) for name, value in self.params})


def say(source: str, /, **params: str | int | datetime | Text) -> Text:
    """Make a sentence; ``source`` must be a literal, so that it is found for translation."""
    return Text(source, tuple(sorted(params.items())))


def _shown(value: str | int | datetime | Text) -> str:
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    return str(value)
