"""Texts with places: what is wrong in them, and what they become.

``{name}`` is a place, ``{if chilled}…{else}…{end}`` (``{如果 冷藏}…{否则}…{完}``) a condition, and
``{{`` and ``}}`` are braces. What fills a place is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from leader_app.domain import notice_places
from leader_app.domain.text import Text, say

LONGEST = 4_000
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,60})\}|[{}]")
_IF = re.compile(r"(?:if|如果)\s+(.+)|如果(.+)")
_ELSE, _END = frozenset({"else", "否则"}), frozenset({"end", "完"})
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class TemplateFlaw:
    """What is wrong, from ``start`` for ``length`` symbols."""

    start: int
    length: int
    words: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its places filled; ``missing`` are places that had nothing to fill them."""

    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    word: str
    start: int
    length: int


@dataclass(slots=True)
class _Fork:
    start: int
    length: int
    met: bool
    has_else: bool = False


def flaws(text: str) -> tuple[TemplateFlaw, ...]:
    """Return what is wrong in a text, in reading order; nothing if it can be filled."""
    found: list[TemplateFlaw] = []
    if len(text) > LONGEST:
        words = say("The text is too long: {most} symbols at most.", most=LONGEST)
        found.append(TemplateFlaw(LONGEST, len(text) - LONGEST, words))
    open_forks: list[_Fork] = []
    for part in _parts(text):
        words_of_part = _flaw(part, open_forks)
        if words_of_part is not None:
            found.append(TemplateFlaw(part.start, part.length, words_of_part))
    for fork in open_forks:
        words = say("This condition has no {end} after it.", end="{完}")
        found.append(TemplateFlaw(fork.start, fork.length, words))
    return tuple(sorted(found, key=lambda flaw: flaw.start))


def places_in(text: str) -> tuple[str, ...]:
    """Return the English names of the places in a text, each once, in order."""
    found = (notice_places.place(x.word) for x in _parts(text) if x.kind == "place")
    return tuple(dict.fromkeys(place.name for place in found if place is not None))


def fill(
    text: str,
    values: Mapping[str, str],
    truths: Collection[str],
    escape: Callable[[str], str],
) -> Filled:
    """Return ``text`` with ``values`` (by English name) in their places, made safe by ``escape``.

    ``truths`` are the English names of conditions that hold. What is no place stays as it is
    written. Lines that only held places or conditions, and are empty now, go.
    """
    text = text.replace(_MARK, "")
    made: list[str] = []
    missing: list[str] = []
    forks: list[_Fork] = []
    at = 0
    for part in _parts(text):
        shown = all(fork.met for fork in forks)
        if shown:
            made.append(text[at : part.start])
        at = part.start + part.length
        if _steer(part, forks, truths):
            made.append(_MARK)
        elif shown:
            made.append(_become(part, values, escape, missing))
    if all(fork.met for fork in forks):
        made.append(text[at:])
    return Filled(_without_emptied_lines("".join(made)), tuple(dict.fromkeys(missing)))


_MARK = "\ue000"  # private use: where something was taken out; never let in by ``escape``


def _parts(text: str) -> list[_Part]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, word = _kind(match.group(0), match.group(1))
        found.append(_Part(kind, word, match.start(), match.end() - match.start()))
    return found


def _kind(token: str, inside: str | None) -> tuple[str, str]:
    if inside is None:
        return ("brace", token[0]) if len(token) > 1 else ("stray", token)
    word = inside.strip()
    if asked := _IF.fullmatch(word):
        return "if", (asked.group(1) or asked.group(2)).strip()
    if word.lower() in _ELSE:
        return "else", word
    return ("end", word) if word.lower() in _END else ("place", word)


def _flaw(part: _Part, forks: list[_Fork]) -> Text | None:
    if part.kind == "if":
        forks.append(_Fork(part.start, part.length, met=True))
        return _flaw_of_if(part, forks)
    if part.kind == "else":
        if not forks or forks[-1].has_else:
            return say("{otherwise} belongs between a condition and its end.", otherwise="{否则}")
        forks[-1].has_else = True
    elif part.kind == "end":
        if not forks:
            return say("Nothing begins that could end here.")
        forks.pop()
    elif part.kind == "stray":
        return say("A brace is missing here. For a brace itself, write it twice.")
    elif part.kind == "place" and notice_places.place(part.word) is None:
        return say("There is no place called “{word}”.", word=part.word)
    return None


def _flaw_of_if(part: _Part, forks: list[_Fork]) -> Text | None:
    if len(forks) > _DEEPEST:
        return say("These conditions are nested too deeply.")
    if notice_places.condition(part.word) is None:
        return say("There is no condition called “{word}”.", word=part.word)
    return None


def _steer(part: _Part, forks: list[_Fork], truths: Collection[str]) -> bool:
    """Follow conditions; tell whether ``part`` was one."""
    if part.kind == "if":
        found = notice_places.condition(part.word)
        forks.append(_Fork(part.start, part.length, found is not None and found.name in truths))
        return True
    if part.kind == "else" and forks:
        forks[-1].met = not forks[-1].met
        return True
    if part.kind == "end" and forks:
        forks.pop()
        return True
    return False


def _become(
    part: _Part, values: Mapping[str, str], escape: Callable[[str], str], missing: list[str]
) -> str:
    if part.kind in {"brace", "stray"}:
        return part.word
    found = notice_places.place(part.word) if part.kind == "place" else None
    if found is None:
        return "{" + part.word + "}"
    value = escape(values.get(found.name, "")).replace(_MARK, "")
    if not value.strip():
        missing.append(found.name)
        return _MARK
    return value


def _without_emptied_lines(text: str) -> str:
    lines = [
        line.replace(_MARK, "").rstrip()
        for line in text.split("\n")
        if _MARK not in line or line.replace(_MARK, "").strip()
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
