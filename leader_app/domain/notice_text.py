"""Texts with places: what is wrong in them, and what they become.

``{name}`` is a place, ``{if chilled}…{else}…{end}`` (``{如果 冷藏}…{否则}…{完}``) a condition, and
``{{`` and ``}}`` are braces. The name of a place is a condition too: it holds where there is
something to fill it. Braces may be full-width, as Chinese keyboards make them. What fills a place
is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from leader_app.domain import notice_places
from leader_app.domain.message_text import clean
from leader_app.domain.text import Text, say

LONGEST = 4_000
MOST_FLAWS = 50
_DEEPEST = 5
_TOKEN = re.compile(r"\{\{|\}\}|[{｛]([^{}｛｝\n]{0,60})[}｝]|[{}]")
_IF = re.compile(r"if\s+(.+)|如果\s*(.+)", re.IGNORECASE)
_ELSE, _END = frozenset({"else", "否则"}), frozenset({"end", "完"})
_MARK = "\ue000"  # private use, so never let in: where something was taken out
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%/?#=&+,;:-]*)?")


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
    """An open condition; ``outside`` tells whether what is around it is shown."""

    part: _Part
    met: bool = True
    outside: bool = True
    has_else: bool = False

    @property
    def shown(self) -> bool:
        return self.met and self.outside


def flaws(text: str) -> tuple[TemplateFlaw, ...]:
    """Return what is wrong in a text, in reading order, the first ``MOST_FLAWS`` of it.

    Nothing if it can be filled.
    """
    found: list[TemplateFlaw] = []
    if len(text) > LONGEST:
        words = say("The text is too long: {most} symbols at most.", most=LONGEST)
        found.append(TemplateFlaw(LONGEST, len(text) - LONGEST, words))
    open_forks: list[_Fork] = []
    for part in _parts(text):
        words_of_part = _flaw(part, open_forks)
        if words_of_part is not None:
            found.append(TemplateFlaw(part.start, part.length, words_of_part))
        if len(found) == MOST_FLAWS:
            break
    else:
        found += [_unended(fork.part) for fork in open_forks]
    return tuple(sorted(found, key=lambda flaw: flaw.start)[:MOST_FLAWS])


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

    ``truths`` are the English names of conditions that hold. The list keeps its lines, a plain
    link stays one. What is no place stays as it is written. Lines that only held places or
    conditions, and are empty now, go.
    """
    text = clean(text)
    safe = {name: _safe(name, value, escape) for name, value in values.items()}
    held = {*truths, *(name for name, value in safe.items() if value)}
    made: list[str] = []
    missing: list[str] = []
    forks: list[_Fork] = []
    at = 0
    for part in _parts(text):
        shown = not forks or forks[-1].shown
        if shown:
            made.append(text[at : part.start])
        at = part.start + part.length
        if _steer(part, forks, held):
            made.append(_MARK)
        elif shown:
            made.append(_become(part, text, safe, missing))
    if not forks or forks[-1].shown:
        made.append(text[at:])
    return Filled(_without_emptied_lines("".join(made)), tuple(dict.fromkeys(missing)))


def _parts(text: str) -> Iterator[_Part]:
    for match in _TOKEN.finditer(text):
        kind, word = _kind(match.group(0), match.group(1))
        yield _Part(kind, word, match.start(), match.end() - match.start())


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
        forks.append(_Fork(part))
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
        return _flaw_of_place(part)
    return None


def _flaw_of_if(part: _Part, forks: list[_Fork]) -> Text | None:
    if len(forks) > _DEEPEST:
        return say("These conditions are nested too deeply.")
    if _asked(part.word):
        return None
    if near := notice_places.alike(part.word, conditions=True):
        return say(
            "There is no condition called “{word}”. Is it “{near}”?", word=part.word, near=near
        )
    return say("There is no condition called “{word}”.", word=part.word)


def _flaw_of_place(part: _Part) -> Text:
    if not part.word:
        return say("There is nothing between these braces.")
    if notice_places.condition(part.word) is not None:
        return say("“{word}” is a condition: write {example}.", word=part.word,
                   example=f"{{如果 {part.word}}}…{{完}}")  # fmt: skip
    if near := notice_places.alike(part.word):
        return say("There is no place called “{word}”. Is it “{near}”?", word=part.word, near=near)
    return say("There is no place called “{word}”.", word=part.word)


def _unended(part: _Part) -> TemplateFlaw:
    words = say("This condition has no {end} after it.", end="{完}")
    return TemplateFlaw(part.start, part.length, words)


def _asked(word: str) -> str:
    """Return the English name of what a condition asks for; empty if there is no such thing."""
    found = notice_places.condition(word) or notice_places.place(word)
    return found.name if found is not None else ""


def _steer(part: _Part, forks: list[_Fork], held: Collection[str]) -> bool:
    """Follow conditions; tell whether ``part`` was one."""
    if part.kind == "if":
        outside = not forks or forks[-1].shown
        forks.append(_Fork(part, _asked(part.word) in held, outside))
        return True
    if part.kind == "else" and forks:
        forks[-1].met = not forks[-1].met
        return True
    if part.kind == "end" and forks:
        forks.pop()
        return True
    return False


def _become(part: _Part, text: str, safe: Mapping[str, str], missing: list[str]) -> str:
    if part.kind in {"brace", "stray"}:
        return part.word
    found = notice_places.place(part.word) if part.kind == "place" else None
    if found is None:
        return text[part.start : part.start + part.length]
    value = safe.get(found.name, "")
    if not value:
        missing.append(found.name)
        return _MARK
    return value


def _safe(name: str, value: str, escape: Callable[[str], str]) -> str:
    if name == "link" and _LINK.fullmatch(value.strip()):
        return value.strip()
    lines = value.split("\n") if name == "list" else [value]
    return "\n".join(escape(line) for line in lines).replace(_MARK, "").strip()


def _without_emptied_lines(text: str) -> str:
    lines = [
        line.replace(_MARK, "").rstrip()
        for line in text.split("\n")
        if _MARK not in line or line.replace(_MARK, "").strip()
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
