"""What remains of a line when all known forms are taken: the name, notes, unknown goods, doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leader_app.domain.text import say
from leader_app.importing.chain.binding import Pair
from leader_app.importing.chain.changes import Change
from leader_app.importing.chain.draft import NOBODY, Draft
from leader_app.importing.chain.menu import Head
from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.notes import is_polite, is_wish, speaks_of_others
from leader_app.importing.chain.quantities import Quantity
from leader_app.importing.chain.scan import Piece, Scan

_WORD = re.compile(r"[^\s,;、|/]+")
_BUILDING = re.compile(r"\d+\s?(?:号楼|栋|幢|座|单元|室)")
_FIGURE = re.compile(r"[^\W\d]\d{1,2}$")
_CUT_OFF = re.compile(r"^[^|]*\w\|\s[^|]*$")
_MAX_NAME = 16
_MAX_LAST_NAME = 8
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that stands where goods should, before ``quantity``."""

    piece: Piece
    quantity: Quantity


def settle_remains(scan: Scan, draft: Draft, pairs: Sequence[Pair], head: Head) -> list[Unknown]:
    """Give every remaining word a meaning or a doubt; return those that seem to be goods."""
    tokens = sorted(t for pair in pairs for t in _spans(pair))
    first = tokens[0][0] if tokens else len(scan.text)
    unknown = _unknown(scan, pairs, tokens, head)
    for word in unknown:
        scan.take(word.piece.start, word.piece.end)
    before = list(scan.pieces(0, first))
    after = list(scan.pieces(first))
    rest = _name_before(scan, draft, before) if before else []
    if not draft.name:
        draft.name = draft.ordered_for
    if not draft.name:
        after = _name_after(scan, draft, after)
    _notes(scan, draft, [*rest, *after])
    _doubt_name(scan, draft, pairs)
    return unknown


def _spans(pair: Pair) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in (pair.mention, pair.quantity) if token]


def _words(scan: Scan, start: int, end: int) -> list[Piece]:
    """Return the remaining words between two places; a name may be several."""
    return [
        Piece(piece.start + found.start(), piece.start + found.end(), found.group())
        for piece in scan.pieces(start, end)
        for found in _WORD.finditer(piece.text)
        if any(char.isalnum() for char in found.group())
    ]


def _unknown(
    scan: Scan, pairs: Sequence[Pair], tokens: list[tuple[int, int]], head: Head
) -> list[Unknown]:
    """Find the words beside quantities that have no goods."""
    found = []
    alone = not any(pair.mention for pair in pairs)
    for pair in pairs:
        if pair.quantity is None or pair.mention is not None:
            continue
        start = max((end for _, end in tokens if end <= pair.quantity.start), default=0)
        words = _words(scan, start, pair.quantity.start)
        fits = start > 0 or _may_be_goods(scan, words, head, alone=alone)
        last = words[-1] if words and fits and _is_next(scan, words[-1], pair.quantity) else None
        word = last or _word_behind(scan, pair.quantity, tokens, head)
        if word is not None and not is_polite(word.text) and not speaks_of_others(word.text):
            found.append(Unknown(word, pair.quantity))
    return found


def _word_behind(
    scan: Scan, quantity: Quantity, tokens: list[tuple[int, int]], head: Head
) -> Piece | None:
    """Return the word tied to the end of a quantity, if it may be goods: 1箱牛奶."""
    end = min((start for start, _ in tokens if start > quantity.start), default=len(scan.text))
    word = next(iter(_words(scan, quantity.end, end)), None)
    if word is None or word.start > quantity.end or is_wish(word.text):
        return None
    return word if head.goods is None or head.words.like(word.text) is not None else None


def _may_be_goods(scan: Scan, words: list[Piece], head: Head, *, alone: bool) -> bool:
    """Whether the last word before the first quantity is goods and not the name."""
    if len(words) <= 1:
        return False
    if head.goods is None or not alone:
        return True
    last = words[-1]
    tied = scan.left[last.end : last.end + 1] == TAKEN and _HAN.search(last.text) is not None
    return tied or head.words.like(last.text) is not None


