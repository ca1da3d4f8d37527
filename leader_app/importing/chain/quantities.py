"""Quantities found in a line, and the pack sizes that only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.notes import is_wish
from leader_app.importing.chain.numbers import CHINESE, DIGITS, SMALL, UNIT, WEIGHTS, Amount, amount
from leader_app.importing.chain.scan import Scan

_WEIGHT = "(?:" + "|".join(WEIGHTS) + ")"
_PART = "(?:" + "|".join((*WEIGHTS, *SMALL)) + ")"
_SIZE = r"\d{1,5}(?:\.\d{1,3})?"
_PACKS = tuple(
    re.compile(form)
    for form in (
        rf"[(\[【]?\s?{_SIZE}\s?{_WEIGHT}\s?[x×*]\s?\d{{1,3}}\s?{UNIT}?\s?(?:装|/{UNIT})?\s?[)\]】]?",
        rf"[(\[【]?\s?{_SIZE}\s?{UNIT}\s?(?:装|/\s?{UNIT})\s?[)\]】]?",
        rf"[(\[【]?\s?{_SIZE}\s?{_PART}[一每]{UNIT}(?!\s?{TAKEN})\s?[)\]】]?",
        rf"(?<={TAKEN})\s?[(\[【]\s?{_SIZE}\s?{_WEIGHT}\s?[)\]】]",
        rf"(?<={TAKEN})\s?{_SIZE}\s?{_PART}\s?(?=[x×*]?\s?(?:\d|{CHINESE})\d{{0,3}}\s?{UNIT}(?!\s?{TAKEN}))",
        rf"{_SIZE}\s?(?:ml|毫升)(?=[\s{TAKEN}]|$)",
    )
)
_NUMBER = re.compile(
    rf"(?P<each>(?:各自?|每样|每种|都)(?:要|来|订|买|拿)?\s?)?(?P<times>[x×*+]\s?|:\s?|=\s?)?"
    rf"(?P<figure>{DIGITS}(?P<more>[+~-]\d{{1,3}}(?!\d))?|{CHINESE}{{1,6}}|半|½)"
    rf"(?:\s?(?P<unit>{UNIT})(?P<half>半)?)?"
)
_CLEAN_LEFT = re.compile(rf"(?:^|[{TAKEN}\s,;、。.:!?()\[\]【】|/~=*×+\-]|[要来拿订定买加共各])$")
_CLEAN_RIGHT = re.compile(rf"[{TAKEN}\s,;、。.:!?()\[\]【】|/~=*×+\-]|$|[的吧哦哈呀啊啦呢噢喔了]")
_MANY = 10


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity from ``start`` to ``end``; ``each``: it is meant for all goods before it.

    ``tied`` tells that it stands right behind letters, as a number in a name would.
    """

    start: int
    end: int
    amount: Amount
    each: bool = False
    tied: bool = False
    bare: bool = False


def cut_packs(scan: Scan) -> None:
    """Take pack sizes out of the line: in 600ml*24瓶4箱 only the 4 boxes are ordered."""
    for form in _PACKS:
        scan.cut_all(form)


def cut_quantities(scan: Scan) -> list[Quantity]:
    """Take the quantities out of the line, from left to right.

    A figure tied to letters counts only if there is no other.
    """
    found = list(_quantities(scan))
    loose = [quantity for quantity in found if not (quantity.tied and quantity.bare)]
    kept = loose or [one for one in found[-1:] if not _ends_name(scan.left[: one.start])]
    for quantity in kept:
        scan.take(quantity.start, quantity.end)
    return kept


def _quantities(scan: Scan) -> Iterator[Quantity]:
    at = 0
    while found := _NUMBER.search(scan.left, at):
        quantity = _quantity(scan, found)
        at = found.end() if quantity else found.end("figure")
        if quantity:
            yield quantity


def _quantity(scan: Scan, found: re.Match[str]) -> Quantity | None:
    figure, unit = found["figure"], found["unit"] or ""
    times, each = found["times"] or "", found["each"] or ""
    before, after = scan.left[: found.start()], scan.left[found.end() :]
    if times[:1] == "x" and _ends_word(before, times):
        times = ""
    start = found.start() if (each or times) else found.start("figure")
    clean_left = _CLEAN_LEFT.search(before[-1:]) is not None or bool(times or each)
    told = _told(figure, unit, found["half"] or "", clean_left=clean_left)
    if told is None or not _stands_alone(
        scan, found, clean_left=clean_left, led=bool(times or each)
    ):
        return None
    value, skipped = told
    quantity = Quantity(start + skipped, found.end(), value, bool(each), not clean_left, not unit)
    return _with_doubt(quantity, found, before, after)


def _ends_name(before: str) -> bool:
    """Whether a bare figure behind ``before`` is likelier part of the name: Mia2, 小7."""
    word = re.split(r"[\s\0]", before)[-1]
    return len(word) == 1 or word.isascii()


def _ends_word(before: str, times: str) -> bool:
    """Whether an x is the last letter of a name: Alex 2, 老X 2."""
    letter = before[-1:]
    return letter.isalpha() and (letter.isascii() or times.endswith(" "))


def _with_doubt(q: Quantity, found: re.Match[str], before: str, after: str) -> Quantity:
    """Doubt what may also be part of a name, or two figures in one."""
    tied_letters = q.tied and before[-1:].isascii()
    tied_many = q.tied and q.amount.value >= _MANY
    loose_right = bool(found["unit"]) and _CLEAN_RIGHT.match(after) is None and q.tied
    doubtful = q.amount.doubtful or tied_letters or tied_many or (q.tied and q.bare) or loose_right
    doubtful = doubtful or bool(found["more"])
    return replace(q, amount=replace(q.amount, doubtful=True)) if doubtful else q


def _told(figure: str, unit: str, half: str, *, clean_left: bool) -> tuple[Amount, int] | None:
    """Return the amount and how many characters of the figure belong to the name before it."""
    figure = re.sub(r"(?<=\d)[+~-]\d+$", "", figure)
    for skipped in range(len(figure)):
        found = amount(figure[skipped:], unit, half)
        if found is not None:
            many = not clean_left and not figure[0].isdigit() and len(figure) > 1
            doubtful = skipped > 0 or many
            return (replace(found, doubtful=True) if doubtful else found), skipped
        if figure[0].isdigit():
            break
    return None


def _stands_alone(scan: Scan, found: re.Match[str], *, clean_left: bool, led: bool) -> bool:
    """Whether the figure is a quantity by what stands around it."""
    before, after = scan.left[: found.start()], scan.left[found.end() :]
    clean_right = _CLEAN_RIGHT.match(after) is not None
    behind_goods = before.rstrip(" ").endswith(TAKEN)
    if found["unit"]:
        begins = not before.strip(f" {TAKEN}")
        return clean_right or led or before.endswith(TAKEN) or is_wish(after[:8]) or not begins
    if found["figure"][0].isdigit() or found["figure"][0] == "½":
        return clean_right or (led and behind_goods)
    ends = clean_right and not after.strip(" ,;。!)")
    return (led and clean_right) or (ends and clean_left and (behind_goods or bool(before.strip())))
