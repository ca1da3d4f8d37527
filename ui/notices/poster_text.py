"""What is typed for a poster, read: prices, and goods one a line."""

from __future__ import annotations

import re
from dataclasses import replace

from leader_app.domain.money import Fen, parse_yuan, yuan
from leader_app.domain.poster import (
    MOST_CODE_BYTES,
    MOST_GOODS,
    MOST_PRICE,
    Poster,
    PosterLine,
    in_bounds,
    most_symbols,
)
from ui.notices.poster_words import FOOT, PARTS

PRICES = ("price", "old_price")
_LINE = re.compile(
    r"(?P<name>\S.*?)"
    r"(?:\s+[¥￥]?(?P<price>\d{1,6}(?:\.\d{1,2})?)(?:\s+(?P<note>.*))?)?"
)
_NAME, _NOTE = 40, 24


def price_of(text: str) -> Fen | None:
    """Return a typed price, ``None`` for nothing; ``ValueError`` for what is none."""
    bare = text.strip().lstrip("¥￥").strip()
    if not bare:
        return None
    price = parse_yuan(bare)
    if not 0 <= price <= MOST_PRICE:
        msg = f"no price for a poster: {text!r}"
        raise ValueError(msg)
    return price


def goods_of(text: str) -> tuple[PosterLine, ...]:
    """Return the goods of a text with one a line: a name, a price if there is one, a note."""
    found = [match for line in text.splitlines() if (match := _LINE.fullmatch(line.strip()))]
    return tuple(
        PosterLine(
            in_bounds(one["name"], _NAME),
            parse_yuan(one["price"]) if one["price"] else None,
            in_bounds(one["note"] or "", _NOTE),
        )
        for one in found[:MOST_GOODS]
    )


def goods_text(name: str, price: Fen, note: str) -> str:
    """Return a product as a line of goods."""
    return f"{name} {yuan(price)} {note}".strip()


def written(poster: Poster, part: str, text: str) -> Poster:
    """Return a poster with something typed; what is over its room is left out.

    ``ValueError`` for a price that is none.
    """
    if part in PRICES:
        price = price_of(text)
        if part == "price":
            return replace(poster, price=price)
        return replace(poster, old_price=price)
    if part == "goods":
        return replace(poster, goods=goods_of(text))
    if part == "code":
        return replace(poster, code=_code(text))
    kept = in_bounds(text, most_symbols(part), lines=part == "words")
    return replace(poster, **{part: kept})  # type: ignore[arg-type]


def shown_parts(poster: Poster) -> Poster:
    """Return a poster without what its design has no place for."""
    used = {*PARTS[poster.design], *FOOT}
    rest = (
        part
        for parts in PARTS.values()
        for part in parts
        if part not in used and part not in {*PRICES, "goods"}
    )
    bare = replace(poster, **dict.fromkeys(rest, ""))  # type: ignore[arg-type]
    if "price" not in used:
        bare = replace(bare, price=None, old_price=None)
    return bare if "goods" in used else replace(bare, goods=())


def _code(text: str) -> str:
    return in_bounds(text, MOST_CODE_BYTES).encode()[:MOST_CODE_BYTES].decode(errors="ignore")
