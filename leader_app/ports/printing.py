"""What the core asks of receipt printers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from leader_app.domain.printer import Printer
from leader_app.domain.text import Text
from leader_app.errors import Unavailable

_BITS = 8


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of black and white dots: rows from above, 8 dots a byte, 1 is black.

    After it the paper is cut if ``cut``, where the printer can.
    """

    width: int
    height: int
    data: bytes
    cut: bool = True

    @property
    def row_bytes(self) -> int:
        """Bytes in a row."""
        return -(-self.width // _BITS)


class PrintInterrupted(Unavailable):
    """It stopped after something had gone out: ``pages`` wholly, the next one perhaps in part.

    Whether to print again is for a person, who can see the paper.
    """

    def __init__(self, title: Text, hint: Text, pages: int) -> None:
        super().__init__(title, hint)
        self.pages = pages


class ReceiptPrinters(Protocol):
    """Printers that are told dots (ESC/POS); used by one thread at a time."""

    def print(
        self, printer: Printer, pages: Iterable[Raster], printed: Callable[[int], None]
    ) -> None:
        """Print pages, calling ``printed`` with how many are out after each.

        Returns once the printer has taken (and, where it answers, worked off) everything.
        ``Unavailable`` if nothing was printed, ``PrintInterrupted`` if something may have been.
        """

    def stop(self) -> None:
        """Print no more, ever; what goes on on another thread ends as interrupted. Any thread."""
