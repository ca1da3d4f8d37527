"""The verbs of goods in memory."""

from __future__ import annotations

from leader_app.services.goods_desk import GoodsDesk
from tests.fakes.imports import an_import_desk
from tests.fakes.prints import a_printing
from tests.fakes.receiving import FakeReceiving
from tests.fakes.shop import a_shop
from tests.fakes.slots import FakeSlots
from tests.fakes.stocktakes import FakeStocktakes


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
        imports=an_import_desk(),
    )
