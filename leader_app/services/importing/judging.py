"""How what was understood stands to the orders that are here already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.order import Order, Payment
from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodOrder
from leader_app.ports import UnitOfWork
from leader_app.services.importing.desk import WANTED, Correction, Entry, Preview, Standing
from leader_app.services.importing.identity import anew_id, supplement_id
from leader_app.services.importing.making import Maker, Pieces, held, payment, wanted

_MOST_SUPPLEMENTS = 9
_ONE_CHAIN = timedelta(days=3)  # a chain is open for a day or two
_UNTOUCHED = Correction()


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what importing it would add: ``only`` these pieces, under ``order_id``."""

    entry: Entry
    only: Pieces | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares with the store of one unit of work."""

    work: UnitOfWork
    maker: Maker

    def judged(self, preview: Preview, only: int | None = None) -> list[Judged]:
        """Return every line of ``preview`` as it stands now, or the line ``only``."""
        numbers = range(len(preview.ids)) if only is None else [only]
        day = f"{local_day(self.maker.now):%Y%m%d}"
        ids = {}
        for at in numbers:
            anew = preview.corrections.get(at, _UNTOUCHED).anew
            ids[at] = anew_id(preview.ids[at], day) if anew else preview.ids[at]
        here = self._here(list(ids.values()))
        return [self._line(preview, at, name, here(name)) for at, name in ids.items()]

    def _here(self, ids: Sequence[str]) -> Callable[[str], list[Order]]:
        """Return what finds an order that is here, with its supplements, oldest first."""
        known = set(self.work.imports.known(ids))
        more = [
            supplement_id(name, number)
            for name in known
            for number in range(1, _MOST_SUPPLEMENTS + 1)
        ]
        known |= set(self.work.imports.known(more))

        def found(name: str) -> list[Order]:
            names = [name, *(supplement_id(name, n) for n in range(1, _MOST_SUPPLEMENTS + 1))]
            orders = (self.work.orders.get(one) for one in names if one in known)
            return [order for order in orders if order is not None]

        return found

    def _line(self, preview: Preview, number: int, order_id: str, here: Sequence[Order]) -> Judged:
        correction = preview.corrections.get(number, _UNTOUCHED)
        order = correction.order or preview.understood.orders[number]
        standing, only = _standing(order, here)
        if standing is Standing.CHANGED:
            order_id = supplement_id(order_id, len(here))
        hindrances = self.maker.hindrances(order) if standing in WANTED else ()
        if not correction.confirmed:
            hindrances += self._question(preview.understood.orders[number], here)
        entry = Entry(
            number,
            order,
            order_id,
            standing,
            correction.confirmed,
            correction.left_out,
            hindrances,
        )
        return Judged(entry, only)

    def _question(self, understood: UnderstoodOrder, here: Sequence[Order]) -> tuple[Text, ...]:
        """Ask whether what looks like an order of some days ago is that one or another.

        Order numbers and times say it themselves; a list of names and goods is the same every
        week.
        """
        if not here or understood.order_no or understood.placed_at:
            return ()
        if self.maker.now - here[0].placed_at < _ONE_CHAIN:
            return ()
        day = f"{local_day(here[0].placed_at):%Y-%m-%d}"
        return (say("Is it another order than the one of {day}, which is here?", day=day),)


def _standing(order: UnderstoodOrder, here: Sequence[Order]) -> tuple[Standing, Pieces | None]:
    if not here:
        return (Standing.CANCELLED if order.cancelled else Standing.NEW), None
    first = here[0]
    if order.cancelled:
        return (Standing.KNOWN if first.cancelled else Standing.UPDATED), None
    now, then = wanted(order), held(here)
    rest, gone = now - then, then - now
    if gone:
        return Standing.LESS, None
    if rest:
        too_many = len(here) > _MOST_SUPPLEMENTS
        return (Standing.LESS, None) if too_many else (Standing.CHANGED, rest)
    is_paid_now = first.payment is Payment.UNPAID and payment(order) is Payment.PAID
    return (Standing.UPDATED if is_paid_now else Standing.KNOWN), None
