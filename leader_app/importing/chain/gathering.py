"""The slots of a chain read one after another, with the lines below that belong to them."""

from __future__ import annotations

from collections.abc import Iterator

from leader_app.domain.text import Text, say
from leader_app.importing.chain.blocks import Block, Slot
from leader_app.importing.chain.changes import Change
from leader_app.importing.chain.draft import Draft
from leader_app.importing.chain.entry import Place, read_entry
from leader_app.importing.chain.kinds import is_header, is_leader, is_title, tells_quantity
from leader_app.importing.chain.lines import Line
from leader_app.importing.chain.menu import Head, read_head
from leader_app.importing.chain.normal import normal
from leader_app.importing.chain.notes import is_polite, is_wish
from leader_app.importing.chain.talk import spoken

_MIN_LIST = 2


def gathered(block: Block, head: Head, remarks: list[Text]) -> Iterator[Draft]:
    """Yield the entries of a chain in their order."""
    if not block.slots:
        yield from _unnumbered(block, head, remarks)
        return
    for slot in block.slots:
        yield from _slot(slot, head, remarks)
    for line in block.rest:
        _remark(line, head, remarks)


def _slot(slot: Slot, head: Head, remarks: list[Text]) -> Iterator[Draft]:
    lines, lone = list(slot.lines), []
    for stray in slot.strays:
        probe = _read([stray], None, head)
        if _continues(lines, stray, probe):
            lines.append(stray)
        elif probe.name and probe.told:
            lone.append(probe)
        else:
            _remark(stray, head, remarks)
    draft = _read(lines, slot, head)
    if _is_order(draft, numbered=slot.seq is not None):
        yield draft
    for probe in lone:
        probe.doubt(say("The line has no number in the chain. Check whether it is an order."))
        yield probe


def _read(lines: list[Line], slot: Slot | None, head: Head) -> Draft:
    body = lines[0].text
    if len(lines) > 1:
        body = normal("\n".join(line.text.written for line in lines))
    places = tuple(dict.fromkeys(line.place for line in lines))
    seq, building = (slot.seq, slot.building) if slot else (None, "")
    return read_entry(body, Place(places, seq, building), head)


def _continues(lines: list[Line], stray: Line, probe: Draft) -> bool:
    """Whether a line without a number goes on with the entry above it."""
    text = stray.text.text
    if is_polite(text.strip()):
        return False
    if probe.receiver or probe.phone or (is_wish(text) and not probe.told):
        return True
    above = any(tells_quantity(line.text.text) for line in lines)
    if not probe.name and (probe.items or probe.address.room):
        return not (above and probe.unnamed)
    return not above and probe.told


def _is_order(draft: Draft, *, numbered: bool) -> bool:
    """Whether an entry says anything; an empty number says nothing, talk in a list neither."""
    if not draft.raw or not any(char.isalnum() for char in draft.raw):
        return False
    if numbered:
        return True
    return bool(draft.items) and (draft.told or bool(draft.address.room))


def _unnumbered(block: Block, head: Head, remarks: list[Text]) -> Iterator[Draft]:
    """Read a list whose lines have no numbers: those that say who and how many."""
    if head.columns is not None:
        for one in block.head:
            if head.columns.fit(one.text):
                yield _read([one], None, head)
            else:
                _remark(one, head, remarks)
        return
    if spoken(block.head):
        return
    lines = [line for line in block.head if _may_order(line, head)]
    if len(lines) < _MIN_LIST:
        return
    own = read_head([line for line in block.head if line.place < lines[0].place], head.known)
    for line in lines:
        draft = _read([line], None, own)
        draft.calm = False
        yield draft


def _may_order(line: Line, head: Head) -> bool:
    text = line.text.text
    if is_header(text) or is_title(text) or is_leader(text):
        return False
    draft = _read([line], None, head)
    return draft.told and bool(draft.name or draft.address.room)


def _remark(line: Line, head: Head, remarks: list[Text]) -> None:
    """Tell of a line that may be an order and was left out."""
    text = line.text.text
    if is_leader(text) or not tells_quantity(text):
        return
    probe = _read([line], None, head)
    if probe.told and probe.change is Change.ORDER:
        remarks.append(
            say(
                "Line {place} may be an order and was left out: “{text}”",
                place=line.place,
                text=line.text.written.strip()[:60],
            )
        )
