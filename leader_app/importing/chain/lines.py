"""The paste cut into lines, and what the number in front of a line is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leader_app.importing.chain.normal import ENCLOSED, Normal, normal
from leader_app.importing.chain.numbers import UNITS, number

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WRITTEN_BREAK = re.compile(r"\\r\\n|\\n")
MAX_LINE = 20_000
"""A longer line holds no orders that a person has written."""
MAX_BODY = 600
_ENCLOSED_RUN = rf"(?:\d{ENCLOSED}){{1,4}}|\d{{1,4}}{ENCLOSED}"
_MARK = re.compile(
    rf"[\s>·]*(?:(?P<ring>{_ENCLOSED_RUN})\s?[.、:,)]?"
    r"|[(\[【<]\s?(?P<bracket>\d{1,4})\s?[)\]】>]\s?[.、:,]?"
    r"|(?:no\.?|第)\s?(?P<no>\d{1,4})\s?[位号个]?\s?[.、:,]?"
    r"|(?P<strong>\d{1,4})\s?[.、):,。·]+"
    r"|(?P<chinese>[一二三四五六七八九十]{1,4})\s?[、.)]"
    r"|(?P<weak>\d{1,4})(?=\s+\S))\s*"
)
_DATE = re.compile(
    r"[\s\W]*\d{1,4}\s?(?:[./-]\s?\d{1,2}\s?(?:[./-]|[号日]|\s*$|周|星期)|[月年])|\s*\d{1,2}:\d{2}(?!\d)"
)
_INNER = re.compile(
    rf"(?:(?<=\s)|(?<=[^\w.:#×*+/-])|(?<=[\u4e00-\u9fff)\]]))(?:(?P<seq>\d{{1,4}})\s?[.、)](?!\d)|(?P<ring>{_ENCLOSED_RUN}))"
)
_SPACED = re.compile(r"(?<=\s)(?P<seq>\d{1,4})[.、)](?=\d)")
_MIN_INNER = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paste: its ``place`` (from 1), and its text."""

    place: int
    text: Normal

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        return not self.text.text.strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """The number in front of a line and where what follows it begins.

    ``sure`` tells that it cannot be a date, a price or a room.
    """

    seq: int
    end: int
    sure: bool


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a paste; a chain written in one line becomes one line for each number."""
    lines = list(_written_lines(text))
    for at, line in enumerate(lines):
        cuts = _inner_marks(line.text.text)
        if cuts and not _is_one_of_many(lines, at):
            yield from _unfolded(line, cuts)
        else:
            yield line


def mark_of(text: str) -> Mark | None:
    """Return the number a line begins with, if it may be its place in a chain."""
    found = _MARK.match(text)
    if found is None:
        return None
    kind = str(found.lastgroup)
    figure = found[kind].replace(ENCLOSED, "")
    value = number(figure)
    if value is None:
        return None
    tight = kind == "strong" and text[found.end() : found.end() + 1].isdigit()
    tight = tight and not text[found.end() - 1].isspace()
    sure = kind not in {"weak", "chinese"} and not tight and not _DATE.match(text)
    return Mark(int(value), found.end(), sure)


def _written_lines(text: str) -> Iterator[Line]:
    """Yield the lines as they were written, blank ones once, none longer than is looked at."""
    blank = False
    for place, physical in enumerate(_BREAK.split(text), 1):
        if blank and not physical:
            continue
        blank = not physical
        for written in _WRITTEN_BREAK.split(physical) if "\\" in physical else (physical,):
            yield Line(place, normal(written[:MAX_LINE]))


def _is_one_of_many(lines: Sequence[Line], at: int) -> bool:
    """Whether the lines next to it have the numbers next to its own: no chain in one line."""
    mark = mark_of(lines[at].text.text)
    if mark is None:
        return False
    for step in (-1, 1):
        near = [lines[one] for one in (at + step, at + 2 * step) if 0 <= one < len(lines)]
        marks = [mark_of(line.text.text) for line in near]
        if any(other is not None and other.seq == mark.seq + step for other in marks):
            return True
    return False


def _unfolded(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    start = 0
    for cut in cuts:
        if cut > start:
            yield Line(line.place, line.text.until(cut).since(start))
        start = cut
    yield Line(line.place, line.text.since(start))


def _is_quantity(text: str, found: re.Match[str]) -> bool:
    """Whether a figure inside a line rather counts goods (西瓜2、) or begins the line."""
    before = text[: found.start()]
    sign = before.rstrip()[-1:]
    tied = before[-1:].isalpha() and not before.endswith(UNITS) and found.group().endswith("、")
    return not before or tied or sign in {"×", "*", "+", "x"}


def _inner_marks(text: str) -> list[int]:
    """Return where the numbers of a chain in one line stand, if at least three follow on."""
    first = mark_of(text)
    cuts: list[int] = []
    expected = None
    if first is not None and first.sure:
        cuts, expected = [0], first.seq + 1
    places = [*_INNER.finditer(text), *_SPACED.finditer(text)]
    for found in sorted(places, key=lambda match: match.start()):
        figure = found["seq"] or found.groupdict().get("ring") or ""
        seq = int(figure.replace(ENCLOSED, ""))
        if _is_quantity(text, found) or (expected is None and seq > 1):
            continue
        if expected is None or seq == expected:
            cuts.append(found.start())
            expected = seq + 1
    return cuts if len(cuts) >= _MIN_INNER else []
