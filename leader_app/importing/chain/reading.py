"""A pasted text, whole: chains, copies of chains, talk, and what to say about them."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.text import Text, say
from leader_app.domain.understood import KnownProduct, Understood
from leader_app.importing.chain.blocks import Paste, sort_lines
from leader_app.importing.chain.copies import Chain, chains_of
from leader_app.importing.chain.draft import Draft
from leader_app.importing.chain.gathering import gathered
from leader_app.importing.chain.goods import Dictionary, from_list
from leader_app.importing.chain.kinds import total_in
from leader_app.importing.chain.lines import Line, lines_of
from leader_app.importing.chain.menu import Head, read_head
from leader_app.importing.chain.settling import settle
from leader_app.importing.chain.talk import drafts_of, offered, spoken

KIND = "chain"
MOST_TEXT = 500_000
"""Characters of a paste: some 20,000 lines."""


def read_text(text: str, catalog: Sequence[KnownProduct], source: str = "") -> Understood:
    """Return the orders a pasted text stands for, given the leader's product list.

    Never fails: what is not understood becomes a doubt of its order or a remark. Takes time in
    proportion to the length of the text.
    """
    known = from_list(catalog)
    remarks: list[Text] = []
    if len(text) > MOST_TEXT:
        remarks.append(say("The text is too long, only its beginning was read. Paste it in parts."))
    paste = sort_lines(list(lines_of(text[:MOST_TEXT])))
    chains = _chains(paste, known, remarks)
    if not any(chain.drafts for chain in chains):
        chains = _talked(paste, known, remarks)
    else:
        _hear(paste, chains, known, remarks)
    orders = []
    for place, chain in enumerate(chains):
        for draft in chain.drafts:
            draft.chain = place
            orders.append(draft.finished())
    removed = tuple(name for chain in chains for name in chain.removed)
    told = _told_total(paste.leader)
    _compare(told, chains, remarks)
    return Understood(
        source,
        KIND,
        tuple(orders),
        removed,
        tuple(remarks),
        told,
        titles=tuple(chain.title for chain in chains),
    )


def _chains(paste: Paste, known: Dictionary, remarks: list[Text]) -> list[Chain]:
    copies: list[tuple[str, list[Draft]]] = []
    for block in paste.blocks:
        head = read_head(block.head, known)
        drafts = settle(gathered(block, head, remarks))
        if drafts:
            _remark_assumed(head, drafts, remarks)
            copies.append((head.title, drafts))
    return chains_of(copies)


def _remark_assumed(head: Head, drafts: Sequence[Draft], remarks: list[Text]) -> None:
    if head.assumed and head.goods and any(draft.unnamed for draft in drafts):
        product = head.goods.product
        remark = say("The text names no goods; all was taken as {product}.", product=product)
        if remark not in remarks:
            remarks.append(remark)


def _talked(paste: Paste, known: Dictionary, remarks: list[Text]) -> list[Chain]:
    """Read a paste without a list as talk."""
    lines = [line for block in paste.blocks for line in [*block.head, *block.rest]]
    talk = paste.talk or spoken(lines)
    heard = {message.line.place for message in talk}
    head, leader = offered(talk, known, [line for line in lines if line.place not in heard])
    drafts = settle(drafts_of(talk, head, leader))
    _remark_assumed(head, drafts, remarks)
    return [Chain(head.title, drafts)] if drafts else []


def _hear(paste: Paste, chains: list[Chain], known: Dictionary, remarks: list[Text]) -> None:
    """Doubt orders whose buyer speaks of them in the talk around the chain."""
    if not paste.talk:
        return
    head = read_head([line for block in paste.blocks for line in block.head], known)
    mine = {draft.name: draft for chain in chains for draft in chain.drafts}
    for draft in drafts_of(paste.talk, head, ""):
        said = draft.raw
        if draft.name in mine:
            mine[draft.name].doubt(say("Also said: “{text}”. Check the order.", text=said))
        else:
            remarks.append(say("“{text}” may be an order outside the chain.", text=said))


def _told_total(lines: Sequence[Line]) -> int | None:
    told = [total for line in lines if (total := total_in(line.text.text)) is not None]
    final = [pieces for pieces, is_final in told if is_final]
    return final[-1] if final else None


def _compare(told: int | None, chains: Sequence[Chain], remarks: list[Text]) -> None:
    pieces = sum(
        item.quantity or 0
        for chain in chains
        for draft in chain.drafts
        for item in draft.items
        if not draft.cancelled
    )
    if told is not None and told != pieces:
        remarks.append(
            say("The text says {told} pieces in all, {count} were found.", told=told, count=pieces)
        )
