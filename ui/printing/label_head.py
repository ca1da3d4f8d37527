"""The upper part of a label: whose it is, where it lies, and the code."""

from __future__ import annotations

from dataclasses import dataclass

from leader_app.domain.document import Label
from leader_app.domain.paper import Paper
from ui.printing.faces import Face, clean, face, fitted, steps
from ui.printing.marks import Box, Code, Mark
from ui.printing.measures import MM, QUIET

_USUAL = (60 * MM, 40 * MM)
_GAP = 1.5
_CODE_SHARE, _SMALL_CODE_SHARE = 0.5, 0.33
_MOST_CODE_WIDTH = 0.4
_SMALLEST_CODE, _LARGEST_CODE = 11 * MM, 30 * MM
_TIGHT = 0.98


class Frame:
    """The inner box of a label and how large things are on it."""

    def __init__(self, paper: Paper) -> None:
        self.width, self.height = paper.width_mm * MM, paper.height_mm * MM
        self.margin = paper.margin_mm * MM
        self.inner = self.width - 2 * self.margin
        self.right, self.bottom = self.width - self.margin, self.height - self.margin
        share = min(self.width / _USUAL[0], self.height / _USUAL[1])
        self.scale = min(max(share, 0.72), 2.2)

    def mm(self, millimetres: float, least: float = 0.0) -> float:
        """Return a length that grows with the label, but not below ``least`` mm."""
        return max(millimetres * self.scale, least) * MM


@dataclass(slots=True)
class Head:
    """What was placed, where it ends, the words that had no room, and where the room ended."""

    marks: list[Mark]
    bottom: float
    limit: float
    rest: list[str]

    def takes(self, height: float) -> bool:
        """Tell whether there is room for so much more."""
        return self.bottom + height <= self.limit


def usual_head(label: Label, frame: Frame, limit: float) -> Head:
    """Return name and place as large as they go, one under the other, beside the code."""
    head = Head([], frame.margin, limit, [])
    side, width = _place_code(head, label, frame, _CODE_SHARE)
    _large(head, frame, clean(label.headline), width, frame.mm(6.4))
    _place_and_mark(head, label, frame, width, frame.mm(7.4))
    _side(head, label, frame, width)
    head.bottom = max(head.bottom + frame.mm(0.6), frame.margin + side * (1 + QUIET))
    return head


def compact_head(label: Label, frame: Frame, limit: float) -> Head:
    """Return name and place on one line, to leave room for a long list."""
    head = Head([], frame.margin, limit, [])
    side, width = _place_code(head, label, frame, _SMALL_CODE_SHARE)
    both = "  ".join(clean(text) for text in (label.headline, label.place) if text)
    _large(head, frame, both, width, frame.mm(5.0))
    if label.mark:
        _pill(head, frame, clean(label.mark), frame.margin, width)
    _side(head, label, frame, width)
    head.bottom = max(head.bottom + frame.mm(0.6), frame.margin + side * (1 + QUIET))
    return head


def poster(label: Label, frame: Frame, floor: float) -> Head:
    """Return a headline across the whole label, everything else under it: for shelves."""
    side = max(_SMALLEST_CODE, min(frame.height * 0.36, _LARGEST_CODE)) if label.code else 0.0
    head = Head([], frame.margin, floor - side, [])
    tallest = (floor - frame.margin - side - frame.mm(1.0)) * 0.8
    _large(head, frame, clean(label.headline), frame.inner, max(tallest, frame.mm(6)))
    head.bottom += frame.mm(0.8)
    width, head.limit = frame.inner, floor
    if side:
        top = frame.bottom - side
        head.marks.append(Code(frame.right - side, top, side, side, label.code))
        width -= side * (1 + QUIET)
    _place_and_mark(head, label, frame, width, frame.mm(6))
    _side(head, label, frame, width)
    return head


def _place_code(head: Head, label: Label, frame: Frame, share: float) -> tuple[float, float]:
    """Put the code into the corner; returns its side and the width left beside it."""
    if not label.code:
        return 0.0, frame.inner
    side = min(frame.width * _MOST_CODE_WIDTH, frame.height * share, _LARGEST_CODE)
    side = max(side, _SMALLEST_CODE)
    head.marks.append(Code(frame.right - side, frame.margin, side, side, label.code))
    return side, frame.inner - side * (1 + QUIET)


def _large(head: Head, frame: Frame, text: str, width: float, largest: float) -> None:
    """Write a large line, or two small ones."""
    if not text:
        return
    sizes = steps(largest, min(largest, frame.mm(3.6, 3.0)), 9)
    one, lines = fitted(text, width, sizes, strong=True, lines=1)
    for words in lines[:2]:
        if not head.takes(one.line):
            break
        head.marks.append(one.at(words, frame.margin, head.bottom))
        head.bottom += one.line * _TIGHT
        lines = lines[1:]
    if lines:
        head.rest.append("".join(lines))


def _place_and_mark(head: Head, label: Label, frame: Frame, width: float, largest: float) -> None:
    """Write where it lies, with the mark behind it if there is room, else under it."""
    top, mark = head.bottom, clean(label.mark)
    _large(head, frame, clean(label.place), width, largest)
    if not mark:
        return
    last = head.marks[-1] if head.bottom > top and head.marks else None
    pill, gap = _pill_face(frame), frame.mm(_GAP)
    used = last.left - frame.margin + last.width + gap if last is not None else 0.0
    room = width - used - 2 * frame.mm(0.9)
    if last is not None and pill.width(mark) <= room:
        _boxed(
            head, frame, pill, mark, (frame.margin + used, last.top + (last.height - pill.line) / 2)
        )
    else:
        _pill(head, frame, mark, frame.margin, width)


def _pill_face(frame: Frame) -> Face:
    return face(frame.mm(3.6, 2.6), strong=True)


def _pill(head: Head, frame: Frame, text: str, left: float, width: float) -> None:
    pad = frame.mm(0.9)
    sizes = steps(frame.mm(3.6, 2.6), frame.mm(2.2, 2.0), 5)
    one, lines = fitted(text, width - 2 * pad, sizes, strong=True, lines=1)
    if not head.takes(one.line * len(lines)):
        head.rest.append(text)
        return
    for words in lines:
        _boxed(head, frame, one, words, (left, head.bottom))
        head.bottom += one.line
    head.bottom += frame.mm(0.4)


def _boxed(head: Head, frame: Frame, one: Face, text: str, at: tuple[float, float]) -> None:
    pad, (left, top) = frame.mm(0.9), at
    head.marks.append(Box(left, top, one.width(text) + 2 * pad, one.line))
    head.marks.append(one.at(text, left + pad, top, white=True))


def _side(head: Head, label: Label, frame: Frame, width: float) -> None:
    if not label.side:
        return
    sizes = steps(frame.mm(3.4, 2.4), frame.mm(2.4, 2.2), 4)
    one, lines = fitted(clean(label.side), width, sizes, strong=True, lines=1)
    if head.takes(one.line):
        head.marks.append(one.at(lines[0], frame.margin, head.bottom))
        head.bottom += one.line
        lines = lines[1:]
    if lines:
        head.rest.append("".join(lines))
