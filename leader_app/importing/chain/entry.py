"""One entry of a chain, read: who, where, what, how many, and everything else it says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from leader_app.domain.money import Fen
from leader_app.domain.text import say
from leader_app.importing.chain.address import Address, cut_address, cut_bare_address
from leader_app.importing.chain.binding import Pair, bind
from leader_app.importing.chain.cells import read_cells
from leader_app.importing.chain.changes import Change, cut_deed, cut_same
from leader_app.importing.chain.draft import Draft
from leader_app.importing.chain.first_word import guard_first_word
from leader_app.importing.chain.goods import Dictionary, Goods, Mention, whole_word
from leader_app.importing.chain.items import items_of
from leader_app.importing.chain.lines import MAX_BODY
from leader_app.importing.chain.menu import Head
from leader_app.importing.chain.money import Money, cut_money
from leader_app.importing.chain.normal import ENCLOSED, TAKEN, Normal
from leader_app.importing.chain.notes import cut_others, cut_proxy, cut_times
from leader_app.importing.chain.phone import cut_labels, cut_phone, cut_receiver
from leader_app.importing.chain.quantities import cut_packs, cut_quantities
from leader_app.importing.chain.remains import settle_remains
from leader_app.importing.chain.scan import Scan

_FIGURE = r"[\d一二两三四五六七八九十]"
_CODE = re.compile(
    rf"(?:(?<=[\s,;、+{TAKEN}(])|^)(?P<code>[a-z])(?=\s?[x×*+:]?\s?{_FIGURE}|[\s,;、+)]|$)"
)
_NUMBER_CODE = re.compile(
    rf"(?:(?<=[\s,;、+{TAKEN}(])|^)(?:(?P<code>\d{{1,2}})\s?(?:号|款|#)|(?P<ring>\d{{1,2}}){ENCLOSED})"
    rf"\s?(?=[x×*+:]?\s?{_FIGURE})"
)
_VERBS = re.compile(
    r"(?:(?:我|先|还|想|帮我|给我|总共|一共|共|各|再|也)*"
    r"(?:想要|需要|还要|都要|要|来|拿|订购|预订|预定|订|定|购买|买|报|接|团|带|加上|加|和|与|及|以及|跟|共|"
    rf"另外|另|还有|再|外加))(?=\s?{TAKEN})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its lines' numbers, its number in the chain, its building.

    ``known`` tells that the person is known from elsewhere.
    """

    places: tuple[int, ...]
    seq: int | None = None
    building: str = ""
    known: bool = False


@dataclass(slots=True)
class Reading:
    """What was found in a line: money, goods and quantities, before what remains is settled."""

    money: Money = field(default_factory=Money)
    pairs: list[Pair] = field(default_factory=list)


def read_entry(body: Normal, place: Place, head: Head) -> Draft:
    """Read one entry of a chain; ``body`` is what follows its number."""
    draft = Draft(place.places, body.written.strip(), place.seq)
    if len(body.text) > MAX_BODY:
        draft.doubt(say("The line is too long for an order. Enter it by hand if it is one."))
        return draft
    cells = head.columns.cells(body) if head.columns else None
    if cells is not None:
        return read_cells(cells, draft, head)
    scan = Scan(body)
    found = _read(scan, draft, head, place)
    scan.show()
    words = settle_remains(scan, draft, found.pairs, head)
    draft.items = items_of(draft, found.pairs, words, head, found.money)
    return draft


def _read(scan: Scan, draft: Draft, head: Head, place: Place) -> Reading:
    """Take out, in the order that lets the surer one win, all that has a form of its own."""
    _cut_person(scan, draft)
    mentions = _cut_mentions(scan, head)
    cut_packs(scan)
    draft.address = cut_address(scan, building=place.building)
    if draft.address.area:
        draft.notes.append(draft.address.area)
    if not place.known:
        guard_first_word(scan)
    draft.same = cut_same(scan)
    sold = [one.goods for one in mentions] or [one for one in (head.goods,) if one]
    in_pieces = any(goods.unit == "块" for goods in sold)
    money = cut_money(scan, _prices(head, mentions), in_pieces=in_pieces)
    draft.paid, draft.amount = money.paid, money.amount
    _cut_notes(scan, draft)
    if draft.address == Address():
        draft.address = cut_bare_address(scan)
    _cut_deed(scan, draft, mentions)
    quantities = cut_quantities(scan)
    _cut_verbs(scan)
    return Reading(money, bind(scan.text, mentions, quantities))


