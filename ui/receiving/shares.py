"""Who gets what of goods that came too short, as a person may set it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.order import LineKey
from leader_app.services.receiving.desk import ShareLine


@dataclass(frozen=True, slots=True)
class ProductShare:
    """A product: pieces its lines wait for, pieces given to them, and pieces there are to give."""

    product_id: str
    name: str
    waited: int
    given: int
    supply: int

    @property
    def free(self) -> int:
        """Pieces nobody was given yet."""
        return max(0, self.supply - self.given)

    @property
    def is_short(self) -> bool:
        """Whether somebody goes without."""
        return self.supply < self.waited


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares as they are now, what a person set (``changed``), and what there is to give.

    What a person set stands; the rule shares the rest among the other lines.
    """

    lines: tuple[ShareLine, ...] = ()
    changed: Mapping[LineKey, int] = field(default_factory=dict)
    supply: Mapping[str, int] = field(default_factory=dict)

    def line(self, key: LineKey) -> ShareLine | None:
        """Return one line."""
        return next((line for line in self.lines if line.share.demand.key == key), None)

    def products(self) -> tuple[ProductShare, ...]:
        """Return the products, short ones first."""
        found: dict[str, list[ShareLine]] = {}
        for line in self.lines:
            found.setdefault(line.share.demand.product_id, []).append(line)
        made = [self._product(name, lines) for name, lines in found.items()]
        return tuple(sorted(made, key=lambda one: (not one.is_short, one.name)))

    def set_to(self, key: LineKey, pieces: int) -> Shares:
        """Return the shares with a line given ``pieces``; never more than it lacks or there is."""
        line = self.line(key)
        if line is None:
            return self
        wanted = max(0, min(pieces, self.most(line)))
        if wanted == line.share.granted:
            return self
        after = replace(line, share=replace(line.share, granted=wanted))
        lines = tuple(after if one is line else one for one in self.lines)
        return replace(self, lines=lines, changed={**self.changed, key: wanted})

    def most(self, line: ShareLine) -> int:
        """Return how many pieces a line can be given beside what others were given by hand."""
        demand = line.share.demand
        product_id = demand.product_id
        by_hand = sum(
            other.share.granted
            for other in self.lines
            if other is not line
            and other.share.demand.product_id == product_id
            and other.share.demand.key in self.changed
        )
        return min(demand.missing, max(0, self.supply.get(product_id, 0) - by_hand))

    def _product(self, product_id: str, lines: Sequence[ShareLine]) -> ProductShare:
        waited = sum(line.share.demand.missing for line in lines)
        given = sum(line.share.granted for line in lines)
        supply = self.supply.get(product_id, given)
        return ProductShare(product_id, lines[0].product_name, waited, given, supply)


def ruled(lines: Sequence[ShareLine]) -> Shares:
    """Return shares as the rule made them.

    The rule leaves pieces over only when nobody lacks any: what it gave is what there is to give.
    """
    supply: dict[str, int] = {}
    for line in lines:
        product_id = line.share.demand.product_id
        supply[product_id] = supply.get(product_id, 0) + line.share.granted
    return Shares(tuple(lines), {}, supply)
