"""Who gets what of goods that came too short, as a person may set it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.order import LineKey
from leader_app.services.receiving.desk import ReceiptPreview, ShareLine


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
    """The shares by the rule (``ruled``) and what a person set otherwise (``changed``)."""

    ruled: tuple[ShareLine, ...] = ()
    changed: Mapping[LineKey, int] = field(default_factory=dict)

    def lines(self) -> tuple[ShareLine, ...]:
        """Return every line with what it gets now."""
        return tuple(_with(line, self.granted(line)) for line in self.ruled)

    def granted(self, line: ShareLine) -> int:
        """Return what a line gets now."""
        return self.changed.get(line.share.demand.key, line.share.granted)

    def products(self) -> tuple[ProductShare, ...]:
        """Return the products, short ones first."""
        found = [self._product(lines) for lines in self._by_product().values()]
        return tuple(sorted(found, key=lambda one: (not one.is_short, one.name)))

    def product(self, product_id: str) -> ProductShare:
        """Return one product."""
        return self._product(self._by_product()[product_id])

    def set_to(self, key: LineKey, pieces: int) -> Shares:
        """Return the shares with a line given ``pieces``; never more than it lacks or there is."""
        line = next((x for x in self.ruled if x.share.demand.key == key), None)
        if line is None:
            return self
        now = self.granted(line)
        most = min(line.share.demand.missing, now + self.product(line.share.demand.product_id).free)
        wanted = max(0, min(pieces, most))
        kept = {**self.changed, key: wanted}
        if wanted == line.share.granted:
            del kept[key]
        return replace(self, changed=kept)

    def ruled_again(self, preview: ReceiptPreview) -> Shares:
        """Return shares by a newer answer to the rule; what a person set stays where it can."""
        made = Shares(tuple(preview.shares), {})
        for key, pieces in sorted(self.changed.items(), key=lambda one: one[1]):
            made = made.set_to(key, pieces)
        return made

    def _by_product(self) -> dict[str, list[ShareLine]]:
        found: dict[str, list[ShareLine]] = {}
        for line in self.ruled:
            found.setdefault(line.share.demand.product_id, []).append(line)
        return found

    def _product(self, lines: Sequence[ShareLine]) -> ProductShare:
        first = lines[0]
        waited = sum(line.share.demand.missing for line in lines)
        # The rule leaves pieces over only when nobody lacks any: what it gave is what there is.
        supply = sum(line.share.granted for line in lines)
        given = sum(self.granted(line) for line in lines)
        return ProductShare(
            first.share.demand.product_id, first.product_name, waited, given, supply
        )


def _with(line: ShareLine, granted: int) -> ShareLine:
    if granted == line.share.granted:
        return line
    return replace(line, share=replace(line.share, granted=granted))
