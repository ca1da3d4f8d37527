"""What an importer made of somebody else's order text or spreadsheet, doubts included.

Nothing here is an order yet: a person (or the rule "needs no review") decides first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from leader_app.domain.money import Fen
from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product as the leader's own list has it; ``aliases`` are what buyers also call it."""

    product_id: str
    name: str
    unit: str
    price: Fen
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnderstoodItem:
    """Goods in one order: ``product`` is the name on the leader's list if one was recognised.

    ``product_id`` is empty for a product that is not on the list, ``quantity`` is ``None`` where
    the source does not say how many pieces; ``told`` is then the number it gives, as in ``1.5``.
    """

    product: str
    product_id: str
    quantity: int | None
    variant: str = ""
    amount: Fen | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class UnderstoodOrder:
    """One order as it was understood from the lines or rows ``places`` (from 1) of the source.

    ``seq`` is the number it has in its chain, ``chain`` which chain of the paste it stands in.
    Building, unit (单元), lane (弄) and room are digits as written, empty when not written. A
    masked phone stays masked. ``confidence`` is 0 to 1; any of ``doubts`` calls for a person.
    """

    places: tuple[int, ...]
    raw: str
    name: str
    items: tuple[UnderstoodItem, ...]
    seq: int | None = None
    chain: int = 0
    receiver: str = ""
    building: str = ""
    unit: str = ""
    lane: str = ""
    room: str = ""
    phone: str = ""
    note: str = ""
    order_no: str = ""
    cancelled: bool = False
    paid: bool | None = None
    placed_at: datetime | None = None
    amount: Fen | None = None
    confidence: float = 1.0
    doubts: tuple[Text, ...] = ()

    @property
    def review(self) -> bool:
        """Whether a person has to look before it is imported."""
        return bool(self.doubts)


@dataclass(frozen=True, slots=True)
class Understood:
    """One source: its orders, who has left the chain since, and what to say about the whole.

    ``told_pieces`` and ``told_amount`` are the source's own totals, to compare with. ``titles``
    are those of its chains, in their order: they tell this week's chain from the last one's.
    """

    source: str
    kind: str
    orders: tuple[UnderstoodOrder, ...]
    removed: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()
    told_pieces: int | None = None
    told_amount: Fen | None = None
    columns: tuple[tuple[str, str], ...] = field(default=())
    titles: tuple[str, ...] = ()
