"""The places and conditions a notice may hold, by their English and their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from leader_app.domain.notice_words import CHINESE
from leader_app.domain.text import Text, say


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: its two names, what it becomes, and an example of that in Chinese."""

    name: str
    chinese: str
    meaning: Text
    example: str

    def name_in(self, language: str) -> str:
        """Return its name in the language a notice is written in."""
        return self.chinese if language == CHINESE else self.name


@dataclass(frozen=True, slots=True)
class Condition:
    """What a part of a text can depend on."""

    name: str
    chinese: str
    meaning: Text


PLACES: tuple[Place, ...] = (
    Place("name", "称呼", say("the member's name"), "王阿姨"),
    Place("items", "商品", say("what it is about, with quantities"), "草莓 2 盒、鲜牛奶 1 瓶"),
    Place("pieces", "件数", say("how many pieces"), "3"),
    Place("slots", "货位", say("where the goods lie"), "冷藏 2"),
    Place("missing", "未到", say("what has not come yet"), "鸡蛋 1 盒"),
    Place("total", "金额", say("what it costs altogether"), "56.70 元"),
    Place("store", "门店", say("the name of the pickup point"), "杨柳店"),
    Place("address", "地址", say("its address"), "杨柳路 18 号"),
    Place("hours", "营业时间", say("its opening hours"), "8:00-21:30"),
    Place("closing", "打烊时间", say("when it closes today"), "21:30"),
    Place("last_day", "最后一天", say("the last day to collect"), "明天"),
    Place("use_by", "保质期至", say("the earliest use-by day"), "11月25日"),
    Place("home", "楼栋房号", say("building and room"), "7-1801"),
    Place("tail", "手机尾号", say("the last digits of the telephone"), "1234"),
    Place("list", "名单", say("everybody it is for, a line each"), "王** 1234：草莓 2 盒"),
    Place("households", "户数", say("how many households"), "12"),
    Place("today", "今天", say("today's date"), "11月22日 周日"),
    Place("link", "链接", say("a link you give"), "https://example.com/live"),
    Place("host", "主播", say("who presents the livestream"), "小林"),
    Place("time", "时间", say("a time you give"), "今晚 19:30"),
    Place("price", "价格", say("a price you give"), "29.90 元"),
    Place("product", "产品", say("a product you give"), "丹东草莓"),
    Place("reason", "原因", say("why it is so"), "路上堵车"),
)
CONDITIONS: tuple[Condition, ...] = (
    Condition("chilled", "冷藏", say("something of it is kept in the fridge")),
    Condition("frozen", "冷冻", say("something of it is kept in the freezer")),
    Condition("several", "多件", say("there is more than one piece")),
    Condition("partly", "部分", say("something has not come yet")),
    Condition("group", "群发", say("it goes to a group")),
)
FILLED_BY_HAND = frozenset({"link", "host", "time", "price", "product", "reason"})
_ALIKE = 0.5
_PLACES: Mapping[str, Place] = {
    word: found for found in PLACES for word in (found.name, found.chinese)
}
_CONDITIONS: Mapping[str, Condition] = {
    word: found for found in CONDITIONS for word in (found.name, found.chinese)
}


def place(name: str) -> Place | None:
    """Return the place of a name in either language, however it is capitalised."""
    return _PLACES.get(name.strip().lower())


def condition(name: str) -> Condition | None:
    """Return the condition of a name in either language, however it is capitalised."""
    return _CONDITIONS.get(name.strip().lower())


def alike(name: str, *, conditions: bool = False) -> str:
    """Return the known name that somebody who wrote ``name`` may have meant; empty if none."""
    known = [*_PLACES, *(_CONDITIONS if conditions else ())]
    return next(iter(get_close_matches(name.strip().lower(), known, 1, _ALIKE)), "")
