"""What the import page can have done, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product
from leader_app.domain.text import Text, say
from leader_app.domain.understood import Understood, UnderstoodOrder


class Standing(StrEnum):
    """How an understood order stands to the orders that are here.

    ``CHANGED``: here already, and the source now has more goods in it; the rest is imported.
    ``UPDATED``: here already, and the source now says paid or called off; that is taken over.
    ``LESS``: here already with goods the source no longer has; nothing is imported.
    ``CANCELLED``: called off in the source and not here; nothing is imported.
    """

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    UPDATED = "updated"
    LESS = "less"
    CANCELLED = "cancelled"


WANTED = frozenset({Standing.NEW, Standing.CHANGED, Standing.UPDATED})
_HERE = frozenset({Standing.KNOWN, Standing.LESS})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a preview was read from: a file with its password, or pasted text."""

    path: Path | None = None
    password: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the preview; ``number`` names it, from 0, as long as its source stays the same.

    ``order`` has the corrections in it. ``hindrances`` say what must be corrected before it can
    be imported at all; the doubts of ``order`` only have to be confirmed. One hindrance is a
    question: a list without times and numbers may tell of last week's order once more
    (``confirmed``) or of another one (``anew``).
    """

    number: int
    order: UnderstoodOrder
    order_id: str
    standing: Standing
    confirmed: bool = False
    left_out: bool = False
    hindrances: tuple[Text, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look at it before it can be imported, or left alone."""
        doubtful = self.order.review and not self.confirmed
        return bool(self.hindrances) or (doubtful and self.standing not in _HERE)

    @property
    def goes_in(self) -> bool:
        """Whether importing now brings it in."""
        return self.standing in WANTED and not self.left_out and not self.needs_review


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one line: what it really says, that it is right, to leave it out.

    ``anew`` answers the question whether it is another order than the one like it that is here;
    where nothing is asked it changes nothing.
    ``order`` of ``None`` keeps what was understood; otherwise take ``Entry.order`` with
    ``dataclasses.replace`` for the fields that were edited.
    """

    order: UnderstoodOrder | None = None
    confirmed: bool = False
    left_out: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A source as it was understood, line by line; ``corrections`` are by line number.

    ``header`` names the header of a sheet; a mapping of its columns is kept under it. It is
    empty for chat text. ``mapping`` is the one that was used. ``ids`` are what the lines would be
    called as new orders.
    """

    origin: Origin
    understood: Understood
    entries: Sequence[Entry]
    header: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[int, Correction] = field(default_factory=dict)
    ids: Sequence[str] = ()

    @property
    def ready(self) -> int:
        """How many orders importing now brings in."""
        return sum(entry.goes_in for entry in self.entries)

    @property
    def fresh(self) -> int:
        """How many orders are new, have more in them than is here, or may be other ones."""
        return sum(
            (entry.standing in WANTED or entry.needs_review) and not entry.left_out
            for entry in self.entries
        )

    @property
    def needs_mapping(self) -> bool:
        """Whether a person has to say what the columns hold before there are orders."""
        return not self.understood.orders and bool(self.understood.columns)


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import brought; ``left`` still need a person."""

    orders: int
    pieces: int
    amount: Fen
    left: int


class ImportDesk(Protocol):
    """Orders from other tools; nothing is kept of a preview but what is learned and imported."""

    def read_file(self, path: Path, password: str = "") -> Preview:
        """Look at a file; ``Refused`` or ``Unavailable`` says why it cannot be read."""

    def read_text(self, text: str, source: str = "") -> Preview:
        """Look at pasted chat text."""

    def read_again(self, preview: Preview) -> Preview:
        """Look at the same source with what was learned since; corrections stay."""

    def corrected(self, preview: Preview, number: int, correction: Correction | None) -> Preview:
        """Return the preview with another correction of one line (``None``: as understood)."""

    def all_anew(self, preview: Preview) -> Preview:
        """Return the preview with every line taken for another order than the one like it here."""

    def learn(self, said: str, product_id: str) -> None:
        """Remember that buyers say ``said`` for a product; then ``read_again``."""

    def add_product(self, name: str, unit: str, price: Fen) -> Product:
        """Put a product on the list; one of that name that is there already stays as it is."""

    def map_columns(self, preview: Preview, mapping: Mapping[str, str]) -> Preview:
        """Keep what the columns hold (header to column kind) and look at the sheet again."""

    def bring_in(self, preview: Preview) -> ImportDone:
        """Import every line that ``goes_in``, all or none, durable when it returns.

        ``Refused`` if there is none or this computer is no counter yet; ``Unavailable`` if it
        could not be made durable: nothing was imported then.
        """

    def products(self) -> Sequence[Product]:
        """Return the product list, by name."""


# What a person may say a column holds, in the order in which it is asked.
COLUMN_KINDS: tuple[tuple[str, Text], ...] = (
    ("name", say("Buyer")),
    ("receiver", say("Who collects")),
    ("phone", say("Phone")),
    ("product", say("Goods")),
    ("spec", say("Kind or size")),
    ("quantity", say("Pieces")),
    ("product_column", say("Pieces of the product in its heading")),
    ("building", say("Building")),
    ("unit", say("Staircase")),
    ("room", say("Room")),
    ("address", say("Address")),
    ("note", say("Note")),
    ("seq", say("Number in the chain")),
    ("order_no", say("Order number")),
    ("placed_at", say("Time of order")),
    ("amount", say("Total of the order")),
    ("item_amount", say("Price of the goods")),
    ("status", say("State")),
    ("refunded", say("Pieces paid back")),
    ("ignored", say("Nothing needed")),
)
