"""The goods of an entry as items, with every doubt about them in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from leader_app.domain.money import Fen, yuan
from leader_app.domain.text import say
from leader_app.domain.understood import UnderstoodItem
from leader_app.importing.chain.binding import Pair
from leader_app.importing.chain.changes import Change
from leader_app.importing.chain.draft import Draft
from leader_app.importing.chain.goods import Goods
from leader_app.importing.chain.menu import Head
from leader_app.importing.chain.money import Money
from leader_app.importing.chain.numbers import SMALL, WEIGHTS, Amount
from leader_app.importing.chain.remains import Unknown

MOST = 999
_CASES = {"箱", "件", "提", "盒", "袋", "板", "筐", "篮", "包"}
_FEW = 6


@dataclass(frozen=True, slots=True)
class _Chosen:
    goods: Goods
    amount: Amount | None


def items_of(
    draft: Draft, pairs: Sequence[Pair], unknown: Sequence[Unknown], head: Head, money: Money
) -> tuple[UnderstoodItem, ...]:
    """Return what the entry orders."""
    for quantity in (pair.quantity for pair in pairs if pair.quantity):
        draft.told, draft.figure = True, quantity.amount.pieces
    chosen = _named(draft, pairs, unknown, head) + _unnamed(draft, pairs, unknown, head)
    if not chosen and not any(pair.quantity for pair in pairs):
        chosen = _nothing_said(draft, head, money)
    if sum(one.amount is None for one in chosen) not in {0, len(chosen)}:
        draft.doubt(say("Some goods have no quantity and were taken as one. Check the line."))
    items = tuple(_item(draft, one) for one in chosen)
    _check_sum(draft, chosen, items, head)
    return items


def choose(draft: Draft, goods: Goods, amount: Amount | None) -> UnderstoodItem:
    """Return one item of a table, doubts told."""
    _doubt_goods(draft, goods)
    return _item(draft, _Chosen(goods, amount))


def _named(
    draft: Draft, pairs: Sequence[Pair], unknown: Sequence[Unknown], head: Head
) -> list[_Chosen]:
    """The goods the line names, on the list or not."""
    words = {word.quantity.start: word.piece.text for word in unknown}
    chosen = []
    for pair in pairs:
        quantity = pair.quantity
        if pair.mention is not None:
            goods = pair.mention.goods
            _doubt_goods(draft, goods)
            if pair.mention.guessed:
                _doubt_guess(draft, goods, goods.product)
            _doubt_flavour(draft, goods, head)
        elif quantity is not None and quantity.start in words:
            goods = guess(draft, words[quantity.start], head)
        else:
            continue
        chosen.append(_Chosen(goods, quantity.amount if quantity else None))
    return chosen


def _unnamed(
    draft: Draft, pairs: Sequence[Pair], unknown: Sequence[Unknown], head: Head
) -> list[_Chosen]:
    """What quantities without goods are of: the only thing sold, if there is one."""
    words = {word.quantity.start for word in unknown}
    alone = [p.quantity for p in pairs if p.quantity and not p.mention]
    alone = [quantity for quantity in alone if quantity.start not in words]
    if not alone:
        return []
    if len(pairs) == 1 and alone[0].each and len(head.named) > 1:
        draft.doubt(say("Taken as one of each goods of the menu. Check the goods."))
        return [_Chosen(goods, alone[0].amount) for goods in head.named]
    if len(pairs) > 1 or head.goods is None:
        draft.doubt(say("A quantity stands without goods. Choose the goods it is of."))
    if head.goods is None or len(pairs) > len(alone):
        return []
    _doubt_unnamed(draft, head, head.goods)
    return [_Chosen(head.goods, alone[0].amount)]


def _nothing_said(draft: Draft, head: Head, money: Money) -> list[_Chosen]:
    """A line with neither goods nor quantity is one piece of the only thing sold."""
    if draft.same is not None or draft.change in {Change.CANCEL, Change.TAKE_BACK}:
        return []
    if head.goods is None:
        draft.doubt(say("The line does not say what is ordered. Choose the goods."))
        return []
    if money.doubtful:
        draft.doubt(say("The quantity cannot be told from the sum. Enter it."))
    _doubt_unnamed(draft, head, head.goods)
    draft.told = money.quantity is not None
    return [_Chosen(head.goods, Amount(money.quantity) if money.quantity else None)]


def _doubt_unnamed(draft: Draft, head: Head, goods: Goods) -> None:
    """Doubt goods that the line leaves to the title, where the title is of another mind."""
    draft.unnamed = True
    _doubt_goods(draft, goods)
    _doubt_flavour(draft, goods, head)
    if head.strange:
        _doubt_guess(draft, goods, head.strange)


def guess(draft: Draft, word: str, head: Head) -> Goods:
    """Return the goods a word that is not on the list is likely to mean; always a doubt."""
    like = head.words.like(word)
    if like is None:
        draft.doubt(say("“{word}” is not on the product list. Choose the product.", word=word))
        return Goods(word)
    _doubt_guess(draft, like, word)
    return like


def _doubt_guess(draft: Draft, goods: Goods, word: str) -> None:
    shown = goods.variant or goods.product
    draft.doubt(say("“{word}” was taken for {product}. Check it.", word=word, product=shown))


def _doubt_goods(draft: Draft, goods: Goods) -> None:
    if not goods.product_id:
        word = goods.product
        draft.doubt(say("“{word}” is not on the product list. Choose the product.", word=word))


def _doubt_flavour(draft: Draft, goods: Goods, head: Head) -> None:
    sold = {one.product for one in head.named}
    if head.flavours and not goods.variant and goods.product in sold:
        draft.doubt(say("{product} comes in kinds. Choose which one.", product=goods.product))


def _item(draft: Draft, chosen: _Chosen) -> UnderstoodItem:
    goods, amount = chosen.goods, chosen.amount
    quantity = 1 if amount is None else _pieces(draft, amount)
    if amount is not None:
        _doubt_unit(draft, goods, amount)
    told = f"{float(amount.value):g}" if amount is not None and quantity is None else ""
    return UnderstoodItem(goods.product, goods.product_id, quantity, goods.variant, told=told)


def _pieces(draft: Draft, amount: Amount) -> int | None:
    pieces = amount.pieces
    if pieces is None:
        told = f"{float(amount.value):g}{amount.unit}"
        draft.doubt(say("{told} is not a whole number of pieces. Enter the quantity.", told=told))
        return None
    if pieces <= 0 or pieces > MOST:
        draft.doubt(say("{count} pieces cannot be right. Enter the quantity.", count=pieces))
    elif amount.doubtful:
        draft.doubt(say("The quantity {count} may be part of the name. Check it.", count=pieces))
    return pieces


def _doubt_unit(draft: Draft, goods: Goods, amount: Amount) -> None:
    """Doubt a quantity in another measure than the goods are sold in: 2 bottles of a case."""
    unit, sold = amount.unit, goods.unit
    if not unit or not sold or unit in {sold, "份"}:
        return
    weighed = unit in WEIGHTS or sold in WEIGHTS
    bits = sold in _CASES and (unit in SMALL or (unit == "个" and amount.value >= _FEW))
    cases = unit in {"箱", "件"} and sold not in {"箱", "件"}
    if weighed or bits or cases or unit in {"对", "双"}:
        draft.doubt(
            say(
                "{product} is sold by {sold}, the line says {unit}. Enter the quantity.",
                product=goods.product,
                sold=sold,
                unit=unit,
            )
        )


def _check_sum(
    draft: Draft, chosen: Sequence[_Chosen], items: Sequence[UnderstoodItem], head: Head
) -> None:
    """Doubt a sum of money that fits neither the price nor the order."""
    told = draft.amount
    if told is None or not items:
        return
    fits = {*head.prices, *(one.goods.price for one in chosen if one.goods.price is not None)}
    whole = _sum(chosen, items, head)
    if whole is None or told == whole or told in fits:
        return
    draft.doubt(
        say(
            "The line says {told} yuan, the goods come to {whole}. Check goods and quantity.",
            told=yuan(told),
            whole=yuan(whole),
        )
    )


def _sum(chosen: Sequence[_Chosen], items: Sequence[UnderstoodItem], head: Head) -> Fen | None:
    total = Fraction(0)
    only = next(iter(head.prices)) if len(head.prices) == 1 and len(items) == 1 else None
    for one, item in zip(chosen, items, strict=True):
        price = only if only is not None else one.goods.price
        if price is None:
            return None
        value = one.amount.value if one.amount else Fraction(item.quantity or 0)
        total += value * price
    return Fen(int(total))
