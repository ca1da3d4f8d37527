"""How what was understood stands to the orders that are here already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.order import Order, Payment
from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodOrder
from leader_app.ports import UnitOfWork
from leader_app.services.importing.desk import WANTED, Correction, Entry, Preview, Standing
from leader_app.services.importing.families import MOST_SUPPLEMENTS, Family, families_of
from leader_app.services.importing.identity import supplement_id
from leader_app.services.importing.making import Maker, Pieces, held, payment, wanted

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
        families = families_of(self.work, [preview.ids[at] for at in numbers])
        return [self._line(preview, at, families[preview.ids[at]]) for at in numbers]

    def _line(self, preview: Preview, number: int, family: Family) -> Judged:
        correction = preview.corrections.get(number, _UNTOUCHED)
        understood = preview.understood.orders[number]
        order, here, order_id = correction.order or understood, family.orders, family.order_id
        is_open = self._is_open(understood, here)
        if is_open and correction.anew:
            here, order_id, is_open = (), family.next_id, False
        standing, only = _standing(order, here)
        if standing is Standing.CHANGED:
            order_id = supplement_id(order_id, len(here))
        hindrances = self.maker.hindrances(order) if standing in WANTED else ()
        if is_open and not correction.confirmed:
            hindrances += (_question(here[0]),)
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

    def _is_open(self, understood: UnderstoodOrder, here: Sequence[Order]) -> bool:
        """Return whether what looks like an order of some days ago may be another one.

        Order numbers and times say it themselves; a list of names and goods is the same every
        week.
        """
        if not here or understood.order_no or understood.placed_at:
            return False
        return self.maker.now - here[0].placed_at >= _ONE_CHAIN


def _question(here: Order) -> Text:
    day = f"{local_day(here.placed_at):%Y-%m-%d}"
    return say("Is it another order than the one of {day}, which is here?", day=day)


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
        too_many = len(here) > MOST_SUPPLEMENTS
        return (Standing.LESS, None) if too_many else (Standing.CHANGED, rest)
    is_paid_now = first.payment is Payment.UNPAID and payment(order) is Payment.PAID
    return (Standing.UPDATED if is_paid_now else Standing.KNOWN), None
