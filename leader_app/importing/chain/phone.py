"""Phone numbers, whole or masked, and the parts of a parcel label."""

from __future__ import annotations

import re

from leader_app.importing.chain.normal import TAKEN
from leader_app.importing.chain.scan import Scan

_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?(?P<phone>1[3-9]\d[\s-]?(?:\d{4}|\*{4})[\s-]?\d{4})(?!\d)"
    r"|(?<!\d)(?P<land>0\d{2,3}-?\d{7,8})(?!\d)"
)
_TAIL = re.compile(r"(?:手机)?(?:尾号|后四位|后4位)\s?[::]?\s?(?P<tail>\d{4})(?!\d)")
_WORD = re.compile(
    r"(?:联系电话|联系方式|收货电话|收件电话|手机号码|手机号|手机|电话|tel|☎|📞|📱)\s?[::]?\s?(?=\0)"
)
_PERSON = re.compile(r"(?:收件人|收货人|联系人|取货人|提货人)\s?[::]\s?(?P<who>[^\s,;、\0]{1,20})")
_BEFORE_PHONE = re.compile(rf"(?P<who>[^\s,;、:()\[\]{TAKEN}]{{1,12}})\s?:\s?(?={TAKEN})")
_LABEL = re.compile(
    r"(?:收件地址|收货地址|详细地址|楼栋号?|楼号|房号|门牌号?|室号|地址|住址|昵称|微信名|姓名|名字|商品|品名|产品|数量|份数|备注|留言)"
    r"\s?[::]\s?"
)


def cut_phone(scan: Scan) -> str:
    """Take the phone number out of the line; a masked one stays masked."""
    found = scan.cut(_PHONE)
    if found is None:
        found = scan.cut(_TAIL)
        return found["tail"] if found else ""
    scan.cut(_WORD)
    digits: str = found["phone"] or found["land"]
    return re.sub(r"[\s-]", "", digits)


def cut_receiver(scan: Scan) -> str:
    """Take the person a parcel is for, named by a label or right before the phone number."""
    found = scan.cut(_PERSON)
    if found is None and any(True for _ in scan.pieces()):
        found = _before_phone(scan)
    return "" if found is None else scan.written(found.start("who"), found.end("who"))


def _before_phone(scan: Scan) -> re.Match[str] | None:
    """The word before the phone, if somebody else is named before it."""
    found = _BEFORE_PHONE.search(scan.left)
    if found is None or not any(True for _ in scan.pieces(0, found.start())):
        return None
    scan.take(found.start(), found.end())
    return found


def cut_labels(scan: Scan) -> None:
    """Take the words that only announce what follows: 地址:, 数量:."""
    scan.cut_all(_LABEL)
