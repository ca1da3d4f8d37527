"""The paste cut into lines, and what the number in front of a line is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leader_app.importing.chain.normal import ENCLOSED, Normal, normal
from leader_app.importing.chain.numbers import number

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
    blank = False
    for place, physical in enumerate(_BREAK.split(text), 1):
        if blank and not physical:
            continue
        blank = not physical
        for written in _WRITTEN_BREAK.split(physical) if "\\" in physical else (physical,):
            if len(written) > MAX_LINE:
                yield Line(place, normal(written[:MAX_LINE]))
            else:
                yield from _unfolded(place, normal(written))


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


def _unfolded(place: int, line: Normal) -> Iterator[Line]:
    cuts = _inner_marks(line.text)
    start = 0
    for cut in cuts:
        if cut > start:
            yield Line(place, line.until(cut).since(start))
        start = cut
    yield Line(place, line.since(start))


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
        if found.start() == 0 or (expected is None and seq > 1):
            continue
        if expected is None or seq == expected:
            cuts.append(found.start())
            expected = seq + 1
    return cuts if len(cuts) >= _MIN_INNER else []
