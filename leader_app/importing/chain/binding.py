"""Which quantity belongs to which goods: 鸡蛋2盒, 2盒鸡蛋, 草莓和牛奶各1份."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leader_app.importing.chain.goods import Mention
from leader_app.importing.chain.quantities import Quantity

_PARTS = re.compile(r"[,;、。\n+|/]")
Token = Mention | Quantity


@dataclass(frozen=True, slots=True)
class Pair:
    """Goods and their quantity; either may be missing in the line."""

    mention: Mention | None
    quantity: Quantity | None


def bind(text: str, mentions: Sequence[Mention], quantities: Sequence[Quantity]) -> list[Pair]:
    """Return every goods of the line with its quantity, in the order they were written."""
    tokens: list[Token] = sorted([*mentions, *quantities], key=lambda token: token.start)
    shared, tokens = _shared(tokens)
    pairs = shared + [pair for part in _parts(text, tokens) for pair in _bound(text, part)]
    return sorted(pairs, key=_place)


def _place(pair: Pair) -> int:
    return min(token.start for token in (pair.mention, pair.quantity) if token is not None)


def _shared(tokens: list[Token]) -> tuple[list[Pair], list[Token]]:
    """Give a quantity "each" to all goods before it that have none."""
    pairs: list[Pair] = []
    rest: list[Token] = []
    for token in tokens:
        if isinstance(token, Quantity) and token.each:
            while rest and isinstance(before := rest[-1], Mention):
                rest.pop()
                pairs.append(Pair(before, token))
            if not pairs:
                rest.append(token)
        else:
            rest.append(token)
    return pairs, rest


def _parts(text: str, tokens: list[Token]) -> list[list[Token]]:
    """Part the tokens where the line has a comma or the like between them."""
    parts: list[list[Token]] = []
    for token in tokens:
        if parts and not _PARTS.search(text, parts[-1][-1].end, token.start):
            parts[-1].append(token)
        else:
            parts.append([token])
    return _rejoined(parts)


def _rejoined(parts: list[list[Token]]) -> list[list[Token]]:
    """Join a lone quantity to the lone goods before it: 鸡蛋, 2盒."""
    joined: list[list[Token]] = []
    for part in parts:
        alone = len(part) == 1 and isinstance(part[0], Quantity)
        before = joined[-1] if joined else []
        if alone and len(before) == 1 and isinstance(before[0], Mention):
            before.append(part[0])
        else:
            joined.append(part)
    return joined


def _bound(text: str, part: list[Token]) -> list[Pair]:
    pairs: list[Pair] = []
    at = 0
    while at < len(part):
        token = part[at]
        after = part[at + 1] if at + 1 < len(part) else None
        later = part[at + 2] if at + 2 < len(part) else None
        if isinstance(token, Mention):
            if isinstance(after, Quantity) and not _belongs_right(text, token, after, later):
                pairs.append(Pair(token, after))
                at += 1
            else:
                pairs.append(Pair(token, None))
        elif isinstance(after, Mention) and not _belongs_left(text, token, after, later):
            pairs.append(Pair(after, token))
            at += 1
        else:
            pairs.append(Pair(None, token))
        at += 1
    return pairs


def _belongs_right(text: str, goods: Mention, quantity: Quantity, later: Token | None) -> bool:
    """Whether a quantity between two goods is tied to the second: 西瓜 2箱牛奶."""
    if not isinstance(later, Mention):
        return False
    return not _tied(text, goods, quantity) and _tied(text, quantity, later)


def _belongs_left(text: str, quantity: Quantity, goods: Mention, later: Token | None) -> bool:
    """Whether goods between two quantities are tied to the second: 2 西瓜3个."""
    if not isinstance(later, Quantity):
        return False
    return not _tied(text, quantity, goods) and _tied(text, goods, later)


def _tied(text: str, one: Token, two: Token) -> bool:
    return not text[one.end : two.start].strip("(（[【")
