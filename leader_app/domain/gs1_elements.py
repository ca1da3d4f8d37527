"""Splits a GS1 element string (GS1-128, DataMatrix, QR, or as printed) into its elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

GROUP_SEPARATOR = "\x1d"


class Fault(StrEnum):
    """Why a text is no barcode of goods."""

    NO_BARCODE = "no_barcode"
    CHECK_DIGIT = "check_digit"
    BAD_DATE = "bad_date"
    BAD_ELEMENT = "bad_element"
    CONTRADICTION = "contradiction"


class ElementError(ValueError):
    """A text begins like an element string and is none."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


_PREFIXES = ("]C1", "]e0", "]d2", "]Q3", "]J1")
_PRINTED = re.compile(r"\((\d{2,4})\)")
_CHARACTERS = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,90}")
# How many digits an application identifier has, by its first two.
_IDENTIFIER_DIGITS: Mapping[str, int] = {
    **{f"{number:02d}": 2 for number in (*range(5), *range(10, 23), 30, 37, *range(90, 100))},
    **{f"{number:02d}": 3 for number in (23, 24, 25, 40, 41, 42, 71)},
    **{f"{number:02d}": 4 for number in (*range(31, 37), 39, 43, 70, 72, 80, 81, 82)},
}
# Elements that end by themselves, by the first two digits of their identifier: the data's length.
_FIXED: Mapping[str, int] = {
    **dict.fromkeys((f"{number}" for number in (*range(11, 20), *range(31, 37))), 6),
    **dict.fromkeys(("01", "02", "03"), 14),
    **dict.fromkeys(("00",), 18),
    **dict.fromkeys(("04",), 16),
    **dict.fromkeys(("20",), 2),
    **dict.fromkeys(("41",), 13),
}
# What the data of those that are understood looks like; of the rest only the characters count.
_SHAPES: Mapping[str, str] = {
    "10": r".{1,20}",
    "21": r".{1,20}",
    "30": r"\d{1,8}",
    "37": r"\d{1,8}",
    "392": r"\d{1,15}",
    "7003": r"\d{10}",
}


def is_elements(text: str) -> bool:
    """Tell whether a text says itself that it is an element string."""
    return text.startswith((*_PREFIXES, GROUP_SEPARATOR)) or _PRINTED.match(text) is not None


def split(text: str) -> Mapping[str, str]:
    """Return the data of each application identifier; ``ElementError`` if it cannot be split."""
    if _PRINTED.match(text):
        return _printed(text)
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    return _encoded(text.strip(GROUP_SEPARATOR))


def _printed(text: str) -> Mapping[str, str]:
    elements: dict[str, str] = {}
    _, *parts = _PRINTED.split(text)
    for name, data in zip(parts[::2], parts[1::2], strict=True):
        _keep(elements, name, data.strip())
    return elements


def _encoded(text: str) -> Mapping[str, str]:
    elements: dict[str, str] = {}
    while text:
        digits = _IDENTIFIER_DIGITS.get(text[:2])
        if digits is None:
            raise ElementError(Fault.BAD_ELEMENT)
        name, rest = text[:digits], text[digits:]
        length = _FIXED.get(text[:2])
        if length is None:
            data, _, text = rest.partition(GROUP_SEPARATOR)
        else:
            data, text = rest[:length], rest[length:].removeprefix(GROUP_SEPARATOR)
        _keep(elements, name, data)
    return elements


def _keep(elements: dict[str, str], name: str, data: str) -> None:
    digits = _IDENTIFIER_DIGITS.get(name[:2])
    fixed = _FIXED.get(name[:2])
    shape = rf"\d{{{fixed}}}" if fixed else _SHAPES.get(name, _SHAPES.get(name[:3], ".*"))
    fits = re.fullmatch(shape, data, re.ASCII) and _CHARACTERS.fullmatch(data)
    if len(name) != digits or not name.isdecimal() or not fits:
        raise ElementError(Fault.BAD_ELEMENT)
    if elements.setdefault(name, data) != data:
        raise ElementError(Fault.CONTRADICTION)
