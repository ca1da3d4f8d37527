"""Orders given in plain talk, without a list: each message below its sender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from leader_app.domain.text import say
from leader_app.importing.chain.blocks import Message
from leader_app.importing.chain.changes import Change
from leader_app.importing.chain.draft import NOBODY, Draft
from leader_app.importing.chain.entry import Place, read_entry
from leader_app.importing.chain.goods import Dictionary
from leader_app.importing.chain.kinds import is_leader, is_title, said
from leader_app.importing.chain.lines import Line
from leader_app.importing.chain.menu import Head, read_head
from leader_app.importing.chain.money import prices_in
from leader_app.importing.chain.notes import is_polite

_QUESTION = re.compile(r"[?]|吗|几点|多少|怎么|什么|哪|还有没|有没有|能不能|可以.{0,6}么")
_SPEAKS = re.compile(r"^(?:@\S+\s*)?(?:我们?家?|俺|咱|帮我|给我|也|那|还是|先|那我)*")
_MIN_TALK = 2


def spoken(lines: Sequence[Line]) -> list[Message]:
    """Return the messages of a talk in which each line is "name: words"."""
    found = []
    for line in lines:
        parts = said(line.text.text)
        if parts is not None:
            who = line.text.original(0, parts[0]).strip()
            found.append(Message(who, Line(line.place, line.text.since(parts[1]))))
    return found if len(found) >= max(_MIN_TALK, len(lines) // 2) else []


def offered(talk: Sequence[Message], known: Dictionary, title: Sequence[Line]) -> tuple[Head, str]:
    """Return what is sold in a talk and by whom: the first to name goods at a price."""
    for message in talk:
        text = message.line.text.text
        if known.named(text) and (prices_in(text) or is_title(text)):
            return read_head([*title, message.line], known), message.who
    return read_head(title, known), ""


def drafts_of(talk: Sequence[Message], head: Head, leader: str) -> list[Draft]:
    """Return what the messages order, change or cancel, one after another."""
    drafts = []
    for message in talk:
        text = message.line.text.text
        leads = message.who == leader and (prices_in(text) or is_leader(text))
        if leads or _QUESTION.search(text) or is_polite(text.strip()):
            continue
        draft = _draft(message, head)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft(message: Message, head: Head) -> Draft | None:
    found = _SPEAKS.match(message.line.text.text)
    body = message.line.text.since(found.end() if found else 0)
    draft = read_entry(body, Place((message.line.place,), known=True), replace(head, columns=None))
    orders = draft.change is not Change.ORDER or draft.told
    if not orders:
        return None
    if draft.name and draft.name != message.who:
        draft.notes.append(draft.name)
        draft.doubt(say("“{text}” was not understood. Read the line again.", text=draft.name))
    draft.doubts = [one for one in draft.doubts if one != NOBODY]
    draft.name = message.who
    draft.raw = f"{message.who} {draft.raw}"
    return draft
