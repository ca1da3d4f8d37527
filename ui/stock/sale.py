"""The presenter of walk-in sales: scan, scan, scan, Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.money import Fen
from leader_app.domain.scanned_text import normalise
from leader_app.domain.stock import NO_LOT, PaymentKind
from leader_app.domain.text import Text, say
from leader_app.errors import LeaderError
from leader_app.services.stock.desk import FoundProduct, ProductStock, SaleDone, StockRoom
from ui.stock.cart import Cart, asked_price, times
from ui.tasks import Runner

MOST_CANDIDATES = 9


class SaleViewModel(QObject):
    """Codes are looked up in the order they came; Enter waits until the last one is there."""

    changed = Signal()
    sales_changed = Signal()
    sold = Signal(object)
    """A ``SaleDone``."""
    cue = Signal(str)
    """One of the window's sounds; after "refused" ``error`` or ``news`` says what."""

    def __init__(
        self,
        stock: StockRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stock, self._database, self.now = stock, database, now
        self.cart = Cart()
        self.candidates: tuple[FoundProduct, ...] = ()
        self.done: SaleDone | None = None
        self.error: LeaderError | None = None
        self.news: Text | None = None
        self.payment = PaymentKind.WECHAT
        self.sales: tuple[SaleDone, ...] = ()
        self.asking: SaleDone | None = None
        self._pieces = 1
        self._looking = 0
        self._pay_next: PaymentKind | None = None
        self._paying: Cart | None = None
        self._in_sight = False

    @property
    def busy(self) -> bool:
        """Whether a sale is being booked."""
        return self._paying is not None

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self._read_sales()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def refresh(self) -> None:
        """Read the sales of the day again."""
        if self._in_sight:
            self._read_sales()

    def entered(self, raw: str) -> None:
        """Take what was typed and sent off: goods, ``*3``, ``@4.50``, or nothing: pay."""
        text = normalise(raw)
        pieces, price = times(text), asked_price(text)
        if not text:
            self.pay(self.payment)
        elif pieces is not None and (self.cart.current is None or text[-1] in "*×"):
            self._pieces = max(1, pieces)
            self._tell(say("The next goods count {count} times", count=self._pieces))
        elif pieces is not None:
            self._set(self.cart.with_quantity(pieces))
        elif price is not None:
            self._set(self.cart.with_price(price))
        else:
            self.scanned(text)

    def scanned(self, text: str) -> None:
        """Look up goods by barcode or name."""
        self._looking += 1
        pieces, self._pieces = self._pieces, 1
        found = partial(self._found, text, pieces)
        self._database.run(self, partial(self._stock.find, text), found, self._not_found)

    def put(self, found: ProductStock, pieces: int) -> None:
        """Put pieces of a product on the counter."""
        self._add(FoundProduct(found.product, NO_LOT, found.free), pieces)

    def choose(self, number: int) -> None:
        """Take one of several products that fit."""
        if 0 <= number < len(self.candidates):
            chosen, self.candidates = self.candidates[number], ()
            self._add(chosen, 1)

    def move(self, step: int) -> None:
        """Go to another line."""
        self._set(self.cart.moved(step))

    def stand_at(self, number: int) -> None:
        """Go to a line."""
        if number != self.cart.at and 0 <= number < len(self.cart.lines):
            self._set(replace(self.cart, at=number))

    def step(self, pieces: int) -> None:
        """Have more or fewer pieces on the current line."""
        if self.cart.current is not None:
            self._set(self.cart.with_quantity(self.cart.current.quantity + pieces))

    def set_quantity(self, quantity: int) -> None:
        """Have so many pieces on the current line."""
        self._set(self.cart.with_quantity(quantity))

    def set_price(self, price: Fen | None) -> None:
        """Sell the current line at another price."""
        self._set(self.cart.with_price(price))

    def remove(self) -> None:
        """Take the current line away."""
        self._set(self.cart.without())

    def clear(self) -> None:
        """Step back: from choosing, from asking, from what is said; then empty the counter."""
        if self.asking is not None:
            self.asking = None
        elif self.candidates:
            self.candidates = ()
        elif self.error is not None or self.news is not None:
            self.error = self.news = None
        elif self.done is not None and not self.cart.lines:
            self.done = None
        else:
            self.cart, self._pay_next = Cart(), None
        self.changed.emit()

    def pay(self, payment: PaymentKind) -> None:
        """Sell what is on the counter; what is still looked up goes along."""
        if self._looking:
            self._pay_next = payment
            return
        if self.busy or not self.cart.lines or self.candidates:
            return
        self._paying, self.cart, self.payment = self.cart, Cart(), payment
        self.error = self.news = None
        self.changed.emit()
        lines = [line.wish() for line in self._paying.lines]
        sell = partial(self._stock.sell, lines, payment)
        self._database.run(self, sell, self._sold, self._not_sold)

    def ask_back(self, sale: SaleDone | None) -> None:
        """Ask why a sale shall be taken back; ``None`` leaves it."""
        if sale is None or not self.is_taken_back(sale):
            self.asking = sale
            self.changed.emit()

    def take_back(self, reason: str) -> None:
        """Take the sale that was asked about back."""
        if self.asking is not None:
            deed_id, self.asking = self.asking.deed.deed_id, None
            back = partial(self._stock.take_back, deed_id, reason)
            self._database.run(self, back, partial(self._taken_back, deed_id), self._failed)
            self.changed.emit()

    def newest(self) -> SaleDone | None:
        """Return the newest sale that stands."""
        return next((sale for sale in self.standing() if not self.is_taken_back(sale)), None)

    def standing(self) -> Sequence[SaleDone]:
        """Return the sales of the day; the deeds that take one back are no sales."""
        return [sale for sale in self.sales if not sale.deed.reference]

    def is_taken_back(self, sale: SaleDone) -> bool:
        """Tell whether a sale was taken back."""
        return any(other.deed.reference == sale.deed.deed_id for other in self.sales)

    def takings(self) -> Fen:
        """Return what the sales of the day that stand come to."""
        return Fen(sum(x.total for x in self.standing() if not self.is_taken_back(x)))

    def _found(self, text: str, pieces: int, found: Sequence[FoundProduct]) -> None:
        self._looking -= 1
        if len(found) == 1:
            self._add(found[0], pieces)
        elif found:
            self._pay_next = None
            self.candidates = tuple(found[:MOST_CANDIDATES])
            self._tell(say("Several fit: press the digit of the right one"))
            self.cue.emit("look")
        else:
            self._pay_next = None
            self._tell(say("Nobody knows {text} here", text=text))
            self.cue.emit("refused")
        if not self._looking and self._pay_next is not None:
            payment, self._pay_next = self._pay_next, None
            self.pay(payment)

    def _not_found(self, error: LeaderError) -> None:
        self._looking -= 1
        self._pay_next = None
        self._failed(error)

    def _add(self, found: FoundProduct, pieces: int) -> None:
        self.candidates, self.asking = (), None
        self._set(self.cart.add(found, pieces))
        self.cue.emit("accepted")

    def _set(self, cart: Cart) -> None:
        self.cart = cart
        self.error = self.news = None
        if cart.lines:
            self.done = None
        self.changed.emit()

    def _tell(self, news: Text | None) -> None:
        self.error, self.news = None, news
        self.changed.emit()

    def _sold(self, sale: SaleDone) -> None:
        self._paying = None
        self.done = sale
        self.changed.emit()
        self.sold.emit(sale)
        self.cue.emit("done")
        self._read_sales()

    def _not_sold(self, error: LeaderError) -> None:
        """Put back on the counter what was not sold, before what was scanned meanwhile."""
        kept, self._paying = self._paying, None
        if kept is not None:
            self.cart = Cart((*kept.lines, *self.cart.lines), kept.at)
        self._failed(error)

    def _failed(self, error: LeaderError) -> None:
        self.error, self.news = error, None
        self.changed.emit()
        self.cue.emit("refused")

    def _taken_back(self, deed_id: str, _deed: object) -> None:
        if self.done is not None and self.done.deed.deed_id == deed_id:
            self.done = None
        self._tell(say("The sale was taken back"))
        self._read_sales()

    def _read_sales(self) -> None:
        self._database.run(
            self, self._stock.sales, self._sales_came, lambda _: None, latest="sales"
        )

    def _sales_came(self, sales: Sequence[SaleDone]) -> None:
        self.sales = tuple(sales)
        self.sales_changed.emit()
