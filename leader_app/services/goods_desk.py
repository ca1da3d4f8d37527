"""The verbs of goods as one bundle: what the office pages of a counter need, made on demand."""

from __future__ import annotations

from dataclasses import dataclass

from leader_app.ports.printing import ReceiptPrinters
from leader_app.services.importing.desk import ImportDesk
from leader_app.services.printing.desk import PrintDesk, PrintQueue
from leader_app.services.receiving.desk import Receiving
from leader_app.services.reports.desk import Reports
from leader_app.services.stock.desk import SlotRoom, StockRoom, Stocktakes


@dataclass(frozen=True, slots=True)
class GoodsDesk:
    """All verbs of goods, with what its print queue is printed by."""

    receiving: Receiving
    stock: StockRoom
    slots: SlotRoom
    stocktakes: Stocktakes
    printing: PrintDesk
    prints: PrintQueue
    imports: ImportDesk
    receipts: ReceiptPrinters
    reports: Reports
