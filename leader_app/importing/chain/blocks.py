"""The lines of a paste sorted: which stand above a chain, which are its entries, which are talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from leader_app.importing.chain.address import heading
from leader_app.importing.chain.kinds import (
    is_example,
    is_header,
    is_leader,
    is_offer,
    is_rate,
    is_title,
    sender,
)
from leader_app.importing.chain.lines import Line, Mark, mark_of
from leader_app.importing.chain.normal import Normal

_MENU_SHARE = 0.6
_ROOM = re.compile(r"\s*\d{3,4}\s")


@dataclass(slots=True)
class Slot:
    """One numbered place of a chain and the lines that may belong to it."""

    seq: int | None
    lines: list[Line]
    building: str = ""
    strays: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """What somebody said in the talk around a chain."""

    who: str
    line: Line


@dataclass(slots=True)
class Block:
    """One copy of a chain: the lines above it, its slots, and the lines that are neither."""

    head: list[Line] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    sections: bool = False


@dataclass(slots=True)
class Paste:
    """A whole paste: copies of chains, talk, and the leader's lines."""

    blocks: list[Block]
    talk: list[Message] = field(default_factory=list)
    leader: list[Line] = field(default_factory=list)


def sort_lines(lines: Sequence[Line]) -> Paste:
    """Sort the lines of a paste into chains and talk."""
    sorter = _Sorter(lines)
    for at, line in enumerate(lines):
        sorter.put(at, line)
    return sorter.paste()


class _Sorter:
    """Puts one line after another where it belongs."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._marks = _marks(lines)
        self._menus = _menus(lines, self._marks)
        self._block = Block()
        self._paste = Paste([self._block])
        self._who: str | None = None
        self._building = ""
        self._after_blank = False
        self._pending: list[Line] = []

    def put(self, at: int, line: Line) -> None:
        """Sort one line."""
        text = line.text.text
        mark = self._marks.get(at)
        if line.blank:
            self._after_blank = True
            return
        if is_header(text):
            self._begin([line])
        elif mark is not None and at not in self._menus and not is_example(text[mark.end :]):
            self._enter(mark, line)
        elif (who := sender(text)) is not None:
            self._who = line.text.original(*who).strip()
        elif self._who is not None:
            self._paste.talk.append(Message(self._who, line))
        else:
            self._unnumbered(at, line)
        self._after_blank = False

    def paste(self) -> Paste:
        """Return the sorted paste."""
        self._flush()
        self._paste.blocks = [b for b in self._paste.blocks if b.head or b.slots or b.rest]
        return self._paste

    def _begin(self, head: list[Line]) -> None:
        self._flush()
        self._who, self._building = None, ""
        if self._block.slots or self._block.rest:
            self._block = Block(head=head)
            self._paste.blocks.append(self._block)
        else:
            self._block.head += head

    def _enter(self, mark: Mark, line: Line) -> None:
        self._who = None
        if self._restarts(mark):
            pending, self._pending = self._pending, []
            self._begin(pending)
        self._flush()
        body = Line(line.place, line.text.since(mark.end))
        self._block.slots.append(Slot(mark.seq, [body], self._building))

    def _restarts(self, mark: Mark) -> bool:
        """Whether the numbers begin anew, and not only below the next building."""
        seqs = [slot.seq for slot in self._block.slots[-2:] if slot.seq is not None]
        begins = mark.seq == 1 and any(seq > 1 for seq in seqs)
        return begins and not self._block.sections

    def _unnumbered(self, at: int, line: Line) -> None:
        text = line.text.text
        building = heading(text)
        if building is not None:
            self._building = building
            self._block.sections = True
        elif at in self._menus or is_example(text):
            self._into_head(line)
        elif self._block.slots and is_leader(text) and not self._lists(text):
            self._paste.leader.append(line)
            self._pending.append(line)
        elif self._block.slots:
            self._after_slot(line)
        elif self._block.sections:
            self._block.slots.append(Slot(None, [line], self._building))
        else:
            self._block.head.append(line)

    def _lists(self, text: str) -> bool:
        """Whether the line begins with a room, below the heading of a building."""
        return self._block.sections and _ROOM.match(text) is not None

    def _into_head(self, line: Line) -> None:
        if self._block.slots:
            self._pending.append(line)
        else:
            self._block.head.append(line)

    def _after_slot(self, line: Line) -> None:
        if self._block.sections and self._block.slots[-1].seq is None:
            self._block.slots.append(Slot(None, [line], self._building))
            return
        if self._after_blank or is_title(line.text.text) or self._pending:
            self._pending.append(line)
        else:
            self._block.slots[-1].strays.append(line)

    def _flush(self) -> None:
        """Leave the lines nobody asked for to the chain they stand below."""
        self._block.rest += self._pending
        self._pending = []


def _marks(lines: Sequence[Line]) -> dict[int, Mark]:
    """Return the numbers in front of lines that are places in a chain.

    A number that may also be a date, a price or a room counts only where it follows on.
    """
    found = {at: mark for at, line in enumerate(lines) if (mark := mark_of(line.text.text))}
    order = sorted(found)
    kept: dict[int, Mark] = {}
    last = 0
    for place, at in enumerate(order):
        mark = found[at]
        after = found[order[place + 1]].seq if place + 1 < len(order) else None
        follows = mark.seq == last + 1 and (last > 0 or after == mark.seq + 1 or len(order) == 1)
        begins = mark.seq == 1 and after == mark.seq + 1
        if mark.sure or follows or begins:
            kept[at] = mark
            last = mark.seq
    return kept


def _menus(lines: Sequence[Line], marks: dict[int, Mark]) -> set[int]:
    """Return the numbered lines that offer goods: a run of offers above the orders."""
    menus: set[int] = set()
    run: list[int] = []
    for at in [*sorted(marks), -1]:
        ends = at < 0 or (run and marks[at].seq <= marks[run[-1]].seq) or _parted(lines, run, at)
        if ends and run:
            if _is_menu(
                [_body(lines[i].text, marks[i]) for i in run],
                last=at < 0 or _parted(lines, run, at),
            ):
                menus.update(run)
            run = []
        if at >= 0:
            run.append(at)
    return menus


def _is_menu(bodies: list[str], *, last: bool) -> bool:
    """Whether numbered lines offer goods; below the last ones there are no orders left to come."""
    offers = sum(is_offer(body) and (is_rate(body) or not last) for body in bodies)
    return offers >= _MENU_SHARE * len(bodies)


def _parted(lines: Sequence[Line], run: list[int], at: int) -> bool:
    return bool(run) and any(is_header(lines[i].text.text) for i in range(run[-1] + 1, at))


def _body(text: Normal, mark: Mark) -> str:
    return text.text[mark.end :]
