"""What is here of one order of a list: the newest of that name, with what was added to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from leader_app.domain.order import Order
from leader_app.ports import UnitOfWork
from leader_app.services.importing.identity import anew_id, supplement_id

MOST_SUPPLEMENTS = 9
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Family:
    """The order ``order_id`` as it is here, with its supplements, oldest first; or nothing yet.

    ``next_id`` is what another order of the same words is called.
    """

    order_id: str
    next_id: str
    orders: tuple[Order, ...]


def families_of(work: UnitOfWork, ids: Collection[str]) -> Mapping[str, Family]:
    """Return what is here of each of these orders."""
    newest = _newest(work, ids)
    current = {name: anew_id(name, number) for name, number in newest.items()}
    asked = [
        supplement_id(name, number)
        for name in current.values()
        for number in range(1, MOST_SUPPLEMENTS + 1)
    ]
    added = set(work.imports.known(asked)) if asked else set()

    def orders(name: str) -> tuple[Order, ...]:
        more = (supplement_id(name, number) for number in range(1, MOST_SUPPLEMENTS + 1))
        found = (work.orders.get(one) for one in (name, *(x for x in more if x in added)))
        return tuple(order for order in found if order is not None)

    return {
        name: Family(current[name], anew_id(name, newest[name] + 1), orders(current[name]))
        if name in newest
        else Family(name, name, ())
        for name in ids
    }


def _newest(work: UnitOfWork, ids: Collection[str]) -> dict[str, int]:
    """Return, for orders that are here, how many others of the same words came after them."""
    newest = dict.fromkeys(work.imports.known(ids), 0)
    names, start = set(newest), 1
    while names:
        asked = {
            anew_id(name, number): (name, number)
            for name in names
            for number in range(start, start + _AT_ONCE)
        }
        for found in work.imports.known(asked):
            name, number = asked[found]
            newest[name] = max(newest[name], number)
        start += _AT_ONCE
        names = {name for name in names if newest[name] == start - 1}
    return newest
