"""What stands above the orders: what is sold, at which price, under which short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.money import Fen
from leader_app.importing.chain.columns import Columns, columns_of, is_field
from leader_app.importing.chain.goods import Dictionary, Goods, without_pack
from leader_app.importing.chain.kinds import after_header, is_example, is_leader, is_offer
from leader_app.importing.chain.lines import Line, mark_of
from leader_app.importing.chain.money import prices_in, without_prices
from leader_app.importing.chain.normal import ENCLOSED
from leader_app.importing.chain.numbers import UNIT

_CODE = re.compile(r"\s*[(\[【]?(?P<code>[a-z])\s?[、.:)\]】]\s*(?=\S)")
_SHORT = re.compile(r"(?P<short>[^\s=,;、:()]{1,6})\s?=\s?(?P<goods>[^\s=,;、()\d]{2,20})")
_OPTIONS = re.compile(r"\s?(?:口味|规格|可选|有)?\s?[::(\[]\s?(?P<options>[^:()\[\]]+)[)\]]?")
_SPLIT = re.compile(r"[/、,|;]|\s{1,}|或")
_NOISE = re.compile(
    rf"\d{{1,4}}[-./年月]\d{{1,2}}(?:[-./月]\d{{1,2}})?[日号]?|\d{{1,2}}[日号]|(?:周|星期|礼拜)[一二三四五六日天末]|\d{{1,2}}:\d{{2}}"
    rf"|\d+(?:\.\d+)?\s?{UNIT}?(?:装|左右)?(?:/{UNIT})?|{ENCLOSED}|[一每]\s?{UNIT}"
)
_WORDS = re.compile(
    r"接龙|团购|拼团|开团|拼单|拼|团|预[订定售]|登记|报名|需要的?接?|要的说?|接|今[天日]|明[天日]|今晚|本周|周末|上午|下午|晚上|"
    r"到货|截[止单]|直接写|品名|数量|昵称|姓名|名字|楼号|房号|门牌|随便|群里|转账|新鲜|现货|特价|秒杀|来啦|来了|回复|字母|格式|"
    r"订购|订|[和啦了的]|十?[一二三四五六七八九十]月?第[一二三四五六七八九十]期?"
)
_LETTERS = re.compile(r"[a-z\u4e00-\u9fff]{2,12}")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above a chain say.

    ``goods`` is what an order means that names none, ``assumed`` where the head does not name it
    either, ``strange`` what it seems to name instead; ``flavours`` are the choices there are.
    """

    words: Dictionary
    known: Dictionary
    title: str = ""
    goods: Goods | None = None
    named: tuple[Goods, ...] = ()
    flavours: tuple[str, ...] = ()
    prices: frozenset[Fen] = field(default=frozenset())
    columns: Columns | None = None
    assumed: bool = False
    strange: str = ""


def read_head(lines: Sequence[Line], known: Dictionary) -> Head:
    """Return what the lines above the orders say, given the words of the product list."""
    words = known.joined()
    said = [line for line in lines if not line.blank and not is_example(line.text.text)]
    columns = next((c for line in lines if (c := columns_of(line.text.text)) is not None), None)
    said = [line for line in said if columns_of(line.text.text) is None]
    named: list[Goods] = []
    flavours: list[str] = []
    for line in said:
        text = after_header(line.text.text)
        if _learn_shorts(text, words):
            continue
        flavours += _learn_flavours(text, words)
        named += _learn_offer(line, words) or words.named(text)
    prices = frozenset(price for line in said for price in prices_in(line.text.text))
    title = next((text for line in said if (text := after_header(line.text.text).strip())), "")
    head = Head(words, known, title, None, _distinct(named), tuple(flavours), prices, columns)
    return _with_goods(head, said, known)


def _with_goods(head: Head, said: Sequence[Line], known: Dictionary) -> Head:
    """Settle what an order without goods means: the only thing that is sold."""
    if head.named:
        return replace(head, goods=head.named[0]) if len(head.named) == 1 else head
    listed = _distinct(known.words.values())
    only = listed[0] if len(listed) == 1 else None
    strange = _title_goods(said)
    if only is not None and (not strange or only.price in head.prices):
        return replace(head, goods=only, assumed=True)
    if only is not None and not head.prices:
        return replace(head, goods=only, assumed=True, strange=strange)
    if not strange or (listed and not head.prices):
        return head
    goods = Goods(strange)
    head.words.add(strange, goods)
    return replace(head, goods=goods)


def _distinct(goods: Iterable[Goods]) -> tuple[Goods, ...]:
    found: dict[str, Goods] = {}
    for one in goods:
        found.setdefault(one.product, replace(one, variant=""))
    return tuple(found.values())


def _learn_shorts(text: str, words: Dictionary) -> bool:
    """Learn 莓=丹东草莓; return whether the line was of that kind."""
    found = list(_SHORT.finditer(text))
    for match in found:
        meant = words.named(match["goods"])
        words.add(match["short"], meant[0] if len(meant) == 1 else Goods(match["goods"]))
    return bool(found)


def _learn_flavours(text: str, words: Dictionary) -> list[str]:
    """Learn the choices a title gives: 手工水饺:白菜猪肉/韭菜鸡蛋/三鲜."""
    for mention in words.mentions(text):
        found = _OPTIONS.match(text, mention.end)
        options = [option.strip() for option in _SPLIT.split(found["options"])] if found else []
        options = [option for option in options if option and not re.search(r"\d", option)]
        if len(options) <= 1 or any(
            option in words.words or is_field(option) for option in options
        ):
            continue
        for option in options:
            words.add(option, replace(mention.goods, variant=option))
        return options
    return []


def _learn_offer(line: Line, words: Dictionary) -> list[Goods]:
    """Learn a menu line, its number or letter as a code for its goods."""
    text = line.text.text
    code, start = _code(text)
    rest = text[start:]
    goods = words.named(rest)
    if not code or not (goods or is_offer(rest)):
        return []
    if not goods:
        goods = [_new_goods(rest)]
        words.add(goods[0].product, goods[0])
        words.add(without_pack(goods[0].product), goods[0])
    if len(goods) == 1:
        words.add_short(code, goods[0])
    return goods


def _code(text: str) -> tuple[str, int]:
    """Return the letter or number of a menu line and where its goods begin."""
    letter, mark = _CODE.match(text), mark_of(text)
    if letter is not None:
        return letter["code"], letter.end()
    return (str(mark.seq), mark.end) if mark is not None else ("", 0)


def _new_goods(text: str) -> Goods:
    """Return the goods of a menu line that the list does not have."""
    prices = prices_in(text)
    found = _LETTERS.search(_NOISE.sub(" ", without_prices(text)))
    name = found.group() if found else without_prices(text).strip()
    return Goods(name, price=prices[0] if prices else None)


def _title_goods(said: Sequence[Line]) -> str:
    """Return what a title seems to sell, when nothing of the list is named in it."""
    for line in said:
        text = after_header(line.text.text)
        if is_leader(text) and not prices_in(text) and "接龙" not in text:
            continue
        rest = _WORDS.sub(" ", _NOISE.sub(" ", without_prices(text)))
        found = _LETTERS.search(rest)
        if found is not None:
            return found.group()
    return ""
