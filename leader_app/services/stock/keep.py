"""The stock room: each verb one unit of work over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from leader_app.domain.local_time import day_span, local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import LineKey
from leader_app.domain.stock import (
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
)
from leader_app.ports import MovementQuery, StockLine, StockQuery, UnitOfWork
from leader_app.services.stock import moving, pages, products, releasing, selling
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.desk import (
    FoundProduct,
    MovementNote,
    ProductStock,
    SaleDone,
    SaleLine,
    StockAlerts,
    Unclaimed,
)
from leader_app.services.stock.photos import KeepPhoto

_MOST_SALES = 1000
_Done = TypeVar("_Done")


class KeepStock:
    """Keeps ``StockRoom``."""

    def __init__(self, floor: Floor, keep_photo: KeepPhoto) -> None:
        self._floor = floor
        self._keep_photo = keep_photo

    def alerts(self) -> StockAlerts:
        """Return what calls for somebody."""
        with self._floor.store.read() as work:
            return pages.alerts(work, self._floor.today(work))

    def count(self, query: StockQuery) -> int:
        """Count products."""
        with self._floor.store.read() as work:
            return work.stock.count(pages.horizon(query, self._floor.today(work)))

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        """Return products, by name."""
        with self._floor.store.read() as work:
            dated = pages.horizon(query, self._floor.today(work))
            return work.stock.page(dated, offset, limit)

    def product(self, product_id: str) -> ProductStock:
        """Return where a product lies."""
        with self._floor.store.read() as work:
            return pages.product_stock(work, product_id, self._floor.today(work))

    def products(self) -> Sequence[Product]:
        """Return every product."""
        with self._floor.store.read() as work:
            return work.catalogue.all()

    def movement_count(self, query: MovementQuery) -> int:
        """Count movements."""
        with self._floor.store.read() as work:
            return work.stock.movement_count(query)

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementNote]:
        """Return movements, newest first."""
        with self._floor.store.read() as work:
            return pages.movement_notes(work, query, offset, limit)

    def find(self, text: str) -> Sequence[FoundProduct]:
        """Return the products of a barcode (with its lot) or of a part of a name."""
        with self._floor.store.read() as work:
            return pages.find(work, text, self._floor.today(work))

    def sell(self, lines: Sequence[SaleLine], payment: PaymentKind, note: str = "") -> SaleDone:
        """Sell goods nobody waits for."""
        return self._do(lambda work: selling.sell(self._floor, work, lines, payment, note))

    def sales(self, day: date | None = None) -> Sequence[SaleDone]:
        """Return the sales of a local day (today), newest first.

        One that was taken back stays, and what took it back is beside it with a negative total.
        Where this computer's clock is a day or more wrong, today is both its day and the centre's.
        """
        with self._floor.store.read() as work:
            days = {day} if day else {self._floor.today(work), local_day(self._floor.clock.now())}
            found = [
                deed
                for one in sorted(days, reverse=True)
                for deed in work.stock.deeds_between(MovementKind.SELL, *day_span(one), _MOST_SALES)
            ]
            return [selling.sale_of(work, deed) for deed in found]

    def move(self, key: StockKey, slot: str, quantity: int) -> StockDeed:
        """Carry pieces to another slot."""
        return self._do(lambda work: moving.move(self._floor, work, key, slot, quantity))

    def write_off(
        self,
        key: StockKey,
        quantity: int,
        reason: WriteOffReason,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> StockDeed:
        """Throw pieces away, with a reason."""
        return self._do(
            lambda work: moving.write_off(self._floor, work, key, quantity, reason, note, photos)
        )

    def return_goods(
        self,
        key: StockKey,
        quantity: int,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> StockDeed:
        """Send pieces back to the kitchen."""
        return self._do(
            lambda work: moving.return_goods(self._floor, work, key, quantity, note, photos)
        )

    def take_back(self, deed_id: str, reason: str) -> StockDeed:
        """Undo a deed of this counter within the hour by the opposite movements."""
        return self._do(lambda work: moving.take_back(self._floor, work, deed_id, reason))

    def put_product(self, product: Product) -> Product:
        """Add or change a product of the store's own, or barcodes and alerts of any."""
        return self._do(lambda work: products.put_product(self._floor, work, product))

    def unclaimed(self) -> Sequence[Unclaimed]:
        """Return what waits for its buyers, by food type."""
        with self._floor.store.read() as work:
            return pages.unclaimed(work, self._floor.today(work))

    def release(self, key: LineKey, pieces: int) -> ProductStock:
        """Give up on pieces a member did not collect: they may be sold, the line waits again."""
        return self._do(lambda work: releasing.release(self._floor, work, key, pieces))

    def keep_photo(self, data: bytes) -> str:
        """Keep a picture and return its id."""
        return self._keep_photo(data)

    def _do(self, deed: Callable[[UnitOfWork], _Done]) -> _Done:
        with self._floor.store.write() as work:
            done = deed(work)
            work.commit()
        self._floor.wake.wake()
        return done