def _cut_person(scan: Scan, draft: Draft) -> None:
    draft.phone = cut_phone(scan)
    draft.receiver = cut_receiver(scan)
    if draft.receiver:
        draft.notes.append(f"收件人：{draft.receiver}")
    cut_labels(scan)


def _cut_mentions(scan: Scan, head: Head) -> list[Mention]:
    words = head.words
    mentions = [
        whole_word(scan.left, one, words)
        for one in words.mentions(scan.left)
        if not _is_name(scan, one, head)
    ]
    for mention in mentions:
        scan.take(mention.start, mention.end)
    mentions = _joined(mentions, scan.text)
    if words.short and not mentions:
        mentions = _cut_codes(scan, words)
    return mentions


def _joined(mentions: list[Mention], text: str) -> list[Mention]:
    """Make one of goods and their kind: 酸奶 原味, 原味酸奶."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and _is_kind(last.goods, mention.goods) and _next(text, last, mention):
            goods = last.goods if last.goods.variant else mention.goods
            joined[-1] = Mention(last.start, mention.end, goods)
        else:
            joined.append(mention)
    return joined


def _next(text: str, one: Mention, other: Mention) -> bool:
    return not text[one.end : other.start].strip(" (的:-[")


def _is_kind(one: Goods, other: Goods) -> bool:
    return one.product == other.product and bool(one.variant) != bool(other.variant)


def _is_name(scan: Scan, mention: Mention, head: Head) -> bool:
    """Whether the only goods sold end the first word of the line, as in the name 小草莓."""
    if head.goods is None or mention.goods.product != head.goods.product:
        return False
    first = scan.left[: mention.end].split()
    alone = scan.left[mention.end : mention.end + 1] in {" ", ""}
    return alone and len(first) == 1 and len(first[0]) > mention.end - mention.start


def _cut_codes(scan: Scan, words: Dictionary) -> list[Mention]:
    """Take the letters or numbers of a menu: D3, 2号1份."""
    mentions = []
    for form in (_CODE, _NUMBER_CODE):
        for found in list(form.finditer(scan.left)):
            group = found.groupdict()
            goods = words.short.get(group.get("code") or group.get("ring") or "")
            if goods is not None:
                mentions.append(Mention(found.start(), found.end(), goods))
                scan.take(found.start(), found.end())
    return mentions


def _prices(head: Head, mentions: list[Mention]) -> set[Fen]:
    known = [mention.goods.price for mention in mentions]
    known += [head.goods.price] if head.goods else []
    return {*head.prices, *(price for price in known if price is not None)}


def _cut_notes(scan: Scan, draft: Draft) -> None:
    for start, end in cut_times(scan):
        draft.notes.append(scan.written(start, end))
    others = cut_others(scan)
    if others is not None:
        text = scan.written(*others)
        draft.notes.append(text)
        draft.doubt(
            say("“{text}” may be meant for somebody else. Decide who gets what.", text=text)
        )


def _cut_deed(scan: Scan, draft: Draft, mentions: list[Mention]) -> None:
    deed = cut_deed(scan, min((m.start for m in mentions), default=len(scan.text)))
    draft.change, draft.dash = deed.change, deed.dash
    draft.cancelled = deed.change is Change.CANCEL
    if deed.doubtful:
        draft.doubt(say("It is not clear whether this is cancelled. Ask the buyer."))
    proxy = cut_proxy(scan)
    if proxy is not None:
        draft.notes.append("代订" + proxy)
        draft.ordered_for = proxy
        draft.doubt(say("The order was placed for somebody else. Check name and address."))


def _cut_verbs(scan: Scan) -> None:
    """Take 要, 来, 和 and the like before goods; not the last letter of a name of two."""
    for found in list(_VERBS.finditer(scan.left)):
        before = scan.left[: found.start()]
        tied = before[-1:].isalpha() and not before[-1:].isascii()
        alone = tied and (len(before) == 1 or not before[-2].isalnum())
        doubled = re.search(r"(.)\1$", scan.left[: found.end()].rstrip()) is not None
        if not doubled and (not alone or found.group()[0] in "各和"):
            scan.take(found.start(), found.end())
