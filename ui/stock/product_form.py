"""The presenter of a product being added or changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.foreign import is_product_number
from leader_app.domain.gs1 import read as read_barcode
from leader_app.domain.gs1_elements import Fault as BarcodeFault
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen, parse_yuan, yuan
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.errors import LeaderError
from leader_app.services.stock.desk import StockRoom
from ui.tasks import Runner

_MOST = 9_999_999


class Part(StrEnum):
    """The fields people write in."""

    NAME = "name"
    UNIT = "unit"
    PRICE = "price"
    BARCODES = "barcodes"
    LOW_STOCK = "low_stock"
    SHELF_DAYS = "shelf_days"
    VOLUME_ML = "volume_ml"


class Fault(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    NO_AMOUNT = "no_amount"
    NO_NUMBER = "no_number"
    NO_BARCODE = "no_barcode"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A product as it stands on the form; ``own`` ones may be changed in every part."""

    product: Product
    is_new: bool
    texts: Mapping[Part, str]


class ProductFormViewModel(QObject):
    """Open while ``sheet`` is not ``None``."""

    changed = Signal()
    saved = Signal(object)
    """The ``Product`` as it was kept."""
    failed = Signal(object)

    def __init__(
        self,
        stock: StockRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stock, self._database, self._now = stock, database, now
        self.sheet: Sheet | None = None
        self.faults: Mapping[Part, Fault] = {}
        self.busy = False

    def add(self, barcode: str = "") -> None:
        """Begin a product of the store's own."""
        codes = (barcode,) if barcode else ()
        product = Product("", "", "", Zone.SHELF, Fen(0), codes, own=True)
        self._open(product, is_new=True)

    def edit(self, product: Product) -> None:
        """Begin to change a product."""
        self._open(product, is_new=False)

    def write(self, part: Part, text: str) -> None:
        """Write in a field; what was wrong there is forgotten."""
        if self.sheet is not None and self.sheet.texts[part] != text:
            self.sheet = replace(self.sheet, texts={**self.sheet.texts, part: text})
            if part in self.faults:
                self.faults = {x: fault for x, fault in self.faults.items() if x is not part}
                self.changed.emit()

    def set_zone(self, zone: Zone) -> None:
        """Say at what temperature it is kept."""
        if self.sheet is not None:
            self.sheet = replace(self.sheet, product=replace(self.sheet.product, zone=zone))

    def set_food(self, food: FoodKind) -> None:
        """Say what kind of food it is."""
        if self.sheet is not None:
            self.sheet = replace(self.sheet, product=replace(self.sheet.product, food=food))

    def scanned(self, text: str) -> bool:
        """Add a scanned barcode; tell whether it is one."""
        reading = read_barcode(text, local_day(self._now()))
        if self.sheet is None or isinstance(reading, BarcodeFault) or not reading.numbers:
            return False
        codes = self.sheet.texts[Part.BARCODES].split()
        goods = reading.numbers[-1]
        if goods not in codes:
            texts = {**self.sheet.texts, Part.BARCODES: " ".join([*codes, goods])}
            self.sheet = replace(self.sheet, texts=texts)
            self.changed.emit()
        return True

    def cancel(self) -> None:
        """Change nothing after all."""
        self.sheet, self.faults = None, {}
        self.changed.emit()

    def save(self) -> None:
        """Keep the product, or say what is wrong."""
        if self.sheet is None or self.busy:
            return
        self.faults = faults_of(self.sheet)
        if self.faults:
            self.changed.emit()
            return
        self.busy = True
        self.changed.emit()
        put = partial(self._stock.put_product, read(self.sheet))
        self._database.run(self, put, self._kept, self._refused)

    def _open(self, product: Product, *, is_new: bool) -> None:
        self.sheet, self.faults = Sheet(product, is_new, _texts(product)), {}
        self.changed.emit()

    def _kept(self, product: Product) -> None:
        self.busy, self.sheet = False, None
        self.changed.emit()
        self.saved.emit(product)

    def _refused(self, error: LeaderError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)


def faults_of(sheet: Sheet) -> Mapping[Part, Fault]:
    """Return what is wrong with what was written."""
    texts, faults = sheet.texts, dict[Part, Fault]()
    for part in (Part.NAME, Part.UNIT):
        if not texts[part].strip():
            faults[part] = Fault.EMPTY
    if _price(texts[Part.PRICE]) is None:
        faults[Part.PRICE] = Fault.NO_AMOUNT
    for part in (Part.LOW_STOCK, Part.SHELF_DAYS, Part.VOLUME_ML):
        if _whole(texts[part]) is None:
            faults[part] = Fault.NO_NUMBER
    if not all(is_product_number(_padded(code)) for code in texts[Part.BARCODES].split()):
        faults[Part.BARCODES] = Fault.NO_BARCODE
    return faults


def read(sheet: Sheet) -> Product:
    """Return the product that was written down; it must be without faults."""
    texts = sheet.texts
    return replace(
        sheet.product,
        name=texts[Part.NAME].strip(),
        unit=texts[Part.UNIT].strip(),
        price=_price(texts[Part.PRICE]) or Fen(0),
        barcodes=tuple(code.lstrip("0") for code in texts[Part.BARCODES].split()),
        low_stock=_whole(texts[Part.LOW_STOCK]) or 0,
        shelf_days=_whole(texts[Part.SHELF_DAYS]) or 0,
        volume_ml=_whole(texts[Part.VOLUME_ML]) or 0,
    )


def _texts(product: Product) -> Mapping[Part, str]:
    return {
        Part.NAME: product.name,
        Part.UNIT: product.unit,
        Part.PRICE: yuan(product.price) if product.price else "",
        Part.BARCODES: " ".join(product.barcodes),
        Part.LOW_STOCK: _number(product.low_stock),
        Part.SHELF_DAYS: _number(product.shelf_days),
        Part.VOLUME_ML: _number(product.volume_ml),
    }


def _number(value: int) -> str:
    return str(value) if value else ""


def _price(text: str) -> Fen | None:
    try:
        amount = parse_yuan(text)
    except ValueError:
        return None
    return amount if 0 <= amount <= _MOST else None


def _whole(text: str) -> int | None:
    plain = text.strip() or "0"
    if not (plain.isascii() and plain.isdigit()) or int(plain) > _MOST:
        return None
    return int(plain)


def _padded(code: str) -> str:
    """Return a GTIN with the leading zeros that it is kept without."""
    lengths = (length for length in (8, 12, 13, 14) if len(code) <= length)
    return code.zfill(next(lengths, 0))
