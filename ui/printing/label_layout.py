"""A label: name and place to be read from afar, the code, what is in it; more labels if need be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leader_app.domain.document import Label, LabelLine
from leader_app.domain.paper import Paper
from ui.printing.faces import Face, clean, face, steps
from ui.printing.label_head import Frame, Head, compact_head, poster, usual_head
from ui.printing.marks import Mark, Page
from ui.printing.measures import MM

_GAP = 1.5
_NUMBER_SHARE = 0.45
_SMALL = 2.6 * MM
_FOOT_SHARE = 0.8


@dataclass(slots=True)
class _Line:
    """One printed line of the contents: words, and on a first line the number."""

    words: str
    number: str
    at: Face


def lay_out_label(label: Label, paper: Paper) -> list[Page]:
    """Return the label, or as many as its contents need, each with the name and the code."""
    frame = Frame(paper)
    foot = face(frame.mm(2.1, 2.0))
    said = foot.wrap(clean(label.foot), frame.inner * _FOOT_SHARE) if label.foot else [""]
    floor = frame.bottom - foot.line * len(said)
    head, parts = _arranged(label, frame, floor)
    pages = []
    for number, lines in enumerate(parts, 1):
        marks = [*head.marks, *_body(lines, frame, head.bottom)]
        marks += _foot(said, frame, foot, f"{number}/{len(parts)}" if parts[1:] else "")
        pages.append(Page(frame.width, frame.height, marks))
    return pages


def _arranged(label: Label, frame: Frame, floor: float) -> tuple[Head, list[list[_Line]]]:
    """Return head and contents: a small head only where that saves labels."""
    if not label.lines:
        head = poster(label, frame, floor)
        if not head.rest:
            return head, [[]]
    limit = floor - face(_smallest(frame)).line - frame.mm(_GAP)
    usual, small = usual_head(label, frame, limit), compact_head(label, frame, limit)
    parts = list(_parts(_contents(usual.rest, label.lines), frame, floor - usual.bottom))
    if len(parts) <= 1:
        return usual, parts or [[]]
    fewer = list(_parts(_contents(small.rest, label.lines), frame, floor - small.bottom))
    return (small, fewer) if len(fewer) < len(parts) else (usual, parts)


def _contents(rest: Iterable[str], lines: Iterable[LabelLine]) -> list[LabelLine]:
    return [*(LabelLine(text) for text in rest), *lines]


def _parts(lines: list[LabelLine], frame: Frame, room: float) -> Iterable[list[_Line]]:
    """Yield what goes on each label: all on one in the largest type that allows it, if any does."""
    if not lines:
        return
    sizes = steps(frame.mm(4.2, 2.6), _smallest(frame), 6)
    for size in sizes:
        broken = _broken(lines, frame, size)
        if sum(line.at.line for line in broken) <= room:
            yield broken
            return
    broken = _broken(lines, frame, sizes[-1])
    each = max(1, int(room / broken[0].at.line))
    for start in range(0, len(broken), each):
        yield broken[start : start + each]


def _smallest(frame: Frame) -> float:
    return min(frame.mm(2.5, 2.3), _SMALL)


def _broken(lines: list[LabelLine], frame: Frame, size: float) -> list[_Line]:
    plain, strong = face(size), face(size, strong=True)
    gap = frame.mm(_GAP)
    found = []
    for line in lines:
        number = clean(line.quantity)
        taken = strong.width(number) + gap if number else 0.0
        if taken > frame.inner * _NUMBER_SHARE:
            found += [_Line(words, "", strong) for words in strong.wrap(number, frame.inner)]
            number, taken = "", 0.0
        words = plain.wrap(clean(line.words), frame.inner - taken)
        found.append(_Line(words[0], number, plain))
        found += [_Line(more, "", plain) for more in words[1:]]
    return found


def _body(lines: list[_Line], frame: Frame, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for line in lines:
        marks.append(line.at.at(line.words, frame.margin, top))
        if line.number:
            strong = face(line.at.size, strong=True)
            left = frame.right - strong.width(line.number)
            marks.append(strong.at(line.number, left, top))
        top += line.at.line
    return marks


def _foot(said: list[str], frame: Frame, at: Face, count: str) -> list[Mark]:
    top = frame.bottom - at.line * len(said)
    marks: list[Mark] = [
        at.at(words, frame.margin, top + at.line * number)
        for number, words in enumerate(said)
        if words
    ]
    if count:
        strong = face(at.size, strong=True)
        marks.append(strong.at(count, frame.right - strong.width(count), frame.bottom - at.line))
    return marks
