"""Where a neighbour lives, in the many ways people write building, unit and room."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.numbers import CHINESE, number
from leader_app.importing.chain.scan import Scan

_N = rf"(?:\d{{1,3}}|{CHINESE}{{1,3}})"
_HOUSE = r"(?:号楼|栋|幢|座|号院|号|#楼?|楼)"
_ROOM = r"(?P<room>\d{3,4})(?!\d|[.:]\d)(?:室|房间|房|号房|号|户)?"
_LEFT = r"(?<![\da-z.])"
_ROAD = (
    r"(?:(?P<area>(?:[一二三四五六七八九十\d]期|[东西南北中a-z]区))\s?-?)?(?:[\u4e00-\u9fff]{1,8}(?:路|街|大道|巷|村|苑|园|花园|小区|家园|公寓|新城|湾)"
    r"(?:\d{1,4}号)?\s?)?"
)
_UNIT = rf"(?P<unit>{_N})\s?(?:单元|门洞|门|单)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_ROAD}{_LEFT}(?P<lane>\d{{1,4}})弄\s?(?P<building>\d{{1,3}})(?:号楼?|栋|幢)\s?{_ROOM}",
        rf"{_ROAD}{_LEFT}(?P<building>[a-z]?{_N})\s?{_HOUSE}\s?-?\s?{_UNIT}\s?-?\s?{_ROOM}",
        rf"{_ROAD}{_LEFT}(?P<building>\d{{1,3}})\s?-\s?(?P<unit>\d{{1,2}})\s?-\s?{_ROOM}",
        rf"{_LEFT}(?P<building>\d{{1,3}})\s?{_HOUSE}\s?-?\s?(?P<unit>\d{{1,2}})-{_ROOM}",
        rf"{_ROAD}{_LEFT}(?P<building>[a-z]?{_N})\s?{_HOUSE}\s?-?\s?{_ROOM}",
        rf"{_ROAD}{_LEFT}(?P<building>\d{{1,3}})\s?(?:-{{1,3}}|/|\||~)\s?{_ROOM}(?!\s?(?:元(?!元)|块))",
        rf"{_LEFT}(?P<building>[a-z])\s?(?:栋|幢|座)\s?-?\s?{_ROOM}",
        rf"{_ROAD}{_LEFT}(?P<building>[a-z]?{_N})\s?{_HOUSE}\s?-?\s?{_UNIT}(?!\d)",
        rf"{_LEFT}{_UNIT}\s?-?\s?{_ROOM}",
    )
)
_BUILDING = re.compile(
    rf"(?<![\da-z.{TAKEN}号第])(?P<building>[a-z]?{_N})\s?(?:号楼|栋|幢|座|#)(?=$|[\s,;、{TAKEN}()])"
)
_ROOM_ALONE = re.compile(
    rf"{_LEFT}(?<![-#])(?P<room>\d{{3,4}})\s?(?:室|房间|房|号房)(?![\u4e00-\u9fff])"
)
_BARE_ROOM = re.compile(rf"(?:(?<=[\s{TAKEN}])|^)(?P<room>\d{{3,4}})(?=[\s{TAKEN}]|$)")
_PAIR = re.compile(r"(?:(?<=\s)|^)(?P<building>\d{1,2})\s+(?P<room>\d{3,4})(?=\s|$)")
_HEADING = re.compile(rf"[\W_]*(?P<building>[a-z]?{_N})\s?(?:号楼|栋|幢|座|号院|#楼?)[\W_]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Building, unit (单元), lane (弄) and room, digits each; ``area`` is its part of the estate.

    ``doubtful`` tells that the digits may mean something else.
    """

    building: str = ""
    unit: str = ""
    lane: str = ""
    room: str = ""
    area: str = ""
    doubtful: bool = False


def cut_address(scan: Scan, *, building: str = "") -> Address:
    """Take an address of its own form out of the line; a heading may have said the building."""
    for form in (*_FORMS, _BUILDING, _ROOM_ALONE):
        found = scan.cut(form)
        if found is not None:
            return _address(found, building)
    found = scan.cut(_BARE_ROOM) if building else None
    return Address(building=building) if found is None else _address(found, building)


def cut_bare_address(scan: Scan) -> Address:
    """Take figures that may be an address, once all others are understood; always doubtful."""
    found = scan.cut(_PAIR) or scan.cut(_BARE_ROOM)
    return Address() if found is None else replace(_address(found), doubtful=True)


def heading(text: str) -> str | None:
    """Return the building a line names as a heading for those below it, ``None`` if it is none."""
    found = _HEADING.fullmatch(text)
    return None if found is None else _digits(found["building"])


def _address(found: re.Match[str], building: str = "") -> Address:
    parts = {name: _digits(value) for name, value in found.groupdict().items() if value}
    get = parts.get
    area = found.groupdict().get("area") or ""
    return Address(
        get("building", building), get("unit", ""), get("lane", ""), get("room", ""), area
    )


def _digits(written: str) -> str:
    if written.isdigit() or written[:1].isascii():
        return written.upper()
    value = number(written)
    return written if value is None else str(value)
