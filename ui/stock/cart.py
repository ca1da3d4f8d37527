"""What a walk-in customer has on the counter; plain values, changed by making new ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leader_app.domain.money import Fen, line_total, parse_yuan
from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.services.stock.desk import FoundProduct, SaleLine

MOST_PIECES = 9_999
_TIMES = re.compile(r"[*×xX](\d{1,4})|(\d{1,4})[*×]")
_PRICE = re.compile(r"[@=¥￥](.+)")
_NOTES = tuple(Fen(yuan * 100) for yuan in (5, 10, 20, 50, 100))


@dataclass(frozen=True, slots=True)
class CartLine:
    """Pieces of one product; ``unit_price`` of ``None`` is its own."""

    product: Product
    lot: Lot
    free: int
    quantity: int = 1
    unit_price: Fen | None = None

    @property
    def price(self) -> Fen:
        """What a piece is sold for."""
        return self.product.price if self.unit_price is None else self.unit_price

    @property
    def total(self) -> Fen:
        """What the pieces come to."""
        return line_total(self.price, self.quantity)

    @property
    def short(self) -> bool:
        """Whether more are on the counter than are free; the store's own may be unbooked."""
        return self.quantity > self.free and not self.product.own

    def wish(self) -> SaleLine:
        """Return the line as the core takes it."""
        lot = None if self.lot == NO_LOT else self.lot
        return SaleLine(self.product.product_id, self.quantity, self.unit_price, lot)


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines, and the one that keys change (-1: none)."""

    lines: tuple[CartLine, ...] = ()
    at: int = -1

    @property
    def total(self) -> Fen:
        """What it all comes to."""
        return Fen(sum(line.total for line in self.lines))

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return sum(line.quantity for line in self.lines)

    @property
    def current(self) -> CartLine | None:
        """The line that keys change."""
        return self.lines[self.at] if 0 <= self.at < len(self.lines) else None

    def add(self, found: FoundProduct, pieces: int = 1) -> Cart:
        """Add pieces: to the line of the same goods if there is one."""
        for at, line in enumerate(self.lines):
            if line.product.product_id == found.product.product_id and line.lot == found.lot:
                return replace(self, at=at).with_quantity(line.quantity + pieces)
        line = CartLine(found.product, found.lot, found.free, pieces)
        return Cart((*self.lines, line), len(self.lines))

    def with_quantity(self, quantity: int) -> Cart:
        """Have so many pieces on the current line; 0 takes it away."""
        if self.current is None:
            return self
        if quantity <= 0:
            return self.without()
        return self._put(replace(self.current, quantity=min(quantity, MOST_PIECES)))

    def with_price(self, price: Fen | None) -> Cart:
        """Sell the current line at another price; ``None`` is the usual one."""
        if self.current is None:
            return self
        usual = price == self.current.product.price
        return self._put(replace(self.current, unit_price=None if usual else price))

    def without(self) -> Cart:
        """Take the current line away."""
        left = (*self.lines[: self.at], *self.lines[self.at + 1 :])
        return Cart(left, min(self.at, len(left) - 1))

    def moved(self, step: int) -> Cart:
        """Go to another line."""
        last = len(self.lines) - 1
        return replace(self, at=max(0, min(self.at + step, last)) if self.lines else -1)

    def _put(self, line: CartLine) -> Cart:
        return replace(self, lines=(*self.lines[: self.at], line, *self.lines[self.at + 1 :]))


def times(text: str) -> int | None:
    """Return the pieces that ``*3``, ``x3`` or ``3*`` mean; ``None`` for anything else."""
    found = _TIMES.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def asked_price(text: str) -> Fen | None:
    """Return the price that ``@5`` or ``=4.50`` means; ``None`` for anything else."""
    found = _PRICE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        price = parse_yuan(found[1])
    except ValueError:
        return None
    return price if price >= 0 else None


def change_for(total: Fen) -> Sequence[tuple[Fen, Fen]]:
    """Return what people may hand over for ``total`` and the change: the next round notes."""
    given = [note * -(-total // note) for note in _NOTES]
    found = dict.fromkeys(Fen(amount) for amount in sorted(given) if amount > total > 0)
    return [(amount, Fen(amount - total)) for amount in list(found)[:3]]
