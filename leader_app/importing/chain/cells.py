"""An entry that comes as cells of a table, each read for what its column holds."""

from __future__ import annotations

import re

from leader_app.domain.text import say
from leader_app.importing.chain.address import Address, cut_address
from leader_app.importing.chain.draft import NOBODY, Draft
from leader_app.importing.chain.items import choose, guess
from leader_app.importing.chain.menu import Head
from leader_app.importing.chain.money import prices_in
from leader_app.importing.chain.normal import Normal
from leader_app.importing.chain.numbers import CHINESE, DIGITS, UNIT, Amount, amount, number
from leader_app.importing.chain.scan import Scan

_QUANTITY = re.compile(
    rf"[x×*+\s]*(?P<figure>{DIGITS}|{CHINESE}{{1,4}}|半)\s?(?P<unit>{UNIT})?(?P<half>半)?\s*"
)
_LONGEST_SEQ = 6
_LONGEST_PART = 5
_LABEL = re.compile(r"(?:号楼|号|栋|幢|座|楼|单元|室|房|#)+$")


def read_cells(cells: dict[str, Normal], draft: Draft, head: Head) -> Draft:
    """Read the cells of one row into ``draft``."""
    draft.name = _written(cells, "name")
    draft.phone = _text(cells, "phone")
    if note := _written(cells, "note"):
        draft.notes.append(note)
    draft.address = _address(cells, draft)
    _read_seq(cells, draft)
    amounts = prices_in(_text(cells, "amount") + "元") if "amount" in cells else []
    draft.amount = amounts[0] if amounts else None
    _read_goods(cells, draft, head)
    if not draft.name:
        draft.doubt(NOBODY)
    return draft


def _read_seq(cells: dict[str, Normal], draft: Draft) -> None:
    figure = _text(cells, "seq").strip(".、")
    if figure.isdecimal() and len(figure) < _LONGEST_SEQ:
        draft.seq = int(figure)


def _read_goods(cells: dict[str, Normal], draft: Draft, head: Head) -> None:
    goods = head.goods
    if "goods" in cells:
        word = _text(cells, "goods")
        goods = head.words.words.get(word) or (guess(draft, word, head) if word else None)
    draft.unnamed = "goods" not in cells
    if goods is None:
        draft.doubt(say("The line does not say what is ordered. Choose the goods."))
        return
    draft.items = (choose(draft, goods, _amount(cells, draft)),)


def _amount(cells: dict[str, Normal], draft: Draft) -> Amount | None:
    text = _text(cells, "quantity")
    if not text:
        return None
    found = _QUANTITY.fullmatch(text)
    told = amount(found["figure"], found["unit"] or "", found["half"] or "") if found else None
    if told is None:
        draft.doubt(say("The quantity “{text}” cannot be read. Enter it.", text=text))
    return told


def _address(cells: dict[str, Normal], draft: Draft) -> Address:
    for name in ("address", "building", "room"):
        whole = cut_address(Scan(cells[name])) if name in cells else Address()
        if whole.building and whole.room:
            return whole
    building, unit, room = (_digits(_text(cells, name)) for name in ("building", "unit", "room"))
    for part in (building, unit, room):
        if len(part) > _LONGEST_PART or (part and not part.isalnum()):
            draft.doubt(say("“{text}” is no building or room. Enter the address.", text=part))
    return Address(building=building, unit=unit, room=room)


def _digits(text: str) -> str:
    bare = _LABEL.sub("", text).strip()
    if bare.isdigit() or not bare:
        return bare
    value = number(bare)
    return bare.upper() if value is None else str(value)


def _text(cells: dict[str, Normal], name: str) -> str:
    return cells[name].text.strip() if name in cells else ""


def _written(cells: dict[str, Normal], name: str) -> str:
    return cells[name].written.strip() if name in cells else ""
