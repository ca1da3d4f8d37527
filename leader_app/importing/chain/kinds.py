"""What kind of line it is, when it is not an order."""

from __future__ import annotations

import re

from leader_app.importing.chain.money import prices_in, without_prices
from leader_app.importing.chain.numbers import CHINESE, SMALL, UNIT, WEIGHTS

_HEADER = re.compile(r"\s*#\s?(?:接龙|group\s?note|chain|solitaire|jielong|群接龙)")
_EXAMPLE = re.compile(
    r"[\s\W]*(?:例如?|示例|样例|范例|比如|格式|模板|模版|接龙格式|e\.?g\.?|sample|示范)(?=[\s::,。.]|$|[\u4e00-\u9fff])"
)
_TITLE = re.compile(
    r"接龙|团购|开团|拼团|拼单|预[订定]|登记|报名|到货|截[止单团]|成团|提货|自提点|取货点|地点|今日团|本周|团品|回复|数量"
)
_LEADER = re.compile(
    r"目前|已[接订拼团经]|累计|接了|收工|群主|结束|^\s*共\s?\d|还差|还剩|剩余|合计|总计|小计|共计|统计|截[止单团]|成团|到货|提货|取货|自提点|谢谢|感谢|收到|通知|已满|加油|"
    r"大家|各位|邻居们|温馨|提示|注意|团长|群里|转账|链接|https?:|接龙|欢迎|继续|@|所有人|满\d|开团|补货|售罄|下架"
)
_FRAMED = re.compile(r"\s*[-=*~_]{2,}[^-=*~_].*[-=*~_]{2,}\s*")
_TOTAL = re.compile(
    rf"(?:合计|总计|共计|总共|一共|小计|总数|目前|已[接订定]|统计|^\s*共)\s?[::]?\s?(?:已?[接订定有]?\s?)(?P<pieces>\d{{1,6}}|{CHINESE}{{1,6}})\s?{UNIT}"
)
_FINAL = re.compile(r"合计|总计|共计|总共|一共|总数|^\s*共")
_DATE = r"(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?"
_DAY = r"(?:(?:昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日天])\s*)?"
_CLOCK = r"(?:上午|下午|晚上|早上|中午|凌晨)?\s?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_DATE_TIME = _DATE + _DAY + _CLOCK
_SENDER = re.compile(rf"\s*(?P<who>\S.{{0,30}}?)(?:\(\d{{4,12}}\))?:?\s+{_DATE_TIME}\s*")
_SENDER_FIRST = re.compile(rf"\s*[\[(]?{_DATE_TIME}[\])]?\s+(?P<who>[^\s:]{{1,20}})\s*:?\s*")
_SAID = re.compile(r"\s*(?P<who>[^\s:,。、\d][^:,。、]{0,15}?)\s?:\s?(?P<said>\S.*)")
_RATE = re.compile(
    rf"\d\s?(?:元|块)?\s?/\s?(?:一|1)?{UNIT}|(?<![\d.#栋幢座楼号室-])\d+(?:\s?(?:元|块)\s?)?[一每]{UNIT}"
)
_PACK = re.compile(
    rf"\d+\s?(?:{'|'.join((*WEIGHTS, *SMALL))})|\d+\s?{UNIT}\s?(?:装|/)|[(\[].*?[)\]]"
)
_QUANTITY = re.compile(rf"(?:\d|{CHINESE})\s?{UNIT}(?!\s?/)|[+x×*]\s?\d")


def is_header(text: str) -> bool:
    """Whether the line is the mark with which the chat client begins a chain."""
    return _HEADER.match(text) is not None


def after_header(text: str) -> str:
    """Return what stands behind the mark, often the title."""
    return _HEADER.sub("", text, count=1)


def is_example(text: str) -> bool:
    """Whether the line shows how to write an order."""
    return _EXAMPLE.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a line says what the chain is about."""
    return _TITLE.search(text) is not None


def is_leader(text: str) -> bool:
    """Whether the leader speaks to all here: totals, deadlines, thanks."""
    return _LEADER.search(text) is not None or _FRAMED.fullmatch(text) is not None


def total_in(text: str) -> tuple[int, bool] | None:
    """Return the pieces a line of the leader tells, and whether they are meant for the whole."""
    found = _TOTAL.search(text)
    if found is None or not found["pieces"].isdigit():
        return None
    return int(found["pieces"]), _FINAL.search(text) is not None


def sender(text: str) -> tuple[int, int] | None:
    """Return where the sender's name stands, when the line is a chat client's "name time"."""
    found = _SENDER.fullmatch(text) or _SENDER_FIRST.fullmatch(text)
    return None if found is None else found.span("who")


def said(text: str) -> tuple[int, int, int] | None:
    """Return where the speaker ends and what is said begins and ends, in "name: words"."""
    found = _SAID.fullmatch(text)
    return None if found is None else (found.end("who"), found.start("said"), found.end("said"))


def tells_quantity(text: str) -> bool:
    """Whether the line says how many of something."""
    return _QUANTITY.search(text) is not None


def is_rate(text: str) -> bool:
    """Whether the line gives a price for a piece, as in 45元/盒: a buyer seldom does."""
    return _RATE.search(text) is not None


def is_offer(text: str) -> bool:
    """Whether a numbered line offers goods at a price and orders nothing."""
    if not prices_in(text):
        return False
    rest = without_prices(text)
    return not tells_quantity(_PACK.sub("", rest))
