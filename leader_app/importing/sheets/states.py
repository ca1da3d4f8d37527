"""What the words in a state column say: still wanted, called off, paid."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class State(StrEnum):
    """What becomes of an order or a line of it."""

    STANDS = "stands"
    CANCELLED = "cancelled"
    UNCERTAIN = "uncertain"


_STANDS = re.compile(
    r"(未|无|没有|不|无需|暂无)(退|取消|申请)|退[款货](失败|关闭|驳回|拒绝)|(拒绝|驳回|撤销)(退|申请|售后)|取消(申请|退款)"
    r"|无售后|^(否|无|-|正常)$"
)
_RUNNING = re.compile(
    r"部分|退[款货]中|退(款|货)?(申请|待|处理|审核)|申请(退|取消|售后)|待退|售后中|维权中|(取消|关闭)中"
)
_CANCELLED = re.compile(
    r"取消|关闭|作废|失效|撤单|退款|退货|已退|删除|无效|超时|流团|未成团|拼团失败|退团|退单"
)
_WANTED = re.compile(
    r"付|发货|提货|自提|收货|完成|成功|核销|配送|备货|送达|评价|进行|有效|确认|跟团|参与|接龙|取货|已提|已取"
    r"|待取|未取|待提|下单|接单|拣货|出库|成团|报名|到货|已签|签收|处理|登记|通过|提交|交易中|已购"
)
_UNPAID = re.compile(r"(未|待|没|没有|等待|尚未)(买家)?(支付|付|收款)")
_PAID = re.compile(
    r"已(支付|付|收款)|(支付|付款)成功|待(发货|提货|自提|收货|取货|核销|配送|评价)|交易(完成|成功)|未发货|已完成"
)


@lru_cache(maxsize=1000)
def state_of(word: str) -> State:
    """Return what the word in a state column says; one we do not know is uncertain."""
    plain = unicodedata.normalize("NFKC", word).strip()
    if not plain or _STANDS.search(plain):
        return State.STANDS
    if _RUNNING.search(plain):
        return State.UNCERTAIN
    if _CANCELLED.search(plain):
        return State.CANCELLED
    return State.STANDS if _WANTED.search(plain) else State.UNCERTAIN


@lru_cache(maxsize=1000)
def is_paid(word: str) -> bool | None:
    """Return whether the word says that the money is there; ``None`` if it does not say."""
    if _UNPAID.search(word):
        return False
    return True if _PAID.search(word) else None
