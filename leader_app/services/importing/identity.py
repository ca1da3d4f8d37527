"""How imported orders and their buyers are named: alike at every counter, from what they are.

Two counters that import the same text must make the same orders, and the same text imported
again none at all; next week's chain of the same buyers must make new ones.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from leader_app.domain import canonical
from leader_app.domain.command import microseconds
from leader_app.domain.understood import Understood, UnderstoodOrder

_SIGNS = re.compile(r"[\W_]+")
_BYTES = 10
_WHOLE_PHONE = re.compile(r"1\d{10}")


def order_ids(point_id: int, understood: Understood) -> Iterator[str]:
    """Yield the id of each order, corrections aside: they must not make it another one.

    It is made of the order number, or else of the chain's title, the time of the order, the buyer
    and how many orders of that buyer stand before it.
    """
    before: Counter[tuple[str, ...]] = Counter()
    for order in understood.orders:
        told = _told(understood, order)
        yield _hashed("order", point_id, *told, before[told])
        before[told] += 1


def supplement_id(order_id: str, number: int) -> str:
    """Return the id of the goods that were added to an order, the ``number``-th time."""
    return f"{order_id}-{number}"


def anew_id(order_id: str, number: int) -> str:
    """Return the id of the ``number``-th order of the same words that a person calls another."""
    return f"{order_id}+{number}" if number else order_id


def member_id(point_id: int, order: UnderstoodOrder) -> str:
    """Return the id of a buyer: a whole phone number says who it is, or else name and home."""
    if _WHOLE_PHONE.fullmatch(order.phone):
        return _hashed("phone", point_id, order.phone)
    home = (order.lane, order.building, order.unit, order.room)
    return _hashed("member", point_id, _folded(order.name or order.receiver), *home)


def product_id(point_id: int, name: str) -> str:
    """Return the id of a product that a person of a point adds to the list."""
    return _hashed("product", point_id, _folded(name))


def header_hash(columns: tuple[tuple[str, str], ...]) -> str:
    """Return the name under which the mapping of a sheet's header is kept; empty for none."""
    if not columns:
        return ""
    told = [unicodedata.normalize("NFKC", header).strip() for header, _ in columns]
    return hashlib.sha256(canonical.pack(told)).hexdigest()[:32]


def _told(understood: Understood, order: UnderstoodOrder) -> tuple[str, ...]:
    if order.order_no:
        return ("number", order.order_no)
    titles = understood.titles
    title = titles[order.chain] if order.chain < len(titles) else ""
    at = str(microseconds(order.placed_at)) if order.placed_at else ""
    name = _folded(order.name or order.receiver)
    home = "" if name else f"{order.lane}|{order.building}|{order.unit}|{order.room}|{order.phone}"
    return ("chain", _folded(title), at, name, home)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return _SIGNS.sub("", plain) or plain.strip()


def _hashed(kind: str, point_id: int, *told: str | int) -> str:
    spelled = canonical.pack([f"leader-desk/imported-{kind}/v1", point_id, *told])
    return f"i{hashlib.sha256(spelled).digest()[:_BYTES].hex()}"
