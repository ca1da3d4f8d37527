"""Chains that come as a table: a heading names the fields, a separator stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leader_app.importing.chain.lines import mark_of
from leader_app.importing.chain.normal import Normal

_WORDS = {
    "seq": "序号 编号 号码 no",
    "name": "姓名 昵称 名字 微信名 微信昵称 群昵称 称呼 业主 收货人 收件人 团员",
    "building": "楼号 楼栋 楼 栋 栋号 楼栋号 几栋 幢 楼幢",
    "unit": "单元 单元号",
    "room": "房号 门牌 门牌号 室号 房间 房间号 几号 室",
    "address": "地址 住址 楼号房号 楼栋房号 楼号门牌",
    "goods": "商品 品名 产品 品种 货品 商品名称 名称 货物",
    "quantity": "数量 份数 几份 件数 个数 箱数 盒数 斤数",
    "phone": "电话 手机 手机号 联系电话 手机号码 联系方式",
    "note": "备注 留言 说明",
    "amount": "金额 价格 总价 合计 单价",
}
_FIELD = {word: name for name, words in _WORDS.items() for word in words.split()}
_LEAD = re.compile(r"[\s#]*(?:接龙)?(?:格式|模板|模版|接龙格式)?\s?[::]?\s*")
_SEPARATORS = (
    re.compile(r"\t"),
    re.compile(r"-{2,}"),
    re.compile(r"\s?\|\s?"),
    re.compile(r"\s?/\s?"),
    re.compile(r"\s?[,;]\s?"),
    re.compile(r"\s?-\s?"),
    re.compile(r"\s?\+\s?"),
    re.compile(r"\s?_+\s?"),
)
_MIN_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a line in their order and what separates them."""

    fields: tuple[str, ...]
    separator: re.Pattern[str]

    def fit(self, line: Normal) -> bool:
        """Whether ``line`` is a row and not the heading."""
        return self.cells(line) is not None and columns_of(line.text) is None

    def cells(self, line: Normal) -> dict[str, Normal] | None:
        """Return the parts of ``line`` by field, ``None`` if it has not as many."""
        parts = _split(line, self.separator)
        fields = self.fields
        if len(parts) == len(fields) - 1 and fields[0] == "seq" and not _is_number(parts[0]):
            fields = fields[1:]
        if "\t" in line.text:
            while len(parts) > len(fields) and not parts[-1].text.strip():
                parts.pop()
            fields = fields[: len(parts)]
        if len(parts) != len(fields):
            return None
        return dict(zip(fields, parts, strict=True))


def columns_of(text: str) -> Columns | None:
    """Return the fields a heading names, ``None`` if it is no heading."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    mark = mark_of(rest)
    rest = rest[mark.end :] if mark else rest
    for separator in _SEPARATORS:
        words = [word.strip(" ()[]【】") for word in separator.split(rest.strip())]
        if len(words) >= _MIN_FIELDS and all(word in _FIELD for word in words):
            return Columns(tuple(_FIELD[word] for word in words), separator)
    return None


def _is_number(cell: Normal) -> bool:
    return cell.text.strip().isdigit()


def is_field(word: str) -> bool:
    """Whether ``word`` names a field of an order, as a heading does."""
    return word in _FIELD


def _split(line: Normal, separator: re.Pattern[str]) -> list[Normal]:
    parts, start = [], 0
    for found in separator.finditer(line.text):
        parts.append(line.until(found.start()).since(start))
        start = found.end()
    return [*parts, line.since(start)]
