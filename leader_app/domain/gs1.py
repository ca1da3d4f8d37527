"""Barcodes of goods: EAN, UPC, ITF-14, scale labels and GS1 element strings, made into one form.

Product numbers (GTIN) have no leading zeros here, as in ``Product.barcodes``: the same goods have
the same number whichever symbol they carry. A carton's number names the goods inside as well.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from leader_app.domain.foreign import is_product_number
from leader_app.domain.gs1_elements import ElementError, Fault, is_elements, split
from leader_app.domain.money import Fen
from leader_app.domain.stock import NO_LOT, Lot

_SYMBOLOGIES = ("]E0", "]E4", "]I0", "]I1", "]C0")
_UPC_E = 8
_CARTON = 14
_SCALE = range(20, 30)
_SCALE_ITEM_DIGITS = 7
_VARIABLE_MEASURE = "9"
_LOOSE = "0"
_YEARS_AHEAD = 50
_CENTURY = 100
_UPC_E_ZEROS = {"0": (2, "00000"), "1": (2, "10000"), "2": (2, "20000"), "3": (3, "00000")}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a barcode says.

    ``numbers`` are what the goods may be found by, the surest first; empty for a pallet's label.
    ``pieces`` is what one scan counts: items, or cartons where ``is_carton``. ``made_on`` is when
    they were made or packed. ``scale_value`` is what a scale printed: grams or fen, as it was set.
    """

    numbers: tuple[str, ...]
    pieces: int = 1
    is_carton: bool = False
    lot: Lot = NO_LOT
    made_on: date | None = None
    weight_grams: int | None = None
    price: Fen | None = None
    scale_value: int | None = None
    serial: str = ""
    pallet: str = ""


def read(text: str, today: date) -> Reading | Fault:
    """Return what ``text`` (normalised) says, or why it is no barcode of goods.

    ``today`` settles the century of two-digit years: at most 50 ahead, fewer than 50 back.
    """
    for prefix in _SYMBOLOGIES:
        text = text.removeprefix(prefix)
    try:
        if is_elements(text) or _begins_with_number(text):
            return _of_elements(split(text), today)
    except ElementError as error:
        return error.fault
    return _of_digits("".join(text.split()))


def check_digit(body: str) -> str:
    """Return the digit that makes ``body`` a GTIN or a pallet's number."""
    weighted = (int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-sum(weighted) % 10)


def plain_number(text: str) -> str:
    """Return a product number without the zeros in front, as ``Product.barcodes`` has it."""
    return text.lstrip("0")


def _of_digits(text: str) -> Reading | Fault:
    if not (text.isascii() and text.isdigit()) or len(text) not in {8, 12, 13, 14}:
        return Fault.NO_BARCODE
    numbers = _short_numbers(text)
    if not numbers:
        return Fault.CHECK_DIGIT
    if len(text) == _CARTON:
        return _numbered(text)
    if len(text) == _CARTON - 1 and int(text[:2]) in _SCALE:
        value = int(text[_SCALE_ITEM_DIGITS:-1])
        return Reading((text, text[:_SCALE_ITEM_DIGITS]), scale_value=value)
    return Reading(numbers)


def _short_numbers(text: str) -> tuple[str, ...]:
    """Return what the digits may stand for: 8 of them are an EAN-8, or a UPC-E if 0 leads."""
    found = [_upc_e(text)] if len(text) == _UPC_E and text[0] == "0" else []
    right = (plain_number(number) for number in [*found, text] if is_product_number(number))
    return tuple(number for number in right if number)


def _upc_e(text: str) -> str:
    """Return the UPC-A that an 8-digit UPC-E is short for; its check digit is left as it is."""
    system, body, last, check = text[0], text[1:6], text[6], text[7]
    kept, zeros = _UPC_E_ZEROS.get(last, (4, "00000") if last == "4" else (5, f"0000{last}"))
    return f"{system}{body[:kept]}{zeros}{body[kept:]}{check}"


def _numbered(number: str) -> Reading:
    """Read a 14-digit number: a piece, a carton of pieces, or goods of varying measure."""
    whole = plain_number(number)
    if number[0] in {_LOOSE, _VARIABLE_MEASURE}:
        return Reading((whole,))
    inside = plain_number(number[1:-1] + check_digit(number[1:-1]))
    return Reading((whole, inside), is_carton=True)


def _begins_with_number(text: str) -> bool:
    """Tell a bare element string, which begins with goods or a pallet and goes on after them."""
    if text[:2] in {"01", "02"}:
        return len(text) > _CARTON and is_product_number(text[2:16])
    return text[:2] == "00" and len(text) > _CARTON and _is_right(text[2:20])


def _is_right(number: str) -> bool:
    body = number[:-1]
    return body.isascii() and body.isdigit() and number[-1] == check_digit(body)


def _of_elements(elements: Mapping[str, str], today: date) -> Reading:
    for name in ("00", "01", "02"):
        if name in elements and not _is_right(elements[name]):
            raise ElementError(Fault.CHECK_DIGIT)
    number = elements.get("01") or elements.get("02") or ""
    reading = _numbered(number) if number else Reading(())
    dates = {name: _day(elements[name], today) for name in _DATES if name in elements}
    expires_on = next((dates[name] for name in ("17", "7003", "15", "16") if name in dates), None)
    return replace(
        reading,
        pieces=int(elements.get("30") or elements.get("37") or "1"),
        lot=Lot(elements.get("10", ""), expires_on),
        made_on=next((dates[name] for name in ("11", "13") if name in dates), None),
        weight_grams=_scaled(elements, "310", 3),
        price=_price(elements),
        serial=elements.get("21", ""),
        pallet=elements.get("00", ""),
    )


_DATES = ("11", "13", "15", "16", "17", "7003")


def _day(digits: str, today: date) -> date:
    """Return a day of the form YYMMDD...; the day 00 is the last of its month."""
    year = today.year - today.year % _CENTURY + int(digits[:2])
    if year - today.year > _YEARS_AHEAD:
        year -= _CENTURY
    elif today.year - year >= _YEARS_AHEAD:
        year += _CENTURY
    month, day = int(digits[2:4]), int(digits[4:6])
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError as error:
        raise ElementError(Fault.BAD_DATE) from error


def _price(elements: Mapping[str, str]) -> Fen | None:
    fen = _scaled(elements, "392", 2)
    return None if fen is None else Fen(fen)


def _scaled(elements: Mapping[str, str], family: str, places: int) -> int | None:
    """Return a decimal element as a whole number of its ``10 ** -places`` part, rounded down."""
    for name, data in elements.items():
        if name[:3] == family:
            shifted: int = int(data) * 10**places // 10 ** int(name[3])
            return shifted
    return None
