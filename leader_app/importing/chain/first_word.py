"""The first word of an entry: most often the name, which may look like anything else.

Somebody is called 周一, 老退 or 加加; so the word is kept out of sight until the rest is read.
"""

from __future__ import annotations

import re

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.notes import is_wish
from leader_app.importing.chain.numbers import CHINESE, UNIT
from leader_app.importing.chain.scan import Scan

_FIRST = re.compile(
    rf"[{TAKEN}\s,;、:|/()\[\]【】❌🚫⛔~-]*(?P<word>[^{TAKEN}\s,;、:|/()\[\]【】\d❌🚫⛔~]+)"
    rf"(?=[\s,;、:|/(\[【{TAKEN}❌🚫⛔~+×*]|$)"
)
_FOR_OTHERS = re.compile(r"[帮代替给].{2,}")
_QUANTITY = re.compile(rf"(?:[要来拿订]|一共|总共|共)?(?:{CHINESE}{{1,4}}|半)\s?{UNIT}半?$")
_VERBS = re.compile(
    r"(?:[我也先还再又都各共只就退加补减改要来拿订买帮代替给同和跟与照取消删]|一共|总共|已|付款?|转账?|不要?|不了|不买|作废|退[单款货]|"
    r"加单|追加|同上|上面|楼上|一样|[成为]|每样|每种|了|下|家)+"
)
_MIN_BESIDE_GOODS = 2


def guard_first_word(scan: Scan) -> None:
    """Hide the first word if it may be a name, so that nothing else is read into it."""
    found = _FIRST.match(scan.left)
    if found is None:
        return
    start, end = found.span("word")
    quantity = _QUANTITY.search(found["word"])
    if quantity is not None:
        end = start + quantity.start()
    word = scan.left[start:end]
    beside_goods = scan.left[end : end + 1] == TAKEN and len(word) < _MIN_BESIDE_GOODS
    if not word or beside_goods or _is_said(word, alone=end == len(scan.text)):
        return
    scan.hide(start, end)


def _is_said(word: str, *, alone: bool) -> bool:
    """Whether the word says what is done and names nobody."""
    if len(set(word)) == 1 and len(word) > 1 and not alone:
        return False
    said = _VERBS.fullmatch(word) or _FOR_OTHERS.fullmatch(word)
    return said is not None or is_wish(word)
