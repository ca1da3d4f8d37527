"""Building, unit, lane and room in what people write as their address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from leader_app.importing.sheets.cells import whole

_N = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
_LANE = re.compile(rf"({_N})\s*弄")
_WORDED = re.compile(
    rf"(?P<building>{_N}|[A-Za-z]\d{{0,2}})\s*(?:号楼|栋楼|栋|幢|座|号院|#楼?|号(?!院)|楼(?!层))\s*[-,、/_:·]?\s*"
    rf"(?:(?P<unit>{_N})\s*(?:单元|门洞|门(?!牌)|单)\s*[-,、/_:·]?\s*)?"
    rf"(?:\d{{1,2}}\s*(?:楼|层)\s*)?"
    rf"(?P<room>\d{{2,4}}[A-Za-z]?|\d(?=\s*(?:室|户|房)))\s*(?:室|户|房间?|号)?[\s。.,]*$"
)
_DASHED = re.compile(
    r"(?:^|[^\d\-])(?P<building>\d{1,3}|[A-Za-z]\d{0,2})\s*[-/#_—~]\s*"
    r"(?:(?P<unit>\d{1,2})\s*[-/#_—~]\s*)?"
    r"(?P<room>\d{2,4}[A-Za-z]?)\s*(?:室|户|房间?|号)?[\s。.,]*$"
)
_ASIDE = re.compile(r"\s*\([^()\d]*\)\s*$")
_TWO_BUILDINGS = re.compile(r"(?:号楼|栋|幢|座)[\s\-]*$")
_LABELLED = (
    ("building", re.compile(rf"(?:楼号|楼栋|栋号|幢号|楼|栋)\s*[:=]\s*({_N}|[A-Za-z])")),
    ("unit", re.compile(rf"单元号?\s*[:=]\s*({_N})")),
    ("lane", re.compile(rf"弄号?\s*[:=]\s*({_N})")),
    ("room", re.compile(r"(?:房号|门牌号?|室号|房间号?|室|房)\s*[:=]\s*(\d{1,4}[A-Za-z]?)")),
)
_PART = re.compile(
    rf"(?:第|#)?\s*({_N}|[A-Za-z]{{1,2}}\d{{0,3}})\s*(?:号楼|栋楼|号院|栋|幢|座|号|楼|弄|单元|室|房间?|户|#)*[\s。.,、]*"
)
_ROOM_PART = re.compile(r"(\d{1,5}[A-Za-z]?|[A-Za-z]\d{1,4})\s*(?:号房|室|房间?|户|号)*[\s。.,、]*")


class Home(NamedTuple):
    """Where somebody lives, digits as written; empty where it is not said."""

    building: str = ""
    unit: str = ""
    lane: str = ""
    room: str = ""


@lru_cache(maxsize=20_000)
def home_of(address: str) -> Home:
    """Return the home in a free address, all empty if there is none to be sure of."""
    plain = _ASIDE.sub("", unicodedata.normalize("NFKC", address)).strip()
    labels = {
        name: _digits(found[1]) for name, label in _LABELLED if (found := label.search(plain))
    }
    if "room" in labels and "building" in labels:
        return Home(**labels)
    lane = ""
    if found := _LANE.search(plain):
        lane, plain = _digits(found[1]), plain[found.end() :]
    for form in (_WORDED, _DASHED):
        # Of "3栋B座502" nobody can say which of the two is meant.
        if (found := form.search(plain)) and not _TWO_BUILDINGS.search(plain[: found.start()]):
            return Home(
                _digits(found["building"]), _digits(found["unit"] or ""), lane, found["room"]
            )
    return Home(lane=lane)


def number_in(cell: str) -> str | None:
    """Return the number in a cell for a building, unit or lane; ``None`` if it is not one."""
    found = _PART.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    return _digits(found[1]) if found else None


def room_in(cell: str) -> str | None:
    """Return the number in a cell for a room; ``None`` if there is more or other in it."""
    found = _ROOM_PART.fullmatch(_ASIDE.sub("", unicodedata.normalize("NFKC", cell)).strip())
    return found[1] if found else None


def has_number(address: str) -> bool:
    """Return whether an address is more than the name of a place."""
    return any(sign.isdigit() for sign in address) and "*" not in address


def _digits(text: str) -> str:
    number = whole(text) if text and not text.isascii() else None
    return text if number is None else str(number)