def _is_next(scan: Scan, word: Piece, quantity: Quantity) -> bool:
    return not scan.left[word.end : quantity.start].strip(f" {TAKEN}:(")


def _name_before(scan: Scan, draft: Draft, pieces: list[Piece]) -> list[Piece]:
    """Take the name from what stands before the goods; return what is left over."""
    texts = [piece for piece in pieces if any(char.isalnum() for char in piece.text)] or pieces
    named = next((piece for piece in texts if not is_wish(piece.text)), texts[0])
    words = _words(scan, named.start, named.end)
    wishes = [word for word in words[1:] if is_wish(word.text)]
    last = wishes[0].start if wishes else named.end
    draft.name = scan.written(named.start, last).strip(" ,，;；、@|｜/")
    many = [word for word in words if word.start < last and _HAN.search(word.text)]
    if len(many) > 1:
        draft.doubt(
            say("The name “{name}” may also hold goods or a note. Check the line.", name=draft.name)
        )
    rest = [piece for piece in texts if piece is not named]
    return [*rest, *wishes]


def _name_after(scan: Scan, draft: Draft, pieces: list[Piece]) -> list[Piece]:
    """Take the name from what stands behind the goods, if one short word does."""
    likely = [
        piece
        for piece in pieces
        if any(char.isalnum() for char in piece.text)
        and len(piece.text) <= _MAX_LAST_NAME
        and not is_wish(piece.text)
        and not is_polite(piece.text)
        and not re.search(r"\s", piece.text)
    ]
    if len(likely) != 1:
        return pieces
    draft.name = scan.written(likely[0].start, likely[0].end)
    draft.name_last = True
    return [piece for piece in pieces if piece is not likely[0]]


def _notes(scan: Scan, draft: Draft, pieces: list[Piece]) -> None:
    for piece in sorted(pieces, key=lambda piece: piece.start):
        text = scan.written(piece.start, piece.end)
        if is_polite(piece.text):
            continue
        draft.notes.append(text)
        if not is_wish(piece.text):
            draft.doubt(say("“{text}” was not understood. Read the line again.", text=text))


def _doubt_name(scan: Scan, draft: Draft, pairs: Sequence[Pair]) -> None:
    _doubt_address(draft)
    if _BUILDING.search(draft.name) and not draft.address.room:
        draft.doubt(
            say("The building may be part of the name “{name}”. Check both.", name=draft.name)
        )
    if _FIGURE.search(draft.name) and not any(pair.quantity for pair in pairs):
        draft.doubt(say("“{name}” may end in a quantity. Check it.", name=draft.name))
    if len(draft.name) > _MAX_NAME:
        draft.doubt(say("The name is unusually long. Check the line."))
    if draft.name and not draft.name_last and _CUT_OFF.search(scan.text):
        draft.doubt(say("The name “{name}” seems to be cut off. Check it.", name=draft.name))
    for pair in pairs:
        if pair.mention is not None and _tied(scan, pair.mention.start):
            text = scan.written(max(0, pair.mention.start - 4), pair.mention.end)
            text = text.strip(TAKEN)
            draft.doubt(say("“{text}” may be a name or goods. Check both.", text=text))
    if not draft.name and not draft.address.room and draft.change is Change.ORDER:
        draft.doubt(NOBODY)
    if not draft.name and draft.notes and draft.address.room:
        draft.doubt(NOBODY)


def _tied(scan: Scan, start: int) -> bool:
    return start > 0 and scan.left[start - 1].isalnum()


def _doubt_address(draft: Draft) -> None:
    where = draft.address
    if where.room and not where.building:
        draft.doubt(say("The room {room} has no building. Enter it.", room=where.room))
    if where.building and not where.room:
        draft.doubt(say("The line gives a building and no room. Enter it."))
    if where.doubtful:
        draft.doubt(say("{room} may be a room or a quantity. Check it.", room=where.room))
