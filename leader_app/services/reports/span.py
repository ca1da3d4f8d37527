"""The days a report is about, and what moved in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from leader_app.domain.local_time import day_span
from leader_app.domain.stock import MovementKind
from leader_app.ports import MovementQuery, Sum, UnitOfWork

_DAY = timedelta(days=1)
IN = MovementKind.RECEIVE
OUT = MovementKind.HAND_OVER
SOLD = MovementKind.SELL
BACK = MovementKind.RETURN_GOODS
LOST = MovementKind.WRITE_OFF
COUNTED = MovementKind.ADJUST
TOLD = (IN, OUT, SOLD, BACK, LOST, COUNTED)
Moved = Mapping[MovementKind, Mapping[str, Sum]]


@dataclass(frozen=True, slots=True)
class Span:
    """The local days ``first`` to ``last``, looked at in one unit of work."""

    work: UnitOfWork
    first: date
    last: date

    @property
    def start(self) -> datetime:
        """When the first day begins."""
        return day_span(self.first)[0]

    @property
    def end(self) -> datetime:
        """When the last day is over."""
        return day_span(self.last)[1]

    @property
    def before(self) -> Span:
        """As many days, those right before."""
        days = self.last - self.first + _DAY
        return Span(self.work, self.first - days, self.last - days)

    def days(self) -> list[date]:
        """Return every day."""
        return [self.first + number * _DAY for number in range((self.last - self.first).days + 1)]

    def moved(
        self, group: str, kinds: Collection[MovementKind] = TOLD, product_id: str | None = None
    ) -> Moved:
        """Return the sums of each kind by their groups, as the ledger has them."""
        sums = self.work.reports.moved
        return {
            kind: {x.group: x for x in sums(self.start, self.end, [kind], group, product_id)}
            for kind in kinds
        }

    def behind(
        self, product_id: str | None = None, kinds: Collection[MovementKind] = ()
    ) -> MovementQuery:
        """Return the movements behind a figure of these days."""
        return MovementQuery(
            product_id=product_id, kinds=frozenset(kinds), start=self.start, end=self.end
        )

    def of_day(self, day: date) -> Span:
        """Return one day."""
        return Span(self.work, day, day)


def pieces(moved: Moved, kind: MovementKind, group: str) -> int:
    """Return how many pieces went the way their kind says: in, out, or either for a count."""
    found = moved[kind].get(group)
    sign = 1 if kind in {IN, COUNTED} else -1
    return sign * found.pieces if found else 0


def money(moved: Moved, kind: MovementKind, group: str) -> int:
    """Return what those pieces were worth, in fen."""
    found = moved[kind].get(group)
    sign = 1 if kind in {IN, COUNTED} else -1
    return sign * int(found.value) if found else 0


def groups(moved: Moved) -> set[str]:
    """Return every group that anything moved in."""
    return {group for sums in moved.values() for group in sums}


def per_mille(part: int, whole: int) -> int | None:
    """Return a share in thousandths; ``None`` of nothing."""
    return round(1000 * part / whole) if whole else None
