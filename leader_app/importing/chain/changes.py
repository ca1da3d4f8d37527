"""What a line does to an order: cancel it, take some back, add to it, repeat another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.numbers import CHINESE, UNIT
from leader_app.importing.chain.scan import Scan

_FIGURE = rf"(?:\d{{1,4}}|{CHINESE}{{1,3}}|半)"
_STRUCK = re.compile(r"[❌❎🚫⛔]|~{2,}|\u0336|×\s*$")
_WAVY = re.compile(r"\s*~[^~]+~\s*")
_VERB = r"(?:取消|退单|退款|退掉|退货|退订|作废|撤销|撤单|撤回|退|减掉?|少要|少|去掉)"
_BACK = re.compile(
    rf"(?:我|先|要|帮我|麻烦)?{_VERB}了?\s?(?:其中)?(?=\s?{TAKEN}*\s?[x×*]?\s?{_FIGURE}\s?(?:{UNIT}|$|[\s,;)]))"
)
_MINUS = re.compile(rf"(?:(?<=[\s{TAKEN}])|(?<=[^\W\d]))-(?=\s?{_FIGURE}\s?(?:{UNIT}|$|\s))(?<!--)")
_OFF = re.compile(
    r"[(\[【]?\s?(?:我|已经?|全部?|都|先|申请|这个)?"
    r"(?:取消|退单|退款|退掉|退货|退订|退了|作废|删除|删掉|划掉|撤销|撤单|撤回|不买了?|不用了?|不订了?"
    rf"|不要了|不要(?!\s?{TAKEN})"
    r"|不拼了?|不参加了?|不接了?|不需要了?|不想要了?|算了|退|撤|删|cancel(?:led|ed)?)(?:了|啦|吧|哦|哈|订单|接龙|本单)*\s?[)\]】]?"
    rf"(?=$|[\s,;、。!~+)\]{TAKEN}]|谢谢|抱歉|不好意思)"
)
_OFF_START = re.compile(rf"(?:(?<=[\s,;、(\[【{TAKEN}~])|^)")
_IF = re.compile(r"(?:如果|要是|若|没货|没有|不新鲜|超过|来不及|否则|的话|就)")
_MORE = re.compile(
    rf"(?:我|又|再|追|补|多)*(?:再加|再来|再要|再订|追加|加单|补单|多加|多要|再补|再|加|补)(?:单|购|订)?"
    rf"(?=\s?{TAKEN}*\s?[x×*+]?\s?{_FIGURE}\s?(?:{UNIT}|$|[\s,;)])|\s?{TAKEN})"
)
_MORE_WORD = re.compile(r"[(\[]?(?:加单|追加|补单|加购)[)\]]?")
_TO = re.compile(
    rf"(?:我|现在|数量)?(?:改成|改为|改到|改|换成|变成|更正为?|修改为|修改成)\s?(?=:?\s?{TAKEN}*\s?{_FIGURE}\s?(?:{UNIT}|$|\s))"
)
_SAME = re.compile(
    r"(?:(?P<above>同上|同楼上|同前|照上|(?:跟|和|与|同)(?:楼上|上面|前面|上一位|前一位|上家)(?:一样|相同|一致)?)"
    rf"|(?:跟|和|与|同|照|按)\s?(?P<at>\d{{1,4}}|{CHINESE}{{1,3}})\s?(?:号|楼|位|#)?\s?的?(?:一样|相同|一致)"
    rf"|[同照]\s?(?P<like>\d{{1,4}}|{CHINESE}{{1,3}})\s?(?:号|楼|位|#)?)"
    rf"(?=$|[\s,;。!)])"
)


class Change(Enum):
    """What a line does."""

    ORDER = "order"
    CANCEL = "cancel"
    TAKE_BACK = "take back"
    ADD = "add"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a line does; ``doubtful`` if only under a condition.

    ``dash`` tells that only a dash said so, which may as well part the name from the quantity.
    """

    change: Change
    doubtful: bool = False
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Same:
    """A line that orders what another one orders: that numbered ``seq``, or the one above."""

    seq: str = ""


def cut_deed(scan: Scan, goods: int) -> Deed:
    """Take the words that say what the line does; ``goods`` is where goods are first named."""
    if scan.cut_all(_STRUCK):
        scan.cut_all(_OFF)
        return Deed(Change.CANCEL)
    for pattern, change in (
        (_TO, Change.REPLACE),
        (_BACK, Change.TAKE_BACK),
        (_MINUS, Change.TAKE_BACK),
    ):
        found = scan.cut(pattern)
        if found is not None:
            return Deed(change, dash=pattern is _MINUS)
    if _WAVY.fullmatch(scan.text):
        return Deed(Change.ORDER, doubtful=True)
    return _cancelled(scan) or _added(scan, goods) or Deed(Change.ORDER)


def cut_same(scan: Scan) -> Same | None:
    """Take "as above" or "like number 2" out of the line."""
    found = _SAME.search(scan.left)
    if found is None:
        return None
    scan.take(found.start(), found.end())
    return Same(found["at"] or found["like"] or "")


def _cancelled(scan: Scan) -> Deed | None:
    found = _OFF.search(scan.left)
    if found is None:
        return None
    before = scan.left[: found.start()]
    if _IF.search(before):
        return Deed(Change.ORDER, doubtful=True)
    scan.take(found.start(), found.end())
    clean = _OFF_START.match(scan.text, found.start()) is not None
    return Deed(Change.CANCEL, doubtful=not clean and _loose(before))


def _loose(before: str) -> bool:
    """Whether the word before the cancellation is neither a quantity nor a separator."""
    return re.search(rf"(?:{UNIT}|\d|{CHINESE})$", before) is None


def _added(scan: Scan, goods: int) -> Deed | None:
    found = scan.cut(_MORE_WORD) or _first_more(scan, goods)
    return None if found is None else Deed(Change.ADD)


def _first_more(scan: Scan, goods: int) -> re.Match[str] | None:
    """Take "once more" if nothing was ordered before it in the line, where it only joins goods."""
    found = _MORE.search(scan.left)
    if found is None or found.start() > goods:
        return None
    if re.search(rf"(?:\d|{CHINESE})\s?{UNIT}", scan.left[: found.start()]):
        return None
    scan.take(found.start(), found.end())
    return found
