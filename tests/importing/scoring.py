"""How well an import was understood: exact orders, and errors nobody is told of."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct, Understood, UnderstoodOrder

Truth = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Orders in the truth, those understood exactly, wrong without a doubt, doubted, unmatched.

    ``asked`` is how many the truth itself wants a person to look at.
    """

    orders: int = 0
    exact: int = 0
    silent: int = 0
    flagged: int = 0
    asked: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.orders + other.orders,
            self.exact + other.exact,
            self.silent + other.silent,
            self.flagged + other.flagged,
            self.asked + other.asked,
            self.missed + other.missed,
            self.extra + other.extra,
        )

    def __str__(self) -> str:
        return (
            f"exact {self.exact}/{self.orders}  silent {self.silent}  "
            f"flagged {self.flagged} (truth {self.asked})  missed {self.missed}  extra {self.extra}"
        )


def truth_of(path: Path) -> Truth:
    """Read a truth file."""
    truth: Truth = json.loads(path.read_text("utf-8"))
    return truth


def catalog_of(truth: Truth) -> list[KnownProduct]:
    """Return the leader's product list a truth file gives."""
    return [
        KnownProduct(
            f"P{at}",
            one["name"],
            one.get("unit", ""),
            Fen(round(one.get("price", 0) * 100)),
            tuple(one.get("aliases", ())),
        )
        for at, one in enumerate(truth["catalog"])
    ]


def score(truth: Truth, found: Understood) -> Score:
    """Compare what was understood with the truth, each order of it with the likeliest."""
    left = _Left(found.orders)
    total = Score(
        orders=len(truth["orders"]), asked=sum(bool(o.get("review")) for o in truth["orders"])
    )
    for wanted in truth["orders"]:
        best = left.take_likeliest(wanted)
        if best is None:
            total += Score(missed=1)
            continue
        right = is_exact(wanted, best)
        total += Score(exact=right, silent=not (right or best.review), flagged=best.review)
    return total + Score(extra=len(left.orders))


class _Left:
    """The orders that are not matched yet.

    A match needs the same name, number in the chain or order number, so only these are compared.
    """

    def __init__(self, orders: Iterable[UnderstoodOrder]) -> None:
        self.orders = dict(enumerate(orders))
        self._named: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, order in self.orders.items():
            for name in _traits(order.name or order.receiver, order.seq, order.order_no):
                self._named[name].append(at)

    def take_likeliest(self, wanted: Truth) -> UnderstoodOrder | None:
        """Return and forget the order most like ``wanted``, ``None`` if none is like it."""
        name = wanted.get("name") or wanted.get("receiver")
        traits = _traits(name, wanted.get("seq"), wanted.get("order_no"))
        near = sorted({at for trait in traits for at in self._named[trait] if at in self.orders})
        best = max(near, key=lambda at: _likeness(wanted, self.orders[at]), default=-1)
        if best < 0 or _likeness(wanted, self.orders[best]) < 3:
            return None
        return self.orders.pop(best)


def _traits(name: object, seq: object, order_no: object) -> list[tuple[str, str]]:
    told = [("name", plain(name))]
    if seq is not None:
        told.append(("seq", str(seq)))
    return [*told, ("order_no", plain(order_no))] if order_no else told


def is_exact(wanted: Truth, order: UnderstoodOrder) -> bool:
    """Whether name, place, goods and cancellation are as the truth has them."""
    return (
        _name(wanted) == plain(order.name or order.receiver)
        and plain(wanted.get("building")) == plain(order.building)
        and plain(wanted.get("room")) == plain(order.room)
        and goods_wanted(wanted) == goods_found(order)
        and bool(wanted.get("cancelled")) == order.cancelled
    )


def goods_wanted(wanted: Truth) -> Counter[str]:
    """Return the pieces of each goods the truth wants."""
    goods: Counter[str] = Counter()
    for item in wanted.get("items", []):
        kind = plain(item["product"]) + plain(item.get("variant") or item.get("spec"))
        goods[kind] += item["qty"] or 0
    return goods


def goods_found(order: UnderstoodOrder) -> Counter[str]:
    """Return the pieces of each goods of an order."""
    goods: Counter[str] = Counter()
    for item in order.items:
        goods[plain(item.product) + plain(item.variant)] += item.quantity or 0
    return goods


def plain(text: object) -> str:
    """Return ``text`` without blanks, pictures, width and case."""
    folded = unicodedata.normalize("NFKC", str(text or "")).lower()
    return "".join(char for char in folded if char.isalnum() or char == "_")


def _name(wanted: Truth) -> str:
    return plain(wanted.get("name") or wanted.get("receiver"))


def _likeness(wanted: Truth, order: UnderstoodOrder) -> int:
    number = plain(wanted.get("order_no"))
    return (
        3 * (_name(wanted) == plain(order.name or order.receiver))
        + 2 * (wanted.get("seq") is not None and str(wanted["seq"]) == str(order.seq))
        + (plain(wanted.get("room")) == plain(order.room))
        + (goods_wanted(wanted) == goods_found(order))
        + 4 * bool(number and number == plain(order.order_no))
    )
