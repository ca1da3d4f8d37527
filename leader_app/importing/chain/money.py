"""Prices, sums and payment marks inside a line; none of them is a quantity."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from leader_app.domain.money import Fen
from leader_app.importing.chain.numbers import UNIT
from leader_app.importing.chain.scan import Scan

_SUM = r"\d{1,6}(?:\.\d{1,2})?"
_PRODUCT_OF = re.compile(
    rf"(?P<one>{_SUM})\s?[×*x]\s?(?P<two>{_SUM})\s?=\s?(?P<sum>{_SUM})(?:元|块钱?)?"
)
_MONEY = re.compile(
    rf"(?:(?:一?共计?|总共|合计|总计|小计|计)\s?[::]?\s?[¥$💰]?\s?(?P<total>{_SUM})(?:元|块钱?|rmb)?(?!\s?{UNIT}|\d)"
    rf"|[¥💰]\s?(?P<yen>{_SUM})(?:元|块钱?)?(?:\s?/\s?{UNIT})?"
    rf"|=\s?(?P<result>{_SUM})(?:元|块钱?)?(?!\d)"
    rf"|(?P<yuan>{_SUM})\s?(?:元(?!元)|块钱|rmb)(?:\s?(?:/|一|每|1)\s?{UNIT})?"
    rf"|(?P<each>{_SUM})\s?/\s?(?:一|1|每)?{UNIT})"
)
_RATE = re.compile(rf"(?<![\d.#栋幢座楼号室-])(?P<each>{_SUM})(?:\s?(?:元|块)\s?)?[一每]{UNIT}")
_BLOCKS = re.compile(rf"(?P<yuan>{_SUM})\s?块(?=[\s,;)]|$)")
_PAID = re.compile(
    r"(?:💰|💵|🧧)?\s?"
    r"(?:(?:我?已经?|都)(?:微信|支付宝|红包)?(?:付款|付清|付|转账|转|支付|收款|收|结清|结账|打款|发红包)了?"
    r"|(?:付款|付清|付|转账|转|支付|收款|结清|打款)(?:了|成功|完成|✓)|paid|红包已发)"
    rf"\s?[::]?\s?(?:¥?\s?(?P<sum>{_SUM})\s?(?:元|块钱?)?(?!\s?{UNIT}))?"
)
_UNPAID = re.compile(r"(?:还?未|没有?|待|尚未)(?:付款|付|转账|转|支付)|货到付款|到付|赊账|先欠着")
_TICKS = re.compile(r"[✅☑✔√✓💰💵🧧]")


@dataclass(frozen=True, slots=True)
class Money:
    """What a line says about money: a quantity proved by ``price*quantity=sum``, the sum, payment.

    ``doubtful`` tells that the factors fit no known price.
    """

    quantity: Fraction | None = None
    amount: Fen | None = None
    paid: bool | None = None
    doubtful: bool = False


def cut_money(scan: Scan, prices: Collection[Fen], *, in_pieces: bool = False) -> Money:
    """Take sums, prices and payment marks out of the line.

    ``in_pieces``: 块 counts the goods that are sold and is no word for yuan here.
    """
    paid, paid_sum = _payment(scan)
    product = scan.cut(_PRODUCT_OF)
    sums = scan.cut_all(_MONEY) + ([] if in_pieces else _yuan(scan, prices))
    if product is not None:
        return _multiplied(product, prices, paid=paid)
    told = [fen(match) for match in sums]
    amount = told[0] if told else paid_sum
    if scan.cut_all(_TICKS):
        paid = True if paid is None else paid
    return Money(amount=amount, paid=paid)


def fen(found: re.Match[str]) -> Fen:
    """Return the sum ``found`` names, in fen."""
    figure = next(value for name, value in found.groupdict().items() if value)
    return Fen(int(Fraction(figure) * 100))


def prices_in(text: str) -> list[Fen]:
    """Return the prices a title or a menu line names."""
    return [fen(found) for form in (_MONEY, _RATE) for found in form.finditer(text)]


def without_prices(text: str) -> str:
    """Return ``text`` less its prices."""
    return _RATE.sub(" ", _MONEY.sub(" ", text))


def _yuan(scan: Scan, prices: Collection[Fen]) -> list[re.Match[str]]:
    """Take 12块 where it is the price of some pieces and another figure says how many."""
    found = _BLOCKS.search(scan.left)
    if found is None or not re.search(r"\d", scan.left[: found.start()]):
        return []
    if not any(price and fen(found) % price == 0 for price in prices):
        return []
    scan.take(found.start(), found.end())
    return [found]


def _payment(scan: Scan) -> tuple[bool | None, Fen | None]:
    if scan.cut(_UNPAID):
        return False, None
    found = scan.cut(_PAID)
    if found is None:
        return None, None
    return True, Fen(int(Fraction(found["sum"]) * 100)) if found["sum"] else None


def _multiplied(found: re.Match[str], prices: Collection[Fen], *, paid: bool | None) -> Money:
    one, two, total = (Fraction(found[name]) for name in ("one", "two", "sum"))
    fits = one * two == total
    amount = Fen(int(total * 100))
    known = {Fraction(price, 100) for price in prices}
    if fits and (one in known) != (two in known):
        quantity = two if one in known else one
        return Money(quantity, amount, paid, doubtful=False)
    return Money(min(one, two), amount, paid, doubtful=True)
