"""Builds the verbs of goods, when somebody first asks for them: no counter starts slower."""

from __future__ import annotations

from collections.abc import Callable

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.importing.reading import OrderReaders
from leader_app.ports import Clock, Store, Wake
from leader_app.scanning.photo import PhotoShrinker
from leader_app.services.goods_desk import GoodsDesk
from leader_app.services.importing.importing import Importing
from leader_app.services.printing.printing import Printing
from leader_app.services.receiving.receive import ReceiveGoods
from leader_app.services.reports.reporting import Reporting
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.keep import KeepStock
from leader_app.services.stock.photos import KeepPhoto
from leader_app.services.stock.slots import KeepSlots
from leader_app.services.stocktake.count import CountStock


def build_goods(
    store: Store,
    clock: Clock,
    wake: Wake,
    random: Callable[[int], bytes],
    speech: Callable[[], Callable[[str], str]],
) -> GoodsDesk:
    """Return every verb of goods over ``store``."""
    floor = Floor(store, clock, wake, random)
    keep_photo = KeepPhoto(store, clock, PhotoShrinker())
    printing = Printing(store, clock, random, speech)
    return GoodsDesk(
        receiving=ReceiveGoods(floor, keep_photo),
        stock=KeepStock(floor, keep_photo),
        slots=KeepSlots(floor),
        stocktakes=CountStock(floor),
        printing=printing,
        prints=printing.queue,
        imports=Importing(store, OrderReaders(), clock, wake, random),
        receipts=EscposPrinters(),
        reports=Reporting(store, clock, speech),
    )
