"""The verbs of goods in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leader_app.domain.printer import Printer
from leader_app.ports.printing import Raster
from leader_app.services.goods_desk import GoodsDesk
from tests.fakes.imports import an_import_desk
from tests.fakes.prints import a_printing
from tests.fakes.receiving import FakeReceiving
from tests.fakes.reports import FakeReports
from tests.fakes.shop import a_shop
from tests.fakes.slots import FakeSlots
from tests.fakes.stocktakes import FakeStocktakes


class NoReceipts:
    """Keeps ``ReceiptPrinters`` and takes every page at once."""

    def print(
        self, printer: Printer, pages: Iterable[Raster], printed: Callable[[int], None]
    ) -> None:
        for number, _ in enumerate(pages, start=1):
            printed(number)

    def stop(self) -> None:
        """There is nothing to stop."""


def a_goods_desk() -> GoodsDesk:
    """Return a small shop with a bit of everything."""
    stock, printing = a_shop(), a_printing()
    return GoodsDesk(
        receiving=FakeReceiving(),
        stock=stock,
        slots=FakeSlots(),
        stocktakes=FakeStocktakes(stock),
        printing=printing,
        prints=printing.queue,
        receipts=NoReceipts(),
        reports=FakeReports(),
        imports=an_import_desk(),
    )
