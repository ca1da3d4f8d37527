"""Documents as data: what is on the paper, whatever the paper is.

A document is made of sheets (lists, notes, receipts), which flow over as many pages as they
need, or of labels. Its words are in the language it was made in: what was seen in the preview
is what is printed, also tomorrow from the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PARCEL_MARK = "LDL1-"
SHELF_MARK = "LDS1-"


class DocumentKind(StrEnum):
    """The closed list of what is printed."""

    PICK_LIST = "pick_list"
    PARCEL_LABELS = "parcel_labels"
    SHELF_LABELS = "shelf_labels"
    OWED_NOTE = "owed_note"
    SALE_RECEIPT = "sale_receipt"
    DELIVERY_NOTE = "delivery_note"
    STOCKTAKE = "stocktake"
    DAY_REPORT = "day_report"
    TEST_PAGE = "test_page"


class Role(StrEnum):
    """What a column is for; narrow paper puts ``DETAIL`` under ``MAIN``."""

    TICK = "tick"
    MAIN = "main"
    DETAIL = "detail"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``share`` is how much of the width left it takes beside the others."""

    name: str
    role: Role
    share: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, one a column; a tick's cell is empty."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table under a title; ``note`` stands at the end of the title, ``mark`` on its side.

    A mark (Fridge, Freezer) is what must not be overlooked.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is so."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Room to sign, or the picture (PNG) of a signature given on the screen."""

    caption: str
    png: bytes = b""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to take away: a list, a note, a receipt. ``code`` is printed as a QR code."""

    title: str
    facts: tuple[Fact, ...] = ()
    blocks: tuple[Block, ...] = ()
    totals: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """What is in the parcel: words on the left, a number on the right."""

    words: str
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """``headline`` and ``place`` are read from afar, ``mark`` must not be overlooked."""

    headline: str
    place: str = ""
    mark: str = ""
    side: str = ""
    lines: tuple[LabelLine, ...] = ()
    foot: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Something to print; ``head`` is whose it is (the pickup point)."""

    kind: DocumentKind
    title: str
    head: str
    made_at: datetime
    sheets: tuple[Sheet, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it."""
        return not self.sheets and not self.labels


def parcel_code(order_id: str) -> str:
    """Return the text of the code on a parcel's label: it names an order and opens nothing."""
    return f"{PARCEL_MARK}{order_id}"


def shelf_code(slot_id: str) -> str:
    """Return the text of the code on a shelf's label."""
    return f"{SHELF_MARK}{slot_id}"
