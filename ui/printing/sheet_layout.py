"""A sheet: title, facts, tables, totals, room to sign."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.document import Fact, Sheet, Signature
from leader_app.domain.paper import Paper
from ui.printing.faces import clean, face
from ui.printing.flow import Flow
from ui.printing.marks import Box, Code, Page, Picture
from ui.printing.measures import BOX_LINE
from ui.printing.table_layout import Table

_APART = "   "


def lay_out_sheet(sheet: Sheet, head: str, paper: Paper) -> list[Page]:
    """Return the pages of a sheet; ``head`` is whose it is."""
    flow = Flow(paper)
    if flow.is_wide:
        _wide_head(flow, sheet, head)
    else:
        _narrow_head(flow, sheet, head)
    for block in sheet.blocks:
        Table(flow, block).lay_out()
    _totals(flow, sheet.totals)
    for note in sheet.notes:
        flow.text(note, face(flow.scale.body))
        flow.gap(flow.scale.gap / 2)
    _signatures(flow, sheet.signatures)
    if sheet.code and not flow.is_wide:
        _code_at_end(flow, sheet.code)
    return flow.finished(_APART.join(text for text in (head, sheet.title) if text))


def _wide_head(flow: Flow, sheet: Sheet, head: str) -> None:
    scale, width, start = flow.scale, flow.inner, flow.top
    if sheet.code:
        side = scale.code
        flow.add(Code(flow.right - side, flow.top, side, side, sheet.code))
        width -= side + scale.gap
    flow.text(sheet.title, face(scale.title, strong=True), width=width)
    if head:
        flow.text(head, face(scale.body), width=width)
    flow.gap(scale.gap / 2)
    _facts_in_rows(flow, sheet.facts, width)
    if sheet.code and len(flow.pages) == 1:
        flow.top = max(flow.top, start + scale.code)
    flow.gap(scale.gap)


def _facts_in_rows(flow: Flow, facts: Sequence[Fact], width: float) -> None:
    """Write facts side by side as long as they fit."""
    plain, strong = face(flow.scale.body), face(flow.scale.body, strong=True)
    gap, left = flow.scale.gap, 0.0
    between = plain.width("  ")
    for fact in facts:
        name, words = clean(fact.name), clean(fact.words)
        long = plain.width(name) + between + strong.width(words)
        if left and left + long > width:
            flow.top, left = flow.top + plain.line, 0.0
        if long > width:
            flow.text(f"{name}  {words}", strong, width=width)
            continue
        if not left:
            flow.need(plain.line)
        at = flow.left + left
        flow.add(plain.at(name, at, flow.top))
        flow.add(strong.at(words, at + plain.width(name) + between, flow.top))
        left += long + 2 * gap
    if left:
        flow.top += plain.line


def _narrow_head(flow: Flow, sheet: Sheet, head: str) -> None:
    scale = flow.scale
    if head:
        flow.text(head, face(scale.body), centred=True)
    flow.text(sheet.title, face(scale.title, strong=True), centred=True)
    flow.gap(scale.gap / 2)
    for fact in sheet.facts:
        _pair(flow, fact, scale.small)
    flow.gap(scale.gap / 2)


def _pair(flow: Flow, fact: Fact, size: int) -> None:
    """Write a name on the left and its words on the right, or under it if they are long."""
    plain, strong = face(size), face(size, strong=True)
    name, words = clean(fact.name), clean(fact.words)
    if plain.width(name) + strong.width(words) + flow.scale.gap > flow.inner:
        flow.text(name, plain)
        flow.text(words, strong)
        return
    flow.need(strong.line)
    flow.add(plain.at(name, flow.left, flow.top))
    flow.add(strong.at(words, flow.right - strong.width(words), flow.top))
    flow.top += strong.line


def _totals(flow: Flow, totals: Sequence[Fact]) -> None:
    for total in totals:
        _pair(flow, total, flow.scale.heading)
    if totals:
        flow.gap(flow.scale.gap)


def _signatures(flow: Flow, signatures: Sequence[Signature]) -> None:
    scale, small = flow.scale, face(flow.scale.small)
    if not signatures:
        return
    across = len(signatures) if flow.is_wide else 1
    width = (flow.inner - scale.gap * (across - 1)) / across
    flow.gap(scale.gap)
    for start in range(0, len(signatures), across):
        group = signatures[start : start + across]
        captions = [small.wrap(clean(one.caption), width) for one in group]
        most = max(map(len, captions))
        flow.need(scale.signature + small.line * most)
        for at, (one, lines) in enumerate(zip(group, captions, strict=True)):
            left = flow.left + at * (width + scale.gap)
            if one.png:
                flow.add(Picture(left, flow.top, width, scale.signature, one.png))
            flow.add(Box(left, flow.top + scale.signature, width, BOX_LINE))
            for number, words in enumerate(lines):
                top = flow.top + scale.signature + BOX_LINE + number * small.line
                flow.add(small.at(words, left, top))
        flow.top += scale.signature + small.line * most + scale.padding


def _code_at_end(flow: Flow, text: str) -> None:
    side = min(flow.scale.code, flow.inner, flow.capacity)
    flow.gap(flow.scale.gap)
    flow.need(side)
    flow.add(Code(flow.left + (flow.inner - side) / 2, flow.top, side, side, text))
    flow.top += side + flow.scale.gap
