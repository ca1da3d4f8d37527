"""What holds of every chain: orders come back as they were written or doubted, nothing hangs."""

import time
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leader_app.importing.chain import read_text
from tests.importing.chains import SEVERAL, shown

NAMES = [
    "静水流深",
    "Jenny",
    "豆豆爸",
    "米粒",
    "蓝莓酱",
    "阿宁",
    "老K",
    "小葵",
    "棉花糖",
    "老秦",
    "阿May",
    "芒果冰",
    "柚子茶",
    "大橘猫",
    "小鱼儿",
    "3妞妈",
    "小7",
    "草莓控",
    "西瓜太郎",
    "甜甜",
    "周一",
    "十一",
    "七喜",
    "九月",
    "三石",
    "阿四",
    "二宝妈",
    "Lily2018",
    "两只老虎",
    "一只猫",
    "点点",
    "个个",
    "加加",
    "小付",
    "送送",
    "老退",
    "半夏",
    "好好",
    "Amy🌸",
    "🍀小草",
    "明天会更好",
    "谢大爷",
    "元元",
    "老X",
    "Dr.Wang",
    "未来",
    "总总",
    "Max",
    "王姐",
]
CHINESE = "零一二三四五六七八九"
EVIL = (
    "0123456789一二两三半十份个盒栋#号-－.,，、~ \t\n\\n张李王草莓鸡蛋xX×*+＋￥元块/()（）【】"
    "取消同上周晚点各共已付帮代和①1️⃣～❌"
)


@dataclass(frozen=True)
class Wanted:
    name: str
    home: tuple[int, int] | None
    goods: tuple[tuple[int, int], ...]
    cancelled: bool

    def told(self) -> str:
        home = f"{self.home[0]}-{self.home[1]}" if self.home else ""
        goods = " ".join(f"{SEVERAL[at].name}×{count}" for at, count in self.goods)
        return f"{self.name}|{home}|{goods}|{'!' if self.cancelled else ''}"


@dataclass(frozen=True)
class Manner:
    mark: str
    home: str
    home_first: bool
    goods: str
    between: str
    alias: bool
    spoken: bool
    off: str
    polite: str

    def line(self, seq: int, wanted: Wanted) -> str:
        home = self.home.format(*wanted.home) if wanted.home else ""
        who = f"{home} {wanted.name}" if self.home_first else f"{wanted.name} {home}"
        goods = self.between.join(self._goods(at, count) for at, count in wanted.goods)
        off = self.off if wanted.cancelled else self.polite
        return f"{self.mark.format(seq)}{who.strip()} {goods}{off}"

    def _goods(self, at: int, count: int) -> str:
        one = SEVERAL[at]
        name = one.aliases[0] if self.alias and one.aliases else one.name
        figure = CHINESE[count] if self.spoken and count < 10 else str(count)
        return self.goods.format(name=name, count=figure, unit=one.unit, digits=count)


_homes = st.none() | st.tuples(st.integers(1, 28), st.integers(101, 2206))
_wanted = st.builds(
    Wanted,
    st.sampled_from(NAMES),
    _homes,
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(1, 30)),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one[0],
    ).map(tuple),
    st.booleans(),
)
_manners = st.builds(
    Manner,
    st.sampled_from(["{}. ", "{}、", "{}) ", "({})", "{}．", "{}: "]),
    st.sampled_from(["{}-{}", "{}栋{}", "{}#{}", "{}号楼{}室", "{}幢{}", "（{}-{}）"]),
    st.booleans(),
    st.sampled_from(
        [
            "{name}{count}{unit}",
            "{name} {count}{unit}",
            "{name}x{digits}",
            "{name} * {digits}",
            "{count}{unit}{name}",
            "{name}{count}份",
            "{name}+{digits}",
        ]
    ),
    st.sampled_from(["，", "、", " ", "；", "+", ", "]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([" 取消", "（已取消）", " 不要了"]),
    st.sampled_from(["", "", " 谢谢", "，放门口", " 已付", "。"]),
)


@settings(max_examples=200)
@given(st.lists(_wanted, min_size=1, max_size=6, unique_by=lambda one: one.name), _manners)
def test_an_order_comes_back_as_it_was_written_or_is_doubted(
    wanted: list[Wanted], manner: Manner
) -> None:
    lines = [manner.line(seq, one) for seq, one in enumerate(wanted, 1)]
    found = read_text("#接龙\n拼团\n\n" + "\n".join(lines), SEVERAL)
    assert [order.seq for order in found.orders] == list(range(1, len(wanted) + 1))
    for line, order, one in zip(lines, found.orders, wanted, strict=True):
        assert order.review or shown(order) == one.told(), line


@settings(max_examples=300)
@given(st.text(max_size=400) | st.text(alphabet=EVIL, max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    for order in read_text(text, SEVERAL).orders:
        assert order.raw.strip()
        for item in order.items:
            sane = item.quantity is not None and 0 < item.quantity < 1000
            assert sane or order.review


@pytest.mark.parametrize(
    "piece", ["1", "a", " ", "1. ", "\n", "(", "一二", "1-", "草莓", "~", "年", "①"]
)
def test_two_megabytes_of_the_same_come_to_an_end(piece: str) -> None:
    began = time.perf_counter()
    read_text(piece * (2_000_000 // len(piece)), SEVERAL)
    assert time.perf_counter() - began < 15


def test_five_thousand_lines_are_read_in_a_moment() -> None:
    body = [f"{i}. {i % 28 + 1}栋{i % 20 + 101} 米粒{i} 草莓2盒、牛奶一箱" for i in range(1, 5001)]
    began = time.process_time()
    found = read_text("#接龙\n拼团\n\n" + "\n".join(body), SEVERAL)
    assert time.process_time() - began < 4
    assert len(found.orders) == 5000
    assert not any(order.review for order in found.orders)
