"""Wishes and times that go with an order, and the person it may be for."""

from __future__ import annotations

import re

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.numbers import CHINESE, UNIT
from leader_app.importing.chain.scan import HIDDEN, Scan

_CLOCK = r"(?:\d{1,2}:\d{2}|\d{1,2}点(?:半|\d{1,2}分?)?|[一二两三四五六七八九十]{1,2}点半?)"
_DAY = (
    r"(?:(?:今|明|后|大后)(?:天|早|晚|日)|(?:这|下|本)?(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号](?=\s?(?:再|来|去)?(?:取|拿|送|到|自提)))"
)
_PART = r"(?:早上|上午|中午|下午|傍晚|晚上|夜里|早|晚|午)"
_WHEN = (
    rf"(?:{_DAY}\s?{_PART}?\s?{_CLOCK}?|{_PART}?\s?{_CLOCK}|(?:早上|上午|中午|下午|傍晚|晚上)"
    r"|晚点|早点|下班后?|周末|有空时?|随时)"
)
_TIME = re.compile(
    rf"(?P<note>{_WHEN}(?!\s?{UNIT}(?:$|[\s,;、。]))(?:之?前|之?后|以前|以后|左右|多)?"
    rf"(?:过?来|再|会|去|统一|自己|自|才|能|方便|到|下班)*[^\s,;、。()\[\]\d{TAKEN}]{{0,8}})(?=$|[\s,;、。()\[\]{TAKEN}])"
)
_REMARK = re.compile(rf"(?:备注|留言|注)\s?[::]\s?(?P<note>[^{TAKEN}\n]{{1,60}})")
_WISH = re.compile(
    r"放|送|拿|取|留|自提|快递|门口|门卫|岗亭|物业|丰巢|驿站|柜|家里|敲门|门铃|新鲜|[要选]?[熟生甜辣冰冻嫩肥瘦](?:的|一?点)|"
    r"不辣|微辣|加辣|加冰|去冰|要[熟生甜辣冰冻嫩肥瘦]|[大小](?:的|一?点)|挑|选|好的|不要|别|勿|少[放点糖油盐]|多[放点]|切|剁|杀|去皮|"
    r"包装|分开|一起|单独|电话|联系|微信|提前|尽快|早点|晚点|下班|回来|到货|通知|[叫喊]我|生日|送人|老人|孩子|宝宝|发票|备注|周末|下次|"
    r"等[我一]|急用|加急|着急|轻[拿放]|小心|易碎|常温|冷藏|保温|袋子|自己|顺便|尽量|最好|麻烦"
)
_POLITE = re.compile(
    r"(?:谢谢|感谢|多谢|谢了|辛苦了?|麻烦了|拜托了?|团长|老板|亲|哈+|哦+|噢|啦|呀|吧|呢|嗯|的|了|呐|哟|嘻嘻|么么哒|滴|"
    r"thanks?|thx|ok|收到|好的?|加油|支持|预定|预订|报名|接龙|接|参加|已接|自用|到了?)+"
)
_OTHERS = re.compile(
    r"(?:其中|给(?!我)|帮(?!我|忙)|代(?!金)|替|换成?|改|如果|要是|没有就|没有的话|或者?|一半|半|另外?|还要|还有|"
    r"再|转给|送给|算|合|和|跟|一共|\d|[一二两三四五六七八九十]\s?(?:份|盒|箱|袋|个|斤|瓶))"
)
_FOR = re.compile(
    rf"(?:帮忙?(?!我)|代(?!金)|替|给(?!我))\s?(?P<who>[^\s,;、()\[\]{TAKEN}]{{0,8}}?)"
    rf"(?:\s?(?={TAKEN})|\s+(?=\d|{CHINESE})|(?=(?:一起)?[带拿订代接买拼团报])"
    rf"|(?=\d{{1,3}}\s?{UNIT})|(?={CHINESE}\s?{UNIT}))"
)
_OF_THEM = re.compile(
    rf"[(\[]?(?:其中|里面|(?<=[\s,;({TAKEN}])(?:\d{{1,3}}|{CHINESE}{{1,2}})\s?{UNIT}(?:是|给|帮|替|代)(?!我))[^{TAKEN}\n]{{0,30}}"
)
_CARRY = re.compile(
    rf"(?:一起)?(?:带|拿|订|代|接|买|拼|团|报)(?:一下)?(?=\s?{TAKEN}|\s?\d|[一二两三四五六七八九十])"
)


def cut_times(scan: Scan) -> list[tuple[int, int]]:
    """Take pick-up times and announced remarks; not what may be the name, at the very start."""
    spans = []
    for pattern in (_REMARK, _TIME):
        for found in list(pattern.finditer(scan.left)):
            if pattern is _TIME and not _is_after_something(scan, found.start()):
                continue
            spans.append(found.span("note"))
            scan.take(found.start(), found.end())
    return spans


def is_wish(text: str) -> bool:
    """Whether ``text`` is a wish that changes neither goods nor person."""
    return _WISH.search(text) is not None and _OTHERS.search(text) is None


def is_polite(text: str) -> bool:
    """Whether ``text`` is thanks, a sound, or a picture, and says nothing."""
    return _POLITE.fullmatch(text) is not None or not any(char.isalnum() for char in text)


def speaks_of_others(text: str) -> bool:
    """Whether ``text`` may speak of another person or of more goods."""
    return _OTHERS.search(text) is not None


def cut_proxy(scan: Scan) -> str | None:
    """Take "for" and "carry" (帮..带) and return for whom, as far as it is said."""
    found = _FOR.search(scan.left)
    if found is None or not _is_proxy_place(scan, found):
        return None
    who = scan.written(found.start("who"), found.end("who"))
    scan.take(found.start(), found.end())
    scan.cut(_CARRY)
    return who


def cut_others(scan: Scan) -> tuple[int, int] | None:
    """Take "one of them is for ..." out of the line and return where it stood."""
    found = scan.cut(_OF_THEM)
    return None if found is None else found.span()


def _is_proxy_place(scan: Scan, found: re.Match[str]) -> bool:
    before = scan.left[: found.start()]
    return not before or before[-1] in f" ,;、(:{TAKEN}"


def _is_after_something(scan: Scan, start: int) -> bool:
    return any(char.isalnum() or char in {TAKEN, HIDDEN} for char in scan.left[:start])
